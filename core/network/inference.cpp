#include "core/network/inference.h"

#include "core/gaussian/stencil.h"
#include "core/network/forward.h"

#include <algorithm>

namespace suss {

namespace {

constexpr double kLumaPart = 0.9;  // of the work
constexpr std::string_view kReadingLuma = "Reading luminance", kReadingColour = "Reading colour";

int roundedUp(int value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
}

/// Cuts [0, size) into windows that are read with `reach` more on both sides, all of one length.
std::vector<Window> windowsOver(int size, int alignment, int reach, int largest) {
    if (size <= largest) return {{0, roundedUp(size, alignment), 0, size}};
    const int most = largest - 2 * reach;
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

/// Reads a tile of one network, which calls `step`.
using RunTile = std::function<void(UNetForward& network, const Window& rows, const Window& columns,
                                   const ForwardStep& step)>;

/// How much further than its part a tile is kept, in the finest plane: whitening inside the part reads kReach
/// cells beyond it, on the coarsest plane too.
int marginOf(const UNetShape& shape) {
    return kReach << (shape.outputs - 1);
}

/// One of the two networks, and how.
struct Run {
    UNetShape shape;
    const NetworkConfig& config;
    const NetworkWeights& weights;
    Precision precision;
    int largestTile;
};

/// Runs it over a picture whose finest plane has this size, in tiles.
void forEachTile(const Run& run, const Grid& finest, const RunTile& runTile, const Progress& progress,
                 std::string_view stage) {
    const int alignment = run.shape.alignment(), reach = UNetForward::reach(run.shape, kReach);
    const auto rows = windowsOver(finest.height, alignment, reach, run.largestTile);
    const auto columns = windowsOver(finest.width, alignment, reach, run.largestTile);
    report(progress, 0, stage);
    UNetForward network(run.shape, run.config, run.weights, rows[0].end - rows[0].begin,
                        columns[0].end - columns[0].begin, run.precision);
    const double tiles = double(rows.size() * columns.size());
    double done = 0;
    for (const Window& row : rows)
        for (const Window& column : columns) {
            runTile(network, row, column,
                    [&](double fraction) { report(progress, (done + fraction) / tiles, stage); });
            ++done;
        }
}

/// What it says of planes (finest first) as a whole.
std::vector<GaussianArrays> wholesOf(const Run& run, const std::vector<const Plane*>& planes,
                                     const Progress& progress, std::string_view stage) {
    std::vector<GaussianArrays> wholes;
    for (const Plane* plane : planes) wholes.emplace_back(plane->grid);
    forEachTile(
        run, planes[0]->grid,
        [&](UNetForward& network, const Window& rows, const Window& columns, const ForwardStep& step) {
            std::vector<TileOutput> outputs;
            for (std::size_t level = 0; level < planes.size(); ++level)
                outputs.push_back(
                    {planes[level], scaled(rows, 1 << level), scaled(columns, 1 << level), &wholes[level]});
            network.run(outputs, step);
        },
        progress, stage);
    return wholes;
}

std::shared_ptr<const StructuredGaussian> gaussianOf(GaussianArrays arrays) {
    return std::make_shared<const StructuredGaussian>(
        arrays.grid, std::move(arrays.mean), std::move(arrays.logDiagonal), std::move(arrays.coefficients));
}

/// A window as what is read of it has it: from 0 on, keeping `margin` more on both sides, as far as it goes.
Window widened(const Window& window, int size, int margin) {
    return {0, window.end - window.begin, std::max(0, window.keepBegin - margin) - window.begin,
            std::min(size, window.keepEnd + margin) - window.begin};
}

/// Pixels of the picture from those of a plane with `cell` to each: as far as the picture goes.
Rect pixelsOf(int top, int bottom, int left, int right, int cell, const Image& image) {
    const auto clipped = [cell](int value, int size) { return std::min(value * cell, size); };
    return {left * cell, top * cell, clipped(right, image.width) - left * cell,
            clipped(bottom, image.height) - top * cell};
}

/// Has one network read a picture in tiles: `components` are what it tells, finest first.
void visitTiles(const Run& run, const Image& image, const std::vector<Component>& components,
                const std::function<void(const DistributionTile&)>& visit, const Progress& progress,
                std::string_view stage) {
    const Grid finest = gridOf(components[0], image.width, image.height);
    const int cell = pixelsPerCell(components[0]), margin = marginOf(run.shape);
    ComponentSwitches wanted{};
    for (const Component component : components) wanted[indexOf(component)] = true;
    forEachTile(
        run, finest,
        [&](UNetForward& network, const Window& rows, const Window& columns, const ForwardStep& step) {
            const Rect read = pixelsOf(rows.begin, rows.end, columns.begin, columns.end, cell, image);
            const Planes planes = planesOf(image, read, wanted);
            const Window down = widened(rows, finest.height, margin),
                         across = widened(columns, finest.width, margin);
            std::vector<GaussianArrays> arrays;
            arrays.reserve(components.size());
            std::vector<TileOutput> outputs;
            for (std::size_t level = 0; level < components.size(); ++level) {
                const Plane& plane = planes[indexOf(components[level])];
                const Window y = scaled(down, 1 << level), x = scaled(across, 1 << level);
                const Grid kept{y.keepEnd - y.keepBegin, x.keepEnd - x.keepBegin, plane.grid.channels};
                outputs.push_back({&plane, y, x, &arrays.emplace_back(kept, y.keepBegin, x.keepBegin)});
            }
            network.run(outputs, step);
            DistributionTile tile;
            tile.part =
                pixelsOf(rows.keepBegin, rows.keepEnd, columns.keepBegin, columns.keepEnd, cell, image);
            tile.place =
                pixelsOf(rows.begin + down.keepBegin, rows.begin + down.keepEnd,
                         columns.begin + across.keepBegin, columns.begin + across.keepEnd, cell, image);
            for (std::size_t level = 0; level < components.size(); ++level)
                tile.distributions[indexOf(components[level])] = gaussianOf(std::move(arrays[level]));
            visit(tile);
        },
        progress, stage);
}

}  // namespace

Distributions distributionsOf(const NetworkConfig& config, const NetworkWeights& weights,
                              const Planes& reference, const Progress& progress, Precision precision) {
    // Each is made a distribution as soon as it is there: that takes half the memory.
    Distributions distributions;
    const Run luma{lumaShape(config), config, weights, precision, kLargestTile};
    auto brightness = wholesOf(luma, {&reference[0], &reference[1], &reference[2]},
                               subProgress(progress, 0.0, kLumaPart), kReadingLuma);
    for (std::size_t level = 0; level < brightness.size(); ++level)
        distributions[level] = gaussianOf(std::move(brightness[level]));
    const Run chroma{chromaShape(config), config, weights, precision, kLargestTile};
    auto colour = wholesOf(chroma, {&reference[3]}, subProgress(progress, kLumaPart, 1.0), kReadingColour);
    distributions[indexOf(Component::CbCr)] = gaussianOf(std::move(colour[0]));
    return distributions;
}

void forEachDistributionTile(const NetworkConfig& config, const NetworkWeights& weights,
                             const Image& reference,
                             const std::function<void(const DistributionTile&)>& visit,
                             const Progress& progress, Precision precision, int largestTile) {
    // Colour first: its tiles are what takes most memory, and what is made of it takes least.
    visitTiles({chromaShape(config), config, weights, precision, largestTile}, reference, {Component::CbCr},
               visit, subProgress(progress, 0.0, 1.0 - kLumaPart), kReadingColour);
    visitTiles({lumaShape(config), config, weights, precision, largestTile}, reference,
               {Component::Y1, Component::Y2, Component::Y3}, visit,
               subProgress(progress, 1.0 - kLumaPart, 1.0), kReadingLuma);
}

}  // namespace suss
