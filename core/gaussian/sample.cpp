#include "core/gaussian/sample.h"

#include "core/error.h"
#include "core/gaussian/normal_row.h"
#include "core/gaussian/staggered_sweep.h"
#include "core/gaussian/sweep.h"
#include "core/parallel.h"

#include <algorithm>
#include <string>

namespace suss {
namespace {

/// Samples that are worth a sweep for all of them, instead of one each.
constexpr int kManySamples = 4;

void requireSameGrid(const StructuredGaussian& gaussian, const Plane& plane, const char* what) {
    if (plane.grid != gaussian.grid())
        throw Error(std::string("The ") + what + " and the distribution are on different grids.");
}

/// First row that holds anything; the height if none does.
int firstRowOf(const Plane& plane) {
    for (int y = 0; y < plane.grid.height; ++y)
        for (int channel = 0; channel < plane.grid.channels; ++channel) {
            const float* row = plane.row(channel, y);
            if (std::any_of(row, row + plane.grid.width, [](float value) { return value != 0; })) return y;
        }
    return plane.grid.height;
}

std::vector<Plane> correlateAll(const StructuredGaussian& gaussian, std::span<const Plane> noises) {
    for (const Plane& noise : noises) requireSameGrid(gaussian, noise, "noise");
    std::vector<Plane> solutions;
    solutions.reserve(noises.size());
    for (std::size_t s = 0; s < noises.size(); ++s) solutions.emplace_back(gaussian.grid());
    const int count = static_cast<int>(noises.size());
    if (count < kManySamples) {
        for (int s = 0; s < count; ++s) rows::sweepBackward(gaussian, noises[s], solutions[s]);
        return solutions;
    }
    const int share = std::clamp((count + threadCount() - 1) / threadCount(), 1, rows::kSweepSize);
    parallelFor((count + share - 1) / share, 1, [&](int begin, int end) {
        for (int group = begin; group < end; ++group) {
            const int first = group * share;
            rows::sweepBackward(
                gaussian, std::min(share, count - first),
                [&](int side, int channel, int y) { return noises[first + side].row(channel, y); },
                [&](int side, int channel, int y, const float* solution) {
                    std::copy_n(solution, gaussian.grid().width, solutions[first + side].row(channel, y));
                });
        }
    });
    return solutions;
}

}  // namespace

Plane standardNormal(Grid grid, std::uint64_t seed, std::uint64_t stream) {
    Plane noise(grid);
    parallelFor(grid.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y)
            for (int channel = 0; channel < grid.channels; ++channel)
                rows::standardNormalRow(noise.row(channel, y), grid.width, channel, y, seed, stream);
    });
    return noise;
}

Plane correlate(const StructuredGaussian& gaussian, const Plane& noise) {
    return std::move(correlateAll(gaussian, std::span(&noise, 1)).front());
}

std::vector<Plane> correlate(const StructuredGaussian& gaussian, const std::vector<Plane>& noises) {
    return correlateAll(gaussian, noises);
}

Plane solveFactor(const StructuredGaussian& gaussian, const Plane& rightHandSide) {
    requireSameGrid(gaussian, rightHandSide, "right-hand side");
    Plane solution(gaussian.grid());
    rows::sweepForward(gaussian, firstRowOf(rightHandSide), rightHandSide, solution);
    return solution;
}

Plane sampleFrom(const StructuredGaussian& gaussian, const Plane& deviation, float strength) {
    requireSameGrid(gaussian, deviation, "deviation");
    const Grid grid = gaussian.grid();
    Plane sample(grid);
    parallelFor(grid.height * grid.channels, kRowGrain, [&](int begin, int end) {
        for (std::size_t i = std::size_t(begin) * grid.width; i < std::size_t(end) * grid.width; ++i)
            sample.values[i] = gaussian.mean()[i] + strength * deviation.values[i];
    });
    return sample;
}

}  // namespace suss
