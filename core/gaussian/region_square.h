#pragma once

#include "core/gaussian/cell_rect.h"
#include "core/gaussian/structured_gaussian.h"
#include "core/progress.h"

namespace suss {

/// How far a rectangle R lies from what is expected there, as squared Mahalanobis distances. Each is
/// chi-square with `variables` degrees of freedom for a draw of the distribution. With r = y - mean and
/// O everything outside of R:
///
///     given the surroundings   g_R^T (Lambda_RR)^-1 g_R   with g = Lambda r: from the conditional mean of R
///                              = r^T Lambda r - min over r_R of r^T Lambda r
///     alone                    r_R^T (Sigma_RR)^-1 r_R: from the mean, whatever O is
///                              = min over r_O of r^T Lambda r
///
/// Both are |z|^2 if R is the whole grid.
struct RegionSquare {
    std::int64_t variables = 0;
    double givenSurroundings = 0, alone = 0;
};

/// Places beside and below R that `alone` is minimised over; places further off keep their mean. The rows
/// above need no solving: the variables below them have the factor's lower right part as their factor.
inline constexpr int kSurroundings = 48;

/// Minimised by conjugate gradients, preconditioned by the factor without the couplings between R and O,
/// until what is left to gain is about 1e-5 of the result. What `surroundings` (above 0) leave out was at
/// most 0.03 % of `alone` on the shipped model and a photo; the test demands 1 % where correlations reach
/// far. Throws Error if the rectangle is empty or not in the grid, or the grids differ; Cancelled.
RegionSquare regionSquareOf(const StructuredGaussian& gaussian, const Plane& y, const CellRect& rect,
                            int surroundings = kSurroundings, const Progress& progress = {});

}  // namespace suss
