#pragma once

#include "core/gaussian/coefficient_steps.h"
#include "core/planes/planes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace suss {

struct CellRect;

/// A Normal distribution on a grid with sparse Cholesky factor L of its precision (Dorta et al., CVPR 2018;
/// arXiv 2512.03701):
///
///     precision = L L^T,   L_ii = exp(a_i),   L_ji = exp(a_i) b_ik   for j the k-th later neighbour of i
///
/// Read as a regression: x_i given its later neighbours is Normal with mean mu_i - sum_k b_ik (x_j - mu_j)
/// and standard deviation exp(-a_i). Neighbours outside the grid do not exist. Immutable.
///
/// The coefficients are kept in 16-bit steps, and the distribution is the one with the rounded coefficients.
class StructuredGaussian {
  public:
    /// All arrays in Plane order (channels outermost): mean and log-diagonal a have grid.variables() values,
    /// coefficients b one height x width block per slot of neighbourSlots(channels). Coefficients of
    /// neighbours outside the grid are set to zero. Throws Error on wrong sizes or values that are not
    /// finite.
    StructuredGaussian(Grid grid, std::vector<float> mean, std::vector<float> logDiagonal,
                       CoefficientSteps coefficients);
    /// The same, rounding the coefficients to the least step.
    StructuredGaussian(Grid grid, std::vector<float> mean, std::vector<float> logDiagonal,
                       const SlotBlocks& coefficients);

    [[nodiscard]] const Grid& grid() const { return grid_; }
    [[nodiscard]] std::span<const float> mean() const { return mean_; }
    [[nodiscard]] std::span<const float> logDiagonal() const { return logDiagonal_; }
    [[nodiscard]] std::span<const float> diagonal() const { return diagonal_; }  ///< exp(a)
    [[nodiscard]] std::span<const NeighbourSlot> slots() const { return neighbourSlots(grid_.channels); }
    /// Row y of the coefficients of one slot: width values, in steps.
    [[nodiscard]] const std::int16_t* coefficientRow(std::size_t slot, int y) const {
        return coefficients_.row(slot, y);
    }
    [[nodiscard]] float step() const { return coefficients_.step(); }
    [[nodiscard]] float coefficient(std::size_t slot, int y, int x) const {
        return step() * float(coefficientRow(slot, y)[x]);
    }
    /// A copy of all of them, in units of b.
    [[nodiscard]] SlotBlocks coefficients() const { return coefficients_.values(); }
    /// sum_i a_i - n/2 log(2 pi): the part of the log-likelihood that does not depend on the image.
    [[nodiscard]] double logNormalizer() const { return logNormalizer_; }
    /// The same of the variables in a rectangle of the grid.
    [[nodiscard]] double logNormalizer(const CellRect& rect) const;

  private:
    Grid grid_;
    std::vector<float> mean_, logDiagonal_, diagonal_;
    CoefficientSteps coefficients_;
    double logNormalizer_ = 0;
};

}  // namespace suss
