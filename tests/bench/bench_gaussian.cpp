// Prints how long the operations on a structured Gaussian take at a million variables, against Eigen's sparse
// triangular solves on the same factor. Not a test: run it on a quiet machine.
//     bench_gaussian [threads]

#include "core/gaussian/covariance.h"
#include "core/gaussian/sample.h"
#include "core/gaussian/whiten.h"
#include "core/parallel.h"

#include <Eigen/Sparse>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <malloc.h>
#include <random>
#include <string>

namespace {

using namespace suss;

constexpr int kManySamples = 16;

/// Pulls every value towards the mean of its later neighbours, as smooth pictures do: correlations reach so
/// far that a sweep meets no vanishing numbers, which would flatter whoever skips them.
StructuredGaussian smoothGaussian(Grid grid) {
    std::mt19937 random(1);
    std::uniform_real_distribution<float> uniform(-1.0f, 1.0f);
    const auto slots = neighbourSlots(grid.channels);
    const auto weight = [](const NeighbourSlot& slot) {
        return (slot.from == slot.to ? 1.0f : 0.05f) /
               static_cast<float>(slot.dy * slot.dy + slot.dx * slot.dx + 1);
    };
    std::vector<float> total(static_cast<std::size_t>(grid.channels));
    for (const NeighbourSlot& slot : slots) total[slot.from] += weight(slot);

    std::vector<float> mean(static_cast<std::size_t>(grid.variables()), 0.5f), logDiagonal(mean.size());
    for (float& a : logDiagonal) a = 3.0f + 0.5f * uniform(random);
    std::vector<float> coefficients;
    coefficients.reserve(static_cast<std::size_t>(grid.pixels()) * slots.size());
    for (const NeighbourSlot& slot : slots)
        for (std::int64_t i = 0; i < grid.pixels(); ++i)
            coefficients.push_back(-0.995f * weight(slot) / total[slot.from] *
                                   (1.0f + 0.1f * uniform(random)));
    return {grid, std::move(mean), std::move(logDiagonal), slotBlocksOf(coefficients, grid.channels)};
}

Eigen::Index indexOf(const Grid& grid, Site site) {
    return (Eigen::Index{site.y} * grid.width + site.x) * grid.channels + site.channel;
}

template <class Real>
Eigen::SparseMatrix<Real> sparseFactor(const StructuredGaussian& gaussian) {
    const Grid grid = gaussian.grid();
    const auto slots = gaussian.slots();
    Eigen::SparseMatrix<Real> factor(grid.variables(), grid.variables());
    factor.reserve(grid.variables() + grid.pixels() * static_cast<Eigen::Index>(slots.size()));
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < grid.width; ++x)
            for (int channel = 0; channel < grid.channels; ++channel) {
                const std::size_t place = (std::size_t(channel) * grid.height + y) * grid.width + x;
                const Real diagonal = gaussian.diagonal()[place];
                const Eigen::Index column = indexOf(grid, {y, x, channel});
                factor.startVec(column);
                factor.insertBack(column, column) = diagonal;
                for (std::size_t k = 0; k < slots.size(); ++k) {
                    const Site later{y + slots[k].dy, x + slots[k].dx, slots[k].to};
                    if (slots[k].from != channel || later.y >= grid.height || later.x < 0 ||
                        later.x >= grid.width)
                        continue;
                    factor.insertBack(indexOf(grid, later), column) =
                        diagonal * gaussian.coefficient(k, y, x);
                }
            }
    factor.finalize();
    return factor;
}

double medianMilliseconds(const std::function<void()>& work, int repeats) {
    using Clock = std::chrono::steady_clock;
    std::vector<double> times;
    work();
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const auto start = Clock::now();
        work();
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    std::nth_element(times.begin(), times.begin() + repeats / 2, times.end());
    return times[static_cast<std::size_t>(repeats / 2)];
}

/// Eigen's time for the same sample, `columns` samples, or covariance column.
struct EigenTimes {
    double one = 0, many = 0, covariance = 0;
};

template <class Real>
EigenTimes eigenTimes(const StructuredGaussian& gaussian, Site site) {
    using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;
    const Eigen::SparseMatrix<Real> factor = sparseFactor<Real>(gaussian);
    const auto upper = factor.transpose().template triangularView<Eigen::Upper>();
    const auto lower = factor.template triangularView<Eigen::Lower>();
    const Matrix one = Matrix::Random(factor.rows(), 1);
    const Matrix many = Matrix::Random(factor.rows(), kManySamples);
    Matrix unit = Matrix::Zero(factor.rows(), 1);
    unit(indexOf(gaussian.grid(), site)) = 1;
    Matrix solution;
    EigenTimes times;
    times.one = medianMilliseconds([&] { solution = upper.solve(one); }, 5);
    times.many = medianMilliseconds([&] { solution = upper.solve(many); }, 3);
    times.covariance = medianMilliseconds(
        [&] {
            const Matrix half = lower.solve(unit);
            solution = upper.solve(half);
        },
        5);
    return times;
}

/// `planes`: how many planes of the grid must pass through memory at least, beside the coefficients and
/// diagonal.
void printLine(const StructuredGaussian& gaussian, const std::string& what, double milliseconds,
               double planes, double coefficientReads, double eigenDouble = 0, double eigenFloat = 0) {
    const double plane = sizeof(float) * static_cast<double>(gaussian.grid().variables());
    const double factor = plane + sizeof(std::int16_t) * static_cast<double>(gaussian.grid().pixels()) *
                                      static_cast<double>(gaussian.slots().size());
    const double gigabytes = (planes * plane + coefficientReads * factor) * 1e-9;
    std::printf("  %-28s %9.2f ms %7.1f GB/s", what.c_str(), milliseconds, gigabytes / (milliseconds * 1e-3));
    if (eigenDouble > 0)
        std::printf("   Eigen double %8.1f ms (x%.1f), float %8.1f ms (x%.1f)", eigenDouble,
                    eigenDouble / milliseconds, eigenFloat, eigenFloat / milliseconds);
    std::printf("\n");
}

/// What the stencils are measured against: copies the first planes to the last as fast as memory allows.
void copyAll(std::vector<Plane>& planes, int count) {
    const std::size_t piece = planes[0].values.size() / 4;
    parallelFor(4 * count, 1, [&](int begin, int end) {
        for (int i = begin; i < end; ++i)
            std::copy_n(planes[i / 4].values.data() + (i % 4) * piece, piece,
                        planes[planes.size() - count + i / 4].values.data() + (i % 4) * piece);
    });
}

void run(Grid grid) {
    std::printf("%d x %d, %d channel%s, %d thread%s\n", grid.height, grid.width, grid.channels,
                grid.channels > 1 ? "s" : "", threadCount(), threadCount() > 1 ? "s" : "");
    const StructuredGaussian gaussian = smoothGaussian(grid);
    const Site middle{grid.height / 2, grid.width / 2, 0};
    const EigenTimes inDouble = eigenTimes<double>(gaussian, middle);
    const EigenTimes inFloat = eigenTimes<float>(gaussian, middle);

    std::vector<Plane> noises;
    for (int s = 0; s < kManySamples; ++s) noises.push_back(standardNormal(grid, 1, s));
    const Plane picture = sampleFrom(gaussian, correlate(gaussian, noises[0]), 1.0f);
    const Plane z = whiten(gaussian, picture);
    const int n = kManySamples;
    const std::string many = std::to_string(n);

    printLine(gaussian, "plain copy of 8 planes", medianMilliseconds([&] { copyAll(noises, 8); }, 15), 16, 0);
    printLine(gaussian, "whiten", medianMilliseconds([&] { whiten(gaussian, picture); }, 15), 3, 1);
    printLine(gaussian, "squared norm", medianMilliseconds([&] { squaredNorm(z); }, 15), 1, 0);
    printLine(gaussian, "gradient (from z)",
              medianMilliseconds([&] { logLikelihoodGradient(gaussian, z); }, 15), 2, 1);
    printLine(gaussian, "standard Normal noise", medianMilliseconds([&] { standardNormal(grid, 1, 1); }, 15),
              1, 0);
    printLine(gaussian, "sample 1", medianMilliseconds([&] { correlate(gaussian, noises[0]); }, 9), 2, 1,
              inDouble.one, inFloat.one);
    printLine(gaussian, "sample " + many, medianMilliseconds([&] { correlate(gaussian, noises); }, 7), 2 * n,
              1, inDouble.many, inFloat.many);
    printLine(gaussian, "covariance column (middle)",
              medianMilliseconds([&] { covarianceColumn(gaussian, middle); }, 9), 3, 1.5, inDouble.covariance,
              inFloat.covariance);
    printLine(gaussian, "marginal variance, " + many + " draws",
              medianMilliseconds([&] { marginalVariance(gaussian, n, 1); }, 3), 6 * n, 3);
}

}  // namespace

int main(int argc, char** argv) {
    // Freed memory stays with the program, as it does with Eigen's solution: what fresh pages cost is not
    // ours.
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    setThreadCount(argc > 1 ? std::atoi(argv[1]) : 0);
    run({1000, 1000, 1});
    run({500, 500, 2});
    return 0;
}
