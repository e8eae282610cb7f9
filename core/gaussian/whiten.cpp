#include "core/gaussian/whiten.h"

#include "core/error.h"
#include "core/gaussian/stencil_rows.h"
#include "core/parallel.h"

#include <algorithm>
#include <numeric>

namespace suss {
namespace {

/// Values of a sum that is worth a thread.
constexpr int kNormGrain = 1 << 16;

void requireGrid(const StructuredGaussian& gaussian, const Plane& plane) {
    if (plane.grid != gaussian.grid()) throw Error("The plane and the distribution are on different grids.");
}

/// factor * L z.
Plane scaledFactor(const StructuredGaussian& gaussian, const Plane& z, float factor) {
    requireGrid(gaussian, z);
    const Grid grid = gaussian.grid();
    Plane out(grid);
    parallelFor(grid.height, kRowGrain, [&](int begin, int end) {
        const rows::FlushToZero flush;
        rows::PaddedRows scaled(grid);  // factor * L_ii z_i
        for (int y = std::max(0, begin - kReach); y < end; ++y) {
            for (int channel = 0; channel < grid.channels; ++channel) {
                const float* zRow = z.row(channel, y);
                const float* diagonal = rows::diagonalRow(gaussian, channel, y);
                float* row = scaled.row(channel, y);
                for (int x = 0; x < grid.width; ++x) row[x] = factor * diagonal[x] * zRow[x];
            }
            if (y < begin) continue;
            for (int channel = 0; channel < grid.channels; ++channel) {
                float* row = out.row(channel, y);
                std::copy_n(scaled.row(channel, y), grid.width, row);
                rows::combineEarlier(rows::addProducts, gaussian, scaled, 0, channel, y, row);
            }
        }
    });
    return out;
}

/// L^T (y - centre), where no centre is zero everywhere.
Plane transposedFactor(const StructuredGaussian& gaussian, const Plane& y, const float* centre) {
    requireGrid(gaussian, y);
    const Grid grid = gaussian.grid();
    Plane z(grid);
    parallelFor(grid.height, kRowGrain, [&](int begin, int end) {
        const rows::FlushToZero flush;
        rows::PaddedRows residual(grid);
        const auto readRow = [&](int row) {
            if (row >= grid.height) return;
            for (int channel = 0; channel < grid.channels; ++channel) {
                const float* values = y.row(channel, row);
                float* r = residual.row(channel, row);
                std::copy_n(values, grid.width, r);
                if (!centre) continue;
                const float* mean = centre + (values - y.values.data());
                for (int x = 0; x < grid.width; ++x) r[x] -= mean[x];
            }
        };
        for (int ahead = 0; ahead < kReach; ++ahead) readRow(begin + ahead);
        for (int row = begin; row < end; ++row) {
            readRow(row + kReach);
            for (int channel = 0; channel < grid.channels; ++channel) {
                float* zRow = z.row(channel, row);
                std::copy_n(residual.row(channel, row), grid.width, zRow);
                rows::combineLater(rows::addProducts, gaussian, residual, 0, channel, row, zRow);
                const float* diagonal = rows::diagonalRow(gaussian, channel, row);
                for (int x = 0; x < grid.width; ++x) zRow[x] *= diagonal[x];
            }
        }
    });
    return z;
}

}  // namespace

Plane whiten(const StructuredGaussian& gaussian, const Plane& y) {
    return transposedFactor(gaussian, y, gaussian.mean().data());
}

Plane applyTransposedFactor(const StructuredGaussian& gaussian, const Plane& v) {
    return transposedFactor(gaussian, v, nullptr);
}

Plane applyFactor(const StructuredGaussian& gaussian, const Plane& z) {
    return scaledFactor(gaussian, z, 1.0f);
}

double squaredNorm(const Plane& z) {
    const int rowCount = z.grid.height * z.grid.channels;
    std::vector<double> sums(static_cast<std::size_t>(rowCount));
    parallelFor(rowCount, std::max(1, kNormGrain / std::max(1, z.grid.width)), [&](int begin, int end) {
        for (int row = begin; row < end; ++row)
            sums[row] = rows::sumOfSquares(z.values.data() + std::size_t(row) * z.grid.width, z.grid.width);
    });
    return std::accumulate(sums.begin(), sums.end(), 0.0);
}

double logLikelihood(const StructuredGaussian& gaussian, const Plane& z) {
    requireGrid(gaussian, z);
    return gaussian.logNormalizer() - 0.5 * squaredNorm(z);
}

Plane logLikelihoodGradient(const StructuredGaussian& gaussian, const Plane& z) {
    return scaledFactor(gaussian, z, -1.0f);
}

}  // namespace suss
