#include "core/human/agreement.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <random>

using namespace suss;

namespace {

using Values = std::vector<double>;

Values randomValues(std::size_t count, unsigned seed, int distinct = 1 << 30) {
    std::mt19937 random(seed);
    Values values(count);
    for (double& value : values) value = double(random() % unsigned(distinct));
    return values;
}

/// Tau-b by its definition, pair by pair.
double kendallByPairs(const Values& a, const Values& b) {
    double sum = 0, inA = 0, inB = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto sign = [](double x) { return double(x > 0) - double(x < 0); };
            const double sa = sign(a[i] - a[j]), sb = sign(b[i] - b[j]);
            sum += sa * sb;
            inA += sa * sa;
            inB += sb * sb;
        }
    return sum / std::sqrt(inA * inB);
}

bool near(double a, double b, double tolerance) {
    if (std::abs(a - b) <= tolerance) return true;
    qWarning("%.12g is not %.12g", a, b);
    return false;
}

}  // namespace

class TestAgreement : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void spearmanOfKnownRanks() {
        // 1 - 6 sum d^2 / (n (n^2 - 1)) without ties: d = 1, 1, 0, 0.
        QVERIFY(near(spearman(Values{10, 20, 30, 40}, Values{2, 1, 3, 7}), 1 - 6.0 * 2 / (4 * 15), 1e-12));
        // Ties share their mean rank: Pearson of (1, 2.5, 2.5, 4) with (1, 2, 3, 4) is 4.5 / sqrt(4.5 * 5).
        QVERIFY(near(spearman(Values{1, 5, 5, 9}, Values{1, 2, 3, 4}), 4.5 / std::sqrt(4.5 * 5), 1e-12));
        const Values x = randomValues(50, 1);
        Values cubed = x;
        for (double& value : cubed) value = -std::pow(value, 3);
        QVERIFY(near(spearman(x, cubed), -1, 1e-12));
        QCOMPARE(spearman(Values{1, 1, 1}, Values{1, 2, 3}), 0.0);
    }

    void kendallEqualsItsDefinition_data() {
        QTest::addColumn<int>("distinct");
        for (const int distinct : {2, 5, 40, 1 << 30}) QTest::addRow("%d", distinct) << distinct;
    }
    void kendallEqualsItsDefinition() {
        QFETCH(int, distinct);
        for (const std::size_t count : {2u, 3u, 7u, 64u, 101u}) {
            const Values a = randomValues(count, 2, distinct), b = randomValues(count, 3, distinct);
            const double expected = kendallByPairs(a, b);
            if (std::isnan(expected)) continue;  // one of them is constant
            QVERIFY(near(kendall(a, b), expected, 1e-12));
        }
        QCOMPARE(kendall(Values{1, 1, 1}, Values{1, 2, 3}), 0.0);
    }

    void logisticIsUndone_data() {
        QTest::addColumn<double>("high");
        QTest::newRow("rises") << 7.0;
        QTest::newRow("falls") << -3.0;
    }
    void logisticIsUndone() {
        QFETCH(double, high);
        Values measure, human;
        for (int i = 0; i < 60; ++i) {
            measure.push_back(100 + i);
            human.push_back(1 + (high - 1) / (1 + std::exp(-(i - 25) / 4.0)));
        }
        QVERIFY(near(std::abs(pearsonAfterLogistic(measure, human)), 1, 1e-6));
        // A straight line through the same points does worse.
        QVERIFY(std::abs(pearsonAfterLogistic(measure, measure)) > 0.999);
    }

    void pairsCountWithinAReferenceOnly() {
        // Within each photo the measure is right for two of three pairs; across photos it would be wrong.
        const Values human{1, 2, 3, 11, 12, 13}, measure{5, 7, 6, 1, 3, 2};
        const std::vector<int> reference{0, 0, 0, 1, 1, 1};
        const auto agreement = agreementOf({measure}, human, reference, {50, 1}).front();
        QVERIFY(near(agreement.twoAfc.value, 2.0 / 3, 1e-12));
        QVERIFY(near(agreement.twoAfc.interval.low, 2.0 / 3, 1e-12));
        QVERIFY(agreement.srcc.value < 0);
        // Ranks 1, 3, 2 against 1, 2, 3: a correlation of one half in both photos.
        QVERIFY(near(agreement.withinReference.value, 0.5, 1e-12));
        QVERIFY(near(agreement.withinReference.interval.high, 0.5, 1e-12));
        // The order of rows says nothing.
        const Values mixedHuman{1, 11, 2, 12, 3, 13}, mixedMeasure{5, 1, 7, 3, 6, 2};
        const auto mixed =
            agreementOf({mixedMeasure}, mixedHuman, std::vector<int>{0, 1, 0, 1, 0, 1}, {0, 1});
        QVERIFY(near(mixed.front().twoAfc.value, 2.0 / 3, 1e-12));
        QVERIFY(near(mixed.front().srcc.value, agreement.srcc.value, 1e-12));
    }

    void intervalsHoldTheTruthAsOftenAsTheySay() {
        // 40 photos of one image each; measure = human + noise of the same size: Spearman of a Normal pair
        // with r = sqrt(1/2) is 6 / pi asin(r / 2) = 0.690. Of 60 studies, 95 % intervals hold it in 57 on
        // average with a standard deviation of 1.7; the bootstrap of 40 is known to be somewhat narrow.
        const double truth = 6 / M_PI * std::asin(std::sqrt(0.5) / 2);
        std::mt19937 random(5);
        std::normal_distribution<double> normal;
        int held = 0;
        for (int study = 0; study < 60; ++study) {
            Values human(40), measure(40);
            std::vector<int> reference(40);
            for (int i = 0; i < 40; ++i) {
                human[i] = normal(random);
                measure[i] = human[i] + normal(random);
                reference[i] = i;
            }
            const Estimate srcc = agreementOf({measure}, human, reference, {200, 7}).front().srcc;
            held += srcc.interval.low <= truth && truth <= srcc.interval.high;
        }
        QVERIFY2(held >= 50, qPrintable(QString::number(held)));
    }

    void theLeadIsPaired() {
        const Values human = randomValues(60, 4);
        Values good = human, bad = randomValues(60, 6);
        std::vector<int> reference(60);
        for (int i = 0; i < 60; ++i) reference[i] = i / 3;
        const auto leads = leadOfFirst({good, bad}, human, reference, {100, 1});
        QCOMPARE(leads[0].value, 0.0);
        QCOMPARE(leads[0].interval.high, 0.0);
        QVERIFY(near(leads[1].value, 1 - std::abs(spearman(bad, human)), 1e-12));
        QVERIFY(leads[1].interval.low > 0);
    }

    void resamplingCanBeStopped() {
        const Values human = randomValues(60, 4), measure = randomValues(60, 6);
        std::vector<int> reference(60);
        for (int i = 0; i < 60; ++i) reference[i] = i / 3;
        double reached = 0;
        const Progress progress = [&](double fraction, std::string_view) {
            return (reached = fraction) < 0.5;
        };
        QVERIFY_EXCEPTION_THROWN(agreementOf({measure}, human, reference, {100, 1}, progress), Cancelled);
        QVERIFY(reached >= 0.5 && reached < 1);
        QVERIFY_EXCEPTION_THROWN(leadOfFirst({measure}, human, reference, {100, 1}, progress), Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestAgreement)
#include "test_agreement.moc"
