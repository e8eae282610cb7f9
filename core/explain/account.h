#pragma once

#include "core/explain/comparison.h"

#include <array>
#include <optional>

namespace suss {

/// Which components count, and how much.
struct Weighting {
    Weights weights{};
    ComponentSwitches enabled = kAllComponents;
    std::optional<PsychometricFunction> noticing{};  ///< of these weights, with all components on
    /// Of half the mean squared movement, in square pixels: nats per pixel of a movement that is Normal with
    /// a standard deviation of one pixel. Nothing where it is not known: then no movement is followed.
    std::optional<double> movement{};

    /// Weight that is in force: zero for a component that is switched off.
    [[nodiscard]] double of(Component component) const {
        return enabled[indexOf(component)] ? weights[indexOf(component)] : 0.0;
    }
    bool operator==(const Weighting&) const = default;
};

/// The weight set of that name (empty: the default one) with these components on. Throws Error if there is
/// none.
Weighting weightingNamed(const ModelInfo& model, const std::string& set,
                         const ComponentSwitches& enabled = kAllComponents);

struct ComponentAccount {
    Component component;
    bool enabled = true;
    double weight = 0;
    std::int64_t variables = 0;
    double logLikelihood = 0, logLikelihoodOfReference = 0;            ///< total, nats
    double mahalanobisSquared = 0, mahalanobisSquaredOfReference = 0;  ///< |z|^2
    /// weight in force * (logLikelihoodOfReference - logLikelihood) / variables: its part of the distance.
    double contribution = 0;
    /// z^2/n: about 1 for what the model expects of changes that nobody notices.
    [[nodiscard]] double meanSquare() const { return mahalanobisSquared / double(variables); }
    [[nodiscard]] double meanSquareOfReference() const {
        return mahalanobisSquaredOfReference / double(variables);
    }
};

/// What becomes of the distance if the movement of the picture as a whole is followed.
struct MovementAccount {
    Movement movement;
    MovementParts parts;
    double remaining = 0;  ///< distance of the picture moved back
    double cost = 0;       ///< of having moved
    [[nodiscard]] double distance() const { return remaining + cost; }
};

/// The score, a weighted sum of log-likelihoods per variable (arXiv 2512.03701), and what it is made of.
/// Higher suss is more similar; distance is zero for the reference itself and equals the sum of the
/// contributions.
struct Account {
    std::array<ComponentAccount, kComponentCount> components;
    double suss = 0, sussOfReference = 0, distance = 0;
    /// If there is one that makes the distance smaller.
    std::optional<MovementAccount> movement{};
    /// How the picture has moved, where the weights do not say what that counts for: the distance is that of
    /// the picture where it is.
    std::optional<MovementParts> unweighedMovement{};
    [[nodiscard]] bool hasMoved() const { return movement || unweighedMovement; }
    /// The distance as people see it: of pictures that are moved, movement is followed.
    [[nodiscard]] double followedDistance() const { return movement ? movement->distance() : distance; }
    /// How many people notice the followed distance; nothing where the weights were not fitted to that, or a
    /// component is off.
    std::optional<Noticeable> noticeable{};
    /// In plain terms; of a picture that is moved, after it was moved back.
    std::optional<PlainChange> change{};
};

/// What the score needs of a comparison: enough to account for it under any weights, without its pixels.
struct Likelihoods {
    struct Part {
        std::int64_t variables = 0;
        double logLikelihood = 0, logLikelihoodOfReference = 0;            ///< total, nats
        double mahalanobisSquared = 0, mahalanobisSquaredOfReference = 0;  ///< |z|^2
    };
    std::array<Part, kComponentCount> components;
    std::optional<Followed> followed{};
    std::optional<PlainChange> change{};
};
Likelihoods likelihoodsOf(const WhitenedPair& pair);

/// The account of a part of a picture: `variables` are those of the whole, so that accounts of parts add up.
/// Nothing is said of movement, of what is noticed, and of plain changes.
Account accountOfParts(const std::array<Likelihoods::Part, kComponentCount>& parts,
                       const std::array<std::int64_t, kComponentCount>& variables,
                       const Weighting& weighting);

/// No network run and no pixel work: O(1).
Account accountOf(const Likelihoods& likelihoods, const Weighting& weighting);
inline Account accountOf(const WhitenedPair& pair, const Weighting& weighting) {
    return accountOf(likelihoodsOf(pair), weighting);
}

}  // namespace suss
