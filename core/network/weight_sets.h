#pragma once

#include "core/network/model_info.h"

#include <filesystem>
#include <optional>
#include <string>

namespace suss {

/// Writes a copy of a model file that has one more weight set, or another in place of one of that name, and
/// has it as its default; `movement` is its weight of movement and `noticing` how its distance goes with what
/// people notice, if those are known. `record` says where it comes from and is kept in the training record
/// under weight_sets. The two files may be the same. Throws Error if a file cannot be read or written, or a
/// weight is not finite and >= 0.
void writeWithWeightSet(const std::filesystem::path& model, const std::filesystem::path& output,
                        const std::string& name, const Weights& weights,
                        const std::optional<double>& movement,
                        const std::optional<PsychometricFunction>& noticing, const nlohmann::json& record);

}  // namespace suss
