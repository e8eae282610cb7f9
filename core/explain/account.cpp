#include "core/explain/account.h"

#include <algorithm>

namespace suss {

Weighting weightingNamed(const ModelInfo& model, const std::string& set, const ComponentSwitches& enabled) {
    Weighting weighting{model.weightsNamed(set), enabled};
    const auto noticing = model.noticing.find(set.empty() ? model.defaultWeights : set);
    if (noticing != model.noticing.end()) weighting.noticing = noticing->second;
    const auto movement = model.movement.find(set.empty() ? model.defaultWeights : set);
    if (movement != model.movement.end()) weighting.movement = movement->second;
    return weighting;
}

namespace {

std::optional<MovementAccount> movementAccount(const Likelihoods& likelihoods, const Weighting& weighting,
                                               double distance) {
    if (!likelihoods.followed || !weighting.movement) return {};
    const Followed& followed = *likelihoods.followed;
    MovementAccount account{followed.movement, followed.parts, 0,
                            *weighting.movement * 0.5 * followed.meanSquare};
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const Likelihoods::Part& part = likelihoods.components[c];
        account.remaining += weighting.of(component) / double(part.variables) * 0.5 *
                             (followed.squaredNorms[c] - part.mahalanobisSquaredOfReference);
    }
    if (!(account.distance() < distance)) return {};
    return account;
}

}  // namespace

Likelihoods likelihoodsOf(const WhitenedPair& pair) {
    const Whitened& image = pair.whitened;
    const Whitened& reference = *pair.self;
    Likelihoods likelihoods;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        likelihoods.components[c] = {image.residuals[c].grid.variables(), image.logLikelihoods[c],
                                     reference.logLikelihoods[c], image.squaredNorms[c],
                                     reference.squaredNorms[c]};
    likelihoods.followed = pair.followed;
    likelihoods.change = pair.change;
    return likelihoods;
}

Account accountOfParts(const std::array<Likelihoods::Part, kComponentCount>& parts,
                       const std::array<std::int64_t, kComponentCount>& variables,
                       const Weighting& weighting) {
    Account account;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const Likelihoods::Part& known = parts[c];
        ComponentAccount& part = account.components[c];
        part.component = component;
        part.enabled = weighting.enabled[c];
        part.weight = weighting.weights[c];
        part.variables = known.variables;
        part.logLikelihood = known.logLikelihood;
        part.logLikelihoodOfReference = known.logLikelihoodOfReference;
        part.mahalanobisSquared = known.mahalanobisSquared;
        part.mahalanobisSquaredOfReference = known.mahalanobisSquaredOfReference;

        // The normalizers cancel in the difference of log-likelihoods: leaving them out keeps all digits.
        const double perVariable = weighting.of(component) / static_cast<double>(variables[c]);
        part.contribution =
            perVariable * 0.5 * (part.mahalanobisSquared - part.mahalanobisSquaredOfReference);
        account.suss += perVariable * part.logLikelihood;
        account.sussOfReference += perVariable * part.logLikelihoodOfReference;
        account.distance += part.contribution;
    }
    return account;
}

Account accountOf(const Likelihoods& likelihoods, const Weighting& weighting) {
    std::array<std::int64_t, kComponentCount> variables{};
    for (std::size_t c = 0; c < kComponentCount; ++c) variables[c] = likelihoods.components[c].variables;
    Account account = accountOfParts(likelihoods.components, variables, weighting);
    const bool whole =
        std::all_of(weighting.enabled.begin(), weighting.enabled.end(), [](bool on) { return on; });
    account.movement = movementAccount(likelihoods, weighting, account.distance);
    if (likelihoods.followed && !weighting.movement) account.unweighedMovement = likelihoods.followed->parts;
    account.change = account.hasMoved() ? likelihoods.followed->change : likelihoods.change;
    if (whole && weighting.noticing)
        account.noticeable = noticeable(*weighting.noticing, account.followedDistance());
    return account;
}

}  // namespace suss
