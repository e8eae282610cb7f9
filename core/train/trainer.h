#pragma once

#include "core/planes/planes.h"
#include "core/progress.h"
#include "core/train/train_config.h"

#include <array>
#include <filesystem>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace suss {

/// How well the model, with averaged weights, fits variants of photos it does not learn from.
struct HeldOutFigures {
    std::array<double, kComponentCount> natsPerVariable{}, meanSquaredWhitened{};
    /// Sum over components of nats per variable: what the best weights are chosen by, less what judgments
    /// say.
    [[nodiscard]] double total() const {
        return std::accumulate(natsPerVariable.begin(), natsPerVariable.end(), 0.0);
    }
};

struct TrainReport {
    std::int64_t step = 0;
    double fraction = 0;   ///< of the schedule, in [0, 1]
    double seconds = 0;    ///< spent learning, all runs together
    std::string stage;     ///< "mean", "factor" or "together"
    double objective = 0;  ///< running average of what is minimised in this stage
    std::optional<HeldOutFigures> heldOut;
    /// Of the judgments that are learned from, if there are any: cross-entropy in nats per choice.
    std::optional<double> ranking;
    bool best = false;       ///< the model file was written with these weights
    int photosUnusable = 0;  ///< image files of the folder that are unreadable or too small
};

/// Called after every step (heldOut filled every reportEvery steps); false stops after a checkpoint was
/// written.
using TrainObserver = std::function<bool(const TrainReport&)>;

struct TrainJob {
    std::filesystem::path photos;  ///< folder; a tenth of its photos is held out
    std::filesystem::path
        model;  ///< the best weights so far; the checkpoint is the same path + ".checkpoint"
    TrainConfig config;
    /// If not empty: a model file to go on from. Its networks are taken, and all is learned together from the
    /// first step on.
    std::filesystem::path start{};
    /// Data sets of opinion scores, read as HigherIsWorse tables or published sets, to learn an order from as
    /// well; the start's default weights weigh the components. Needs a start.
    std::vector<std::filesystem::path> judgments{};
    double hours = 0;     ///< if positive, the schedule is laid out over this time instead of config.steps
    bool resume = false;  ///< continue from the checkpoint, with the configuration that it holds
};

/// Learns the distributions from photos alone (arXiv 2512.03701): the mean with squared error, then the
/// factor with the mean frozen, then everything together by maximum likelihood of imperceptible variants.
/// Every step draws from a generator seeded by (seed, step), so a run that was stopped and resumed equals one
/// that was not (with steps). Throws Error for an unusable folder, configuration or checkpoint, and if
/// the schedule ends without a model; Cancelled if progress stops the reading.
void train(const TrainJob& job, const TrainObserver& observer, const Progress& readingPhotos = {});

}  // namespace suss
