#include "core/train/train_config.h"

#include "core/error.h"
#include "core/network/network_weights.h"

#include <fstream>

namespace suss {

using nlohmann::json;

namespace {

void refuseUnknownKeys(const json& given, const json& known, const std::string& where) {
    for (const auto& [key, value] : given.items()) {
        if (!known.contains(key))
            throw Error("The configuration has an unknown key \"" + where + key + "\".");
        if (value.is_object()) refuseUnknownKeys(value, known[key], where + key + ".");
    }
}

void require(bool holds, const std::string& what) {
    if (!holds) throw Error("The training configuration is not usable: " + what + ".");
}

bool isCrop(int side) {
    return side >= 32 && side <= 4096 && side % 16 == 0;
}

}  // namespace

TrainConfig readTrainConfig(const std::filesystem::path& file) {
    std::error_code failure;
    std::ifstream stream;
    if (std::filesystem::is_regular_file(file, failure)) stream.open(file);
    if (!stream.is_open())
        throw Error("The configuration file \"" + file.string() +
                    "\" cannot be read: it is not a file, or may not be opened.");
    try {
        const json given = json::parse(stream);
        refuseUnknownKeys(given, json(TrainConfig{}), "");
        const auto config = given.get<TrainConfig>();
        checkTrainConfig(config);
        return config;
    } catch (const json::exception& problem) {
        throw Error("The configuration file \"" + file.string() + "\" is not usable: " + problem.what());
    } catch (const Error& problem) {
        throw Error("\"" + file.string() + "\": " + problem.what());
    }
}

void checkVariantConfig(const VariantConfig& config) {
    require(config.levels >= 1 && config.levels <= 100, "variants.levels must be within 1 to 100");
    require(config.elasticSpacing >= 4 && config.elasticSpacing <= 1024,
            "variants.elasticSpacing must be within 4 to 1024");
    require(config.jpegQualityLow >= 1 && config.jpegQualityHigh <= 100 &&
                config.jpegQualityLow <= config.jpegQualityHigh,
            "variants.jpegQualityLow and jpegQualityHigh must be ordered and within 1 to 100");
}

void checkTrainConfig(const TrainConfig& config) {
    require(isUsable(config.network),
            "network.lumaChannels needs 4 to 6 levels and network.chromaChannels 2 to 6, each of 1 to 1024 "
            "channels; meanDecoderWidth is at most 4, logDiagonalMin and logDiagonalMax are ordered and "
            "within -20 to 20");
    require(config.steps >= 1, "steps must be at least 1");
    require(config.batch >= 1 && config.batch <= 4096 && config.variantsPerCrop >= 1 &&
                config.variantsPerCrop <= 256,
            "batch must be within 1 to 4096 and variantsPerCrop within 1 to 256");
    require(isCrop(config.crop), "crop must be a multiple of 16 and within 32 to 4096");
    require(config.learningRate > 0 && config.gradientClip > 0,
            "learningRate and gradientClip must be positive");
    require(config.warmUp >= 1, "warmUp must be at least 1");
    require(config.meanShare >= 0 && config.factorShare >= 0 && config.meanShare + config.factorShare < 1,
            "meanShare and factorShare must be at least 0 and leave some steps for training together");
    require(config.averaging >= 0 && config.averaging < 1, "averaging must be in [0, 1)");
    require(config.reportEvery >= 1, "reportEvery must be at least 1");
    require(config.spread.weight >= 0, "spread.weight must be at least 0");
    require(config.spread.tolerance >= 1, "spread.tolerance must be at least 1");
    require(config.spread.window >= 1 && config.spread.window <= 1023 && config.spread.window % 2 == 1,
            "spread.window must be odd and at most 1023");
    require(config.spread.draws >= 1 && config.spread.draws <= 256, "spread.draws must be within 1 to 256");
    require(config.ranking.weight > 0, "ranking.weight must be positive");
    require(config.ranking.images >= 2 && config.ranking.images <= 4096,
            "ranking.images must be within 2 to 4096");
    require(isCrop(config.ranking.crop), "ranking.crop must be a multiple of 16 and within 32 to 4096");
    checkVariantConfig(config.variants);
}

}  // namespace suss
