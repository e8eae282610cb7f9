#pragma once

#include "core/human/agreement.h"
#include "core/human/judgments.h"
#include "core/human/measured.h"

#include <array>
#include <optional>
#include <vector>

namespace suss {

/// What a distance is the weighted sum of: the components' losses, then half the mean squared movement.
inline constexpr std::size_t kTermCount = kComponentCount + 1;
using Terms = std::array<double, kTermCount>;

/// What people chose between two images of one reference.
struct Choice {
    Terms difference{};      ///< terms of the first minus those of the second, movement followed where it
                             ///< explains enough
    double shareSecond = 0;  ///< of people who found the second closer, in [0, 1]
    int reference = 0;       ///< number of the photo
};

/// A pair for every two opinion scores of one reference, with the share that a logistic of their difference
/// gives (its unit: a quarter of the standard deviation of all the scores), and the preferences as they are.
std::vector<Choice> choicesFrom(const Judgments& judgments, const MeasuredJudgments& measured);

struct WeightFit {
    Weights weights{};
    std::optional<double> movement;                ///< weight of movement, if any picture was moved
    std::array<Interval, kTermCount> intervals{};  ///< 95 % of the bootstrap over references
    double crossEntropy = 0;  ///< nats per choice, each data set counting the same; guessing has log 2
};

/// w >= 0 that minimises the cross-entropy of P(second closer) = sigmoid(w . difference)
/// (arXiv 2512.03701). Convex. Every data set counts the same. Throws Error without a choice; Cancelled.
WeightFit fitWeights(const std::vector<std::vector<Choice>>& dataSets, const BootstrapOptions& options,
                     const Progress& progress = {});

}  // namespace suss
