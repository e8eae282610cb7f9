#include "core/gaussian/region_square.h"

#include "core/error.h"
#include "core/gaussian/part.h"
#include "core/gaussian/sample.h"
#include "core/gaussian/whiten.h"

namespace suss {
namespace {

constexpr double kTolerance = 1e-5;
constexpr int kMostIterations = 500;

bool contains(const CellRect& rect, int y, int x) {
    return y >= rect.y && y < rect.y + rect.height && x >= rect.x && x < rect.x + rect.width;
}

/// r = y - mean of a part.
Plane residualOf(const StructuredGaussian& gaussian, const Plane& y, const CellRect& part) {
    const Grid grid = gaussian.grid();
    Plane residual({part.height, part.width, grid.channels});
    for (int channel = 0; channel < grid.channels; ++channel)
        for (int row = 0; row < part.height; ++row) {
            const float* values = y.row(channel, part.y + row) + part.x;
            const float* mean = gaussian.mean().data() + (values - y.values.data());
            for (int x = 0; x < part.width; ++x) residual.row(channel, row)[x] = values[x] - mean[x];
        }
    return residual;
}

/// The distribution without the couplings between the rectangle and the rest.
StructuredGaussian cutAround(const StructuredGaussian& gaussian, const CellRect& rect) {
    const Grid grid = gaussian.grid();
    SlotBlocks coefficients = gaussian.coefficients();
    for (std::size_t k = 0; k < coefficients.size(); ++k) {
        const NeighbourSlot& slot = gaussian.slots()[k];
        float* b = coefficients[k].data();
        for (int y = 0; y < grid.height; ++y)
            for (int x = 0; x < grid.width; ++x, ++b)
                if (contains(rect, y, x) != contains(rect, y + slot.dy, x + slot.dx)) *b = 0;
    }
    return {grid, std::vector<float>(gaussian.mean().begin(), gaussian.mean().end()),
            std::vector<float>(gaussian.logDiagonal().begin(), gaussian.logDiagonal().end()),
            std::move(coefficients)};
}

/// Sets everything outside of the rectangle to zero, or everything inside.
void keep(Plane& plane, const CellRect& rect, bool inside) {
    for (int channel = 0; channel < plane.grid.channels; ++channel)
        for (int y = 0; y < plane.grid.height; ++y)
            for (int x = 0; x < plane.grid.width; ++x)
                if (contains(rect, y, x) != inside) plane.row(channel, y)[x] = 0;
}

double dot(const Plane& a, const Plane& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) sum += double{a.values[i]} * b.values[i];
    return sum;
}

void add(Plane& sum, double factor, const Plane& plane) {
    for (std::size_t i = 0; i < sum.values.size(); ++i) sum.values[i] += float(factor) * plane.values[i];
}

/// What a minimisation came to.
struct Relaxed {
    double gained = 0;  ///< by which |L^T r|^2 fell
    double left = 0;    ///< |L^T r|^2 at the minimum
};

/// Minimises |L^T r|^2 over the values inside the rectangle (or outside of it). The residual is followed as
/// z, so that what is left is a sum of squares and never the difference of two.
Relaxed relax(const StructuredGaussian& gaussian, const Plane& r, const CellRect& rect, bool inside,
              const Progress& progress) {
    const StructuredGaussian nearly = cutAround(gaussian, rect);
    Plane z = applyTransposedFactor(gaussian, r);
    const auto downhill = [&] {
        Plane slope = logLikelihoodGradient(gaussian, z);
        keep(slope, rect, inside);
        return slope;
    };
    Plane slope = downhill();
    Plane aim = correlate(nearly, solveFactor(nearly, slope));
    Plane direction = aim;
    double worth = dot(slope, aim);  // about what is left to gain
    Relaxed result{0, squaredNorm(z)};
    for (int i = 0; i < kMostIterations; ++i) {
        report(progress, double(i) / kMostIterations, "Judging the rectangle");
        if (!(worth > kTolerance * (inside ? result.gained + worth : result.left))) break;
        const Plane change = applyTransposedFactor(gaussian, direction);
        const double length = worth / squaredNorm(change);
        add(z, length, change);
        result.gained += length * worth;
        result.left = squaredNorm(z);
        slope = downhill();
        aim = correlate(nearly, solveFactor(nearly, slope));
        const double before = worth;
        worth = dot(slope, aim);
        Plane next = aim;
        add(next, worth / before, direction);
        direction = std::move(next);
    }
    return result;
}

}  // namespace

RegionSquare regionSquareOf(const StructuredGaussian& gaussian, const Plane& y, const CellRect& rect,
                            int surroundings, const Progress& progress) {
    const Grid grid = gaussian.grid();
    if (y.grid != grid) throw Error("The plane and the distribution are on different grids.");
    if (rect.width <= 0 || rect.height <= 0 || rect.x < 0 || rect.y < 0 || rect.width > grid.width - rect.x ||
        rect.height > grid.height - rect.y)
        throw Error("The rectangle does not lie in the grid.");
    const auto within = [&](const CellRect& part) {
        return CellRect{rect.x - part.x, rect.y - part.y, rect.width, rect.height};
    };

    // The slope at R needs the whitened residual kReach before it, and that the residual kReach around.
    constexpr int kNear = 2 * kReach;
    const CellRect close = grown(rect, kNear, kNear, kNear, grid);
    const Relaxed conditional =
        relax(partOf(gaussian, close), residualOf(gaussian, y, close), within(close), true, progress);

    const CellRect wide = grown(rect, 0, surroundings, surroundings, grid);
    const Relaxed marginal =
        relax(partOf(gaussian, wide), residualOf(gaussian, y, wide), within(wide), false, progress);

    return {std::int64_t{rect.width} * rect.height * grid.channels, conditional.gained, marginal.left};
}

}  // namespace suss
