#pragma once

#include "core/gaussian/structured_gaussian.h"

namespace suss::rows {

/// Sweeps of one right-hand side. Inside a row every value waits for the one before it, so several rows go
/// together, each a block of columns behind the one before, on all threads where the grid is worth it. The
/// operations on a value and their order are those of sweepBackward in sweep.h.

/// Solves L^T x = noise.
void sweepBackward(const StructuredGaussian& gaussian, const Plane& noise, Plane& solution);

/// Solves L v = r for a right-hand side that is zero above `firstRow`; v is left as it is there.
void sweepForward(const StructuredGaussian& gaussian, int firstRow, const Plane& rightHandSide,
                  Plane& solution);

}  // namespace suss::rows
