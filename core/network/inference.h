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

// What the networks read at once has at most this many pixels a side, so that memory stays bounded and a
// cancel is answered soon.
inline constexpr int kLargestTile = 896;

/// The same as Predictor::predictInTiles has it, in tiles that have at most `largestTile` pixels (of colour,
/// cells) a side with what they overlap.
void forEachDistributionTile(const NetworkConfig& config, const NetworkWeights& weights,
                             const Image& reference,
                             const std::function<void(const DistributionTile&)>& visit,
                             const Progress& progress = {}, Precision precision = fastestPrecision(),
                             int largestTile = kLargestTile);

}  // namespace suss
