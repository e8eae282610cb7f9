#include "core/gaussian/sample.h"

#include "core/error.h"
#include "core/gaussian/normal_row.h"
#include "core/gaussian/sweep.h"
#include "core/parallel.h"

#include <algorithm>

namespace suss {
namespace {

/// Rows of a piece of work that is worth a thread.
constexpr int kRowGrain = 32;

std::vector<Plane> correlateAll(const StructuredGaussian& gaussian, std::span<const Plane> noises) {
    for (const Plane& noise : noises)
        if (noise.grid != gaussian.grid())
            throw Error("The noise and the distribution are on different grids.");
    std::vector<Plane> solutions;
    solutions.reserve(noises.size());
    for (std::size_t s = 0; s < noises.size(); ++s) solutions.emplace_back(gaussian.grid());
    const int count = static_cast<int>(noises.size());
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

Plane sampleFrom(const StructuredGaussian& gaussian, const Plane& deviation, float strength) {
    if (deviation.grid != gaussian.grid())
        throw Error("The deviation and the distribution are on different grids.");
    const Grid grid = gaussian.grid();
    Plane sample(grid);
    parallelFor(grid.height * grid.channels, kRowGrain, [&](int begin, int end) {
        for (std::size_t i = std::size_t(begin) * grid.width; i < std::size_t(end) * grid.width; ++i)
            sample.values[i] = gaussian.mean()[i] + strength * deviation.values[i];
    });
    return sample;
}

}  // namespace suss
