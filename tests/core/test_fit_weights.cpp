#include "core/error.h"
#include "core/human/fit_weights.h"

#include <QTest>

#include <cmath>
#include <random>

using namespace suss;

namespace {

/// Choices of an observer whose weights are known: the share is exactly what the model of fitWeights says.
std::vector<Choice> choicesOf(const Weights& weights, int count, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    std::vector<Choice> choices;
    for (int i = 0; i < count; ++i) {
        Choice choice;
        double x = 0;
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            choice.difference[c] = normal(random) * std::pow(10.0, double(c));  // scales far apart
            x += weights[c] * choice.difference[c];
        }
        choice.shareSecond = 1 / (1 + std::exp(-x));
        choice.reference = i % 10;
        choices.push_back(choice);
    }
    return choices;
}

}  // namespace

class TestFitWeights : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void knownWeightsAreFound() {
        const Weights truth{0.7, 0.05, 0.002, 0.0009};
        const WeightFit fit = fitWeights({choicesOf(truth, 400, 1)}, {0, 1});
        for (std::size_t c = 0; c < kComponentCount; ++c)
            QVERIFY2(std::abs(fit.weights[c] / truth[c] - 1) < 1e-3,
                     qPrintable(QString::number(fit.weights[c])));
        QVERIFY(fit.crossEntropy < std::log(2.0));  // better than guessing
        QVERIFY(!fit.movement);                     // nothing moved, nothing is known of it
    }

    void whatMovementCountsIsFound() {
        const Weights truth{0.7, 0.05, 0.002, 0.0009};
        std::vector<Choice> choices = choicesOf(truth, 400, 1);
        std::mt19937 random(5);
        std::exponential_distribution<double> squaredPixels(0.01);
        // Every other picture has moved as well, and an observer minds that.
        for (std::size_t i = 0; i < choices.size(); i += 2) {
            Choice& choice = choices[i];
            choice.difference.back() = squaredPixels(random);
            const double x =
                std::log(choice.shareSecond / (1 - choice.shareSecond)) + 0.004 * choice.difference.back();
            choice.shareSecond = 1 / (1 + std::exp(-x));
        }
        const WeightFit fit = fitWeights({choices}, {20, 1});
        QVERIFY(fit.movement);
        QVERIFY2(std::abs(*fit.movement / 0.004 - 1) < 1e-3, qPrintable(QString::number(*fit.movement)));
        QVERIFY(fit.intervals.back().low <= *fit.movement && fit.intervals.back().high >= *fit.movement);
        QVERIFY(std::abs(fit.weights[0] / truth[0] - 1) < 1e-3);
    }

    void pairsComparePicturesMovedBack() {
        const Judgments judgments{"", {{"r", "a", 1, ""}, {"r", "b", 2, ""}}, {}};
        MeasuredJudgments measured;
        measured.ratings = {{{5, 5, 5, 5}, FollowedLosses{{1, 2, 3, 4}, 8}, {}, 0},
                            {{2, 2, 2, 2}, {}, {}, 0}};
        measured.ratingReferences = {0, 0};
        const auto choices = choicesFrom(judgments, measured);
        QCOMPARE(choices.size(), std::size_t{1});
        QCOMPARE(choices[0].difference, (Terms{1, 0, -1, -2, -8}));
    }

    void distanceIsTheSmallerOfTheTwo() {
        const Measured moved{{5, 0, 0, 0}, FollowedLosses{{1, 0, 0, 0}, 8}, {}, 0};
        Weighting weighting{{1, 0, 0, 0}};
        QCOMPARE(distanceOf(moved, weighting), 5.0);  // nothing is known of movement
        weighting.movement = 0.25;
        QCOMPARE(distanceOf(moved, weighting), 3.0);
        QCOMPARE(distanceInPlace(moved, weighting), 5.0);
        weighting.movement = 1;
        QCOMPARE(distanceOf(moved, weighting), 5.0);
    }

    void weightsAreNeverNegative() {
        // Shares of an observer who prefers more of Y2: the best that w >= 0 can do is to ignore it.
        const WeightFit fit = fitWeights({choicesOf({0.7, -0.05, 0.002, 0}, 400, 2)}, {20, 1});
        QCOMPARE(fit.weights[1], 0.0);
        QVERIFY(fit.weights[0] > 0);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            QVERIFY(fit.weights[c] >= 0 && fit.intervals[c].low >= 0);
            QVERIFY(fit.intervals[c].low <= fit.intervals[c].high);
        }
    }

    void everyDataSetCountsTheSame() {
        // Two observers who disagree: the larger set does not drown the smaller one.
        const auto few = choicesOf({1, 0, 0, 0}, 50, 3);
        auto many = choicesOf({0.2, 0, 0, 0}, 5000, 4);
        const double both = fitWeights({few, many}, {0, 1}).weights[0];
        QVERIFY2(both > 0.3 && both < 0.9, qPrintable(QString::number(both)));
    }

    void scoresBecomeChoices() {
        Judgments judgments;
        judgments.ratings = {{"a", "a1", 1, ""}, {"a", "a2", 3, ""}, {"b", "b1", 2, ""}, {"b", "b2", 2, ""}};
        judgments.preferences = {{"a", "a3", "a4", 0.25, ""}};
        MeasuredJudgments measured;
        for (const double loss : {0.0, 1.0, 4.0, 9.0}) measured.ratings.push_back({{loss}, {}, 0});
        measured.preferences.push_back({{{16.0}, {}, 0}, {{25.0}, {}, 0}});
        measured.ratingReferences = {0, 0, 1, 1};
        measured.preferenceReferences = {0};
        const auto choices = choicesFrom(judgments, measured);
        // a1 against a2, and the preference; b1 and b2 were not told apart.
        QCOMPARE(choices.size(), std::size_t(2));
        QCOMPARE(choices[0].difference[0], 1.0);  // of a2 minus a1: a1 is the second, and closer
        // Scores 1, 3, 2, 2 deviate by sqrt(1/2); the unit is a quarter of it.
        const double expected = 1 / (1 + std::exp(-2 / (0.25 * std::sqrt(0.5))));
        QVERIFY(std::abs(choices[0].shareSecond - expected) < 1e-12);
        QCOMPARE(choices[1].difference[0], 16.0 - 25.0);
        QCOMPARE(choices[1].shareSecond, 0.25);
        QCOMPARE(choices[1].reference, choices[0].reference);
    }

    void nothingToLearnFromIsRefused() {
        QVERIFY_EXCEPTION_THROWN(fitWeights({}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(fitWeights({{}}, {}), Error);
    }
};

QTEST_GUILESS_MAIN(TestFitWeights)
#include "test_fit_weights.moc"
