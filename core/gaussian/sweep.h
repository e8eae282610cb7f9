#pragma once

#include "core/gaussian/stencil_rows.h"

#include <functional>

namespace suss::rows {

/// Right-hand sides solved in one sweep: their last rows must stay in the processor's second-level cache.
inline constexpr int kSweepSize = 16;

/// Where a sweep takes row y of a right-hand side from, and where it puts that of the solution.
using ReadRow = std::function<const float*(int side, int channel, int y)>;
using TakeRow = std::function<void(int side, int channel, int y, const float* solution)>;

/// Solves L^T x = noise for `sides` noises, rows from the last to the first. The row loop is outermost, so
/// that each row of coefficients is read from memory once for all. Each row of noise is read once, channel by
/// channel and in each for all sides; then the solutions of row y are taken.
void sweepBackward(const StructuredGaussian& gaussian, int sides, const ReadRow& noise, const TakeRow& take);

}  // namespace suss::rows
