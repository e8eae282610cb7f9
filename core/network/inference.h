#pragma once

#include "core/network/features.h"
#include "core/network/network_weights.h"
#include "core/network/predictor.h"

namespace suss {

/// Runs the networks on one picture of any size, in tiles that overlap by as much as the networks see, so
/// that memory stays bounded and the result is that of the whole picture. Throws Cancelled; Error if the
/// networks yield values that are not finite.
Distributions distributionsOf(const NetworkConfig& config, const NetworkWeights& weights,
                              const Planes& reference, const Progress& progress = {},
                              Precision precision = fastestPrecision());

}  // namespace suss
