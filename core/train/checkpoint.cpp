#include "core/train/checkpoint.h"

#include "core/error.h"
#include "core/files.h"

#include <sstream>
#include <system_error>

namespace suss {

using nlohmann::json;

namespace {

torch::serialize::InputArchive open(const std::filesystem::path& file) {
    if (std::error_code failure; !std::filesystem::is_regular_file(file, failure))
        throw Error("There is no checkpoint \"" + file.string() +
                    "\" to resume from; start without --resume.");
    torch::serialize::InputArchive archive;
    try {
        archive.load_from(file.string());
    } catch (const c10::Error&) {
        throw Error("The checkpoint \"" + file.string() + "\" is damaged; start without --resume.");
    }
    return archive;
}

json readJson(torch::serialize::InputArchive& archive, const std::string& key) {
    c10::IValue value;
    archive.read(key, value);
    return json::parse(value.toStringRef());
}

void copyWeights(const NetworkPair& source, const NetworkPair& target) {
    const torch::NoGradGuard guard;
    const auto parameters = source->parameters(), buffers = source->buffers();
    for (std::size_t i = 0; i < parameters.size(); ++i) target->parameters()[i].copy_(parameters[i]);
    for (std::size_t i = 0; i < buffers.size(); ++i) target->buffers()[i].copy_(buffers[i]);
}

}  // namespace

TrainState TrainState::fresh(const NetworkConfig& config) {
    TrainState state;
    state.networks = NetworkPair(config);
    state.averaged = NetworkPair(config);
    copyWeights(state.networks, state.averaged);
    state.restartOptimizer();
    return state;
}

void TrainState::startFrom(const NetworkPair& learned) {
    copyWeights(learned, networks);
    copyWeights(learned, averaged);
}

void TrainState::restartOptimizer() {
    optimizer = std::make_shared<torch::optim::Adam>(networks->parameters());
}

void writeCheckpoint(const std::filesystem::path& file, const TrainState& state, const json& job) {
    torch::serialize::OutputArchive archive, networks, averaged, optimizer;
    state.networks->save(networks);
    state.averaged->save(averaged);
    state.optimizer->save(optimizer);
    archive.write("networks", networks);
    archive.write("averaged", averaged);
    archive.write("optimizer", optimizer);
    archive.write("job", c10::IValue(job.dump()));
    archive.write("state", c10::IValue(json{{"step", state.step},
                                            {"stage", state.stage},
                                            {"stage_start", state.stageStart},
                                            {"seconds", state.seconds},
                                            {"best", state.bestHeldOut},
                                            {"has_best", state.hasBest},
                                            {"history", state.history}}
                                           .dump()));
    // To memory first: where the disk is full, Torch's writer of files ends the program.
    std::ostringstream bytes;
    archive.save_to(bytes);
    writeFile(file, bytes.view());
}

json readCheckpointJob(const std::filesystem::path& file) {
    auto archive = open(file);
    try {
        return readJson(archive, "job");
    } catch (const std::exception&) {
        throw Error("The checkpoint \"" + file.string() + "\" is damaged or not from suss train.");
    }
}

void readCheckpoint(const std::filesystem::path& file, TrainState& state) {
    auto archive = open(file);
    try {
        torch::serialize::InputArchive networks, averaged, optimizer;
        archive.read("networks", networks);
        archive.read("averaged", averaged);
        archive.read("optimizer", optimizer);
        state.networks->load(networks);
        state.averaged->load(averaged);
        state.optimizer->load(optimizer);
        const json record = readJson(archive, "state");
        state.step = record.at("step");
        state.stage = record.at("stage");
        state.stageStart = record.at("stage_start");
        state.seconds = record.at("seconds");
        state.bestHeldOut = record.at("best");
        state.hasBest = record.at("has_best");
        state.history = record.at("history");
    } catch (const std::exception&) {
        throw Error("The checkpoint \"" + file.string() +
                    "\" does not fit its networks; start without --resume.");
    }
}

}  // namespace suss
