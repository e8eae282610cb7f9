#include "core/explain/held_precision.h"

#include "core/gaussian/part.h"
#include "core/gaussian/precision_product.h"
#include "core/gaussian/sample.h"
#include "core/parallel.h"

#include <algorithm>

namespace suss {
HeldPrecision::HeldPrecision(const StructuredGaussian& gaussian, const CellRect& cells, double factor)
    : cells_(cells),
      outer_(grown(cells, kReach, kReach, kReach, gaussian.grid())),
      around_(partOf(gaussian, outer_)),
      within_(partOf(gaussian, cells)),
      factor_(factor) {}

// Calls visit(offset among these cells, offset in the part around them).
template <class Visit>
void HeldPrecision::forEachRow(const Visit& visit) const {
    for (int channel = 0; channel < within_.grid().channels; ++channel)
        parallelFor(cells_.height, kRowGrain, [&](int begin, int end) {
            for (int y = begin; y < end; ++y)
                visit((std::size_t(channel) * cells_.height + y) * cells_.width,
                      (std::size_t(channel) * outer_.height + y + cells_.y - outer_.y) * outer_.width +
                          (cells_.x - outer_.x));
        });
}

void HeldPrecision::addProduct(std::span<const double> values, std::span<double> product) const {
    const auto size = static_cast<std::size_t>(around_.grid().variables());
    std::vector<double> padded(size), result(size);
    forEachRow([&](std::size_t inner, std::size_t outer) {
        std::copy_n(values.data() + inner, cells_.width, padded.data() + outer);
    });
    multiplyPrecision(around_, padded, result);
    forEachRow([&](std::size_t inner, std::size_t outer) {
        for (int x = 0; x < cells_.width; ++x) product[inner + x] += factor_ * result[outer + x];
    });
}

std::vector<double> HeldPrecision::solve(std::span<const double> values) const {
    Plane right(within_.grid());
    for (std::size_t i = 0; i < values.size(); ++i) right.values[i] = static_cast<float>(values[i] / factor_);
    const Plane solution = correlate(within_, solveFactor(within_, right));
    return {solution.values.begin(), solution.values.end()};
}

}  // namespace suss
