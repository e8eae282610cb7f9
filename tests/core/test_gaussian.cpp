// The structured Gaussian against dense linear algebra in double precision, on every small grid.

#include "core/error.h"
#include "core/gaussian/cell_rect.h"
#include "core/gaussian/whiten.h"
#include "core/parallel.h"
#include "tests/support/random_gaussian.h"
#include "tests/support/rounding.h"

#include <Eigen/Dense>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace suss;
using namespace suss::test;

namespace {

const Grid kLarge{301, 257, 2};

/// Calls check on every grid up to 7 x 9, with one and two channels.
template <class Check>
void onEverySmallGrid(const Check& check) {
    for (int channels = 1; channels <= 2; ++channels)
        for (int height = 1; height <= 7; ++height)
            for (int width = 1; width <= 9; ++width) check(Grid{height, width, channels});
}

QByteArray describe(const Grid& grid, double ratio) {
    return QByteArray::number(grid.height) + " x " + QByteArray::number(grid.width) + " x " +
           QByteArray::number(grid.channels) + ": error is " + QByteArray::number(ratio) + " times its bound";
}

#define VERIFY_WITHIN(grid, ...)                                 \
    do {                                                         \
        const double ratio = worstRatio(__VA_ARGS__);            \
        QVERIFY2(ratio <= 1, describe(grid, ratio).constData()); \
    } while (false)

Eigen::VectorXd vectorOf(std::span<const float> values, const Grid& grid) {
    Plane plane(grid);
    std::copy(values.begin(), values.end(), plane.values.begin());
    return denseVector(plane);
}

double dot(const Plane& a, const Plane& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) sum += double{a.values[i]} * double{b.values[i]};
    return sum;
}

}  // namespace

class TestGaussian : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { setThreadCount(0); }

    void slotsAreTheLaterNeighbours() {
        for (int channels = 1; channels <= 2; ++channels) {
            std::vector<std::array<int, 4>> expected;
            for (int from = 0; from < channels; ++from)
                for (int dy = -kReach; dy <= kReach; ++dy)
                    for (int dx = -kReach; dx <= kReach; ++dx)
                        for (int to = 0; to < channels; ++to)
                            if (std::array{dy, dx, to} > std::array{0, 0, from})
                                expected.push_back({dy, dx, from, to});
            const auto slots = neighbourSlots(channels);
            QCOMPARE(slots.size(), expected.size());
            for (std::size_t k = 0; k < slots.size(); ++k)
                QCOMPARE((std::array{slots[k].dy, slots[k].dx, slots[k].from, slots[k].to}), expected[k]);
        }
        QVERIFY_EXCEPTION_THROWN(neighbourSlots(3), Error);
    }

    void whitenIsTheTransposedFactor() {
        onEverySmallGrid([](const Grid& grid) {
            const StructuredGaussian gaussian = randomGaussian(grid, 1);
            const Plane y = randomPlane(grid, 2);
            const Eigen::MatrixXd factor = denseFactor(gaussian);
            const Eigen::VectorXd values = denseVector(y), mean = vectorOf(gaussian.mean(), grid);
            const Eigen::VectorXd bound = roundingBound(grid.channels) * factor.cwiseAbs().transpose() *
                                          (values.cwiseAbs() + mean.cwiseAbs());
            VERIFY_WITHIN(grid, denseVector(whiten(gaussian, y)), factor.transpose() * (values - mean),
                          bound);
        });
    }

    void applyFactorIsTheFactor() {
        onEverySmallGrid([](const Grid& grid) {
            const StructuredGaussian gaussian = randomGaussian(grid, 3);
            const Plane z = randomPlane(grid, 4);
            const Eigen::MatrixXd factor = denseFactor(gaussian);
            const Eigen::VectorXd values = denseVector(z);
            VERIFY_WITHIN(grid, denseVector(applyFactor(gaussian, z)), factor * values,
                          roundingBound(grid.channels) * factor.cwiseAbs() * values.cwiseAbs());
        });
    }

    void logLikelihoodIsThatOfTheDenseGaussian() {
        onEverySmallGrid([](const Grid& grid) {
            const StructuredGaussian gaussian = randomGaussian(grid, 5);
            const Plane y = randomPlane(grid, 6);
            const Eigen::MatrixXd factor = denseFactor(gaussian);
            const Eigen::VectorXd values = denseVector(y), mean = vectorOf(gaussian.mean(), grid);
            const Eigen::MatrixXd precision = factor * factor.transpose();
            const double logDeterminant =
                Eigen::MatrixXd(precision.llt().matrixL()).diagonal().array().log().sum() * 2;
            const double expected =
                0.5 * (logDeterminant - (values - mean).dot(precision * (values - mean)) -
                       static_cast<double>(grid.variables()) * std::log(2 * std::numbers::pi));
            // An error e of z changes |z|^2 / 2 by |z| |e| + |e|^2 / 2; the sums are in double precision.
            const Eigen::VectorXd z = factor.transpose() * (values - mean);
            const Eigen::VectorXd error = roundingBound(grid.channels) * factor.cwiseAbs().transpose() *
                                          (values.cwiseAbs() + mean.cwiseAbs());
            const double bound =
                z.cwiseAbs().dot(error) + 0.5 * error.squaredNorm() + 1e-12 * std::abs(expected);
            const double actual = logLikelihood(gaussian, whiten(gaussian, y));
            QVERIFY2(std::abs(actual - expected) <= bound,
                     describe(grid, std::abs(actual - expected) / bound).constData());
        });
    }

    void gradientIsThatOfTheDenseGaussian() {
        onEverySmallGrid([](const Grid& grid) {
            const StructuredGaussian gaussian = randomGaussian(grid, 7);
            const Plane y = randomPlane(grid, 8);
            const Eigen::MatrixXd factor = denseFactor(gaussian), absolute = factor.cwiseAbs();
            const Eigen::VectorXd values = denseVector(y), mean = vectorOf(gaussian.mean(), grid);
            // Two products in a row: the error of the first goes through the second.
            const double gamma = roundingBound(grid.channels);
            const Eigen::VectorXd bound = (2 * gamma + gamma * gamma) * absolute * absolute.transpose() *
                                          (values.cwiseAbs() + mean.cwiseAbs());
            VERIFY_WITHIN(grid, denseVector(logLikelihoodGradient(gaussian, whiten(gaussian, y))),
                          -factor * (factor.transpose() * (values - mean)), bound);
        });
    }

    void gradientIsTheSlopeOfTheLogLikelihood() {
        const StructuredGaussian gaussian = randomGaussian(kLarge, 9), absolute = absoluteOf(gaussian);
        const Plane y = randomPlane(kLarge, 10);
        const Plane gradient = logLikelihoodGradient(gaussian, whiten(gaussian, y));
        for (unsigned seed = 11; seed < 15; ++seed) {
            // The log-likelihood is quadratic: a central difference over any step is exact but for rounding.
            // Here the step is 1. Each |z|^2 / 2 is off by at most |z| times the error of z (see above).
            const Plane direction = randomPlane(kLarge, seed);
            double slope = 0, bound = 0;
            for (const float sign : {1.0f, -1.0f}) {
                Plane moved = y, size = y;
                for (std::size_t i = 0; i < moved.values.size(); ++i) {
                    moved.values[i] += 0.5f * sign * direction.values[i];
                    size.values[i] = std::abs(moved.values[i]) + std::abs(gaussian.mean()[i]);
                }
                const Plane z = whiten(gaussian, moved);
                slope += sign * logLikelihood(gaussian, z);
                bound += roundingBound(2) * dot(absoluteOf(z), whiten(absolute, size));
            }
            const double expected = dot(gradient, direction);
            QVERIFY2(std::abs(slope - expected) <= bound,
                     describe(kLarge, std::abs(slope - expected) / bound));
            QVERIFY(bound < 0.05 * std::abs(expected));
        }
    }

    void whitenAndApplyFactorAreAdjoint() {
        const StructuredGaussian random = randomGaussian(kLarge, 16);
        const StructuredGaussian gaussian(
            kLarge, std::vector<float>(random.mean().size()),
            std::vector<float>(random.logDiagonal().begin(), random.logDiagonal().end()),
            random.coefficients());
        const Plane z = randomPlane(kLarge, 17), r = randomPlane(kLarge, 18);
        const double left = dot(applyFactor(gaussian, z), r), right = dot(z, whiten(gaussian, r));
        const double bound =
            2 * roundingBound(2) * dot(applyFactor(absoluteOf(gaussian), absoluteOf(z)), absoluteOf(r));
        QVERIFY2(std::abs(left - right) <= bound, describe(kLarge, std::abs(left - right) / bound));
    }

    void resultsDoNotDependOnThreads() {
        for (const Grid& grid : {kLarge, Grid{517, 333, 1}}) {
            const Plane y = randomPlane(grid, 20);
            std::vector<Plane> planes[2];
            double norms[2], normalizers[2];
            for (int run = 0; run < 2; ++run) {
                setThreadCount(1 + run);
                const StructuredGaussian gaussian = randomGaussian(grid, 19);
                const Plane z = whiten(gaussian, y);
                planes[run] = {z, applyFactor(gaussian, z), logLikelihoodGradient(gaussian, z)};
                norms[run] = squaredNorm(z);
                normalizers[run] = gaussian.logNormalizer();
            }
            for (std::size_t i = 0; i < planes[0].size(); ++i) QVERIFY(sameBits(planes[0][i], planes[1][i]));
            QCOMPARE(norms[0], norms[1]);
            QCOMPARE(normalizers[0], normalizers[1]);
        }
    }

    void squaredNormIsSummedInDouble() {
        // The squares of floats are exact in double; n sums of them err by n 2^-53 relative at most.
        const Plane z = randomPlane({311, 97, 2}, 21);
        long double exact = 0;
        for (const float value : z.values) exact += static_cast<long double>(value) * value;
        QVERIFY(std::abs(squaredNorm(z) - static_cast<double>(exact)) <=
                static_cast<double>(exact) * static_cast<double>(z.values.size()) * 0x1p-53);
    }

    void neighboursOutsideTheGridDoNotExist() {
        onEverySmallGrid([](const Grid& grid) {
            const StructuredGaussian gaussian = randomGaussian(grid, 22);
            for (std::size_t k = 0; k < gaussian.slots().size(); ++k)
                for (int y = 0; y < grid.height; ++y)
                    for (int x = 0; x < grid.width; ++x) {
                        const int laterY = y + gaussian.slots()[k].dy, laterX = x + gaussian.slots()[k].dx;
                        const bool inside = laterY < grid.height && laterX >= 0 && laterX < grid.width;
                        QCOMPARE(gaussian.coefficientRow(k, y)[x] != 0, inside);
                    }
        });
    }

    void coefficientsAreWithinHalfAStep() {
        // The largest is 1.5: steps of 2^-14 reach to 2, those of 2^-15 only to 1.
        const Grid grid{5, 6, 1};
        SlotBlocks given;
        for (std::size_t k = 0; k < 12; ++k) {
            given.emplace_back(std::size_t(grid.pixels()));
            for (std::size_t i = 0; i < given[k].size(); ++i)
                given[k][i] = 1.5f * std::sin(float(k) + 0.37f * float(i));
        }
        given[0][0] = 1.5f;  // its neighbour is in the grid
        const std::vector<float> zeros(std::size_t(grid.variables()));
        const StructuredGaussian gaussian(grid, zeros, zeros, given);
        QCOMPARE(gaussian.step(), 0x1p-14f);
        const SlotBlocks kept = gaussian.coefficients();
        for (std::size_t k = 0; k < 12; ++k)
            for (int y = 0; y < grid.height; ++y)
                for (int x = 0; x < grid.width; ++x) {
                    const std::size_t i = std::size_t(y) * std::size_t(grid.width) + std::size_t(x);
                    QCOMPARE(gaussian.coefficient(k, y, x), kept[k][i]);
                    if (kept[k][i] != 0) QVERIFY(std::abs(kept[k][i] - given[k][i]) <= 0x1p-15f);
                }
        // What is rounded stays as it is.
        QCOMPARE(StructuredGaussian(grid, zeros, zeros, kept).coefficients(), kept);
        // Just beyond 32767 steps the next power of two is needed; nothing wraps around.
        given[0][0] = 1.99999f;
        const StructuredGaussian wider(grid, zeros, zeros, given);
        QCOMPARE(wider.step(), 0x1p-13f);
        QVERIFY(std::abs(wider.coefficient(0, 0, 0) - 1.99999f) <= 0x1p-14f);
    }

    void stepsGrowWhenThereHasToBeRoom() {
        const Grid grid{3, 4, 1};
        CoefficientSteps steps(grid, 0x1p-13f);
        steps.row(0, 1)[2] = roundedToSteps(-1.25f, 0x1p13f);
        steps.row(11, 0)[0] = 3;
        QCOMPARE(steps.largest(), 32767 * 0x1p-13f);
        steps.makeRoomFor(3.5f);
        QCOMPARE(steps.step(), 0x1p-13f);
        steps.makeRoomFor(9.0f);
        QCOMPARE(steps.step(), 0x1p-11f);
        QCOMPARE(steps.values()[0][6], -1.25f);
        QCOMPARE(steps.row(11, 0)[0], std::int16_t{1});  // 3/4, rounded again
        QCOMPARE(roundedToSteps(2.5f, 1), std::int16_t{2});
        QCOMPARE(roundedToSteps(-3.5f, 1), std::int16_t{-4});
        QCOMPARE(roundedToSteps(-32767, 1), std::int16_t{-32767});
    }

    void normalizersOfPartsAddUp() {
        for (const int channels : {1, 2}) {
            const StructuredGaussian gaussian = randomGaussian({9, 7, channels}, 3);
            double sum = 0;
            for (const CellRect& rect :
                 {CellRect{0, 0, 7, 4}, CellRect{0, 4, 2, 5}, CellRect{2, 4, 4, 5}, CellRect{6, 4, 1, 5}})
                sum += gaussian.logNormalizer(rect);
            QVERIFY(std::abs(sum - gaussian.logNormalizer()) < 1e-12 * std::abs(sum));
            QCOMPARE(gaussian.logNormalizer(CellRect{0, 0, 7, 9}), gaussian.logNormalizer());
        }
    }

    void wrongArraysAreRefused() {
        const Grid grid{3, 4, 1};
        using Values = std::vector<float>;
        const Values good(12), block(12);
        const SlotBlocks coefficients(12, block);
        QVERIFY_EXCEPTION_THROWN(StructuredGaussian({0, 4, 1}, {}, {}, {}), Error);
        QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, Values(11), good, coefficients), Error);
        QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, good, Values(13), coefficients), Error);
        QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, good, good, SlotBlocks(11, block)), Error);
        QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, good, good, SlotBlocks(12, Values(11))), Error);
        QVERIFY_EXCEPTION_THROWN(slotBlocksOf(Values(143), 1), Error);
        for (const float bad :
             {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
            Values broken = good;
            SlotBlocks brokenCoefficients = coefficients;
            broken[7] = brokenCoefficients[0][0] = bad;
            QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, broken, good, coefficients), Error);
            QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, good, broken, coefficients), Error);
            QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, good, good, brokenCoefficients), Error);
        }
        QVERIFY_EXCEPTION_THROWN(StructuredGaussian(grid, good, Values(12, 100.0f), coefficients), Error);
        const StructuredGaussian gaussian(grid, good, good, coefficients);
        QVERIFY_EXCEPTION_THROWN(whiten(gaussian, Plane({4, 3, 1})), Error);
        QVERIFY_EXCEPTION_THROWN(applyFactor(gaussian, Plane({3, 4, 2})), Error);
    }
};

QTEST_GUILESS_MAIN(TestGaussian)
#include "test_gaussian.moc"
