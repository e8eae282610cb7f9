// The two squared distances of a rectangle against dense linear algebra in double precision, and the sentence
// that is made of them.

#include "core/error.h"
#include "core/explain/region_oddity.h"
#include "core/gaussian/sample.h"
#include "core/gaussian/whiten.h"
#include "tests/support/random_gaussian.h"
#include "tests/support/random_reference.h"

#include <Eigen/Dense>
#include <QtTest>

#include <random>

using namespace suss;
using namespace suss::test;

namespace {

/// Wider than any grid here: nothing is left out.
constexpr int kEverything = 1000;

/// The indices of the rectangle's variables.
std::vector<Eigen::Index> indicesOf(const Grid& grid, const CellRect& rect) {
    std::vector<Eigen::Index> indices;
    for (int y = rect.y; y < rect.y + rect.height; ++y)
        for (int x = rect.x; x < rect.x + rect.width; ++x)
            for (int channel = 0; channel < grid.channels; ++channel)
                indices.push_back(variableIndex(grid, channel, y, x));
    return indices;
}

/// r^T (matrix at the indices)^-1 r.
double squareIn(const Eigen::MatrixXd& matrix, const Eigen::VectorXd& vector,
                const std::vector<Eigen::Index>& indices) {
    const Eigen::MatrixXd part = matrix(indices, indices);
    const Eigen::VectorXd r = vector(indices);
    return r.dot(part.llt().solve(r));
}

/// Corners, borders, the middle, single cells, whole rows and columns, everything.
std::vector<CellRect> rectsIn(const Grid& grid) {
    std::vector<CellRect> rects{{0, 0, grid.width, grid.height},
                                {0, 0, 1, 1},
                                {grid.width - 1, grid.height - 1, 1, 1},
                                {grid.width / 2, grid.height / 2, 1, 1},
                                {0, 0, grid.width, 1},
                                {0, grid.height - 1, grid.width, 1},
                                {grid.width / 2, 0, 1, grid.height}};
    if (grid.width >= 5 && grid.height >= 5) {
        rects.push_back({1, 1, grid.width - 3, grid.height - 3});
        rects.push_back({grid.width - 3, 1, 3, 3});
        rects.push_back({0, grid.height - 2, 3, 2});
    }
    return rects;
}

void verifyClose(double actual, double expected, double relative, const char* what) {
    QVERIFY2(
        std::abs(actual - expected) <= relative * expected,
        qPrintable(QString("%1: %2, expected %3").arg(what).arg(actual, 0, 'g', 9).arg(expected, 0, 'g', 9)));
}

/// A distribution whose correlations reach far: each value hangs on the mean of its later neighbours nearly
/// entirely.
StructuredGaussian stiffGaussian(Grid grid) {
    const auto slots = neighbourSlots(grid.channels);
    SlotBlocks coefficients;
    for (const NeighbourSlot& slot : slots)
        coefficients.emplace_back(std::size_t(grid.pixels()), slot.from == slot.to ? -0.98f / 12 : 0.0f);
    return {grid, std::vector<float>(std::size_t(grid.variables())),
            std::vector<float>(std::size_t(grid.variables()), 3.0f), std::move(coefficients)};
}

RegionOddity oddityWith(double alone, double here) {
    RegionOddity oddity;
    for (RegionSquare& part : oddity.components) part = {1000, 1000, 1000};
    oddity.components[1].alone = alone;
    oddity.components[1].givenSurroundings = here;
    return oddity;
}

}  // namespace

class TestRegionSquare : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void bothAreThoseOfDenseMatrices() {
        for (const Grid& grid :
             {Grid{1, 1, 1}, Grid{1, 7, 2}, Grid{6, 1, 1}, Grid{9, 11, 1}, Grid{8, 7, 2}, Grid{14, 12, 1}}) {
            const StructuredGaussian gaussian = randomGaussian(grid, 1);
            const Plane y = randomPlane(grid, 2);
            const Eigen::MatrixXd factor = denseFactor(gaussian), precision = factor * factor.transpose(),
                                  covariance = precision.inverse();
            Plane mean(grid);
            mean.values.assign(gaussian.mean().begin(), gaussian.mean().end());
            const Eigen::VectorXd r = denseVector(y) - denseVector(mean), g = precision * r;
            for (const CellRect& rect : rectsIn(grid)) {
                const auto indices = indicesOf(grid, rect);
                const RegionSquare square = regionSquareOf(gaussian, y, rect, kEverything);
                QCOMPARE(square.variables, std::int64_t(indices.size()));
                // The iterations stop at about 1e-5; float rounding is below that.
                verifyClose(square.givenSurroundings, squareIn(precision, g, indices), 5e-5, "given");
                verifyClose(square.alone, squareIn(covariance, r, indices), 5e-5, "alone");
            }
        }
    }

    void bothAreTheWholeSquareOnTheWholeGrid() {
        for (const Grid& grid : {Grid{40, 30, 1}, Grid{21, 33, 2}}) {
            const StructuredGaussian gaussian = randomGaussian(grid, 3);
            const Plane y = randomPlane(grid, 4);
            const double whole = squaredNorm(whiten(gaussian, y));
            const RegionSquare square = regionSquareOf(gaussian, y, {0, 0, grid.width, grid.height});
            verifyClose(square.givenSurroundings, whole, 2e-5, "given");
            verifyClose(square.alone, whole, 2e-5, "alone");
        }
    }

    void correlationsThatReachFarAreFollowed() {
        const Grid grid{24, 26, 1};
        const StructuredGaussian gaussian = stiffGaussian(grid);
        const Plane y = sampleFrom(gaussian, correlate(gaussian, standardNormal(grid, 5)), 1.0f);
        const Eigen::MatrixXd factor = denseFactor(gaussian), precision = factor * factor.transpose();
        const Eigen::MatrixXd covariance =
            precision.llt().solve(Eigen::MatrixXd::Identity(grid.variables(), grid.variables()));
        const Eigen::VectorXd r = denseVector(y), g = precision * r;
        const CellRect rect{8, 7, 9, 8};
        const auto indices = indicesOf(grid, rect);
        const RegionSquare square = regionSquareOf(gaussian, y, rect, kEverything);
        verifyClose(square.givenSurroundings, squareIn(precision, g, indices), 1e-4, "given");
        verifyClose(square.alone, squareIn(covariance, r, indices), 1e-4, "alone");
    }

    /// What lies further off than the surroundings hardly counts, even where correlations reach far.
    void surroundingsAreEnough() {
        const Grid grid{160, 170, 1};
        const StructuredGaussian gaussian = stiffGaussian(grid);
        const Plane y = sampleFrom(gaussian, correlate(gaussian, standardNormal(grid, 6)), 1.0f);
        const CellRect rect{70, 40, 20, 20};
        const RegionSquare all = regionSquareOf(gaussian, y, rect, kEverything),
                           near = regionSquareOf(gaussian, y, rect);
        QCOMPARE(near.givenSurroundings, all.givenSurroundings);
        verifyClose(near.alone, all.alone, 0.01, "alone");
    }

    /// Draws of the distribution have the squares of a chi-square variable: n, give or take sqrt(2 n).
    void drawsAreAsExpected() {
        const Grid grid{40, 44, 2};
        const StructuredGaussian gaussian = randomGaussian(grid, 7);
        const CellRect rect{9, 11, 14, 12};
        constexpr int kDraws = 20;
        double alone = 0, given = 0, variables = 0;
        for (int i = 0; i < kDraws; ++i) {
            const Plane y =
                sampleFrom(gaussian, correlate(gaussian, standardNormal(grid, 8, std::uint64_t(i))), 1.0f);
            const RegionSquare square = regionSquareOf(gaussian, y, rect);
            variables = double(square.variables);
            alone += square.alone / kDraws;
            given += square.givenSurroundings / kDraws;
        }
        const double error = std::sqrt(2 * variables / kDraws);
        QVERIFY(std::abs(alone - variables) < 4 * error);
        QVERIFY(std::abs(given - variables) < 4 * error);
    }

    /// A piece of one draw in the place of another's is as likely as any by itself, and does not belong
    /// there.
    void aPieceFromElsewhereIsOddOnlyHere() {
        const Grid grid{60, 64, 1};
        const StructuredGaussian gaussian = stiffGaussian(grid);
        const CellRect rect{20, 24, 4, 4};
        Plane y = sampleFrom(gaussian, correlate(gaussian, standardNormal(grid, 11)), 1.0f);
        const Plane other = sampleFrom(gaussian, correlate(gaussian, standardNormal(grid, 12)), 1.0f);
        QVERIFY(chanceOf(regionSquareOf(gaussian, y, rect).givenSurroundings, 16) > 0.01);
        for (int row = rect.y; row < rect.y + rect.height; ++row)
            std::copy_n(other.row(0, row) + rect.x, rect.width, y.row(0, row) + rect.x);
        const RegionSquare square = regionSquareOf(gaussian, y, rect);
        QVERIFY(chanceOf(square.alone, square.variables) > 0.01);
        QVERIFY(chanceOf(square.givenSurroundings, square.variables) < 1e-3);
    }

    void wrongQuestionsAreRefused() {
        const StructuredGaussian gaussian = randomGaussian({5, 6, 1}, 9);
        const Plane y = randomPlane({5, 6, 1}, 10);
        for (const CellRect& rect :
             {CellRect{0, 0, 0, 1}, CellRect{-1, 0, 2, 2}, CellRect{0, 4, 1, 2}, CellRect{2, 0, 5, 1}})
            QVERIFY_EXCEPTION_THROWN(regionSquareOf(gaussian, y, rect), Error);
        QVERIFY_EXCEPTION_THROWN(regionSquareOf(gaussian, randomPlane({6, 5, 1}, 1), {0, 0, 1, 1}), Error);
    }

    void chanceIsThatOfChiSquare() {
        // Tables: the upper 5 %, 1 % and 0.1 % points.
        QVERIFY(std::abs(chanceOf(3.841459, 1) - 0.05) < 1e-7);
        QVERIFY(std::abs(chanceOf(23.209251, 10) - 0.01) < 1e-8);
        QVERIFY(std::abs(chanceOf(149.449253, 100) - 0.001) < 1e-9);
        QCOMPARE(chanceOf(0, 5), 1.0);
        // With 2 degrees of freedom it is exp(-q / 2).
        QVERIFY(std::abs(chanceOf(7, 2) / std::exp(-3.5) - 1) < 1e-12);
        // Many degrees of freedom: Wilson and Hilferty's value is right to 1e-3 of it here.
        const double n = 120000, square = n + 3 * std::sqrt(2 * n);
        const double normal = (std::cbrt(square / n) - 1 + 2 / (9 * n)) / std::sqrt(2 / (9 * n));
        const double expected = 0.5 * std::erfc(normal / std::sqrt(2.0));
        QVERIFY(std::abs(chanceOf(square, std::int64_t(n)) / expected - 1) < 1e-3);
        QCOMPARE(chanceOf(1e9, 1000), 0.0);
    }

    void wordsFollowTheNumbers() {
        const Weighting weighting{{1, 1, 1, 1}};
        const auto words = [&](double alone, double here) {
            return QString::fromStdString(inWords(oddityWith(alone, here), weighting));
        };
        QCOMPARE(words(1000, 1100), "Not odd, neither in itself nor given its surroundings.");
        QCOMPARE(words(2500, 1000), "Odd in itself (Y2: 2.5 times what is expected).");
        QCOMPARE(words(2500, 9000), "Odd in itself (Y2: 2.5 times what is expected).");
        QCOMPARE(words(1050, 12345),
                 "Odd here: it fits the picture's statistics alone but not its surroundings (Y2: 12 times "
                 "what is expected).");
        // One in a thousand over four components: 1162 has a chance of 2.9e-4, 1164 of 2.4e-4.
        QVERIFY(words(1160, 1000).startsWith("Not odd"));
        QVERIFY(words(1168, 1000).startsWith("Odd in itself"));
        QCOMPARE(QString::fromStdString(
                     inWords(oddityWith(2500, 1000), {{1, 1, 1, 1}, {true, false, true, true}})),
                 "Not odd, neither in itself nor given its surroundings.");
        QVERIFY(inWords(oddityWith(2500, 1000), {{0, 0, 0, 0}}).starts_with("No component counts"));
    }

    void oddityTakesTheCellsTheRectangleTouches() {
        const auto reference = referenceOf(randomImage(61, 45, 1));
        const auto comparison = compare(reference, randomImage(61, 45, 2));
        const RegionOddity oddity = oddityIn(*comparison, {3, 5, 6, 4});
        // x 3 to 8, y 5 to 8: cells 1 to 4 and 2 to 4 of Y2, 0 to 2 and 1 to 2 of Y3 and CbCr.
        QCOMPARE(oddity.components[0].variables, std::int64_t{24});
        QCOMPARE(oddity.components[1].variables, std::int64_t{12});
        QCOMPARE(oddity.components[2].variables, std::int64_t{6});
        QCOMPARE(oddity.components[3].variables, std::int64_t{12});
        const RegionSquare expected =
            regionSquareOf(*reference->distributions[1], comparison->planes[1], {1, 2, 4, 3});
        QCOMPARE(oddity.components[1].alone, expected.alone);
        QCOMPARE(oddity.components[1].givenSurroundings, expected.givenSurroundings);
        const RegionOddity whole = oddityIn(*comparison, {0, 0, 61, 45});
        for (std::size_t c = 0; c < kComponentCount; ++c)
            verifyClose(whole.components[c].alone, comparison->whitened.squaredNorms[c], 2e-5, "whole");
        for (const Rect& rect : {Rect{0, 0, 0, 3}, Rect{58, 0, 4, 1}, Rect{0, -1, 2, 2}})
            QVERIFY_EXCEPTION_THROWN(oddityIn(*comparison, rect), Error);
    }
};

QTEST_GUILESS_MAIN(TestRegionSquare)
#include "test_region_square.moc"
