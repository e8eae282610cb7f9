#pragma once

#include "core/gaussian/structured_gaussian.h"

namespace suss {

/// Whitened residual z = L^T (y - mu), that is z_i = exp(a_i) (r_i + sum_k b_ik r_j) with r = y - mu.
/// Independent standard Normal values if y was drawn from the distribution. Throws Error if the grids differ.
Plane whiten(const StructuredGaussian& gaussian, const Plane& y);

/// L^T v: how the whitened residual changes when y changes by v.
Plane applyTransposedFactor(const StructuredGaussian& gaussian, const Plane& v);

/// L z.
Plane applyFactor(const StructuredGaussian& gaussian, const Plane& z);

/// |z|^2, summed row by row in double precision and in a fixed order: the same on any number of threads.
double squaredNorm(const Plane& z);

/// log p(y) in nats, from the whitened residual: logNormalizer - |z|^2 / 2.
double logLikelihood(const StructuredGaussian& gaussian, const Plane& z);

/// Gradient of the log-likelihood in y: -L L^T (y - mu), from the whitened residual.
Plane logLikelihoodGradient(const StructuredGaussian& gaussian, const Plane& z);

}  // namespace suss
