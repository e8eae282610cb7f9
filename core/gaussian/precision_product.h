#pragma once

#include "core/gaussian/structured_gaussian.h"

#include <span>

namespace suss {

/// product = L L^T deviations, in Plane order and in double precision: eigenvalues of a precision span many
/// orders of magnitude, and the smallest would drown in the rounding of float. The same on any number of
/// threads.
void multiplyPrecision(const StructuredGaussian& gaussian, std::span<const double> deviations,
                       std::span<double> product);

}  // namespace suss
