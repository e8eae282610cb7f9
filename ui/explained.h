#pragma once

#include "core/explain/comparison.h"
#include "core/explain/regions.h"
#include "core/progress.h"
#include "ui/paint/field.h"
#include "ui/view_kind.h"

#include <QString>

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace suss {

/// The network's work. A seam: tests count the calls, or block inside one.
struct Analysis {
    std::shared_ptr<const Reference> reference;
    ModelInfo model;
};
using Analyse = std::function<Analysis(const std::shared_ptr<const Image>&, const Progress&)>;
/// Analyses with a model file that is read meanwhile, on a thread of its own; again by every call until that
/// succeeds.
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

/// The part of it that does not need the analysis, and what then follows.
struct Seen {
    PlainComparison plain;
    std::shared_ptr<const Field> difference;
};
Seen see(const std::shared_ptr<const Image>& reference, const std::shared_ptr<const Image>& image);
Explained compareAndExplain(const std::shared_ptr<const Reference>& reference, Seen seen,
                            const Weighting& weighting);

/// Whether pictures of this size are worth a sketch: large, and not so narrow that the smaller ones could not
/// be analysed.
bool isWorthSketching(const QSize& size);
/// A large reference made `factor` times smaller.
struct SmallAnalysis {
    int factor = 1;
    Analysis analysis;
};
SmallAnalysis analyseSmaller(const Analyse& analyse, const Image& reference, const Progress& progress = {});
/// A first answer for large pictures: what is found of the smaller ones, on the geometry of the large ones.
struct Sketch {
    int factor = 1;
    Likelihoods likelihoods;
    Explanation explanation;
};
Sketch sketch(const SmallAnalysis& reference, const Image& image, const Weighting& weighting);

}  // namespace suss
