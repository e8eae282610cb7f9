#pragma once

#include "core/network/network_config.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>

namespace suss {

/// Strengths of the imperceptible variants at the strongest level; a variant of level k of n uses (k + 1) / n
/// of them (model.md section 5). All are standard deviations unless said otherwise; pixels are pixels of the
/// crop.
struct VariantConfig {
    int levels = 4;  ///< level k is drawn with probability proportional to 1 / (k + 1)
    double familyChance =
        0.6;  ///< chance that a family (movement, tone, colour, noise) takes part in a variant
    double translation = 0.3;   ///< pixels
    double rotation = 0.05;     ///< degrees, about the centre of the crop
    double scaling = 0.001;     ///< relative
    double elastic = 0.12;      ///< pixels, of a smooth random warp
    int elasticSpacing = 16;    ///< pixels between the warp's control points
    double brightness = 0.006;  ///< added to R, G and B
    double contrast = 0.02;     ///< relative, about mid grey
    double gamma = 0.02;        ///< relative
    double hue = 1.0;           ///< degrees in the CbCr plane
    double saturation = 0.03;   ///< relative
    double noise = 0.004;  ///< of R, G and B, growing with the square root of luminance as a sensor's does
    double noiseFloor = 0.001;                      ///< always there: about the rounding to 8 bits
    double blurChance = 0.2;                        ///< chance of a Gaussian blur
    double blurSigma = 0.35;                        ///< largest sigma, pixels
    double jpegChance = 0.2;                        ///< chance of a trip through JPEG
    int jpegQualityLow = 92, jpegQualityHigh = 98;  ///< quality at the strongest and the weakest level
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(VariantConfig, levels, familyChance, translation, rotation,
                                                scaling, elastic, elasticSpacing, brightness, contrast, gamma,
                                                hue, saturation, noise, noiseFloor, blurChance, blurSigma,
                                                jpegChance, jpegQualityLow, jpegQualityHigh)

/// Everything that decides what `suss train` learns. Read from --config and kept in the model's training
/// record.
struct TrainConfig {
    NetworkConfig network;
    VariantConfig variants;
    std::int64_t steps = 6500;  ///< the schedule is laid out over this many (or over --hours)
    int batch = 8;              ///< crops per step
    int variantsPerCrop = 3;
    int crop = 128;              ///< pixels, a multiple of 16
    double learningRate = 1e-3;  ///< at its height; warm-up in every stage, then cosine down to a fiftieth
    int warmUp = 300;            ///< steps over which each stage's rate rises from nothing
    double meanShare = 0.04;     ///< part of the steps that learns the mean alone
    double factorShare = 0.10;   ///< part after that which learns the factor with the mean frozen
    double gradientClip = 1.0;   ///< largest gradient norm: a hard edge that moves is many deviations away
    double averaging = 0.999;    ///< decay of the running average of the weights, which is what is kept
    int reportEvery = 500;       ///< steps between held-out figures, checkpoints and the choice of the best
    std::uint64_t seed = 1;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TrainConfig, network, variants, steps, batch, variantsPerCrop,
                                                crop, learningRate, warmUp, meanShare, factorShare,
                                                gradientClip, averaging, reportEvery, seed)

/// Reads and checks a configuration file; unknown keys are refused, so that a misspelt one is noticed.
/// Throws Error.
TrainConfig readTrainConfig(const std::filesystem::path& file);

/// Throws Error that names the first value out of its range.
void checkTrainConfig(const TrainConfig& config);

}  // namespace suss
