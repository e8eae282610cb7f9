#include "core/explain/account.h"

#include <algorithm>

namespace suss {

Weighting weightingNamed(const ModelInfo& model, const std::string& set,
                         const std::array<bool, kComponentCount>& enabled) {
    Weighting weighting{model.weightsNamed(set), enabled};
    const auto noticing = model.noticing.find(set.empty() ? model.defaultWeights : set);
    if (noticing != model.noticing.end()) weighting.noticing = noticing->second;
    return weighting;
}

Account accountOf(const Comparison& comparison, const Weighting& weighting) {
    const Whitened& image = comparison.whitened;
    const Whitened& reference = comparison.reference->self;
    Account account;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        ComponentAccount& part = account.components[c];
        part.component = component;
        part.enabled = weighting.enabled[c];
        part.weight = weighting.weights[c];
        part.variables = image.residuals[c].grid.variables();
        part.logLikelihood = image.logLikelihoods[c];
        part.logLikelihoodOfReference = reference.logLikelihoods[c];
        part.mahalanobisSquared = image.squaredNorms[c];
        part.mahalanobisSquaredOfReference = reference.squaredNorms[c];

        // The normalizers cancel in the difference of log-likelihoods: leaving them out keeps all digits.
        const double perVariable = weighting.of(component) / static_cast<double>(part.variables);
        part.contribution =
            perVariable * 0.5 * (part.mahalanobisSquared - part.mahalanobisSquaredOfReference);
        account.suss += perVariable * part.logLikelihood;
        account.sussOfReference += perVariable * part.logLikelihoodOfReference;
        account.distance += part.contribution;
    }
    const bool whole =
        std::all_of(weighting.enabled.begin(), weighting.enabled.end(), [](bool on) { return on; });
    if (whole && weighting.noticing) account.noticeable = noticeable(*weighting.noticing, account.distance);
    return account;
}

}  // namespace suss
