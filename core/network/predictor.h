#pragma once

#include "core/gaussian/structured_gaussian.h"
#include "core/network/model_info.h"
#include "core/progress.h"

#include <array>
#include <filesystem>
#include <functional>
#include <memory>

namespace suss {

/// What the model holds to be the same picture, per component. Immutable and shared between threads.
using Distributions = std::array<std::shared_ptr<const StructuredGaussian>, kComponentCount>;

/// The distributions in a part of a picture, of the components that one of the networks tells.
struct DistributionTile {
    /// In pixels of the picture, beginning at multiples of 4. The parts of a component cover the picture
    /// once.
    Rect part;
    /// What the distributions are on: further than the part by what whitening inside it reads, as far as the
    /// picture goes. Outside the part they are good for nothing else.
    Rect place;
    /// On the grids that planesOf(picture, place, ...) has; null for the other components.
    Distributions distributions;
};

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

    /// The same in parts of some hundred pixels a side that are let go one by one: all distributions of a
    /// large picture take far more memory than the picture. Inside its part a tile is what predict() has
    /// there, to the bit if no coefficient is beyond 4, else but for the step that its coefficients are
    /// rounded to. `visit` must not predict itself. Throws Error below 16 x 16 pixels, and as predict() does.
    void predictInTiles(const Image& reference, const std::function<void(const DistributionTile&)>& visit,
                        const Progress& progress = {}) const;

  private:
    struct Networks;
    std::shared_ptr<const Networks> networks_;
};

/// The model that is installed with the program: $SUSS_MODEL if set, else default.suss beside the program, in
/// ../share/suss/model from there, or where this library was to be installed. Throws Error naming the places
/// tried.
std::filesystem::path defaultModelFile();

}  // namespace suss
