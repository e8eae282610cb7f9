#include "core/network/model_file.h"

#include "core/error.h"
#include "core/files.h"
#include "core/sha256.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <numeric>
#include <string_view>

namespace suss {

using nlohmann::json;

namespace {

static_assert(std::endian::native == std::endian::little, "tensors are stored little-endian");

constexpr std::uint64_t kMaxHeaderBytes = 16u << 20;
constexpr std::uintmax_t kMaxFileBytes = 1u << 30;

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw Error("Cannot use the model file \"" + file.string() + "\": " + why + ".");
}

std::string contentOf(const std::filesystem::path& file) {
    std::error_code code;
    const auto status = std::filesystem::status(file, code);
    if (std::filesystem::is_directory(status)) refuse(file, "it is a folder; name the file inside it");
    if (!std::filesystem::is_regular_file(status)) refuse(file, whyNotThere(code));
    const auto size = std::filesystem::file_size(file, code);
    if (code) refuse(file, whyNotThere(code));
    if (size > kMaxFileBytes) refuse(file, "it is too large to be a model");
    std::string bytes(size, '\0');
    std::ifstream stream(file, std::ios::binary);
    if (!stream.read(bytes.data(), std::streamsize(size))) refuse(file, "it cannot be read");
    return bytes;
}

/// Deeper than any header is: JSON is copied and compared by functions that call themselves.
constexpr int kDeepestHeader = 64;

json parsedHeader(std::string_view text, const std::filesystem::path& file) {
    return json::parse(text, [&](int depth, json::parse_event_t, const json&) {
        if (depth > kDeepestHeader) refuse(file, "its header is nested too deeply");
        return true;
    });
}

json weightSetsJson(const ModelInfo& info) {
    json sets = json::object();
    for (const auto& [name, weights] : info.weightSets)
        for (const Component component : kComponents)
            sets[name][std::string(nameOf(component))] = weights[indexOf(component)];
    return sets;
}

json noticingJson(const ModelInfo& info) {
    json functions = json::object();
    for (const auto& [set, function] : info.noticing)
        functions[set] = {
            {"threshold", function.threshold}, {"exponent", function.exponent}, {"spread", function.spread}};
    return functions;
}

void readNoticing(const json& functions, ModelInfo& info, const std::filesystem::path& file) {
    for (const auto& [set, function] : functions.items()) {
        const PsychometricFunction read{function.at("threshold").get<double>(),
                                        function.at("exponent").get<double>(),
                                        function.at("spread").get<double>()};
        const bool valid = std::isfinite(read.threshold) && read.threshold > 0 &&
                           std::isfinite(read.exponent) && read.exponent > 0 && std::isfinite(read.spread) &&
                           read.spread >= 0;
        if (!valid || !info.weightSets.contains(set))
            refuse(file, "its psychometric function \"" + set + "\" is not valid");
        info.noticing[set] = read;
    }
}

void readMovement(const json& weights, ModelInfo& info, const std::filesystem::path& file) {
    for (const auto& [set, entry] : weights.items()) {
        const double weight = entry.get<double>();
        if (!std::isfinite(weight) || weight < 0 || !info.weightSets.contains(set))
            refuse(file, "its weight of movement \"" + set + "\" is not valid");
        info.movement[set] = weight;
    }
}

ModelInfo infoFrom(const json& record, const std::filesystem::path& file) {
    ModelInfo info;
    info.name = record.at("name").get<std::string>();
    info.defaultWeights = record.at("default_weights").get<std::string>();
    for (const auto& [name, set] : record.at("weights").items()) {
        Weights weights{};
        for (const Component component : kComponents) {
            const double weight = set.at(std::string(nameOf(component))).get<double>();
            if (!std::isfinite(weight) || weight < 0)
                refuse(file, "the weight set \"" + name + "\" is not valid");
            weights[indexOf(component)] = weight;
        }
        info.weightSets[name] = weights;
    }
    if (!info.weightSets.contains(info.defaultWeights)) refuse(file, "its default weight set is missing");
    readNoticing(record.value("noticing", json::object()), info, file);
    readMovement(record.value("movement", json::object()), info, file);
    info.trainingRecord = std::make_shared<const json>(record.value("training", json::object()));
    if (!info.trainingRecord->is_object()) refuse(file, "its training record is not valid");
    return info;
}

std::uint64_t valuesIn(const std::vector<std::int64_t>& shape) {
    return std::accumulate(shape.begin(), shape.end(), std::uint64_t{1}, std::multiplies<>());
}

WeightArray readArray(const json& entry, const std::string& name, const std::vector<std::int64_t>& shape,
                      std::string_view data, const std::filesystem::path& file) {
    const auto range = entry.at("data_offsets").get<std::array<std::uint64_t, 2>>();
    if (entry.at("dtype") != "F32" || entry.at("shape").get<std::vector<std::int64_t>>() != shape)
        refuse(file, "the tensor \"" + name + "\" has the wrong shape or type");
    WeightArray array{shape, {}};
    array.values.resize(valuesIn(shape));
    const std::uint64_t bytes = array.values.size() * sizeof(float);
    if (range[0] > range[1] || range[1] > data.size() || range[1] - range[0] != bytes)
        refuse(file, "the tensor \"" + name + "\" lies outside the file");
    std::memcpy(array.values.data(), data.data() + range[0], bytes);
    if (!std::all_of(array.values.begin(), array.values.end(), [](float v) { return std::isfinite(v); }))
        refuse(file, "the tensor \"" + name + "\" holds values that are not finite");
    return array;
}

}  // namespace

Model readModel(const std::filesystem::path& file) {
    const std::string bytes = contentOf(file);
    std::uint64_t headerBytes = 0;
    if (bytes.size() < sizeof headerBytes) refuse(file, "it is not a SUSS model");
    std::memcpy(&headerBytes, bytes.data(), sizeof headerBytes);
    if (headerBytes > kMaxHeaderBytes || headerBytes > bytes.size() - sizeof headerBytes)
        refuse(file, "it is not a SUSS model, or it is truncated");
    try {
        const json header =
            parsedHeader(std::string_view(bytes).substr(sizeof headerBytes, headerBytes), file);
        const json record = parsedHeader(header.at("__metadata__").at("suss").get<std::string>(), file);
        const int version = record.at("format_version").get<int>();
        if (version != kModelFormatVersion)
            refuse(file, "it has format version " + std::to_string(version) +
                             ", this program reads version " + std::to_string(kModelFormatVersion));
        Model model;
        model.info = infoFrom(record, file);
        model.networkConfig = record.at("network").get<NetworkConfig>();
        // Before its weights are looked at: a hostile file must not ask for absurd amounts of memory.
        if (!isUsable(model.networkConfig)) refuse(file, "its network configuration is not valid");
        const auto data = std::string_view(bytes).substr(sizeof headerBytes + headerBytes);
        const auto shapes = weightShapes(model.networkConfig);
        if (header.size() != shapes.size() + 1)
            refuse(file, "it does not hold the tensors its networks need");
        // Tensors that share their bytes would take more memory than the file has.
        std::uint64_t needed = 0;
        for (const auto& [name, shape] : shapes) needed += sizeof(float) * valuesIn(shape);
        if (needed != data.size()) refuse(file, "it is truncated, or its tensors overlap");
        for (const auto& [name, shape] : shapes)
            model.weights[name] = readArray(header.at(name), name, shape, data, file);
        model.info.sha256 = sha256OfContent(bytes);
        return model;
    } catch (const json::exception&) {
        refuse(file, "its header is damaged, or it is not a SUSS model");
    }
}

void writeModel(const std::filesystem::path& file, const Model& model) {
    const json record{{"format_version", kModelFormatVersion},
                      {"name", model.info.name},
                      {"weights", weightSetsJson(model.info)},
                      {"default_weights", model.info.defaultWeights},
                      {"noticing", noticingJson(model.info)},
                      {"movement", model.info.movement},
                      {"network", model.networkConfig},
                      {"training", model.info.trainingRecord ? *model.info.trainingRecord : json::object()}};
    // Names of files and tables need not be UTF-8; what is not is replaced.
    const auto text = [](const json& value) {
        return value.dump(-1, ' ', false, json::error_handler_t::replace);
    };
    json header{{"__metadata__", {{"suss", text(record)}}}};
    std::string data;
    for (const auto& [name, array] : model.weights) {
        const std::size_t begin = data.size();
        data.append(reinterpret_cast<const char*>(array.values.data()), array.values.size() * sizeof(float));
        header[name] = {{"dtype", "F32"}, {"shape", array.shape}, {"data_offsets", {begin, data.size()}}};
    }
    std::string head = text(header);
    head.resize((head.size() + 7) / 8 * 8, ' ');  // safetensors wants its data aligned
    const std::uint64_t length = head.size();
    std::string bytes(reinterpret_cast<const char*>(&length), sizeof length);
    writeFile(file, bytes + head + data);
}

}  // namespace suss
