// Samples of the structured Gaussian, and the noise they are made from.

#include "core/error.h"
#include "core/gaussian/sample.h"
#include "core/gaussian/whiten.h"
#include "core/parallel.h"
#include "tests/support/random_gaussian.h"
#include "tests/support/rounding.h"

#include <Eigen/Dense>
#include <QtTest>

#include <algorithm>

using namespace suss;
using namespace suss::test;

namespace {

double normalDistribution(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

/// Correlation of two sets of standard Normal values; its own standard deviation is 1 / sqrt(n) if
/// independent.
double scaledCorrelation(const std::vector<float>& a, const std::vector<float>& b, std::size_t lag = 0) {
    double sum = 0;
    for (std::size_t i = 0; i + lag < a.size(); ++i) sum += double{a[i]} * double{b[i + lag]};
    return sum / std::sqrt(static_cast<double>(a.size() - lag));
}

}  // namespace

class TestSampling : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { setThreadCount(0); }

    void solvesWithTheFactor() {
        for (int channels = 1; channels <= 2; ++channels)
            for (const int firstRow : {0, 3}) {
                const Grid grid{6, 7, channels};
                const StructuredGaussian gaussian = randomGaussian(grid, 1);
                Plane rightHandSide = randomPlane(grid, 2);
                for (int channel = 0; channel < channels; ++channel)
                    std::fill_n(rightHandSide.row(channel, 0), firstRow * grid.width, 0.f);
                const Eigen::MatrixXd factor = denseFactor(gaussian), inverse = factor.inverse();
                const Eigen::VectorXd expected = inverse * denseVector(rightHandSide);
                const Eigen::VectorXd actual = denseVector(solveFactor(gaussian, rightHandSide));
                const Eigen::VectorXd bound =
                    roundingBound(channels) * inverse.cwiseAbs() * (factor.cwiseAbs() * actual.cwiseAbs());
                QVERIFY(worstRatio(actual, expected, bound) <= 1);
            }
    }

    void theFactorTakesASolutionBack_data() { whitenTakesSamplesBackToTheirNoise_data(); }
    void theFactorTakesASolutionBack() {
        QFETCH(int, channels);
        // Wide enough for several blocks of columns a row, and a first row in the middle of a group of rows.
        const Grid grid{139, 523, channels};
        const StructuredGaussian gaussian = randomGaussian(grid, 3);
        Plane rightHandSide = randomPlane(grid, 4);
        for (int channel = 0; channel < channels; ++channel)
            std::fill_n(rightHandSide.row(channel, 0), 5 * grid.width, 0.f);
        setThreadCount(1);
        const Plane solution = solveFactor(gaussian, rightHandSide);
        setThreadCount(2);
        QVERIFY(sameBits(solveFactor(gaussian, rightHandSide), solution));
        // The gradient is -L z.
        Plane size = solution;
        for (float& value : size.values) value = std::abs(value);
        const Eigen::VectorXd bound =
            -2 * roundingBound(channels) * denseVector(logLikelihoodGradient(absoluteOf(gaussian), size));
        const double ratio = worstRatio(-denseVector(logLikelihoodGradient(gaussian, solution)),
                                        denseVector(rightHandSide), bound);
        QVERIFY2(ratio <= 1, qPrintable(QString::number(ratio)));
    }

    void solvesWithTheTransposedFactor() {
        for (int channels = 1; channels <= 2; ++channels)
            for (int height = 1; height <= 7; ++height)
                for (int width = 1; width <= 9; ++width) {
                    const Grid grid{height, width, channels};
                    const StructuredGaussian gaussian = randomGaussian(grid, 1);
                    const Plane noise = randomPlane(grid, 2);
                    const Eigen::MatrixXd factor = denseFactor(gaussian), inverse = factor.inverse();
                    const Eigen::VectorXd expected = inverse.transpose() * denseVector(noise);
                    const Eigen::VectorXd actual = denseVector(correlate(gaussian, noise));
                    // (L^T + E) x = noise with |E| <= gamma |L^T|, hence |x - exact| <= gamma |L^-T| |L^T|
                    // |x|.
                    const Eigen::VectorXd bound = roundingBound(channels) * inverse.cwiseAbs().transpose() *
                                                  (factor.cwiseAbs().transpose() * actual.cwiseAbs());
                    const double ratio = worstRatio(actual, expected, bound);
                    QVERIFY2(ratio <= 1, qPrintable(QString("%1 x %2 x %3: %4 times the bound")
                                                        .arg(height)
                                                        .arg(width)
                                                        .arg(channels)
                                                        .arg(ratio)));
                }
    }

    void whitenTakesSamplesBackToTheirNoise_data() {
        QTest::addColumn<int>("channels");
        QTest::newRow("luminance") << 1;
        QTest::newRow("colour") << 2;
    }
    void whitenTakesSamplesBackToTheirNoise() {
        QFETCH(int, channels);
        const Grid grid{301, 257, channels};
        const StructuredGaussian gaussian = randomGaussian(grid, 3);
        const Plane noise = standardNormal(grid, 4);
        const Plane deviation = correlate(gaussian, noise);
        const Plane sample = sampleFrom(gaussian, deviation, 1.0f);
        // One bound for the solve, one for the product; rounding mean + deviation is among the few extra
        // operations.
        Plane size(grid);
        for (std::size_t i = 0; i < size.values.size(); ++i)
            size.values[i] = std::abs(deviation.values[i]) + std::abs(gaussian.mean()[i]);
        const Eigen::VectorXd bound =
            2 * roundingBound(channels) * denseVector(whiten(absoluteOf(gaussian), size));
        const double ratio = worstRatio(denseVector(whiten(gaussian, sample)), denseVector(noise), bound);
        QVERIFY2(ratio <= 1, qPrintable(QString::number(ratio)));
    }

    void empiricalCovarianceIsTheInversePrecision_data() { whitenTakesSamplesBackToTheirNoise_data(); }
    void empiricalCovarianceIsTheInversePrecision() {
        QFETCH(int, channels);
        constexpr int kDraws = 20000;
        const Grid grid{4, 5, channels};
        const StructuredGaussian gaussian = randomGaussian(grid, 5);
        std::vector<Plane> noises;
        for (int draw = 0; draw < kDraws; ++draw) noises.push_back(standardNormal(grid, 6, draw));
        Eigen::MatrixXd empirical = Eigen::MatrixXd::Zero(grid.variables(), grid.variables());
        for (const Plane& deviation : correlate(gaussian, noises)) {
            const Eigen::VectorXd x = denseVector(deviation);
            empirical += x * x.transpose() / kDraws;
        }
        const Eigen::MatrixXd inverse = denseFactor(gaussian).inverse();
        const Eigen::MatrixXd covariance = inverse.transpose() * inverse;
        // Var of the mean of x_i x_j over N draws is (S_ii S_jj + S_ij^2) / N. The largest of 40 x 41 / 2
        // entries is beyond 5.5 standard deviations with probability 820 x 4e-8 = 3e-5.
        for (Eigen::Index i = 0; i < covariance.rows(); ++i)
            for (Eigen::Index j = 0; j <= i; ++j) {
                const double deviation = std::sqrt(
                    (covariance(i, i) * covariance(j, j) + covariance(i, j) * covariance(i, j)) / kDraws);
                QVERIFY(std::abs(empirical(i, j) - covariance(i, j)) <= 5.5 * deviation);
            }
    }

    void aSampleDoesNotDependOnItsCompanyOrOnThreads() {
        for (const Grid& grid : {Grid{67, 131, 1}, Grid{41, 59, 2}, Grid{53, 1207, 1}, Grid{67, 613, 2}}) {
            const StructuredGaussian gaussian = randomGaussian(grid, 7);
            std::vector<Plane> noises, alone;
            setThreadCount(1);
            for (int s = 0; s < 37; ++s) {
                noises.push_back(standardNormal(grid, 8, s));
                alone.push_back(correlate(gaussian, noises.back()));
            }
            for (const int threads : {1, 2})
                for (const int count : {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 37}) {
                    setThreadCount(threads);
                    const std::vector<Plane> together =
                        correlate(gaussian, {noises.begin(), noises.begin() + count});
                    QCOMPARE(together.size(), std::size_t(count));
                    for (std::size_t s = 0; s < together.size(); ++s)
                        QVERIFY(sameBits(together[s], alone[s]));
                }
        }
    }

    void strengthScalesTheDeviation() {
        const Grid grid{3, 5, 1};
        const StructuredGaussian gaussian = randomGaussian(grid, 9);
        const Plane deviation = randomPlane(grid, 10);
        const Plane none = sampleFrom(gaussian, deviation, 0.0f),
                    twice = sampleFrom(gaussian, deviation, 2.0f);
        for (std::size_t i = 0; i < none.values.size(); ++i) {
            QCOMPARE(none.values[i], gaussian.mean()[i]);
            QVERIFY(std::abs(twice.values[i] - (gaussian.mean()[i] + 2 * deviation.values[i])) <= 4 * kUnit);
        }
    }

    void noiseIsStandardNormal() {
        const Plane noise = standardNormal({1000, 1000, 1}, 11);
        std::vector<float> sorted = noise.values;
        std::sort(sorted.begin(), sorted.end());
        const double n = static_cast<double>(sorted.size());
        double sum = 0, squares = 0, fourth = 0, distance = 0;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            const double x = sorted[i], expected = normalDistribution(x);
            sum += x;
            squares += x * x;
            fourth += x * x * x * x;
            distance = std::max(
                {distance, expected - static_cast<double>(i) / n, static_cast<double>(i + 1) / n - expected});
        }
        // Variances of the sample moments: 1/n, 2/n and 96/n. Each within 4.5 standard deviations (7e-6).
        QVERIFY(std::abs(sum / n) < 4.5 / std::sqrt(n));
        QVERIFY(std::abs(squares / n - 1) < 4.5 * std::sqrt(2 / n));
        QVERIFY(std::abs(fourth / n - 3) < 4.5 * std::sqrt(96 / n));
        // Kolmogorov-Smirnov: P(sqrt(n) D > 2.5) = 2 exp(-2 x 2.5^2) = 7e-6.
        QVERIFY(std::sqrt(n) * distance < 2.5);
        // 1e6 x P(|x| > 4) = 63.3, Poisson: within 4.5 standard deviations of 8.
        const auto beyond =
            std::count_if(sorted.begin(), sorted.end(), [](float x) { return std::abs(x) > 4; });
        QVERIFY(beyond > 27 && beyond < 100);
    }

    void noiseIsIndependent() {
        const Grid grid{500, 640, 2};
        const Plane noise = standardNormal(grid, 12);
        const auto half = static_cast<std::ptrdiff_t>(grid.pixels());
        const std::vector<float> first(noise.values.begin(), noise.values.begin() + half);
        const std::vector<float> second(noise.values.begin() + half, noise.values.end());
        // Lags: along the row, the halves of a Box-Muller pair and of a counter, the row below; then
        // channels, streams and seeds. Squares too: a shared radius would show there. 4.5 standard deviations
        // each.
        const auto squared = [](std::vector<float> values) {
            for (float& value : values) value = (value * value - 1) / std::sqrt(2.0f);
            return values;
        };
        for (const std::size_t lag : {1, 2, 3, 16, 32, 48, 64, 639, 640, 641, 1280}) {
            QVERIFY(std::abs(scaledCorrelation(first, first, lag)) < 4.5);
            QVERIFY(std::abs(scaledCorrelation(squared(first), squared(first), lag)) < 4.5);
        }
        for (const std::vector<float>& other :
             {second, standardNormal(grid, 12, 1).values, standardNormal(grid, 13).values,
              standardNormal(grid, std::uint64_t{1} << 32 | 12).values,
              standardNormal(grid, 12, std::uint64_t{1} << 32).values}) {
            const std::vector<float> same(other.begin(), other.begin() + half);
            QVERIFY(std::abs(scaledCorrelation(first, same)) < 4.5);
            QVERIFY(std::abs(scaledCorrelation(squared(first), squared(same))) < 4.5);
        }
    }

    void noiseDependsOnPositionAlone() {
        const Plane large = standardNormal({61, 203, 2}, 14, 15);
        const Plane small = standardNormal({7, 33, 1}, 14, 15);
        for (int y = 0; y < 7; ++y)
            QVERIFY(std::equal(small.row(0, y), small.row(0, y) + 33, large.row(0, y)));
        setThreadCount(1);
        QVERIFY(sameBits(standardNormal({61, 203, 2}, 14, 15), large));
    }

    void wrongGridsAreRefused() {
        const StructuredGaussian gaussian = randomGaussian({3, 4, 1}, 16);
        const Plane other({4, 3, 1});
        QVERIFY_EXCEPTION_THROWN(correlate(gaussian, other), Error);
        QVERIFY_EXCEPTION_THROWN(correlate(gaussian, std::vector<Plane>{other}), Error);
        QVERIFY_EXCEPTION_THROWN(solveFactor(gaussian, other), Error);
        QVERIFY_EXCEPTION_THROWN(sampleFrom(gaussian, other, 1.0f), Error);
    }
};

QTEST_GUILESS_MAIN(TestSampling)
#include "test_sampling.moc"
