#include "core/train/unet_weights.h"

#include <algorithm>

namespace suss {
namespace {

/// Everything of the networks that is kept, by name.
std::vector<std::pair<std::string, torch::Tensor>> tensorsOf(const NetworkPair& networks) {
    std::vector<std::pair<std::string, torch::Tensor>> tensors;
    for (const auto& item : networks->named_parameters()) tensors.emplace_back(item.key(), item.value());
    for (const auto& item : networks->named_buffers()) tensors.emplace_back(item.key(), item.value());
    return tensors;
}

}  // namespace

NetworkWeights weightsOf(const NetworkPair& networks) {
    NetworkWeights weights;
    for (const auto& [name, values] : tensorsOf(networks)) {
        const auto tensor = values.detach().contiguous();
        const auto* data = tensor.data_ptr<float>();
        weights[name] = {tensor.sizes().vec(), {data, data + tensor.numel()}};
    }
    return weights;
}

NetworkPair networksOf(const NetworkConfig& config, const NetworkWeights& weights) {
    const torch::NoGradGuard guard;
    NetworkPair networks(config);
    for (auto& [name, tensor] : tensorsOf(networks)) {
        const auto& values = weights.at(name).values;
        std::copy(values.begin(), values.end(), tensor.data_ptr<float>());
    }
    return networks;
}

}  // namespace suss
