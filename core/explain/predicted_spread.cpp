#include "core/explain/predicted_spread.h"

#include "core/gaussian/covariance.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace suss {

PredictedSpread predictedSpread(const StructuredGaussian& gaussian, const Progress& progress) {
    constexpr int kDraws = 64;
    constexpr std::uint64_t kSeed = 1;
    MarginalVariance marginal = marginalVariance(gaussian, kDraws, kSeed, progress);
    // The error of a root is half that of its square.
    std::vector<float>& errors = marginal.standardError.values;
    for (std::size_t i = 0; i < errors.size(); ++i) errors[i] /= 2 * marginal.variance.values[i];
    std::nth_element(errors.begin(), errors.begin() + std::ptrdiff_t(errors.size() / 2), errors.end());
    for (float& value : marginal.variance.values) value = 255.0f * std::sqrt(value);
    return {std::make_shared<const Plane>(std::move(marginal.variance)), double(errors[errors.size() / 2])};
}

}  // namespace suss
