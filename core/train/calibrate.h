#pragma once

#include "core/network/predictor.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>

namespace suss {

/// Whether a component's distribution is right, over fresh imperceptible variants of photos the model has not
/// seen.
struct ComponentCalibration {
    Component component;
    double natsPerVariable = 0;
    /// The same model with every coefficient set to zero and its log-diagonals shifted by the one constant
    /// that fits.
    double natsPerVariableDiagonal = 0;
    /// One Gaussian for all photos: the reference as mean and one stationary factor with the same
    /// neighbourhood, fitted to the very variants it is judged on (so it is flattered, not the model).
    double natsPerVariableGlobal = 0;
    double meanSquaredWhitened = 0;  ///< 1 when the predicted spread is right
    /// Standard error of that mean over photos: its tail is heavy, a few photos decide.
    double meanSquaredWhitenedError = 0;
    /// Absolute correlation of horizontally and vertically adjacent values, pooled over the variants of a
    /// photo, then averaged over both directions, channels and photos.
    double neighbourCorrelationRaw = 0, neighbourCorrelationWhitened = 0;
    /// Root mean square of as many samples as there are variants over that of the variants' residuals, of the
    /// middle photo and of the photo where it is largest: 1 when samples move as much as variants do.
    double sampleSpreadMedian = 0, sampleSpreadLargest = 0;
};

struct Calibration {
    std::array<ComponentCalibration, kComponentCount> components;
    int photos = 0;         ///< photos used
    int photosSkipped = 0;  ///< photos left out: the model has learned from them, or they are unusable
    int variants = 0;       ///< variants per photo
    std::uint64_t seed = 0;
};

struct CalibrateOptions {
    int variantsPerPhoto = 16;
    std::uint64_t seed = 1;
};

/// Of every photo, its central square of 256 pixels is taken (less of smaller photos). Variants are made with
/// the strengths the model was trained with (from its training record). Photos it has learned from,
/// recognised by their content, are left out. Throws Error if no photo remains; Cancelled.
Calibration calibrate(const Predictor& predictor, const std::filesystem::path& photos,
                      const CalibrateOptions& options, const Progress& progress = {});

/// The document of `suss calibrate --json`, schema "suss.calibrate/1".
nlohmann::json calibrationDocument(const ModelInfo& model, const Calibration& calibration);

}  // namespace suss
