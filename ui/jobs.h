#pragma once

#include "core/explain/baselines.h"
#include "core/explain/relevance_map.h"
#include "core/progress.h"
#include "ui/paint/field.h"
#include "ui/source.h"
#include "ui/view_kind.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace suss {

// What the document computes off the UI thread: values in, values out, nothing shared that can change.

/// A picture and its form for the screen. Empty when there is none.
struct Picture {
    Source source;
    std::shared_ptr<const Image> image;
    std::shared_ptr<const Pyramid> pyramid;

    [[nodiscard]] bool isEmpty() const { return !image; }
    [[nodiscard]] QSize size() const { return image ? QSize(image->width, image->height) : QSize(); }
    /// "768 × 512 · 16 bit · Display P3".
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
using Analyse = std::function<Analysis(const Image&, const Progress&)>;
/// Analyses with a model file that is read at the first call, on the thread of that call.
Analyse analyseWith(std::function<std::filesystem::path()> modelFile);

/// What follows from a comparison once weights and switches are chosen.
struct Explanation {
    Weighting weighting;
    std::shared_ptr<const Field> map;  ///< local distance: the self-relative map times the number of pixels
    std::vector<Region> regions;
    QString sentence;
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
Explained compareAndExplain(const std::shared_ptr<const Reference>& reference, const Image& image,
                            const Weighting& weighting);

/// Local distance as it is shown and saved: values whose mean over the picture is the distance.
Map localDistance(const Comparison& comparison, const Weighting& weighting);

/// The picture that the model expects: every component at its mean.
Image meanPicture(const Reference& reference);
/// Predicted standard deviation of every value of a component, in levels of 255: Monte Carlo with a fixed
/// seed, so that the same reference gives the same numbers.
std::shared_ptr<const Plane> predictedSpread(const StructuredGaussian& gaussian,
                                             const Progress& progress = {});

struct SampleSettings {
    std::uint64_t seed = 1;
    double strength = 1;
    bool operator==(const SampleSettings&) const = default;
};
/// Deviations from the mean at strength 1, one per component.
using Deviations = std::array<std::shared_ptr<const Plane>, kComponentCount>;
Deviations drawDeviations(const Distributions& distributions, std::uint64_t seed,
                          const Progress& progress = {});
/// A picture in which the enabled components are mean + strength * deviation, the others as in the reference.
Image recompose(const Reference& reference, const Deviations& deviations, const Weighting& weighting,
                double strength);

}  // namespace suss
