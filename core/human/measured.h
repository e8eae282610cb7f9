#pragma once

#include "core/explain/account.h"
#include "core/explain/baselines.h"
#include "core/human/judgments.h"
#include "core/network/predictor.h"

#include <optional>
#include <utility>
#include <vector>

namespace suss {

/// What each component lost of its log-likelihood, in nats per variable: l_c(X, X) - l_c(X, Y). The distance
/// of an image is the sum of these, weighted.
using ComponentLosses = std::array<double, kComponentCount>;

/// The losses of an image that is moved back, and what that costs.
struct FollowedLosses {
    ComponentLosses losses{};
    double movement = 0;  ///< half the mean squared movement, in square pixels
};

/// What every measure says of one image against its reference.
struct Measured {
    ComponentLosses losses{};
    std::optional<FollowedLosses> followed;  ///< if movement explains enough (see compareFollowing)
    Baselines baselines;
    double msSsim = 0;
};

/// The distance of an image where it is, and the one that follows its movement if that is smaller, as Account
/// has them.
double distanceInPlace(const Measured& measured, const Weighting& weighting);
double distanceOf(const Measured& measured, const Weighting& weighting);

/// What is measured of a data set, row by row as its judgments stand.
struct MeasuredJudgments {
    std::vector<Measured> ratings;                            ///< the image of each rating
    std::vector<std::pair<Measured, Measured>> preferences;   ///< first and second of each preference
    std::vector<int> ratingReferences, preferenceReferences;  ///< number of the reference photo of each
};

/// Measures every image of a data set; each reference is analysed once. Throws Error for pictures that cannot
/// be read or differ in size; Cancelled.
MeasuredJudgments measure(const Judgments& judgments, const Predictor& predictor,
                          const Progress& progress = {});

}  // namespace suss
