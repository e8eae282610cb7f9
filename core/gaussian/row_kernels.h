#pragma once

#include <array>
#include <cstdint>

namespace suss {

/// The inner loops of the stencil and the sweeps, each over one row. Every value is computed by the same
/// operations in the same order whatever its place in the row and however many rows go together, so results
/// do not depend on threads or on how samples are grouped. Not for use outside core/gaussian.
namespace rows {

/// One addend of a row of sums: step * coefficients[x] * values[x].
struct Term {
    const std::int16_t* coefficients;  ///< in steps
    const float* values;
};

/// sums[x] += sum over terms of step * coefficients[x] * values[x], for x in [0, width). The step is a power
/// of two.
void addProducts(float* sums, const Term* terms, int count, float step, int width);
/// sums[x] -= the same.
void subtractProducts(float* sums, const Term* terms, int count, float step, int width);
/// sums[x] += sum over terms of (step * coefficients[x] * values[x])^2.
void addSquaredProducts(float* sums, const Term* terms, int count, float step, int width);
/// values[x] = 1 / divisors[x] * numerators[x].
void divide(const float* numerators, const float* divisors, float* values, int width);
/// values[x] = step * coefficients[x].
void unpack(const std::int16_t* coefficients, float step, float* values, int width);

/// Coefficient rows of the couplings inside a row. One channel: to x+1, to x+2. Two channels: the first
/// channel's to (x, second), (x+1, first), (x+1, second), (x+2, first), (x+2, second); then the second
/// channel's to (x+1, first), (x+1, second), (x+2, first), (x+2, second).
using InRow = const float* const*;

/// Solves x_i + sum_k b_ik x_j = rhs_i inside a row, last variable first. `lanes` independent right-hand
/// sides go side by side, to overlap their serial chains. lane[s * channels + c] holds channel c of the s-th
/// right-hand side, and its solution afterwards.
void solveBackward(InRow coefficients, int channels, float* const* lane, int lanes, int width);

/// Some columns of a row of one right-hand side, at most kBlockStride - kReach.
struct Block {
    /// As InRow, from the block's first column on: one row every kBlockStride numbers.
    const float* coefficients;
    std::array<float*, 2> values;  ///< of every channel, likewise: right-hand side, then solution
    int width;
};
inline constexpr int kBlockStride = 256;

/// solveBackward in one block of each of up to kBlocksAtOnce rows, to overlap their serial chains. The two
/// columns to the right of a block hold their solution (or zeros) already.
void solveBackward(const Block* blocks, int count, int channels);

/// Solves x_j + sum over earlier i of b_ik x_i = rhs_j inside a row, first variable first, in one block of
/// each of up to kBlocksAtOnce rows. The two columns to the left of a block hold their solution and
/// coefficients already (or zeros).
void solveForward(const Block* blocks, int count, int channels);

inline constexpr int kBlocksAtOnce = 4;

/// sum of values[x]^2 in double precision.
double sumOfSquares(const float* values, int width);

/// While it lives, this thread takes numbers below 1e-38 for zero: what decays along a sweep would otherwise
/// end in denormal numbers, which are a hundred times slower.
class FlushToZero {
  public:
    FlushToZero();
    ~FlushToZero();
    FlushToZero(const FlushToZero&) = delete;
    FlushToZero& operator=(const FlushToZero&) = delete;

  private:
    unsigned before_;
};

}  // namespace rows
}  // namespace suss
