#pragma once

#include "core/explain/baselines.h"
#include "core/explain/relevance_map.h"
#include "core/explain/sample_pictures.h"
#include "core/explain/script_metric.h"
#include "core/explain/surprise.h"
#include "core/progress.h"
#include "ui/paint/field.h"
#include "ui/source.h"
#include "ui/view_kind.h"

#include <QString>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace suss {

// What the document computes off the UI thread: values in, values out, nothing shared that can change.

/// A picture and its form for the screen. Empty when there is none.
struct Picture {
    Source source;
    std::shared_ptr<const Image> image;
    std::shared_ptr<const Pyramid> pyramid;
    QSize scaledFrom;  ///< its own size, if it was scaled on loading

    [[nodiscard]] bool isEmpty() const { return !image; }
    [[nodiscard]] QSize size() const { return image ? QSize(image->width, image->height) : QSize(); }
    /// "768 × 512 · 16 bit · Display P3 · scaled from 384 × 256".
    [[nodiscard]] QString facts() const;
};
/// Throws Error.
Picture loadPicture(const Source& source, const Progress& progress = {});
Picture pictureOf(const Source& source, Image image);

/// The network's work. A seam: tests count the calls, or block inside one.
struct Analysis {
    std::shared_ptr<const Reference> reference;
    ModelInfo model;
};
using Analyse = std::function<Analysis(const std::shared_ptr<const Image>&, const Progress&)>;
/// Analyses with a model file that is read at the first call, on the thread of that call.
Analyse analyseWith(std::function<std::filesystem::path()> modelFile);

/// What follows from a comparison once weights and switches are chosen.
struct Explanation {
    Weighting weighting;
    std::shared_ptr<const Field> map;  ///< local distance: the self-relative map times the number of pixels
    std::vector<Region> regions;
    QString sentence;
    QString movement;  ///< of the picture as a whole; empty if there is none
    QString noticing;  ///< how many people would notice; empty if not known
};
Explanation explain(const Comparison& comparison, const Weighting& weighting);

/// A comparison with everything that is shown of it.
struct Explained {
    std::shared_ptr<const Comparison> comparison;
    std::shared_ptr<const Field> difference;
    std::array<std::shared_ptr<const Field>, kChannelCount> residuals;  ///< by channelIndex()
    Explanation explanation;
};
Explained compareAndExplain(const std::shared_ptr<const Reference>& reference,
                            const std::shared_ptr<const Image>& image, const Weighting& weighting);

/// A first answer for large pictures: those of the pictures made `factor` times smaller, on the geometry of
/// the large ones.
struct Sketch {
    int factor = 1;
    Likelihoods likelihoods;
    Explanation explanation;
};
/// Pictures from this size on are worth a sketch.
inline constexpr std::int64_t kSketchedPixels = 3'000'000;
Sketch sketch(const Analyse& analyse, const Image& reference, const Image& image,
              const std::optional<Weighting>& weighting, const Progress& progress = {});

/// Local distance as it is shown and saved: values whose mean over the picture is the distance.
Map localDistance(const WhitenedPair& pair, const Weighting& weighting);

/// The picture that the model expects: every component at its mean.
Image meanPicture(const Reference& reference);
/// Predicted standard deviation of every value of a component, in levels of 255: Monte Carlo with a fixed
/// seed, so that the same reference gives the same numbers.
struct PredictedSpread {
    std::shared_ptr<const Plane> plane;
    double error = 0;  ///< standard error of a value relative to it, the median over all
};
PredictedSpread predictedSpread(const StructuredGaussian& gaussian, const Progress& progress = {});

/// 1 - SSIM of every pixel.
std::shared_ptr<const Field> ssimLoss(const Image& reference, const Image& image);

/// A TorchScript metric of the user's: read from its file when it is first needed.
class UserMetric {
  public:
    explicit UserMetric(QString file) : file_(std::move(file)) {}
    [[nodiscard]] const QString& file() const { return file_; }
    /// File name without its ending.
    [[nodiscard]] QString name() const;
    /// Any thread. Throws Error.
    [[nodiscard]] double operator()(const Image& reference, const Image& image) const;

  private:
    QString file_;
    mutable std::mutex mutex_;
    mutable std::optional<ScriptMetric> script_;
};
using UserMetrics = std::vector<std::shared_ptr<const UserMetric>>;

/// What other measures say of a comparison, and how its whitened residuals are distributed.
struct Readings {
    struct Other {
        QString file, name;
        double value = 0;
        QString problem;  ///< why there is no value; empty if there is
    };
    Baselines baselines;
    std::vector<Other> others;                                        ///< of the user's metrics
    std::optional<std::array<Quantiles, kComponentCount>> quantiles;  ///< needs a comparison
};
/// `known` is what was measured of the same pictures before; only what it lacks is computed.
Readings readingsOf(const Image& reference, const Image& image, const Comparison* comparison,
                    const UserMetrics& metrics, std::optional<Readings> known);

/// Local distance of the image from the reference, less that of the reference from the image.
Map directionDifference(const Comparison& forward, const Comparison& backward, const Weighting& weighting);

/// A variable that somebody asks about: one channel at an image pixel.
struct Probe {
    int x = 0, y = 0;
    ComponentChannel channel;
    bool operator==(const Probe&) const = default;
};
/// What goes with one variable in the model of the reference.
struct Footprint {
    Probe probe;
    /// Sigma e_i / sqrt(Sigma_ii) in levels of 255: what every value of its channel is expected to do while
    /// this one is a standard deviation up.
    std::shared_ptr<const Field> covariance;
    /// Lambda_ij / Lambda_ii around the variable, kPrecisionSide to a side in raster order, NaN outside the
    /// picture: minus what one value counts in the prediction of this one from all others.
    std::vector<float> precision;
};
inline constexpr int kPrecisionSide = 4 * kReach + 1;
Footprint footprintOf(const Reference& reference, const Probe& probe);

inline constexpr std::uint64_t kMostSeed = 999'999'999;  ///< that the window has room for
/// Which sample: sample 3 of a seed is at 3, half way on the walk from it to the next at 3.5.
struct SampleSettings {
    std::uint64_t seed = 1;
    double number = 0;
    double strength = 1;
    bool operator==(const SampleSettings&) const = default;
};
Image pictureOfSample(const Reference& reference, const ComponentSwitches& drawn,
                      const SampleSettings& settings);

}  // namespace suss
