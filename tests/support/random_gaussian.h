#pragma once

#include "core/gaussian/structured_gaussian.h"

#include <Eigen/Core>

namespace suss::test {

/// A well-conditioned random distribution on a grid: log-diagonals around `logDiagonal`, coefficients whose
/// absolute values sum to less than one per variable.
StructuredGaussian randomGaussian(Grid grid, unsigned seed, float logDiagonal = 1.0f);

/// Uniform values in [-1, 1] on a grid.
Plane randomPlane(Grid grid, unsigned seed);

/// The variable's index in raster order with channels innermost.
Eigen::Index variableIndex(const Grid& grid, int channel, int y, int x);

/// The Cholesky factor L written out in double precision from the definition in
/// core/gaussian/structured_gaussian.h, by a code path that shares nothing with core but neighbourSlots.
Eigen::MatrixXd denseFactor(const StructuredGaussian& gaussian);

/// A plane as a vector in variable order, and back.
Eigen::VectorXd denseVector(const Plane& plane);
Plane planeOf(const Grid& grid, const Eigen::VectorXd& vector);

}  // namespace suss::test
