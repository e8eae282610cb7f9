#pragma once

#include "core/explain/noticeable.h"
#include "core/planes/planes.h"

#include <nlohmann/json_fwd.hpp>

#include <array>
#include <map>
#include <memory>
#include <string>

namespace suss {

/// Non-negative weight of each component's log-likelihood per variable in the score (arXiv 2512.03701).
using Weights = std::array<double, kComponentCount>;

/// What a model file says of itself.
struct ModelInfo {
    std::string name;
    std::string sha256;                         ///< of the whole file, hexadecimal
    std::map<std::string, Weights> weightSets;  ///< by name; there is always one called defaultWeights
    std::string defaultWeights;
    std::map<std::string, PsychometricFunction> noticing;  ///< by weight set, of those it was fitted for
    std::map<std::string, double> movement;  ///< by weight set, of those that follow movement (see Weighting)
    std::shared_ptr<const nlohmann::json> trainingRecord;  ///< configuration, data, seeds, held-out figures

    /// The set of that name (empty: the default one). Throws Error that lists the names there are.
    [[nodiscard]] const Weights& weightsNamed(const std::string& set) const;
};

}  // namespace suss
