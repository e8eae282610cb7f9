#include "core/gaussian/covariance.h"

#include "core/error.h"
#include "core/gaussian/normal_row.h"
#include "core/gaussian/sample.h"
#include "core/gaussian/stencil_rows.h"
#include "core/gaussian/sweep.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace suss {
namespace {

/// How marginalVariance groups its draws, whatever the number of threads: sums keep their order, and no more
/// than kSweepsAtOnce pairs of planes are held.
constexpr int kDrawsPerSweep = 8;
constexpr int kSweepsAtOnce = 4;

void requireInside(const Grid& grid, Site site) {
    if (site.y < 0 || site.y >= grid.height || site.x < 0 || site.x >= grid.width || site.channel < 0 ||
        site.channel >= grid.channels)
        throw Error("There is no variable at (" + std::to_string(site.x) + ", " + std::to_string(site.y) +
                    ") in channel " + std::to_string(site.channel) + ".");
}

/// Calls visit(k, slot, y, x) for the slots of a variable whose neighbour is in the grid.
template <class Visit>
void forEachNeighbour(const StructuredGaussian& gaussian, Site site, const Visit& visit) {
    const Grid grid = gaussian.grid();
    const auto slots = gaussian.slots();
    for (std::size_t k = 0; k < slots.size(); ++k) {
        const int y = site.y + slots[k].dy, x = site.x + slots[k].dx;
        if (slots[k].from == site.channel && y < grid.height && x >= 0 && x < grid.width)
            visit(gaussian.coefficient(k, site.y, site.x), Site{y, x, slots[k].to});
    }
}

/// Sums over some draws of q = (x_i - (Lambda x)_i / Lambda_ii)^2 Lambda_ii, and of q^2.
struct Moments {
    Plane sum, sumOfSquares;
};

/// Draws row by row, so that neither noise nor samples are ever held as planes.
Moments momentsOf(const StructuredGaussian& gaussian, const Plane& precision, int firstDraw, int draws,
                  std::uint64_t seed) {
    const Grid grid = gaussian.grid();
    Moments moments{Plane(grid), Plane(grid)};
    // L^T x is the noise, hence Lambda x = L noise, which needs the kReach rows above as well.
    std::vector<rows::PaddedRows> noise(static_cast<std::size_t>(draws), rows::PaddedRows(grid));
    std::vector<rows::PaddedRows> scaled = noise;  // L_ii noise_i
    std::vector<float> pulled(static_cast<std::size_t>(grid.width));
    const auto drawRow = [&](int side, int y) {
        for (int channel = 0; channel < grid.channels; ++channel) {
            float* noiseRow = noise[side].row(channel, y);
            float* scaledRow = scaled[side].row(channel, y);
            rows::standardNormalRow(noiseRow, grid.width, channel, y, seed,
                                    static_cast<std::uint64_t>(firstDraw + side));
            const float* diagonal = rows::diagonalRow(gaussian, channel, y);
            for (int x = 0; x < grid.width; ++x) scaledRow[x] = diagonal[x] * noiseRow[x];
        }
    };
    for (int side = 0; side < draws; ++side)
        for (int y = grid.height - 1; y >= std::max(0, grid.height - kReach); --y) drawRow(side, y);

    rows::sweepBackward(
        gaussian, draws,
        [&](int side, int channel, int y) {
            if (channel == 0 && y >= kReach) drawRow(side, y - kReach);
            return noise[side].row(channel, y);
        },
        [&](int side, int channel, int y, const float* x) {
            std::copy_n(scaled[side].row(channel, y), grid.width, pulled.data());
            rows::combineEarlier(rows::addProducts, gaussian, scaled[side], 0, channel, y, pulled.data());
            const float* lambda = precision.row(channel, y);
            float* sum = moments.sum.row(channel, y);
            float* sumOfSquares = moments.sumOfSquares.row(channel, y);
            for (int i = 0; i < grid.width; ++i) {
                const float apart = lambda[i] * x[i] - pulled[i];
                const float q = apart * apart / lambda[i];
                sum[i] += q;
                sumOfSquares[i] += q * q;
            }
        });
    return moments;
}

}  // namespace

Plane covarianceColumn(const StructuredGaussian& gaussian, Site site) {
    requireInside(gaussian.grid(), site);
    Plane unit(gaussian.grid());
    unit.row(site.channel, site.y)[site.x] = 1;
    return correlate(gaussian, solveFactor(gaussian, unit));
}

Plane precisionRow(const StructuredGaussian& gaussian, Site site) {
    const Grid grid = gaussian.grid();
    requireInside(grid, site);
    Plane row(grid);
    // L (L^T e_i): each variable j that has i among its later neighbours, and i itself, adds L_ij times
    // column j.
    for (int y = std::max(0, site.y - kReach); y <= site.y; ++y)
        for (int x = std::max(0, site.x - kReach); x <= std::min(grid.width - 1, site.x + kReach); ++x)
            for (int channel = 0; channel < grid.channels; ++channel) {
                const Site other{y, x, channel};
                const float diagonal = gaussian.diagonal()[row.row(channel, y) + x - row.values.data()];
                float coupling = other == site ? 1.0f : 0.0f;
                forEachNeighbour(gaussian, other, [&](float b, Site later) {
                    if (later == site) coupling = b;
                });
                if (coupling == 0) continue;
                const float scaled = coupling * diagonal * diagonal;
                row.row(channel, y)[x] += scaled;
                forEachNeighbour(gaussian, other, [&](float b, Site later) {
                    row.row(later.channel, later.y)[later.x] += scaled * b;
                });
            }
    return row;
}

Plane precisionDiagonal(const StructuredGaussian& gaussian) {
    const Grid grid = gaussian.grid();
    Plane precision(grid);
    parallelFor(grid.height, kRowGrain, [&](int begin, int end) {
        const rows::FlushToZero flush;
        rows::PaddedRows diagonal(grid);
        for (int y = std::max(0, begin - kReach); y < end; ++y) {
            for (int channel = 0; channel < grid.channels; ++channel) {
                std::copy_n(rows::diagonalRow(gaussian, channel, y), grid.width, diagonal.row(channel, y));
            }
            if (y < begin) continue;
            for (int channel = 0; channel < grid.channels; ++channel) {
                float* row = precision.row(channel, y);
                const float* values = diagonal.row(channel, y);
                for (int x = 0; x < grid.width; ++x) row[x] = values[x] * values[x];
                rows::combineEarlier(rows::addSquaredProducts, gaussian, diagonal, 0, channel, y, row);
            }
        }
    });
    return precision;
}

MarginalVariance marginalVariance(const StructuredGaussian& gaussian, int draws, std::uint64_t seed,
                                  const Progress& progress) {
    if (draws < 2) throw Error("A variance with its error needs at least 2 draws.");
    const Grid grid = gaussian.grid();
    const Plane precision = precisionDiagonal(gaussian);
    const auto size = static_cast<std::size_t>(grid.variables());
    const int sweeps = (draws + kDrawsPerSweep - 1) / kDrawsPerSweep;
    std::vector<double> sum(size), sumOfSquares(size);  // over the draws
    std::vector<Moments> moments(std::min(sweeps, kSweepsAtOnce), Moments{Plane(grid), Plane(grid)});

    for (int first = 0; first < sweeps; first += kSweepsAtOnce) {
        report(progress, double(first) / sweeps, "Predicting the spread");
        const int count = std::min(kSweepsAtOnce, sweeps - first);
        parallelFor(count, 1, [&](int begin, int end) {
            for (int i = begin; i < end; ++i) {
                const int draw = (first + i) * kDrawsPerSweep;
                moments[i] =
                    momentsOf(gaussian, precision, draw, std::min(kDrawsPerSweep, draws - draw), seed);
            }
        });
        for (int i = 0; i < count; ++i)
            for (std::size_t k = 0; k < size; ++k) {
                sum[k] += double{moments[i].sum.values[k]};
                sumOfSquares[k] += double{moments[i].sumOfSquares.values[k]};
            }
    }

    MarginalVariance result{Plane(grid), Plane(grid)};
    for (std::size_t k = 0; k < size; ++k) {
        const double mean = sum[k] / draws;
        const double errorSquared = std::max(0.0, sumOfSquares[k] / draws - mean * mean) / (draws - 1);
        result.variance.values[k] = static_cast<float>((1 + mean) / precision.values[k]);
        result.standardError.values[k] = static_cast<float>(std::sqrt(errorSquared) / precision.values[k]);
    }
    return result;
}

}  // namespace suss
