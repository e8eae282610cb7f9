// One image compared in tiles against the same compared whole, with the model that is shipped.

#include "core/error.h"
#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/explain/relevance_map.h"
#include "core/image/reshape.h"
#include "core/report/comparison_report.h"

#include <QtTest>

#include <cmath>

using namespace suss;

namespace {

const Predictor& predictor() {
    static const Predictor model = Predictor::load(SUSS_TEST_MODEL);
    return model;
}

/// Sums of the same some thousand doubles in another order.
bool isClose(double actual, double expected) {
    return std::abs(actual - expected) <= 1e-12 * std::abs(expected);
}

}  // namespace

class TestTiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void tilesEqualTheWhole_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        for (const auto& [width, height] : {std::pair{16, 16}, {61, 45}, {301, 203}})
            QTest::addRow("%dx%d", width, height) << width << height;
        // Two tiles across, three down, two by two; colour in two tiles as well.
        for (const auto& [width, height] : {std::pair{1411, 33}, {18, 1999}, {933, 907}, {3603, 17}})
            QTest::addRow("%dx%d", width, height) << width << height;
    }

    void tilesEqualTheWhole() {
        QFETCH(int, width);
        QFETCH(int, height);
        const auto reference = std::make_shared<const Image>(resized(exampleReference(), width, height));
        const auto image =
            std::make_shared<const Image>(withNoise(gaussianBlurred(*reference, 1.2), 0.01, 3));
        const auto whole = compareFollowing(analyse(reference, predictor()), image);
        const WhitenedPair tiled = compareInTiles(reference, image, predictor());
        QCOMPARE(tiled.referenceImage, reference);
        QCOMPARE(tiled.image, image);

        // Every tile is rounded as the whole is, so even the bits are the same.
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            QCOMPARE(whole->reference->distributions[c]->step(), 0x1p-13f);
            QCOMPARE(tiled.whitened.residuals[c].grid, whole->whitened.residuals[c].grid);
            QVERIFY(tiled.whitened.residuals[c].values == whole->whitened.residuals[c].values);
            QVERIFY(tiled.self->residuals[c].values == whole->self->residuals[c].values);
        }

        Weighting weighting = weightingNamed(predictor().info(), "");
        for (std::size_t off = 0; off <= kComponentCount; ++off) {
            weighting.enabled = {true, true, true, true};
            if (off < kComponentCount) weighting.enabled[off] = false;
            const Rect rect{width / 3, height / 4, width / 2, height / 2};
            const ComparisonReport expected = reportOn("i", *whole, weighting, rect),
                                   actual = reportOn("i", tiled, weighting, rect);
            QVERIFY(isClose(actual.account.suss, expected.account.suss));
            QVERIFY(isClose(actual.account.sussOfReference, expected.account.sussOfReference));
            QVERIFY(isClose(actual.account.distance, expected.account.distance));
            for (std::size_t c = 0; c < kComponentCount; ++c) {
                const ComponentAccount &one = actual.account.components[c],
                                       &other = expected.account.components[c];
                QCOMPARE(one.variables, other.variables);
                QVERIFY(isClose(one.logLikelihood, other.logLikelihood));
                QVERIFY(isClose(one.logLikelihoodOfReference, other.logLikelihoodOfReference));
                QVERIFY(isClose(one.mahalanobisSquared, other.mahalanobisSquared));
                QVERIFY(isClose(one.contribution, other.contribution));
                QVERIFY(isClose(actual.region->contributions[c], expected.region->contributions[c]));
            }
            QCOMPARE(actual.regions.size(), expected.regions.size());
            for (std::size_t i = 0; i < actual.regions.size(); ++i) {
                QCOMPARE(actual.regions[i].rect, expected.regions[i].rect);
                QCOMPARE(actual.regions[i].leading, expected.regions[i].leading);
                QVERIFY(isClose(actual.regions[i].share, expected.regions[i].share));
            }
            QVERIFY(relevanceMap(tiled, weighting).values == relevanceMap(*whole, weighting).values);
        }
    }

    void movementIsFollowedAsOnTheWhole() {
        const auto reference = std::make_shared<const Image>(resized(exampleReference(), 933, 907));
        const Movement there{1, 0.002, 2.5, -0.002, 1, -1};
        const auto image = std::make_shared<const Image>(movedBack(*reference, there, *reference));
        const auto whole = compareFollowing(analyse(reference, predictor()), image);
        const WhitenedPair tiled = compareInTiles(reference, image, predictor());
        QVERIFY(whole->followed && tiled.followed);
        QCOMPARE(tiled.followed->movement, whole->followed->movement);
        QCOMPARE(tiled.followed->squaredNorms, whole->followed->squaredNorms);
    }

    void aPictureIsAtDistanceZeroFromItself() {
        const auto picture = std::make_shared<const Image>(resized(exampleReference(), 1000, 61));
        const WhitenedPair pair = compareInTiles(picture, picture, predictor());
        QCOMPARE(accountOf(pair, weightingNamed(predictor().info(), "")).distance, 0.0);
        QVERIFY(pair.whitened.residuals[0].values == pair.self->residuals[0].values);
    }

    void whatCannotBeComparedIsRefused() {
        const auto of = [](int width, int height) { return std::make_shared<const Image>(width, height); };
        QVERIFY_EXCEPTION_THROWN(compareInTiles(of(20, 20), of(20, 21), predictor()), Error);
        QVERIFY_EXCEPTION_THROWN(compareInTiles(of(15, 20), of(15, 20), predictor()), Error);
    }
};

QTEST_GUILESS_MAIN(TestTiles)
#include "test_tiles.moc"
