#include "core/explain/relevance_map.h"

#include "core/error.h"
#include "core/explain/plain_change.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace suss {
namespace {

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

/// Sum over the cells of a component that lie in a rectangle of the picture, those in part inside by their
/// part; fill(row, cells) gives the values of a row of cells.
template <class Fill>
double sumInside(Component component, const Grid& picture, const Rect& rect, const Fill& fill) {
    const Rect inside = clipped(rect, picture.width, picture.height);
    if (inside.width == 0 || inside.height == 0) return 0;
    const int side = pixelsPerCell(component);
    // Fraction of a cell that lies between two pixel positions along one axis.
    const auto fraction = [side](int cell, int from, int to, int imageSide) {
        const int overlap = std::min(to, (cell + 1) * side) - std::max(from, cell * side);
        return static_cast<double>(overlap) / pixelsIn(cell, side, imageSide);
    };
    const int right = inside.x + inside.width, bottom = inside.y + inside.height;
    std::vector<double> cells;
    double sum = 0;
    for (int row = inside.y / side; row * side < bottom; ++row) {
        fill(row, cells);
        double rowSum = 0;
        for (int cell = inside.x / side; cell * side < right; ++cell)
            rowSum += cells[cell] * fraction(cell, inside.x, right, picture.width);
        sum += rowSum * fraction(row, inside.y, bottom, picture.height);
    }
    return sum;
}

}  // namespace

Map relevanceMap(const WhitenedPair& pair, const Weighting& weighting) {
    return relevanceMap(pair, weighting, 0, pair.whitened.residuals[0].grid.height);
}

Map relevanceMap(const WhitenedPair& pair, const Weighting& weighting, int firstRow, int rows) {
    const Whitened& image = pair.whitened;
    const Whitened& reference = *pair.self;
    const Grid picture = image.residuals[0].grid;
    Map map(picture.width, rows);
    parallelFor(rows, kRowGrain, [&](int begin, int end) {
        std::vector<double> sums(static_cast<std::size_t>(map.width)), cells;
        for (int row = begin; row < end; ++row) {
            const int y = firstRow + row;
            std::fill(sums.begin(), sums.end(), 0.0);
            for (const Component component : kComponents) {
                const double weight = weighting.of(component);
                if (weight == 0) continue;
                const std::size_t c = indexOf(component);
                const int side = pixelsPerCell(component), cellRow = y / side;
                squaredRow(image.residuals[c], &reference.residuals[c], cellRow, cells);
                const double perRow =
                    factorOf(image.residuals[c], weight) / pixelsIn(cellRow, side, picture.height);
                double* sum = sums.data();
                for (int cell = 0; cell < static_cast<int>(cells.size()); ++cell) {
                    const int covered = pixelsIn(cell, side, map.width);
                    const double value = perRow * cells[cell] / covered;
                    for (int i = 0; i < covered; ++i) *sum++ += value;
                }
            }
            std::transform(sums.begin(), sums.end(), map.row(row),
                           [](double sum) { return static_cast<float>(sum); });
        }
    });
    return map;
}

Map localDistance(const WhitenedPair& pair, const Weighting& weighting) {
    Map map = relevanceMap(pair, weighting);
    const float pixels = float(map.values.size());
    for (float& value : map.values) value *= pixels;
    return map;
}

Map directionDifference(const WhitenedPair& forward, const WhitenedPair& backward,
                        const Weighting& weighting) {
    Map map = localDistance(forward, weighting);
    const Map other = localDistance(backward, weighting);
    std::transform(map.values.begin(), map.values.end(), other.values.begin(), map.values.begin(),
                   std::minus<>());
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

std::array<double, kComponentCount> contributionsIn(const WhitenedPair& pair, const Weighting& weighting,
                                                    const Rect& rect) {
    std::array<double, kComponentCount> contributions{};
    const Grid picture = pair.whitened.residuals[0].grid;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const double weight = weighting.of(component);
        if (weight == 0) continue;
        const Plane& z = pair.whitened.residuals[c];
        const Plane& reference = pair.self->residuals[c];
        contributions[c] = factorOf(z, weight) *
                           sumInside(component, picture, rect, [&](int row, std::vector<double>& cells) {
                               squaredRow(z, &reference, row, cells);
                           });
    }
    return contributions;
}

Account accountIn(const Comparison& comparison, const Weighting& weighting, const Rect& rect) {
    const Grid picture = comparison.whitened.residuals[0].grid;
    const Rect inside = clipped(rect, picture.width, picture.height);
    if (inside.width == 0 || inside.height == 0) throw Error("The rectangle lies outside the picture.");
    std::array<Likelihoods::Part, kComponentCount> parts;
    std::array<std::int64_t, kComponentCount> ofPicture{};
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const StructuredGaussian& gaussian = *comparison.reference->distributions[c];
        const Plane &z = comparison.whitened.residuals[c], &self = comparison.reference->self.residuals[c];
        const double variables =
            z.grid.channels * sumInside(component, picture, inside, [&](int, std::vector<double>& cells) {
                cells.assign(static_cast<std::size_t>(z.grid.width), 1.0);
            });
        const double logDiagonal =
            sumInside(component, picture, inside, [&](int row, std::vector<double>& cells) {
                cells.assign(static_cast<std::size_t>(z.grid.width), 0.0);
                for (int channel = 0; channel < z.grid.channels; ++channel) {
                    const float* a = gaussian.logDiagonal().data() +
                                     (std::size_t(channel) * z.grid.height + row) * z.grid.width;
                    for (std::size_t x = 0; x < cells.size(); ++x) cells[x] += double{a[x]};
                }
            });
        const double normalizer = logDiagonal - 0.5 * variables * std::log(2 * std::numbers::pi);
        const auto squares = [&](const Plane& plane) {
            return sumInside(component, picture, inside, [&](int row, std::vector<double>& cells) {
                squaredRow(plane, nullptr, row, cells);
            });
        };
        const double ofImage = squares(z), ofReference = squares(self);
        parts[c] = {std::max<std::int64_t>(1, std::llround(variables)), normalizer - 0.5 * ofImage,
                    normalizer - 0.5 * ofReference, ofImage, ofReference};
        ofPicture[c] = z.grid.variables();
    }
    Account account = accountOfParts(parts, ofPicture, weighting);
    // What was moved looks soft, and is not moved back here.
    if (!comparison.followed)
        account.change = plainChangeIn(*comparison.referenceImage, *comparison.image, inside);
    return account;
}

}  // namespace suss
