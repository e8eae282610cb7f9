#include "core/network/weight_sets.h"

#include "core/error.h"
#include "core/network/model_file.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace suss {

void writeWithWeightSet(const std::filesystem::path& file, const std::filesystem::path& output,
                        const std::string& name, const Weights& weights,
                        const std::optional<double>& movement,
                        const std::optional<PsychometricFunction>& noticing, const nlohmann::json& record) {
    const auto isValid = [](double weight) { return std::isfinite(weight) && weight >= 0; };
    if (!std::all_of(weights.begin(), weights.end(), isValid) || (movement && !isValid(*movement)))
        throw Error("The weight set \"" + name + "\" has a weight that is negative or not finite.");
    Model model = readModel(file);
    nlohmann::json training =
        model.info.trainingRecord ? *model.info.trainingRecord : nlohmann::json::object();
    training["weight_sets"][name] = record;
    model.info.trainingRecord = std::make_shared<const nlohmann::json>(std::move(training));
    model.info.weightSets[name] = weights;
    model.info.movement.erase(name);
    if (movement) model.info.movement[name] = *movement;
    model.info.noticing.erase(name);
    if (noticing) model.info.noticing[name] = *noticing;
    model.info.defaultWeights = name;
    model.info.name = output.stem().string();
    writeModel(output, model);
}

}  // namespace suss
