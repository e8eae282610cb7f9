#pragma once

#include "core/gaussian/stencil.h"
#include "core/planes/planes.h"

#include <cstdint>
#include <span>
#include <vector>

namespace suss {

struct CellRect;

/// A height x width block of values per slot of neighbourSlots(channels).
using SlotBlocks = std::vector<std::vector<float>>;
/// The same from one array. Throws Error if it does not divide evenly.
SlotBlocks slotBlocksOf(std::span<const float> values, int channels);

/// A Normal distribution on a grid with sparse Cholesky factor L of its precision (Dorta et al., CVPR 2018;
/// arXiv 2512.03701):
///
///     precision = L L^T,   L_ii = exp(a_i),   L_ji = exp(a_i) b_ik   for j the k-th later neighbour of i
///
/// Read as a regression: x_i given its later neighbours is Normal with mean mu_i - sum_k b_ik (x_j - mu_j)
/// and standard deviation exp(-a_i). Neighbours outside the grid do not exist. Immutable.
///
/// The coefficients are kept as 16-bit multiples of a step, the least power of two that the largest |b| is at
/// most 32767 steps of: they are most of what a picture takes in memory. The rounding is half a step at most,
/// 2^-15 of the largest |b| unless a least step was asked for, and the distribution is the one with the
/// rounded coefficients.
class StructuredGaussian {
  public:
    /// All arrays in Plane order (channels outermost): mean and log-diagonal a have grid.variables() values,
    /// coefficients b one height x width block per slot of neighbourSlots(channels), let go one by one as
    /// they are rounded. Coefficients of neighbours outside the grid are set to zero. The step is at least
    /// `leastStep`, a power of two: then parts of one grid, each with its own largest |b|, are rounded alike
    /// as long as none is beyond 32767 of them. Throws Error on wrong sizes or values that are not finite.
    StructuredGaussian(Grid grid, std::vector<float> mean, std::vector<float> logDiagonal,
                       SlotBlocks coefficients, float leastStep = 0);

    [[nodiscard]] const Grid& grid() const { return grid_; }
    [[nodiscard]] std::span<const float> mean() const { return mean_; }
    [[nodiscard]] std::span<const float> logDiagonal() const { return logDiagonal_; }
    [[nodiscard]] std::span<const float> diagonal() const { return diagonal_; }  ///< exp(a)
    [[nodiscard]] std::span<const NeighbourSlot> slots() const { return neighbourSlots(grid_.channels); }
    /// Row y of the coefficients of one slot: width values, in steps.
    [[nodiscard]] const std::int16_t* coefficientRow(std::size_t slot, int y) const {
        return coefficients_[slot].data() + std::size_t(y) * grid_.width;
    }
    [[nodiscard]] float step() const { return step_; }
    [[nodiscard]] float coefficient(std::size_t slot, int y, int x) const {
        return step_ * float(coefficientRow(slot, y)[x]);
    }
    /// A copy of all of them, in units of b.
    [[nodiscard]] SlotBlocks coefficients() const;
    /// sum_i a_i - n/2 log(2 pi): the part of the log-likelihood that does not depend on the image.
    [[nodiscard]] double logNormalizer() const { return logNormalizer_; }
    /// The same of the variables in a rectangle of the grid.
    [[nodiscard]] double logNormalizer(const CellRect& rect) const;

  private:
    Grid grid_;
    std::vector<float> mean_, logDiagonal_, diagonal_;
    std::vector<std::vector<std::int16_t>> coefficients_;  ///< in steps, a block per slot
    float step_ = 1;
    double logNormalizer_ = 0;
};

}  // namespace suss
