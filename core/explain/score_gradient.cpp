#include "core/explain/score_gradient.h"

#include "core/error.h"
#include "core/gaussian/whiten.h"

namespace suss {
namespace {

double perVariable(const Weighting& weighting, std::size_t c, const Plane& plane) {
    return weighting.of(kComponents[c]) / double(plane.grid.variables());
}

}  // namespace

WhitenedChange whitenedChange(const Distributions& distributions, const Image& perturbation,
                              const Weighting& weighting) {
    const Planes planes = planesOf(perturbation);
    WhitenedChange change;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        if (weighting.of(kComponents[c]) != 0)
            change[c] = applyTransposedFactor(*distributions[c], planes[c]);
    return change;
}

double weightedSquare(const WhitenedChange& change, const Weighting& weighting) {
    double sum = 0;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        if (!change[c].values.empty()) sum += perVariable(weighting, c, change[c]) * squaredNorm(change[c]);
    return sum;
}

std::vector<float> scoreGradient(const Distributions& distributions, const WhitenedChange& residuals,
                                 const Weighting& weighting, int imageWidth, int imageHeight) {
    Planes worths;
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        if (weighting.of(kComponents[c]) == 0) continue;
        worths[c] = logLikelihoodGradient(*distributions[c], residuals[c]);
        const auto scale = float(perVariable(weighting, c, worths[c]));
        for (float& worth : worths[c].values) worth *= scale;
    }
    return adjointOfPlanes(worths, imageWidth, imageHeight);
}

std::vector<float> scoreGradient(const Comparison& comparison, const Weighting& weighting) {
    return scoreGradient(comparison.reference->distributions, comparison.whitened.residuals, weighting,
                         comparison.image->width, comparison.image->height);
}

double scoreCurvature(const Reference& reference, const Image& perturbation, const Weighting& weighting) {
    if (!perturbation.sameSize(*reference.image))
        throw Error("The perturbation has another size than the reference.");
    return -weightedSquare(whitenedChange(reference.distributions, perturbation, weighting), weighting);
}

}  // namespace suss
