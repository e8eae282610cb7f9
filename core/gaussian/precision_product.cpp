#include "core/gaussian/precision_product.h"

#include "core/error.h"
#include "core/multiversion.h"
#include "core/parallel.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace suss {
namespace {

/// sums[x] += step * coefficients[x] * values[x].
SUSS_MULTIVERSION void addProducts(double* __restrict sums, const std::int16_t* __restrict coefficients,
                                   double step, const double* __restrict values, int width) {
    for (int x = 0; x < width; ++x) sums[x] += step * coefficients[x] * values[x];
}

/// The x whose neighbour at x + dx is in the row.
struct Reach {
    Reach(int dx, int width) : begin(std::max(0, -dx)), count(width - std::abs(dx)) {}
    int begin, count;
};

}  // namespace

void multiplyPrecision(const StructuredGaussian& gaussian, std::span<const double> deviations,
                       std::span<double> product) {
    const Grid grid = gaussian.grid();
    const auto size = static_cast<std::size_t>(grid.variables());
    if (deviations.size() != size || product.size() != size)
        throw Error("The deviations and the distribution are on different grids.");
    const auto slots = gaussian.slots();
    const auto offset = [&](int channel, int y) {
        return (std::size_t(channel) * grid.height + y) * grid.width;
    };

    std::vector<double> scaled(size);  // L_ii z_i
    parallelFor(grid.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int channel = 0; channel < grid.channels; ++channel)
                std::copy_n(deviations.data() + offset(channel, y), grid.width,
                            scaled.data() + offset(channel, y));
            for (std::size_t k = 0; k < slots.size(); ++k) {
                const NeighbourSlot& slot = slots[k];
                const Reach reach(slot.dx, grid.width);
                if (y + slot.dy < grid.height && reach.count > 0)
                    addProducts(scaled.data() + offset(slot.from, y) + reach.begin,
                                gaussian.coefficientRow(k, y) + reach.begin, gaussian.step(),
                                deviations.data() + offset(slot.to, y + slot.dy) + reach.begin + slot.dx,
                                reach.count);
            }
            for (int channel = 0; channel < grid.channels; ++channel) {
                const float* diagonal = gaussian.diagonal().data() + offset(channel, y);
                double* row = scaled.data() + offset(channel, y);
                for (int x = 0; x < grid.width; ++x) row[x] *= double{diagonal[x]} * double{diagonal[x]};
            }
        }
    });
    parallelFor(grid.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            for (int channel = 0; channel < grid.channels; ++channel)
                std::copy_n(scaled.data() + offset(channel, y), grid.width,
                            product.data() + offset(channel, y));
            for (std::size_t k = 0; k < slots.size(); ++k) {
                const NeighbourSlot& slot = slots[k];
                const Reach reach(slot.dx, grid.width);
                const int above = y - slot.dy;
                if (above < 0 || reach.count <= 0) continue;
                // Both rows may be the same one, one place apart: then z is read from `scaled`, not from the
                // sum.
                addProducts(product.data() + offset(slot.to, y) + reach.begin + slot.dx,
                            gaussian.coefficientRow(k, above) + reach.begin, gaussian.step(),
                            scaled.data() + offset(slot.from, above) + reach.begin, reach.count);
            }
        }
    });
}

}  // namespace suss
