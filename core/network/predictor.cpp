#include "core/network/predictor.h"

#include "core/network/inference.h"
#include "core/network/model_file.h"

#include <mutex>

namespace suss {

struct Predictor::Networks {
    Model model;
    mutable std::mutex busy;  // the networks use all cores: two runs at once would only slow each other down
};

Predictor Predictor::load(const std::filesystem::path& file) {
    auto networks = std::make_shared<Networks>();
    networks->model = readModel(file);
    Predictor predictor;
    predictor.networks_ = std::move(networks);
    return predictor;
}

const ModelInfo& Predictor::info() const {
    return networks_->model.info;
}

Distributions Predictor::predict(const Planes& reference, const Progress& progress) const {
    report(progress, 0, "Starting the analysis");
    const std::scoped_lock lock(networks_->busy);
    const Model& model = networks_->model;
    return distributionsOf(model.networkConfig, model.weights, reference, progress);
}

void Predictor::predictInTiles(const Image& reference,
                               const std::function<void(const DistributionTile&)>& visit,
                               const Progress& progress) const {
    requireLargeEnough(reference);
    report(progress, 0, "Starting the analysis");
    const std::scoped_lock lock(networks_->busy);
    const Model& model = networks_->model;
    forEachDistributionTile(model.networkConfig, model.weights, reference, visit, progress);
}

}  // namespace suss
