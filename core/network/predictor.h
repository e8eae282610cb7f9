#pragma once

#include "core/gaussian/structured_gaussian.h"
#include "core/network/model_info.h"
#include "core/progress.h"

#include <array>
#include <filesystem>
#include <memory>

namespace suss {

/// What the model holds to be the same picture, per component. Immutable and shared between threads.
using Distributions = std::array<std::shared_ptr<const StructuredGaussian>, kComponentCount>;

/// The two networks of arXiv 2512.03701: reads a reference's planes and predicts each component's
/// distribution. Cheap to copy, immutable, callable from any thread (calls queue up: the networks use all
/// cores).
class Predictor {
  public:
    /// Reads a model file; throws Error if it is missing, damaged, foreign or of another format version.
    static Predictor load(const std::filesystem::path& file);

    [[nodiscard]] const ModelInfo& info() const;

    /// Runs the networks on any size of at least 16 x 16. Throws Cancelled if progress asks to stop, Error if
    /// the model yields values that are not finite.
    [[nodiscard]] Distributions predict(const Planes& reference, const Progress& progress = {}) const;

  private:
    struct Networks;
    std::shared_ptr<const Networks> networks_;
};

/// The model that is installed with the program: $SUSS_MODEL if set, else default.suss beside the program, in
/// ../share/suss/model from there, or where this library was to be installed. Throws Error naming the places
/// tried.
std::filesystem::path defaultModelFile();

}  // namespace suss
