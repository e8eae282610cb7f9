#pragma once

#include "core/network/network_weights.h"
#include "core/train/unet.h"

namespace suss {

/// What networks have learned, as a model file keeps it.
NetworkWeights weightsOf(const NetworkPair& networks);

/// Networks to go on learning with. `weights` are those that weightShapes(config) names.
NetworkPair networksOf(const NetworkConfig& config, const NetworkWeights& weights);

}  // namespace suss
