#pragma once

#include "core/explain/comparison.h"

#include <functional>
#include <vector>

namespace suss {

/// Weights to start with, before people were asked: over a fixed set of everyday distortions (blur, noise,
/// JPEG, a colour cast, each weak and strong) of the given pictures, every component contributes the same on
/// average, and the mean distance is 1. So distance 1 reads "as different as an everyday distortion".
Weights balancedWeights(const std::vector<Image>& pictures,
                        const std::function<Distributions(const Planes&)>& predict);

}  // namespace suss
