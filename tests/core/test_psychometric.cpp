#include "core/error.h"
#include "core/human/psychometric.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace suss;

namespace {

struct Study {
    Judgments scales;
    MeasuredJudgments measured;
};

/// Nine levels of a change of each of `curves` pictures, as a person with this function would judge them.
Study studyOf(const PsychometricFunction& truth, int curves, double scatterOfCurves, double scatterOfImages) {
    Study study;
    study.scales.name = "study";
    std::mt19937 random(3);
    std::normal_distribution<double> normal;
    for (int curve = 0; curve < curves; ++curve) {
        const double offset = scatterOfCurves * normal(random);
        for (int level = 1; level <= 9; ++level) {
            const double distance = 0.05 * level * (1 + curve % 4);
            const double scale =
                kHalfNotice * std::exp(truth.exponent * std::log(distance / truth.threshold) + offset +
                                       scatterOfImages * normal(random));
            study.scales.ratings.push_back({"r", "i", scale, curve % 2 ? "noise" : "shift"});
            study.measured.ratings.push_back({{distance}, {}, {}, 0});
            study.measured.ratingReferences.push_back(curve / 2);
        }
    }
    return study;
}

bool near(double a, double b, double relative) {
    return std::abs(a - b) <= relative * std::abs(b);
}

constexpr Weighting kOnlyY1{{1, 0, 0, 0}};

}  // namespace

class TestPsychometric : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void halfNoticeTheThreshold() {
        const PsychometricFunction function{0.4, 0.7, 0.5};
        QVERIFY(near(noticeable(function, 0.4).probability, 0.5, 1e-12));
        // A scale value of 1: 2 Phi(1) - 1 = 0.6827 notice.
        const double one = 0.4 * std::pow(1 / kHalfNotice, 1 / 0.7);
        QVERIFY(near(noticeable(function, one).probability, 0.682689492, 1e-8));
        for (const double distance : {-1.0, 0.0, double(NAN)})
            QCOMPARE(noticeable(function, distance).high, 0.0);
    }

    void moreIsNoticedByMore() {
        const PsychometricFunction function{0.4, 0.7, 0.5};
        Noticeable before;
        for (double distance = 1e-3; distance < 100; distance *= 1.5) {
            const Noticeable now = noticeable(function, distance);
            QVERIFY(now.probability >= before.probability && now.probability <= 1);
            QVERIFY(now.low <= now.probability && now.probability <= now.high);
            before = now;
        }
        const Noticeable sure = noticeable({0.4, 0.7, 0}, 0.1);
        QCOMPARE(sure.low, sure.high);
    }

    void knownFunctionIsFound() {
        const PsychometricFunction truth{0.3, 0.6, 0};
        const Study study = studyOf(truth, 12, 0, 0);
        const PsychometricFunction found = fitPsychometric(study.scales, study.measured, kOnlyY1);
        QVERIFY(near(found.threshold, 0.3, 1e-9));
        QVERIFY(near(found.exponent, 0.6, 1e-9));
        QVERIFY(found.spread < 1e-9);
        // Twice the weight, twice the distance.
        QVERIFY(near(fitPsychometric(study.scales, study.measured, {2, 0, 0, 0}).threshold, 0.6, 1e-9));
    }

    void spreadIsThatOfANewCurve() {
        const Study study = studyOf({0.3, 0.6, 0}, 400, 0.4, 0.3);
        const PsychometricFunction found = fitPsychometric(study.scales, study.measured, kOnlyY1);
        // sqrt(0.4^2 + 0.3^2) = 0.5, and a little for the offset of each curve being known from nine images.
        QVERIFY2(near(found.spread, 0.51, 0.06), qPrintable(QString::number(found.spread)));
        QVERIFY(near(found.exponent, 0.6, 0.05));
        QVERIFY(near(found.threshold, 0.3, 0.1));
        // 95 % of new images lie inside what is said of them.
        const Study other = studyOf({0.3, 0.6, 0}, 300, 0.4, 0.3);
        int inside = 0;
        for (std::size_t i = 0; i < other.scales.ratings.size(); ++i) {
            const Noticeable said = noticeable(found, distanceOf(other.measured.ratings[i], kOnlyY1));
            const double share = std::erf(other.scales.ratings[i].human / std::sqrt(2.0));
            inside += said.low <= share && share <= said.high;
        }
        const double covered = double(inside) / double(other.scales.ratings.size());
        QVERIFY2(std::abs(covered - 0.95) < 0.03, qPrintable(QString::number(covered)));
    }

    void tooLittleIsRefused() {
        const Study few = studyOf({0.3, 0.6, 0}, 2, 0, 0);
        QVERIFY_EXCEPTION_THROWN((void)fitPsychometric(few.scales, few.measured, kOnlyY1), Error);
        Study falling = studyOf({0.3, 0.6, 0}, 8, 0, 0);
        for (Rating& rating : falling.scales.ratings) rating.human = 1 / rating.human;
        QVERIFY_EXCEPTION_THROWN((void)fitPsychometric(falling.scales, falling.measured, kOnlyY1), Error);
    }

    void itIsSaidInWords() {
        const auto said = [](double middle, double low, double high) {
            return QString::fromStdString(inWords(Noticeable{middle, low, high}));
        };
        QCOMPARE(said(0.31, 0.12, 0.97),
                 "Quite uncertain: about 31 % of people would notice (12 % to 97 %).");
        QVERIFY(said(0.069, 0.01, 0.3).startsWith("About 7 % of people would notice (1 % to 30 %)."));
        // Only what the whole interval says.
        QVERIFY(said(0.01, 0, 0.3).startsWith("About 1 % of people would notice (0 % to 30 %)."));
        QVERIFY(said(0.004, 0.001, 0.3).startsWith("Fewer than 1 % of people would notice (< 1 % to 30 %)."));
        QVERIFY(said(0.01, 0, 0.02).startsWith("Hardly anyone would notice (0 % to 2 %)."));
        QVERIFY(said(0.99, 0.8, 1).startsWith("About 99 % of people would notice (80 % to 100 %)."));
        QVERIFY(said(0.99, 0.97, 0.999).startsWith("Nearly everyone would notice (97 % to > 99 %)."));
    }
};

QTEST_GUILESS_MAIN(TestPsychometric)
#include "test_psychometric.moc"
