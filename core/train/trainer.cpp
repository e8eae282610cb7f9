#include "core/train/trainer.h"

#include "core/network/inference.h"
#include "core/network/model_file.h"
#include "core/train/balanced_weights.h"
#include "core/train/checkpoint.h"
#include "core/train/likelihood.h"
#include "core/train/photo_set.h"
#include "core/train/ranking.h"
#include "core/train/sample_spread.h"
#include "core/train/torch_part.h"
#include "core/train/unet_weights.h"
#include "core/train/variants.h"

#include <torch/torch.h>

#include <chrono>
#include <cmath>
#include <numbers>
#include <set>

namespace suss {

using nlohmann::json;

namespace {

constexpr int kHeldOutBatches = 8;
constexpr int kScaleBatches =
    96;  // of photos that are learned from; many, since the squares have a heavy tail
constexpr int kCheckCrops = 8;
constexpr int kCheckVariants = 3;
constexpr int kRankingChecks = 64;

enum class Stage { Mean, Factor, Together };

std::string nameOf(Stage stage) {
    return stage == Stage::Mean ? "mean" : stage == Stage::Factor ? "factor" : "together";
}

Stage stageAt(double fraction, const TrainConfig& config) {
    if (fraction < config.meanShare) return Stage::Mean;
    return fraction < config.meanShare + config.factorShare ? Stage::Factor : Stage::Together;
}

/// Every stage warms up anew: a large first step of the mean under a sharp factor costs thousands of nats.
double learningRateAt(double fraction, std::int64_t stepInStage, const TrainConfig& config) {
    constexpr double kFloor = 0.02;
    const double cosine =
        kFloor + (1 - kFloor) * 0.5 * (1 + std::cos(std::numbers::pi * std::min(fraction, 1.0)));
    return config.learningRate * cosine * std::min(1.0, double(stepInStage + 1) / config.warmUp);
}

/// The generators of a step depend on nothing but seed and step.
std::mt19937_64 seedStep(std::uint64_t seed, std::int64_t step) {
    std::seed_seq sequence{std::uint32_t(seed), std::uint32_t(seed >> 32), std::uint32_t(step),
                           std::uint32_t(step >> 32)};
    std::mt19937_64 random(sequence);
    torch::manual_seed(random());
    return random;
}

VariantBatch drawBatch(const PhotoSet& set, int crops, int variants, CropScale scale,
                       const TrainConfig& config, std::mt19937_64& random) {
    std::vector<Image> pictures;
    for (int i = 0; i < crops; ++i)
        pictures.push_back(
            randomCrop(set.photos[random() % set.photos.size()], config.crop, kVariantMargin, scale, random));
    return makeVariants(pictures, variants, config.variants);
}

torch::Tensor objectiveOf(NetworkPair networks, const VariantBatch& batch, Stage stage,
                          const SpreadConfig& spread) {
    const auto gaussians = networks->forward(batch.references);
    auto sum = torch::zeros({});
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        if (stage == Stage::Mean) {
            sum = sum + (batch.variants[c] - gaussians[c].mean.unsqueeze(1)).square().mean() * 1e3;
        } else {
            const auto z = whitenedResidual(gaussians[c], batch.variants[c]);
            sum = sum + negativeNatsPerVariable(gaussians[c], z);
            if (spread.weight > 0)
                sum = sum + spread.weight * excessSpread(gaussians[c], batch.variants[c], spread);
        }
    }
    return sum;
}

/// In the factor stage the encoder is frozen too: the mean depends on it.
void freezeFor(Stage stage, NetworkPair networks) {
    for (auto& network : {networks->luma, networks->chroma}) {
        for (auto& parameter : network->parameters()) parameter.set_requires_grad(stage != Stage::Factor);
        for (auto& parameter : network->factorParameters()) parameter.set_requires_grad(stage != Stage::Mean);
    }
}

void average(TrainState& state, double decay) {
    const torch::NoGradGuard guard;
    const double early =
        double(state.step + 1) / double(state.step + 10);  // do not remember the random start for long
    const auto from = state.networks->parameters(), to = state.averaged->parameters();
    for (std::size_t i = 0; i < from.size(); ++i) to[i].lerp_(from[i], 1 - std::min(decay, early));
}

/// What people said, if the order is learned too.
struct Ranking {
    RankingSet set;
    Weights weights{};
    std::vector<RankingDraw> checks;
};

/// What a run learns from.
struct Material {
    PhotoSet learning, heldOut;
    std::optional<Model> start;
    std::optional<Ranking> ranking;
};

double learn(TrainState& state, const VariantBatch& batch, Stage stage, double fraction,
             const TrainConfig& config, const std::optional<Ranking>& ranking, std::mt19937_64& random) {
    freezeFor(stage, state.networks);
    for (auto& group : state.optimizer->param_groups())
        static_cast<torch::optim::AdamOptions&>(group.options())
            .lr(learningRateAt(fraction, state.step - state.stageStart, config));
    for (auto& parameter : state.networks->parameters())
        parameter.mutable_grad().reset();  // frozen ones must have none
    auto objective = objectiveOf(state.networks, batch, stage, config.spread);
    if (ranking)
        objective = objective + config.ranking.weight *
                                    rankingLoss(state.networks, ranking->set.draw(random), ranking->weights);
    objective.backward();
    const double norm = torch::nn::utils::clip_grad_norm_(state.networks->parameters(), config.gradientClip);
    if (std::isfinite(norm)) state.optimizer->step();  // a batch that overflows teaches nothing
    average(state, config.averaging);
    return objective.item<double>();
}

/// Clipping weighs down the batches with the largest deviations, so what the gradients find is somewhat too
/// narrow, and photos are learned from at several sizes but looked at in their own. The scale alone has a
/// closed form: the one that makes the mean squared whitened value 1.
void fitScales(NetworkPair networks, const std::vector<VariantBatch>& batches) {
    const torch::NoGradGuard guard;
    std::array<torch::Tensor, kComponentCount> squares;  // per channel
    for (const auto& batch : batches) {
        const auto gaussians = networks->forward(batch.references);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            const auto mean = whitenedResidual(gaussians[c], batch.variants[c]).square().mean({0, 1, 3, 4}) /
                              double(batches.size());
            squares[c] = squares[c].defined() ? squares[c] + mean : mean;
        }
    }
    for (const Component component : kComponents) {
        // If a batch overflows, the scale stays as it is: it would never be finite again.
        const torch::Tensor shift = -0.5 * torch::log(squares[indexOf(component)]);
        if (torch::isfinite(shift).all().item<bool>()) networks->rescale(component, shift);
    }
}

HeldOutFigures evaluate(NetworkPair networks, const std::vector<VariantBatch>& batches) {
    const torch::NoGradGuard guard;
    HeldOutFigures figures;
    for (const auto& batch : batches) {
        const auto gaussians = networks->forward(batch.references);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            const auto z = whitenedResidual(gaussians[c], batch.variants[c]);
            figures.natsPerVariable[c] -=
                negativeNatsPerVariable(gaussians[c], z).item<double>() / double(batches.size());
            figures.meanSquaredWhitened[c] += z.square().mean().item<double>() / double(batches.size());
        }
    }
    return figures;
}

double rankingOf(NetworkPair networks, const Ranking& ranking) {
    const torch::NoGradGuard guard;
    double sum = 0;
    for (const RankingDraw& draw : ranking.checks)
        sum += rankingLoss(networks, draw, ranking.weights).item<double>();
    return sum / double(ranking.checks.size());
}

/// Where a model that was gone on from came from; what it has seen is added to `seen`.
json recordOf(const Model& start, std::set<std::string>& seen) {
    json training = *start.info.trainingRecord;
    for (const json& digest : training.value("photos_learned_from", json::array()))
        seen.insert(digest.get<std::string>());
    training.erase("photos_learned_from");
    return {{"name", start.info.name}, {"sha256", start.info.sha256}, {"training", std::move(training)}};
}

json recordOf(const TrainJob& job, const TrainState& state, const Material& material) {
    std::set<std::string> seen;
    for (const auto& photo : material.learning.photos) seen.insert(photo.digest);
    json record{{"config", job.config},
                {"hours", job.hours},
                {"steps_taken", state.step},
                {"seconds", state.seconds},
                {"photos_held_out", material.heldOut.photos.size()},
                {"held_out_history", state.history}};
    if (material.start) record["start"] = recordOf(*material.start, seen);
    for (const auto& data : job.judgments) record["judgments"].push_back(data.filename().string());
    record["photos_learned_from"] = seen;
    return record;
}

void writeBest(const TrainJob& job, const TrainState& state, const Material& material) {
    std::mt19937_64 random(job.config.seed);
    const auto& photos = material.heldOut.photos;
    std::vector<Image> pictures;
    for (int i = 0; i < 12; ++i)
        pictures.push_back(
            randomCrop(photos[random() % photos.size()], job.config.crop, 0, CropScale::Varied, random));
    Model model;
    model.networkConfig = job.config.network;
    model.weights = weightsOf(state.averaged);
    model.info.name = job.model.stem().string();
    model.info.defaultWeights = "balanced";
    model.info.weightSets["balanced"] = balancedWeights(pictures, [&](const Planes& planes) {
        return distributionsOf(job.config.network, model.weights, planes);
    });
    if (material.ranking) {
        model.info.defaultWeights = "ranking";
        model.info.weightSets["ranking"] = material.ranking->weights;
    }
    model.info.trainingRecord = std::make_shared<const json>(recordOf(job, state, material));
    writeModel(job.model, model);
}

Ranking rankingFrom(const TrainJob& job, const Model& start, const Progress& progress) {
    std::vector<Judgments> sets;
    for (const auto& data : job.judgments) sets.push_back(readJudgments(data));
    Ranking ranking{RankingSet(sets, job.config.ranking, progress), start.info.weightsNamed(""), {}};
    auto random = seedStep(job.config.seed, -4);
    for (int i = 0; i < kRankingChecks; ++i) ranking.checks.push_back(ranking.set.draw(random));
    return ranking;
}

json jobOf(const TrainJob& job) {
    json judgments = json::array();
    for (const auto& data : job.judgments) judgments.push_back(std::filesystem::absolute(data).string());
    return {{"config", job.config},
            {"hours", job.hours},
            {"start", job.start.empty() ? "" : std::filesystem::absolute(job.start).string()},
            {"judgments", std::move(judgments)}};
}

/// A run that is gone on with finds its files by the names in the checkpoint, which are UTF-8.
void requireNamesThatCanBeKept(const TrainJob& job) try {
    jobOf(job).dump();
} catch (const json::exception&) {
    throw Error("The names of --start and --judgments have to be UTF-8; rename the files.");
}

void readJob(const json& saved, TrainJob& job) try {
    job.config = saved.at("config").get<TrainConfig>();
    job.hours = saved.at("hours").get<double>();
    job.start = saved.at("start").get<std::string>();
    job.judgments.clear();
    for (const json& data : saved.at("judgments")) job.judgments.emplace_back(data.get<std::string>());
} catch (const json::exception&) {
    throw Error("The checkpoint of \"" + job.model.string() + "\" is of another version of suss train.");
}

}  // namespace

void trainWithTorch(const TrainJob& request, const TrainObserver& observer, const Progress& readingPhotos) {
    TrainJob job = request;
    const std::filesystem::path checkpoint = job.model.string() + ".checkpoint";
    if (job.resume) readJob(readCheckpointJob(checkpoint), job);
    Material material;
    if (!job.start.empty()) {
        material.start = readModel(job.start);
        job.config.network = material.start->networkConfig;
        job.config.meanShare = job.config.factorShare = 0;
    } else if (!job.judgments.empty()) {
        throw Error(
            "An order can only be learned by a model that knows pictures already; name it with --start.");
    }
    checkTrainConfig(job.config);
    requireNamesThatCanBeKept(job);
    if (!job.judgments.empty())
        material.ranking = rankingFrom(job, *material.start, subProgress(readingPhotos, 0, 0.5));
    const double photosFrom = job.judgments.empty() ? 0 : 0.5;
    PhotoSet photos = readPhotos(job.photos, job.config.crop + 2 * kVariantMargin,
                                 subProgress(readingPhotos, photosFrom, 1));
    const int unusable = photos.unusable;
    splitHeldOut(std::move(photos), material.learning, material.heldOut);
    if (material.learning.photos.empty() || material.heldOut.photos.empty())
        throw Error("The photo folder \"" + job.photos.string() +
                    "\" holds too few photos to learn from and to check with; give at least a few dozen.");

    const auto drawBatches = [&](const PhotoSet& set, int count, CropScale scale, std::int64_t stream) {
        auto random = seedStep(job.config.seed, stream);
        std::vector<VariantBatch> batches;
        for (int i = 0; i < count; ++i) {
            report(readingPhotos, 1, "Drawing what to check with");
            batches.push_back(drawBatch(set, kCheckCrops, kCheckVariants, scale, job.config, random));
        }
        return batches;
    };
    const auto checks = drawBatches(material.heldOut, kHeldOutBatches, CropScale::Varied, -1);
    const auto scaleBatches = drawBatches(material.learning, kScaleBatches, CropScale::Full, -3);

    seedStep(job.config.seed, -2);
    TrainState state = TrainState::fresh(job.config.network);
    if (material.start) state.startFrom(networksOf(material.start->networkConfig, material.start->weights));
    if (job.resume) readCheckpoint(checkpoint, state);

    using Clock = std::chrono::steady_clock;
    auto counted = Clock::now();  // up to here, time is in state.seconds
    const auto countTime = [&] {
        const auto now = Clock::now();
        state.seconds += std::chrono::duration<double>(now - counted).count();
        counted = now;
    };
    std::optional<double> objective;
    const auto fractionAt = [&] {
        return job.hours > 0 ? state.seconds / (job.hours * 3600)
                             : double(state.step) / double(job.config.steps);
    };
    while (fractionAt() < 1) {
        const double fraction = fractionAt();
        const Stage stage = stageAt(fraction, job.config);
        const bool stageBegins = nameOf(stage) != state.stage;
        if (stageBegins) {
            state.stage = nameOf(stage);
            state.stageStart = state.step;
            state.restartOptimizer();
        }
        auto stepRandom = seedStep(job.config.seed, state.step);
        const auto batch = drawBatch(material.learning, job.config.batch, job.config.variantsPerCrop,
                                     CropScale::Varied, job.config, stepRandom);
        const double now = learn(state, batch, stage, fraction, job.config, material.ranking, stepRandom);
        if (std::isfinite(now)) objective = stageBegins || !objective ? now : 0.98 * *objective + 0.02 * now;
        ++state.step;
        countTime();

        TrainReport report;
        report.step = state.step;
        report.fraction = fractionAt();
        report.stage = nameOf(stage);
        report.objective = objective.value_or(now);
        report.photosUnusable = unusable;
        const bool due = state.step % job.config.reportEvery == 0 || report.fraction >= 1;
        double merit = 0;  // what the best weights are chosen by
        if (due) {
            if (stage != Stage::Mean) fitScales(state.averaged, scaleBatches);
            report.heldOut = evaluate(state.averaged, checks);
            merit = report.heldOut->total();
            state.history.push_back({{"step", state.step},
                                     {"nats_per_variable", report.heldOut->natsPerVariable},
                                     {"mean_squared_whitened", report.heldOut->meanSquaredWhitened}});
            if (material.ranking) {
                report.ranking = rankingOf(state.averaged, *material.ranking);
                state.history.back()["ranking"] = *report.ranking;
                merit -= job.config.ranking.weight * *report.ranking;
            }
            report.best =
                stage != Stage::Mean && std::isfinite(merit) && (!state.hasBest || merit > state.bestHeldOut);
        }
        if (due) countTime();
        if (report.best) {
            state.hasBest = true;
            state.bestHeldOut = merit;
            writeBest(job, state, material);
        }
        report.seconds = state.seconds;
        const bool wanted = !observer || observer(report);
        if (due || !wanted) writeCheckpoint(checkpoint, state, jobOf(job));
        counted = Clock::now();  // what is written does not count
        if (!wanted) return;
    }
    if (!state.hasBest)
        throw Error(
            "No model was written: the schedule ended before its factor was learned, or no figures were "
            "finite. Remove \"" +
            checkpoint.string() + "\" and give it more steps, or a smaller learning rate.");
}

}  // namespace suss
