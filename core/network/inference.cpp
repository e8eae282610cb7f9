#include "core/network/inference.h"

#include <torch/torch.h>

#include <algorithm>

namespace suss {

namespace {

// Larger pictures go through in tiles, so that memory stays bounded and a cancel is answered soon. Tiles
// overlap by more than the networks' receptive field, so the result is that of the whole picture.
constexpr int kTile = 768;
constexpr int kMargin = 128;

struct Window {
    int begin, end;          // what the network reads
    int keepBegin, keepEnd;  // what is kept of its answer
};

/// Cuts [0, size) of the finest grid; all edges but the last are multiples of `alignment`.
std::vector<Window> windowsOver(int size, int alignment) {
    if (size <= kTile + 2 * kMargin) return {{0, size, 0, size}};
    std::vector<Window> windows;
    const int step = kTile / alignment * alignment;
    for (int begin = 0; begin < size; begin += step) {
        const int end = std::min(begin + step, size);
        windows.push_back({std::max(0, begin - kMargin), std::min(size, end + kMargin), begin, end});
    }
    return windows;
}

torch::Tensor tensorOf(const Plane& plane) {
    const auto& grid = plane.grid;
    return torch::from_blob(const_cast<float*>(plane.values.data()),
                            {1, grid.channels, grid.height, grid.width});
}

/// The rectangle of a plane, widened by replicated edges to a multiple of `alignment` (1: not at all).
torch::Tensor cut(const torch::Tensor& plane, const Window& rows, const Window& columns, int alignment) {
    const auto piece = plane.slice(2, rows.begin, rows.end).slice(3, columns.begin, columns.end);
    const auto missing = [alignment](std::int64_t size) {
        return (alignment - size % alignment) % alignment;
    };
    const auto below = missing(piece.size(2)), right = missing(piece.size(3));
    return below || right ? torch::replication_pad2d(piece, {0, right, 0, below}) : piece.contiguous();
}

Window scaled(const Window& window, int factor) {
    const auto up = [factor](int value) { return (value + factor - 1) / factor; };
    return {window.begin / factor, up(window.end), window.keepBegin / factor, up(window.keepEnd)};
}

/// Where the pieces of one component's distribution are put together.
struct Assembly {
    Grid grid;
    std::vector<float> mean, logDiagonal, coefficients;

    explicit Assembly(Grid size)
        : grid(size),
          mean(std::size_t(size.variables())),
          logDiagonal(mean.size()),
          coefficients(neighbourSlots(size.channels).size() * std::size_t(size.pixels())) {}

    void put(const GaussianTensors& part, const Window& rows, const Window& columns) {
        copy(part.mean, mean, rows, columns);
        copy(part.logDiagonal, logDiagonal, rows, columns);
        copy(part.coefficients, coefficients, rows, columns);
    }

  private:
    void copy(const torch::Tensor& part, std::vector<float>& whole, const Window& rows,
              const Window& columns) const {
        const auto source = part[0]
                                .slice(1, rows.keepBegin - rows.begin, rows.keepEnd - rows.begin)
                                .slice(2, columns.keepBegin - columns.begin, columns.keepEnd - columns.begin);
        torch::from_blob(whole.data(), {part.size(1), grid.height, grid.width})
            .slice(1, rows.keepBegin, rows.keepEnd)
            .slice(2, columns.keepBegin, columns.keepEnd)
            .copy_(source);
    }
};

/// Runs one network over planes (finest first) in tiles.
std::vector<Assembly> run(StructuredUNet network, const std::vector<const Plane*>& planes,
                          const Progress& progress, std::string_view stage) {
    const Grid finest = planes[0]->grid;
    const int alignment = network->alignment();
    const auto rows = windowsOver(finest.height, alignment), columns = windowsOver(finest.width, alignment);
    std::vector<Assembly> assemblies;
    std::vector<torch::Tensor> tensors;
    for (const Plane* plane : planes) {
        assemblies.emplace_back(plane->grid);
        tensors.push_back(tensorOf(*plane));
    }
    const double tiles = double(rows.size() * columns.size());
    double done = 0;
    for (const Window& row : rows)
        for (const Window& column : columns) {
            std::vector<torch::Tensor> input;
            for (std::size_t level = 0; level < planes.size(); ++level)
                input.push_back(cut(tensors[level], scaled(row, 1 << level), scaled(column, 1 << level),
                                    alignment >> level));
            const auto parts = network->forward(
                input, [&](double fraction) { report(progress, (done + fraction) / tiles, stage); });
            for (std::size_t level = 0; level < planes.size(); ++level)
                assemblies[level].put(parts[level], scaled(row, 1 << level), scaled(column, 1 << level));
            ++done;
        }
    return assemblies;
}

std::shared_ptr<const StructuredGaussian> gaussianOf(Assembly assembly) {
    return std::make_shared<const StructuredGaussian>(assembly.grid, std::move(assembly.mean),
                                                      std::move(assembly.logDiagonal),
                                                      std::move(assembly.coefficients));
}

}  // namespace

Distributions distributionsOf(NetworkPair networks, const Planes& reference, const Progress& progress) {
    const torch::InferenceMode inference;
    auto luma = run(networks->luma, {&reference[0], &reference[1], &reference[2]},
                    subProgress(progress, 0.0, 0.9), "Reading luminance");
    auto chroma = run(networks->chroma, {&reference[3]}, subProgress(progress, 0.9, 1.0), "Reading colour");
    return {gaussianOf(std::move(luma[0])), gaussianOf(std::move(luma[1])), gaussianOf(std::move(luma[2])),
            gaussianOf(std::move(chroma[0]))};
}

}  // namespace suss
