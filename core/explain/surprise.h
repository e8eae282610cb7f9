#pragma once

#include "core/explain/account.h"

#include <string>
#include <vector>

namespace suss {

/// Quantiles of whitened residuals at the places where a standard Normal has kNormalQuantiles: equal to them
/// if the residuals are Normal.
inline constexpr std::array<float, 25> kNormalQuantiles = [] {
    std::array<float, 25> quantiles{};
    for (std::size_t i = 0; i < quantiles.size(); ++i) quantiles[i] = -3.0f + 0.25f * float(i);
    return quantiles;
}();
using Quantiles = std::array<float, kNormalQuantiles.size()>;
/// Of about 200 000 evenly spread ones of these values. All zero if there are none.
Quantiles quantilesOf(const std::vector<float>& values);

/// How the model scores imperceptible variants of its reference: the scale on which a comparison is much or
/// little.
struct VariantScores {
    Rect part;  ///< of the picture that they were made of, image pixels
    /// |z|^2 over the number of variables, of every variant and of the reference itself, in that part.
    std::vector<std::array<double, kComponentCount>> meanSquares;
    std::array<double, kComponentCount> meanSquaresOfReference{};
    std::array<Quantiles, kComponentCount> quantiles{};  ///< of z, of all variants together

    [[nodiscard]] bool isEmpty() const { return meanSquares.empty(); }
};

/// Distance of one variant under these weights, were the whole picture like the part.
double distanceOf(const VariantScores& scores, std::size_t variant, const Weighting& weighting);

/// By how much |z|^2 over the number of variables of any variant is at most above that of the reference
/// itself, by component. There must be some.
std::array<double, kComponentCount> largestIncrease(const VariantScores& scores);

/// Range of |z|^2 / n that 99 % of the model's own draws lie in: n times it is chi-square with n degrees of
/// freedom, because the whitened residual of a draw is standard Normal noise.
std::array<double, 2> rangeOfDraws(std::int64_t variables);

/// Where a comparison stands among the variants, in a sentence or two; the last says whether the model can
/// be believed of this picture. Variants change all of it: a change that isInFewPlaces() may be plain and yet
/// small beside them, and then that is said.
std::string standingInWords(const Account& account, const VariantScores& scores, const Weighting& weighting,
                            bool isInFewPlaces = false);

}  // namespace suss
