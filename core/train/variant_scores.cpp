#include "core/train/variant_scores.h"

#include "core/gaussian/part.h"
#include "core/gaussian/whiten.h"
#include "core/image/reshape.h"
#include "core/train/variant_planes.h"

#include <algorithm>

namespace suss {
namespace {

constexpr int kLargestSide = 1024;
constexpr int kStep = 8;  // sides of the part, and its place: whole cells of every component

// As much of one side as variants are made of, in the middle.
std::pair<int, int> middleOf(int side) {
    const int length = std::min(side, kLargestSide) / kStep * kStep;
    return {(side - length) / 2 / kStep * kStep, length};
}

// The part with the margin that moving needs; beyond the picture lies its mirror image, as in training.
Image withMargin(const Image& image, const Rect& part) {
    Image cut(part.width + 2 * kVariantMargin, part.height + 2 * kVariantMargin);
    for (int y = 0; y < cut.height; ++y) {
        const float* from = image.row(mirrored(part.y + y - kVariantMargin, image.height));
        for (int x = 0; x < cut.width; ++x)
            std::copy_n(from + std::ptrdiff_t(3) * mirrored(part.x + x - kVariantMargin, image.width), 3,
                        cut.row(y) + std::ptrdiff_t(3) * x);
    }
    return cut;
}

std::vector<float> valuesIn(const Plane& plane, const CellRect& cells) {
    std::vector<float> values;
    for (int channel = 0; channel < plane.grid.channels; ++channel)
        for (int y = 0; y < cells.height; ++y) {
            const float* row = plane.row(channel, cells.y + y) + cells.x;
            values.insert(values.end(), row, row + cells.width);
        }
    return values;
}

Plane cropped(const Plane& plane, const CellRect& rect) {
    Plane part({rect.height, rect.width, plane.grid.channels});
    part.values = valuesIn(plane, rect);
    return part;
}

/// One component of the reference, as far as the variants reach.
struct Part {
    StructuredGaussian gaussian;
    Plane plane;
    CellRect cells;  ///< of the variants, in it
};

Part partOf(const Reference& reference, std::size_t component, const CellRect& cells) {
    const Plane& plane = reference.planes[component];
    // All that whitening looks at: later neighbours too.
    const CellRect wide = grown(cells, 0, kReach, kReach, plane.grid);
    return {suss::partOf(*reference.distributions[component], wide),
            cropped(plane, wide),
            {cells.x - wide.x, 0, cells.width, cells.height}};
}

void paste(const Plane& from, Plane& into, const CellRect& cells) {
    for (int channel = 0; channel < from.grid.channels; ++channel)
        for (int y = 0; y < cells.height; ++y)
            std::copy_n(from.row(channel, y), cells.width, into.row(channel, cells.y + y) + cells.x);
}

double meanSquare(const std::vector<float>& values) {
    double sum = 0;
    for (const float value : values) sum += double{value} * double{value};
    return sum / double(values.size());
}

}  // namespace

VariantScores scoreVariants(const Reference& reference, const ModelInfo& model, int count, std::uint64_t seed,
                            const Progress& progress) {
    const auto [x, width] = middleOf(reference.image->width);
    const auto [y, height] = middleOf(reference.image->height);
    VariantScores scores;
    scores.part = {x, y, width, height};
    std::vector<Part> parts;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const CellRect cells = cellsOf(component, scores.part);
        scores.meanSquaresOfReference[c] = meanSquare(valuesIn(reference.self.residuals[c], cells));
        parts.push_back(partOf(reference, c, cells));
    }
    const Image cut = withMargin(*reference.image, scores.part);
    const VariantConfig strengths = variantStrengths(model);
    std::array<std::vector<float>, kComponentCount> all;
    for (int i = 0; i < count; ++i) {
        report(progress, double(i) / count, "Scoring imperceptible variants");
        const Planes changed = variantPlanesOf(cut, 1, strengths, seed + std::uint64_t(i)).variants[0];
        auto& squares = scores.meanSquares.emplace_back();
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            Plane variant = parts[c].plane;
            paste(changed[c], variant, parts[c].cells);
            const auto z = valuesIn(whiten(parts[c].gaussian, variant), parts[c].cells);
            squares[c] = meanSquare(z);
            // As many of each as make a good curve together.
            const std::size_t stride = (z.size() * std::size_t(count) / 400'000) | 1;
            for (std::size_t k = 0; k < z.size(); k += stride) all[c].push_back(z[k]);
        }
    }
    for (std::size_t c = 0; c < kComponentCount; ++c) scores.quantiles[c] = quantilesOf(all[c]);
    return scores;
}

}  // namespace suss
