#include "core/explain/comparison.h"

#include "core/error.h"
#include "core/gaussian/whiten.h"
#include "core/image/sizes.h"

namespace suss {
namespace {

/// Part of the progress bar that the networks take.
constexpr double kPredicted = 0.95;

/// Part of the lost log-likelihood that movement has to explain. Codecs, noise, blur and changes of colour
/// stay below a sixth, pictures that are moved lie above a half unless the movement is small beside other
/// changes.
constexpr double kWorthFollowing = 0.2;

std::optional<Followed> followed(const Comparison& comparison) {
    const Reference& reference = *comparison.reference;
    const auto movement = movementBetween(reference.planes, comparison.planes);
    if (!movement) return {};
    const Whitened back =
        whiten(reference.distributions, planesOf(movedBack(*comparison.image, *movement, *reference.image)));
    double lost = 0, remaining = 0;
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        lost += comparison.whitened.squaredNorms[c] - reference.self.squaredNorms[c];
        remaining += back.squaredNorms[c] - reference.self.squaredNorms[c];
    }
    if (!(remaining <= (1 - kWorthFollowing) * lost)) return {};
    const int width = reference.image->width, height = reference.image->height;
    return Followed{*movement, partsOf(*movement, width, height), meanSquareOf(*movement, width, height),
                    back.squaredNorms};
}

std::shared_ptr<Comparison> compared(std::shared_ptr<const Reference> reference,
                                     std::shared_ptr<const Image> image) {
    if (!image->sameSize(*reference->image)) throw Error(unequalSizes(*reference->image, *image));
    auto comparison = std::make_shared<Comparison>();
    comparison->planes = planesOf(*image);
    comparison->image = std::move(image);
    comparison->whitened = whiten(reference->distributions, comparison->planes);
    comparison->reference = std::move(reference);
    return comparison;
}

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
    return compared(std::move(reference), std::move(image));
}

std::shared_ptr<const Comparison> compareFollowing(std::shared_ptr<const Reference> reference,
                                                   std::shared_ptr<const Image> image) {
    auto comparison = compared(std::move(reference), std::move(image));
    comparison->followed = followed(*comparison);
    return comparison;
}

}  // namespace suss
