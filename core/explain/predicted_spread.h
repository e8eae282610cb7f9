#pragma once

#include "core/gaussian/structured_gaussian.h"
#include "core/progress.h"

#include <memory>

namespace suss {

/// Predicted standard deviation of every value of a component, in levels of 255: Monte Carlo with a fixed
/// seed, so that the same reference gives the same numbers.
struct PredictedSpread {
    std::shared_ptr<const Plane> plane;
    double error = 0;  ///< standard error of a value relative to it, the median over all
};
/// Throws Cancelled if progress asks to stop.
PredictedSpread predictedSpread(const StructuredGaussian& gaussian, const Progress& progress = {});

}  // namespace suss
