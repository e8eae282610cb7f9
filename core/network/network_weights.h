#pragma once

#include "core/network/network_config.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace suss {

/// One array of a network, in C order (convolutions: out x in x height x width).
struct WeightArray {
    std::vector<std::int64_t> shape;
    std::vector<float> values;

    bool operator==(const WeightArray&) const = default;
};

/// Everything that was learned of the two networks, by name ("luma.encoder0.first.weight").
using NetworkWeights = std::map<std::string, WeightArray>;

/// What the networks compute with, in training and after: a model that was learned with others is another.
inline constexpr float kLeak = 0.1f;      ///< slope of LeakyReLU below zero
inline constexpr float kInputGain = 4;    ///< planes span about one: brings them to about unit variance
inline constexpr float kMeanGain = 0.1f;  ///< corrections of the mean are small
/// Before anything was learned: a standard deviation of 0.05, far from the data, so gradients start tame.
inline constexpr float kInitialLogDiagonal = 3;

/// Which of the two networks, with what it reads and says (arXiv 2512.03701, figure 2).
struct UNetShape {
    std::string name;           ///< "luma" or "chroma", the first part of its arrays' names
    int planeChannels = 1;      ///< of its planes: 1 luminance, 2 colour
    int outputs = 1;            ///< how many of the finest levels carry a distribution
    std::vector<int> channels;  ///< encoder channels, finest first
    double meanDecoderWidth = 0.5;

    /// Sizes of the finest plane must be multiples of this.
    [[nodiscard]] int alignment() const { return 1 << (channels.size() - 1); }
    /// Channels of a decoder of this width, finest level first; the coarsest comes from the encoder as it is.
    [[nodiscard]] std::vector<int> decoderChannels(double width) const;
};

/// Whether networks of this configuration can be made, and are not absurdly large.
bool isUsable(const NetworkConfig& config);

UNetShape lumaShape(const NetworkConfig& config);
UNetShape chromaShape(const NetworkConfig& config);

/// Names and shapes of all arrays that networks of this configuration have.
std::map<std::string, std::vector<std::int64_t>> weightShapes(const NetworkConfig& config);

}  // namespace suss
