#pragma once

#include <nlohmann/json.hpp>

#include <vector>

namespace suss {

/// Size of the two networks. Part of the model file: a network is rebuilt from it before its weights are
/// read.
struct NetworkConfig {
    std::vector<int> lumaChannels{16, 32, 64, 64};  ///< per encoder level; each level halves the resolution
    std::vector<int> chromaChannels{32, 64, 64};
    double meanDecoderWidth =
        0.5;  ///< the mean needs less than the factor: channels relative to the encoder's
    double logDiagonalMin = -1.0,
           logDiagonalMax =
               8.0;  ///< a_i stays inside, but for the fitted scale: standard deviations e^1 to e^-8
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(NetworkConfig, lumaChannels, chromaChannels, meanDecoderWidth,
                                                logDiagonalMin, logDiagonalMax)

}  // namespace suss
