#pragma once

#include "core/gaussian/cell_rect.h"
#include "core/gaussian/structured_gaussian.h"

namespace suss {

/// The rows and columns of L that belong to a rectangle, as a distribution on the rectangle alone: everything
/// after it keeps its mean, and couplings with what comes before are left out. For deviations that are zero
/// outside a smaller rectangle in it, its L^T gives the same values as that of the whole wherever they are
/// not zero, if `rect` reaches kReach cells further than that above, to the left and to the right (or to the
/// border of the grid). Throws Error if it does not lie inside the grid.
StructuredGaussian partOf(const StructuredGaussian& gaussian, const CellRect& rect);

}  // namespace suss
