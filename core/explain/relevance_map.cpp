#include "core/explain/relevance_map.h"

#include "core/error.h"
#include "core/parallel.h"

#include <algorithm>

namespace suss {
namespace {

/// Rows of the map that are worth a thread.
constexpr int kRowGrain = 16;

/// Image pixels that a cell of a component's grid covers along one axis: fewer at an odd edge.
int pixelsIn(int cell, int cellSide, int imageSide) {
    return std::min(cellSide, imageSide - cell * cellSide);
}

/// w_c / (2 n_c).
double factorOf(const Plane& residual, double weight) {
    return weight / (2.0 * static_cast<double>(residual.grid.variables()));
}

/// Row y of sum over channels of z^2, less that of the reference where there is one.
void squaredRow(const Plane& z, const Plane* reference, int y, std::vector<double>& row) {
    const auto width = static_cast<std::size_t>(z.grid.width);
    row.assign(width, 0.0);
    for (int channel = 0; channel < z.grid.channels; ++channel) {
        const float* values = z.row(channel, y);
        for (std::size_t x = 0; x < width; ++x) row[x] += double{values[x]} * double{values[x]};
        if (!reference) continue;
        const float* before = reference->row(channel, y);
        for (std::size_t x = 0; x < width; ++x) row[x] -= double{before[x]} * double{before[x]};
    }
}

Rect clipped(const Rect& rect, int width, int height) {
    const int left = std::clamp(rect.x, 0, width), top = std::clamp(rect.y, 0, height);
    const int right = std::clamp(rect.x + rect.width, left, width);
    const int bottom = std::clamp(rect.y + rect.height, top, height);
    return {left, top, right - left, bottom - top};
}

}  // namespace

Map relevanceMap(const Comparison& comparison, const Weighting& weighting, MapKind kind) {
    const Whitened& image = comparison.whitened;
    const Whitened& reference = comparison.reference->self;
    Map map(image.residuals[0].grid.width, image.residuals[0].grid.height);
    parallelFor(map.height, kRowGrain, [&](int begin, int end) {
        std::vector<double> sums(static_cast<std::size_t>(map.width)), cells;
        for (int y = begin; y < end; ++y) {
            std::fill(sums.begin(), sums.end(), 0.0);
            for (const Component component : kComponents) {
                const double weight = weighting.of(component);
                if (weight == 0) continue;
                const std::size_t c = indexOf(component);
                const int side = pixelsPerCell(component), cellRow = y / side;
                const bool relative = kind == MapKind::SelfRelative;
                squaredRow(image.residuals[c], relative ? &reference.residuals[c] : nullptr, cellRow, cells);
                const double perRow =
                    factorOf(image.residuals[c], weight) / pixelsIn(cellRow, side, map.height);
                double* sum = sums.data();
                for (int cell = 0; cell < static_cast<int>(cells.size()); ++cell) {
                    const int covered = pixelsIn(cell, side, map.width);
                    const double value = perRow * cells[cell] / covered;
                    for (int i = 0; i < covered; ++i) *sum++ += value;
                }
            }
            std::transform(sums.begin(), sums.end(), map.row(y),
                           [](double sum) { return static_cast<float>(sum); });
        }
    });
    return map;
}

double sumOver(const Map& map, const Rect& rect) {
    const Rect inside = clipped(rect, map.width, map.height);
    double sum = 0;
    for (int y = inside.y; y < inside.y + inside.height; ++y) {
        double rowSum = 0;
        for (int x = inside.x; x < inside.x + inside.width; ++x) rowSum += double{map.row(y)[x]};
        sum += rowSum;
    }
    return sum;
}

Map spreadToImage(const Plane& plane, int channel, int imageWidth, int imageHeight) {
    // The side of a cell follows from the sizes: pictures have at least 16 x 16 pixels, cells at most 4 x 4.
    const int side = (imageWidth + plane.grid.width - 1) / plane.grid.width;
    if ((imageHeight + side - 1) / side != plane.grid.height)
        throw Error("The plane does not belong to a picture of " + std::to_string(imageWidth) + " x " +
                    std::to_string(imageHeight) + " pixels.");
    Map map(imageWidth, imageHeight);
    for (int y = 0; y < imageHeight; ++y) {
        const float* values = plane.row(channel, y / side);
        float* row = map.row(y);
        for (int x = 0; x < imageWidth; ++x) row[x] = values[x / side];
    }
    return map;
}

std::array<double, kComponentCount> contributionsIn(const Comparison& comparison, const Weighting& weighting,
                                                    const Rect& rect) {
    const Grid picture = comparison.whitened.residuals[0].grid;
    const Rect inside = clipped(rect, picture.width, picture.height);
    std::array<double, kComponentCount> contributions{};
    if (inside.width == 0 || inside.height == 0) return contributions;
    std::vector<double> cells;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const double weight = weighting.of(component);
        if (weight == 0) continue;
        const Plane& z = comparison.whitened.residuals[c];
        const Plane& reference = comparison.reference->self.residuals[c];
        const int side = pixelsPerCell(component);
        // Fraction of a cell that lies between two pixel positions along one axis.
        const auto fraction = [side](int cell, int from, int to, int imageSide) {
            const int overlap = std::min(to, (cell + 1) * side) - std::max(from, cell * side);
            return static_cast<double>(overlap) / pixelsIn(cell, side, imageSide);
        };
        const int right = inside.x + inside.width, bottom = inside.y + inside.height;
        for (int cellRow = inside.y / side; cellRow * side < bottom; ++cellRow) {
            squaredRow(z, &reference, cellRow, cells);
            double rowSum = 0;
            for (int cell = inside.x / side; cell * side < right; ++cell)
                rowSum += cells[cell] * fraction(cell, inside.x, right, picture.width);
            contributions[c] += rowSum * fraction(cellRow, inside.y, bottom, picture.height);
        }
        contributions[c] *= factorOf(z, weight);
    }
    return contributions;
}

}  // namespace suss
