// Covariance, precision and marginal variance against dense linear algebra in double precision.

#include "core/error.h"
#include "core/gaussian/covariance.h"
#include "core/gaussian/whiten.h"
#include "core/parallel.h"
#include "tests/support/random_gaussian.h"
#include "tests/support/rounding.h"

#include <Eigen/Dense>
#include <QtTest>

using namespace suss;
using namespace suss::test;

namespace {

/// Calls check(gaussian, L) on every grid up to 7 x 9, with one and two channels.
template <class Check>
void onEverySmallGrid(unsigned seed, const Check& check) {
    for (int channels = 1; channels <= 2; ++channels)
        for (int height = 1; height <= 7; ++height)
            for (int width = 1; width <= 9; ++width) {
                const StructuredGaussian gaussian = randomGaussian({height, width, channels}, seed);
                check(gaussian, denseFactor(gaussian));
            }
}

template <class Check>
void atEverySite(const Grid& grid, const Check& check) {
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < grid.width; ++x)
            for (int channel = 0; channel < grid.channels; ++channel)
                check(Site{y, x, channel}, variableIndex(grid, channel, y, x));
}

QByteArray describe(const Grid& grid, double ratio) {
    return QByteArray::number(grid.height) + " x " + QByteArray::number(grid.width) + " x " +
           QByteArray::number(grid.channels) + ": error is " + QByteArray::number(ratio) + " times its bound";
}

/// Precision times a deviation from the mean.
Plane precisionTimes(const StructuredGaussian& zeroMean, const Plane& deviation) {
    return applyFactor(zeroMean, whiten(zeroMean, deviation));
}

StructuredGaussian withZeroMean(const StructuredGaussian& gaussian) {
    return {gaussian.grid(), std::vector<float>(gaussian.mean().size()),
            std::vector<float>(gaussian.logDiagonal().begin(), gaussian.logDiagonal().end()),
            gaussian.coefficients()};
}

}  // namespace

class TestCovariance : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { setThreadCount(0); }

    void columnIsThatOfTheInversePrecision() {
        onEverySmallGrid(1, [](const StructuredGaussian& gaussian, const Eigen::MatrixXd& factor) {
            const Grid grid = gaussian.grid();
            const Eigen::MatrixXd inverse = factor.inverse(), covariance = inverse.transpose() * inverse;
            const Eigen::MatrixXd absolute = factor.cwiseAbs(), absoluteInverse = inverse.cwiseAbs();
            const double gamma = roundingBound(grid.channels);
            atEverySite(grid, [&](Site site, Eigen::Index i) {
                const Eigen::VectorXd actual = denseVector(covarianceColumn(gaussian, site));
                // The first solve errs by gamma |L^-1| |L| |v|, which passes through the second, which adds
                // its own.
                const Eigen::VectorXd v = absoluteInverse.col(i);
                const Eigen::VectorXd bound =
                    1.01 * gamma * absoluteInverse.transpose() *
                    (absoluteInverse * (absolute * v) + absolute.transpose() * actual.cwiseAbs());
                const double ratio = worstRatio(actual, covariance.col(i), bound);
                QVERIFY2(ratio <= 1, describe(grid, ratio).constData());
            });
        });
    }

    void precisionIsTheProductOfTheFactors() {
        onEverySmallGrid(2, [](const StructuredGaussian& gaussian, const Eigen::MatrixXd& factor) {
            const Grid grid = gaussian.grid();
            const Eigen::MatrixXd precision = factor * factor.transpose();
            // Each entry is a sum of products of two entries of L: two roundings for each, and the sum.
            const Eigen::MatrixXd bound =
                2 * roundingBound(grid.channels) * factor.cwiseAbs() * factor.cwiseAbs().transpose();
            atEverySite(grid, [&](Site site, Eigen::Index i) {
                const double ratio =
                    worstRatio(denseVector(precisionRow(gaussian, site)), precision.col(i), bound.col(i));
                QVERIFY2(ratio <= 1, describe(grid, ratio).constData());
            });
            const double ratio =
                worstRatio(denseVector(precisionDiagonal(gaussian)), precision.diagonal(), bound.diagonal());
            QVERIFY2(ratio <= 1, describe(grid, ratio).constData());
        });
    }

    void precisionTimesACovarianceColumnIsAUnitVector() {
        const Grid grid{301, 257, 2};
        const StructuredGaussian gaussian = withZeroMean(randomGaussian(grid, 3)),
                                 absolute = absoluteOf(gaussian);
        for (const Site site : {Site{150, 128, 0}, Site{0, 0, 1}, Site{300, 256, 1}, Site{7, 255, 0}}) {
            const Plane column = covarianceColumn(gaussian, site);
            const Plane product = precisionTimes(gaussian, column);
            Plane unit(grid);
            unit.row(site.channel, site.y)[site.x] = 1;
            // Two products and the second solve err by gamma |L| |L^T| |column| each; the first solve by
            // gamma |L| |v| with v = L^T column. Far away all of it underflows, hence the 1e-30.
            const Plane size = whiten(absolute, absoluteOf(column));
            const Eigen::VectorXd bound =
                (4.01 * roundingBound(2) * denseVector(applyFactor(absolute, size))).array() + 1e-30;
            const double ratio = worstRatio(denseVector(product), denseVector(unit), bound);
            QVERIFY2(ratio <= 1, describe(grid, ratio).constData());
        }
    }

    void precisionRowIsLocalOnLargeGrids() {
        const Grid grid{97, 101, 2};
        const StructuredGaussian gaussian = withZeroMean(randomGaussian(grid, 4)),
                                 absolute = absoluteOf(gaussian);
        const Plane diagonal = precisionDiagonal(gaussian);
        for (const Site site : {Site{50, 60, 1}, Site{0, 100, 0}, Site{96, 0, 1}}) {
            const Plane row = precisionRow(gaussian, site);
            Plane unit(grid);
            unit.row(site.channel, site.y)[site.x] = 1;
            const Eigen::VectorXd bound = 3 * roundingBound(2) * denseVector(precisionTimes(absolute, unit));
            QVERIFY(worstRatio(denseVector(row), denseVector(precisionTimes(gaussian, unit)), bound) <= 1);
            const double own = row.row(site.channel, site.y)[site.x];
            QVERIFY(std::abs(own - diagonal.row(site.channel, site.y)[site.x]) <= 2 * roundingBound(2) * own);
            for (int y = 0; y < grid.height; ++y)
                for (int x = 0; x < grid.width; ++x)
                    if (std::abs(y - site.y) > 2 * kReach || std::abs(x - site.x) > 2 * kReach)
                        QCOMPARE(row.row(0, y)[x] + row.row(1, y)[x], 0.0f);
        }
    }

    void marginalVarianceIsWithinItsError() {
        constexpr int kDraws = 4000;
        for (const Grid& grid : {Grid{1, 1, 1}, Grid{1, 7, 1}, Grid{6, 1, 2}, Grid{7, 9, 1}, Grid{5, 6, 2}}) {
            const StructuredGaussian gaussian = randomGaussian(grid, 5);
            const Eigen::MatrixXd factor = denseFactor(gaussian), inverse = factor.inverse();
            const Eigen::VectorXd covariance = (inverse.transpose() * inverse).diagonal();
            const Eigen::VectorXd precision = (factor * factor.transpose()).diagonal();
            const MarginalVariance estimate = marginalVariance(gaussian, kDraws, 6);
            const Eigen::VectorXd variance = denseVector(estimate.variance),
                                  error = denseVector(estimate.standardError);
            for (Eigen::Index i = 0; i < variance.size(); ++i) {
                const double rounding = 4 * roundingBound(grid.channels) * covariance(i);
                QVERIFY(std::abs(variance(i) - covariance(i)) <= 5 * error(i) + rounding);
                // The estimated term is tau times a chi-squared value of one degree of freedom, tau being the
                // variance that the other variables explain: its mean over N draws has standard deviation
                // tau sqrt(2 / N). The error's own relative deviation is sqrt(14 / N) / 2 = 3 %: within five.
                const double tau = covariance(i) - 1 / precision(i);
                const double expected = tau * std::sqrt(2.0 / kDraws);
                QVERIFY(std::abs(error(i) - expected) <= 0.15 * expected + rounding);
            }
        }
    }

    void marginalVarianceDoesNotDependOnThreads() {
        const Grid grid{37, 45, 2};
        const StructuredGaussian gaussian = randomGaussian(grid, 7);
        setThreadCount(1);
        const MarginalVariance one = marginalVariance(gaussian, 43, 8);
        const Plane column = covarianceColumn(gaussian, {20, 20, 1}), diagonal = precisionDiagonal(gaussian);
        setThreadCount(2);
        const MarginalVariance two = marginalVariance(gaussian, 43, 8);
        QVERIFY(sameBits(one.variance, two.variance));
        QVERIFY(sameBits(one.standardError, two.standardError));
        QVERIFY(sameBits(column, covarianceColumn(gaussian, {20, 20, 1})));
        QVERIFY(sameBits(diagonal, precisionDiagonal(gaussian)));
    }

    void wrongQuestionsAreRefused() {
        const StructuredGaussian gaussian = randomGaussian({3, 4, 1}, 9);
        for (const Site site : {Site{3, 0, 0}, Site{0, 4, 0}, Site{0, 0, 1}, Site{-1, 0, 0}}) {
            QVERIFY_EXCEPTION_THROWN(covarianceColumn(gaussian, site), Error);
            QVERIFY_EXCEPTION_THROWN(precisionRow(gaussian, site), Error);
        }
        QVERIFY_EXCEPTION_THROWN(marginalVariance(gaussian, 1, 0), Error);
    }
};

QTEST_GUILESS_MAIN(TestCovariance)
#include "test_covariance.moc"
