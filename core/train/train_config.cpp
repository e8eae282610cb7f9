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

}  // namespace

TrainConfig readTrainConfig(const std::filesystem::path& file) {
    std::ifstream stream(file);
    if (!stream) throw Error("Cannot read the configuration file \"" + file.string() + "\".");
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
    require(config.levels >= 1, "variants.levels must be at least 1");
    require(config.elasticSpacing >= 4, "variants.elasticSpacing must be at least 4");
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
    require(config.batch >= 1 && config.variantsPerCrop >= 1, "batch and variantsPerCrop must be at least 1");
    require(config.crop >= 32 && config.crop % 16 == 0, "crop must be a multiple of 16 and at least 32");
    require(config.learningRate > 0 && config.gradientClip > 0,
            "learningRate and gradientClip must be positive");
    require(config.warmUp >= 1, "warmUp must be at least 1");
    require(config.meanShare >= 0 && config.factorShare >= 0 && config.meanShare + config.factorShare < 1,
            "meanShare and factorShare must be at least 0 and leave some steps for training together");
    require(config.averaging >= 0 && config.averaging < 1, "averaging must be in [0, 1)");
    require(config.reportEvery >= 1, "reportEvery must be at least 1");
    require(config.spread.weight >= 0, "spread.weight must be at least 0");
    require(config.spread.tolerance >= 1, "spread.tolerance must be at least 1");
    require(config.spread.window >= 1 && config.spread.window % 2 == 1, "spread.window must be odd");
    require(config.spread.draws >= 1, "spread.draws must be at least 1");
    require(config.ranking.weight > 0, "ranking.weight must be positive");
    require(config.ranking.images >= 2, "ranking.images must be at least 2");
    require(config.ranking.crop >= 32 && config.ranking.crop % 16 == 0,
            "ranking.crop must be a multiple of 16 and at least 32");
    checkVariantConfig(config.variants);
}

}  // namespace suss
