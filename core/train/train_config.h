#pragma once

#include "core/network/network_config.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>

namespace suss {

/// Strengths of the imperceptible variants at the strongest level. A family (movement, tone, colour, noise,
/// blur, JPEG) takes part or not, and at a level of its own: level k of n uses (k + 1) / n of the strength.
/// All are standard deviations unless said otherwise; pixels are pixels of the crop.
struct VariantConfig {
    int levels = 2;              ///< level k is drawn with probability proportional to 1 / (k + 1)
    double familyChance = 1.0;   ///< chance that movement, tone, colour or noise takes part in a variant
    double translation = 0.07;   ///< pixels
    double rotation = 0.005;     ///< degrees, about the centre of the crop
    double scaling = 0.0002;     ///< relative
    double elastic = 0.057;      ///< pixels, of a smooth random warp
    int elasticSpacing = 16;     ///< pixels between the warp's control points
    double brightness = 0.0024;  ///< added to R, G and B
    double contrast = 0.0057;    ///< relative, about mid grey
    double gamma = 0.0028;       ///< relative
    double hue = 0.3;            ///< degrees in the CbCr plane
    double saturation = 0.004;   ///< relative
    double noise = 0.0057;  ///< of R, G and B, growing with the square root of luminance as a sensor's does
    double noiseFloor = 0.001;                      ///< always there: about the rounding to 8 bits
    double blurChance = 0.03;                       ///< chance of a Gaussian blur
    double blurSigma = 0.25;                        ///< largest sigma, pixels
    double jpegChance = 0.03;                       ///< chance of a trip through JPEG
    int jpegQualityLow = 94, jpegQualityHigh = 98;  ///< quality at the strongest and the weakest level
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(VariantConfig, levels, familyChance, translation, rotation,
                                                scaling, elastic, elasticSpacing, brightness, contrast, gamma,
                                                hue, saturation, noise, noiseFloor, blurChance, blurSigma,
                                                jpegChance, jpegQualityLow, jpegQualityHigh)

/// How judgments of people take part in learning, if there are any (arXiv 2512.03701, its fine-tuned
/// variants).
struct RankingConfig {
    double weight = 4;  ///< nats per variable (of all components) that one nat per choice is worth
    int images = 16;    ///< of one reference, in a step
    int crop = 160;     ///< pixels of the square that they are compared in, a multiple of 16
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(RankingConfig, weight, images, crop)

/// Keeps samples as wide as the variants. A direction in which the model is a thousand times too wide costs 7
/// nats of log-likelihood in a whole picture, so likelihood alone does not forbid it, and one such direction
/// spoils every sample (ours; not in the paper).
struct SpreadConfig {
    double weight = 0.3;     ///< of the mean excess of ln(variance of samples / variance of variants)
    double tolerance = 3.0;  ///< ratio of the variances up to which there is no excess
    int window = 9;          ///< pixels of the square over which variances are taken, odd
    int draws = 2;           ///< samples of every crop
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(SpreadConfig, weight, tolerance, window, draws)

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
    double gradientClip = 5.0;   ///< largest gradient norm: a hard edge that moves is many deviations away
    double averaging = 0.999;    ///< decay of the running average of the weights, which is what is kept
    int reportEvery = 500;       ///< steps between held-out figures, checkpoints and the choice of the best
    std::uint64_t seed = 1;
    SpreadConfig spread;
    RankingConfig ranking;
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE_WITH_DEFAULT(TrainConfig, network, variants, steps, batch, variantsPerCrop,
                                                crop, learningRate, warmUp, meanShare, factorShare,
                                                gradientClip, averaging, reportEvery, seed, spread, ranking)

/// Reads and checks a configuration file; unknown keys are refused, so that a misspelt one is noticed.
/// Throws Error.
TrainConfig readTrainConfig(const std::filesystem::path& file);

/// Throw Error that names the first value out of its range.
void checkVariantConfig(const VariantConfig& config);
void checkTrainConfig(const TrainConfig& config);

}  // namespace suss
