#pragma once

#include "core/gaussian/cell_rect.h"
#include "core/gaussian/structured_gaussian.h"

#include <span>
#include <vector>

namespace suss {

/// The precision of a structured Gaussian, times a factor, on the cells of a rectangle, where all other cells
/// are held: factor * P L L^T P^T.
class HeldPrecision {
  public:
    HeldPrecision(const StructuredGaussian& gaussian, const CellRect& cells, double factor);

    /// product += that, times values.
    void addProduct(std::span<const double> values, std::span<double> product) const;
    /// Nearly the inverse of that: it leaves out what the cells before these see of them.
    [[nodiscard]] std::vector<double> solve(std::span<const double> values) const;

  private:
    template <class Visit>
    void forEachRow(const Visit& visit) const;

    CellRect cells_, outer_;
    StructuredGaussian around_, within_;
    double factor_;
};

}  // namespace suss
