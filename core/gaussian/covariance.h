#pragma once

#include "core/gaussian/structured_gaussian.h"
#include "core/progress.h"

#include <cstdint>

namespace suss {

/// A variable of a grid.
struct Site {
    int y = 0, x = 0, channel = 0;
    bool operator==(const Site&) const = default;
};

/// Covariance of one variable with all others, Sigma e_i = L^-T (L^-1 e_i): two sweeps. What the model
/// expects to move with this variable, in squared units of the plane.
Plane covarianceColumn(const StructuredGaussian& gaussian, Site site);

/// Row of the precision L L^T: zero further than 2 kReach from the site.
Plane precisionRow(const StructuredGaussian& gaussian, Site site);

/// Diagonal of the precision: sum over j of L_ij^2. Its inverse is the variance given all other variables.
Plane precisionDiagonal(const StructuredGaussian& gaussian);

struct MarginalVariance {
    Plane variance;
    Plane standardError;  ///< of each variance, from the spread of the draws
};

/// Diagonal of Sigma, estimated from draws by the Rao-Blackwell formula (Siden et al., JCGS 2018)
///     Var x_i = 1 / Lambda_ii + E[(x_i - (Lambda x)_i / Lambda_ii)^2]
/// whose first term is exact, so that the error is that of the second term only. At least 2 draws.
MarginalVariance marginalVariance(const StructuredGaussian& gaussian, int draws, std::uint64_t seed,
                                  const Progress& progress = {});

}  // namespace suss
