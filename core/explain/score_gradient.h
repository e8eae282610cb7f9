#pragma once

#include "core/explain/account.h"

#include <array>
#include <vector>

namespace suss {

// SUSS is quadratic in the image. With y_c = P_c image (planesOf, linear), r_c = y_c - mu_c and
// z_c = L_c^T r_c,
//     SUSS(image + t d) = SUSS(image) + t gradient . d + t^2 / 2 curvature(d)      for every t,
//     gradient     = -sum_c w_c / n_c P_c^T L_c z_c
//     curvature(d) = -sum_c w_c / n_c |L_c^T P_c d|^2 <= 0
// which makes SUSS a loss: the steepest way up and the best step along it are known in closed form.
// Components that are off or weigh nothing do not count. Rounding is that of float32.

/// Derivative of SUSS by every RGB sample of the image: height x width x 3 as in Image::rgb, score per unit
/// of a sample (which ranges over [0, 1]).
std::vector<float> scoreGradient(const Comparison& comparison, const Weighting& weighting);

/// Second derivative of SUSS along a perturbation of the image, whose values may have any sign. It does not
/// depend on the image. Throws Error if the perturbation has another size than the reference.
double scoreCurvature(const Reference& reference, const Image& perturbation, const Weighting& weighting);

/// What both are made of, for work that takes many steps. Planes of components that do not count are empty.
using WhitenedChange = std::array<Plane, kComponentCount>;
/// L_c^T P_c d: what the perturbation adds to each whitened residual.
WhitenedChange whitenedChange(const Distributions& distributions, const Image& perturbation,
                              const Weighting& weighting);
/// sum_c w_c / n_c |z_c|^2.
double weightedSquare(const WhitenedChange& change, const Weighting& weighting);
/// The gradient at the image that has these whitened residuals.
std::vector<float> scoreGradient(const Distributions& distributions, const WhitenedChange& residuals,
                                 const Weighting& weighting, int imageWidth, int imageHeight);

}  // namespace suss
