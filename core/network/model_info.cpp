#include "core/network/model_info.h"

#include "core/error.h"

namespace suss {

const Weights& ModelInfo::weightsNamed(const std::string& set) const {
    const auto found = weightSets.find(set.empty() ? defaultWeights : set);
    if (found != weightSets.end()) return found->second;
    std::string names;
    for (const auto& [known, weights] : weightSets) names += (names.empty() ? "" : ", ") + known;
    throw Error("The model has no weight set called \"" + set + "\"; choose one of: " + names + ".");
}

}  // namespace suss
