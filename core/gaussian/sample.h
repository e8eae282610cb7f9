#pragma once

#include "core/gaussian/structured_gaussian.h"

#include <cstdint>
#include <vector>

namespace suss {

/// Independent standard Normal values on a grid. The value of a variable depends on seed, stream and its
/// position alone: the same on any number of threads.
Plane standardNormal(Grid grid, std::uint64_t seed, std::uint64_t stream = 0);

/// Solves L^T x = noise for the deviation x from the mean (one reverse raster sweep), so that
/// whiten(mean + x) = noise. A sample of strength t is mean + t x with standard Normal noise.
Plane correlate(const StructuredGaussian& gaussian, const Plane& noise);

/// The same for several noises at once: each coefficient is read once for all of them.
std::vector<Plane> correlate(const StructuredGaussian& gaussian, const std::vector<Plane>& noises);

/// Solves L v = rightHandSide (one forward raster sweep). It is the adjoint of correlate(): what a change of
/// every deviation is worth becomes what a change of every noise is worth.
Plane solveFactor(const StructuredGaussian& gaussian, const Plane& rightHandSide);

/// mean + strength * deviation. Strength 1 draws from the model.
Plane sampleFrom(const StructuredGaussian& gaussian, const Plane& deviation, float strength);

}  // namespace suss
