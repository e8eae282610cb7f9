#pragma once

#include "core/network/predictor.h"
#include "core/network/unet.h"

namespace suss {

/// Runs the networks on one picture of any size, in tiles that overlap by more than the receptive field, so
/// that memory stays bounded and the result is that of the whole picture. Throws Cancelled.
Distributions distributionsOf(NetworkPair networks, const Planes& reference, const Progress& progress = {});

}  // namespace suss
