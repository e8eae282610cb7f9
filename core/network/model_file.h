#pragma once

#include "core/network/model_info.h"
#include "core/network/network_weights.h"

#include <filesystem>

namespace suss {

/// What a model file holds. The layout is that of safetensors (8 bytes of little-endian header length, a JSON
/// header, raw float32 tensors), with our record as JSON text under "suss" of its "__metadata__": any
/// safetensors reader can look inside, and reading one never executes anything.
struct Model {
    ModelInfo info;  ///< sha256 is filled by readModel
    NetworkConfig networkConfig;
    NetworkWeights weights;  ///< all that weightShapes(networkConfig) names
};

inline constexpr int kModelFormatVersion = 1;

/// Throws Error if the file is missing, truncated, foreign, of another version, or if shapes, names or values
/// (not finite, negative weights) do not fit.
Model readModel(const std::filesystem::path& file);

/// Writes atomically. Throws Error if it cannot.
void writeModel(const std::filesystem::path& file, const Model& model);

}  // namespace suss
