#pragma once

#include "core/train/unet.h"

#include <nlohmann/json.hpp>
#include <torch/torch.h>

#include <filesystem>

namespace suss {

/// Everything that a training run carries from step to step.
struct TrainState {
    NetworkPair networks{nullptr};  ///< what is learned
    NetworkPair averaged{nullptr};  ///< running average of its weights, which is what is kept
    std::shared_ptr<torch::optim::Adam> optimizer;
    std::int64_t step = 0;
    std::string stage;            ///< of the schedule, as in TrainReport
    std::int64_t stageStart = 0;  ///< step at which it began
    double seconds = 0;
    double bestHeldOut = 0;  ///< meaningful once hasBest
    bool hasBest = false;
    nlohmann::json history = nlohmann::json::array();  ///< held-out figures by step, for the training record

    /// Forgets the optimizer's moments: those of one stage mislead the next.
    void restartOptimizer();
    /// Fresh networks from a configuration; weights come from Torch's generator.
    static TrainState fresh(const NetworkConfig& config);
    /// Takes over the weights of networks with the same configuration.
    void startFrom(const NetworkPair& learned);
};

/// Writes atomically. `job` is kept with it: what the run was asked for.
void writeCheckpoint(const std::filesystem::path& file, const TrainState& state, const nlohmann::json& job);

/// The job's JSON, before the networks can be built. Throws Error if there is no usable checkpoint.
nlohmann::json readCheckpointJob(const std::filesystem::path& file);

/// Fills a state made by TrainState::fresh with the same network configuration. Throws Error.
void readCheckpoint(const std::filesystem::path& file, TrainState& state);

}  // namespace suss
