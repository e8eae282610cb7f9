#pragma once

#include "core/gaussian/cell_rect.h"
#include "core/gaussian/structured_gaussian.h"

#include <span>

namespace suss {

/// The rows and columns of L that belong to a rectangle, as a distribution with mean zero on the rectangle
/// alone. For deviations that are zero outside `inner`, its L^T gives the same values as that of the whole
/// wherever they are not zero, if the rectangle reaches kReach cells further than `inner` above, to the left
/// and to the right (or to the border of the grid). Throws Error if it does not lie inside the grid.
StructuredGaussian partOf(const StructuredGaussian& gaussian, const CellRect& rect);

/// product = L L^T deviations, in Plane order and in double precision: eigenvalues of a precision span many
/// orders of magnitude, and the smallest would drown in the rounding of float. The same on any number of
/// threads.
void multiplyPrecision(const StructuredGaussian& gaussian, std::span<const double> deviations,
                       std::span<double> product);

}  // namespace suss
