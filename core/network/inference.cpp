#include "core/network/inference.h"

#include "core/network/forward.h"

#include <algorithm>

namespace suss {

namespace {

// What the networks read at once has at most this many pixels a side, so that memory stays bounded and a
// cancel is answered soon.
constexpr int kLargestSide = 896;

int roundedUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

/// Cuts [0, size) into windows that are read with `reach` more on both sides, all of one length.
std::vector<Window> windowsOver(int size, int alignment, int reach) {
    if (size <= kLargestSide) return {{0, roundedUp(size, alignment), 0, size}};
    const int most = kLargestSide - 2 * reach;
    const int count = (size + most - 1) / most;
    const int step = roundedUp((size + count - 1) / count, alignment), length = step + 2 * reach;
    std::vector<Window> windows;
    for (int begin = 0; begin < size; begin += step) {
        const int end = std::min(begin + step, size);
        const int from = std::clamp(begin - reach, 0, std::max(0, roundedUp(size, alignment) - length));
        windows.push_back({from, from + length, begin, end});
    }
    return windows;
}

/// The window on a plane of coarser pixels.
Window scaled(const Window& window, int pixel) {
    const auto up = [pixel](int value) { return (value + pixel - 1) / pixel; };
    return {window.begin / pixel, window.end / pixel, window.keepBegin / pixel, up(window.keepEnd)};
}

/// Runs one network over planes (finest first) in tiles.
std::vector<GaussianArrays> run(const UNetShape& shape, const NetworkConfig& config,
                                const NetworkWeights& weights, const std::vector<const Plane*>& planes,
                                Precision precision, const Progress& progress, std::string_view stage) {
    const Grid finest = planes[0]->grid;
    const int alignment = UNetForward::alignment(shape), reach = UNetForward::reach(shape);
    const auto rows = windowsOver(finest.height, alignment, reach);
    const auto columns = windowsOver(finest.width, alignment, reach);
    std::vector<GaussianArrays> wholes;
    for (const Plane* plane : planes) wholes.emplace_back(plane->grid);
    report(progress, 0, stage);
    UNetForward network(shape, config, weights, rows[0].end - rows[0].begin,
                        columns[0].end - columns[0].begin, precision);
    const double tiles = double(rows.size() * columns.size());
    double done = 0;
    for (const Window& row : rows)
        for (const Window& column : columns) {
            std::vector<TileOutput> outputs;
            for (std::size_t level = 0; level < planes.size(); ++level)
                outputs.push_back(
                    {planes[level], scaled(row, 1 << level), scaled(column, 1 << level), &wholes[level]});
            network.run(outputs,
                        [&](double fraction) { report(progress, (done + fraction) / tiles, stage); });
            ++done;
        }
    return wholes;
}

std::shared_ptr<const StructuredGaussian> gaussianOf(GaussianArrays arrays) {
    return std::make_shared<const StructuredGaussian>(
        arrays.grid, std::move(arrays.mean), std::move(arrays.logDiagonal), std::move(arrays.coefficients));
}

}  // namespace

Distributions distributionsOf(const NetworkConfig& config, const NetworkWeights& weights,
                              const Planes& reference, const Progress& progress, Precision precision) {
    // Each is made a distribution as soon as it is there: that takes half the memory.
    Distributions distributions;
    auto luma = run(lumaShape(config), config, weights, {&reference[0], &reference[1], &reference[2]},
                    precision, subProgress(progress, 0.0, 0.9), "Reading luminance");
    for (std::size_t level = 0; level < luma.size(); ++level)
        distributions[level] = gaussianOf(std::move(luma[level]));
    auto chroma = run(chromaShape(config), config, weights, {&reference[3]}, precision,
                      subProgress(progress, 0.9, 1.0), "Reading colour");
    distributions[indexOf(Component::CbCr)] = gaussianOf(std::move(chroma[0]));
    return distributions;
}

}  // namespace suss
