#include "core/network/weight_sets.h"

#include "core/error.h"
#include "core/network/model_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace suss {

void writeWithWeightSet(const std::filesystem::path& file, const std::filesystem::path& output,
                        const std::string& name, const Weights& weights,
                        const std::optional<PsychometricFunction>& noticing, const nlohmann::json& record) {
    if (!std::all_of(weights.begin(), weights.end(), [](double w) { return std::isfinite(w) && w >= 0; }))
        throw Error("The weight set \"" + name + "\" has a weight that is negative or not finite.");
    Model model = readModel(file);
    nlohmann::json training =
        model.info.trainingRecord ? *model.info.trainingRecord : nlohmann::json::object();
    training["weight_sets"][name] = record;
    model.info.trainingRecord = std::make_shared<const nlohmann::json>(std::move(training));
    model.info.weightSets[name] = weights;
    model.info.noticing.erase(name);
    if (noticing) model.info.noticing[name] = *noticing;
    model.info.defaultWeights = name;
    model.info.name = output.stem().string();
    writeModel(output, model);
}

}  // namespace suss
