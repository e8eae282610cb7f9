#include "core/explain/comparison.h"

#include "core/error.h"
#include "core/gaussian/whiten.h"
#include "core/image/sizes.h"

namespace suss {
namespace {

/// Part of the progress bar that the networks take.
constexpr double kPredicted = 0.95;

}  // namespace

Whitened whiten(const Distributions& distributions, const Planes& planes) {
    Whitened whitened;
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        whitened.residuals[c] = whiten(*distributions[c], planes[c]);
        whitened.squaredNorms[c] = squaredNorm(whitened.residuals[c]);
        whitened.logLikelihoods[c] = distributions[c]->logNormalizer() - 0.5 * whitened.squaredNorms[c];
    }
    return whitened;
}

std::shared_ptr<const Reference> analyse(std::shared_ptr<const Image> image, const Predictor& predictor,
                                         const Progress& progress) {
    auto reference = std::make_shared<Reference>();
    reference->planes = planesOf(*image);
    reference->image = std::move(image);
    reference->distributions = predictor.predict(reference->planes, subProgress(progress, 0.0, kPredicted));
    report(progress, kPredicted, "measuring the reference against itself");
    reference->self = whiten(reference->distributions, reference->planes);
    report(progress, 1.0, "reference analysed");
    return reference;
}

std::shared_ptr<const Comparison> compare(std::shared_ptr<const Reference> reference,
                                          std::shared_ptr<const Image> image) {
    if (!image->sameSize(*reference->image)) throw Error(unequalSizes(*reference->image, *image));
    auto comparison = std::make_shared<Comparison>();
    comparison->planes = planesOf(*image);
    comparison->image = std::move(image);
    comparison->whitened = whiten(reference->distributions, comparison->planes);
    comparison->reference = std::move(reference);
    return comparison;
}

}  // namespace suss
