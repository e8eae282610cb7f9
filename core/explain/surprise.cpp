#include "core/explain/surprise.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace suss {
namespace {

constexpr std::size_t kValuesForQuantiles = 200'000;

/// The model is believed of a picture whose variants lie within this factor of what it expects.
constexpr double kBelievable = 2;

double medianOf(std::vector<double> values) {
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::string times(double factor) {
    char text[32];
    std::snprintf(text, sizeof text, factor < 9.95 ? "%.1f" : "%.0f", factor);
    return text;
}

/// How many times as much the variants differ as the model expects; of the component that counts most.
double excessOf(const VariantScores& scores, const Weighting& weighting) {
    std::size_t most = 0;
    for (std::size_t c = 1; c < kComponentCount; ++c)
        if (weighting.of(kComponents[c]) > weighting.of(kComponents[most])) most = c;
    std::vector<double> squares;
    for (const auto& variant : scores.meanSquares) squares.push_back(variant[most]);
    return medianOf(squares);
}

}  // namespace

Quantiles quantilesOf(const std::vector<float>& values) {
    Quantiles quantiles{};
    const std::size_t stride = std::max<std::size_t>(1, values.size() / kValuesForQuantiles) | 1;
    std::vector<float> some;
    for (std::size_t i = 0; i < values.size(); i += stride) some.push_back(values[i]);
    if (some.empty()) return quantiles;
    std::sort(some.begin(), some.end());
    for (std::size_t i = 0; i < quantiles.size(); ++i) {
        const double below = 0.5 * std::erfc(-double{kNormalQuantiles[i]} / std::sqrt(2.0));
        const double place = std::clamp(below * double(some.size()) - 0.5, 0.0, double(some.size() - 1));
        const auto at = std::size_t(place), next = std::min(at + 1, some.size() - 1);
        const auto part = float(place - double(at));
        quantiles[i] = some[at] + part * (some[next] - some[at]);
    }
    return quantiles;
}

double distanceOf(const VariantScores& scores, std::size_t variant, const Weighting& weighting) {
    double distance = 0;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        distance += weighting.of(kComponents[c]) * 0.5 *
                    (scores.meanSquares[variant][c] - scores.meanSquaresOfReference[c]);
    return distance;
}

std::array<double, kComponentCount> largestIncrease(const VariantScores& scores) {
    std::array<double, kComponentCount> most = scores.meanSquares.front();
    for (const auto& squares : scores.meanSquares)
        for (std::size_t c = 0; c < kComponentCount; ++c) most[c] = std::max(most[c], squares[c]);
    for (std::size_t c = 0; c < kComponentCount; ++c) most[c] -= scores.meanSquaresOfReference[c];
    return most;
}

std::array<double, 2> rangeOfDraws(std::int64_t variables) {
    // Wilson and Hilferty (1931): the cube root of chi-square over n is nearly Normal.
    constexpr double kQuantile = 2.5758293035489;
    const double spread = 2.0 / (9.0 * double(variables));
    const auto at = [&](double normal) { return std::pow(1 - spread + normal * std::sqrt(spread), 3); };
    return {at(-kQuantile), at(kQuantile)};
}

std::string standingInWords(const Account& account, const VariantScores& scores, const Weighting& weighting,
                            bool isInFewPlaces) {
    if (scores.isEmpty()) return {};
    std::vector<double> distances;
    for (std::size_t i = 0; i < scores.meanSquares.size(); ++i)
        distances.push_back(distanceOf(scores, i, weighting));
    const auto below = std::count_if(distances.begin(), distances.end(),
                                     [&](double distance) { return distance < account.distance; });
    const std::string count = std::to_string(distances.size());
    const std::string percentile =
        "percentile " + std::to_string(std::lround(100.0 * double(below) / double(distances.size())));
    const double median = medianOf(distances);
    std::string words;
    if (account.distance == 0) {
        words = "Nothing: the pictures are the same to the model.";
    } else if (below == std::ssize(distances)) {
        words = "Measurable, whether people notice or not: further off than each of " + count +
                " variants of the reference that hardly anybody would notice (" + percentile + ")";
        words += median > 0 ? ", " + times(account.distance / median) + " times the middle one." : ".";
    } else {
        const auto asFar = std::ssize(distances) - below;
        words = std::string(isInFewPlaces ? "As a whole, no" : "No") + ": of " + count +
                " variants of the reference that hardly anybody would notice, " + std::to_string(asFar) +
                (asFar == 1 ? " is" : " are") + " at least as far off (" + percentile + ").";
        if (isInFewPlaces) words += " But it lies in a small part, where it may be plain to see.";
    }
    const double excess = excessOf(scores, weighting);
    if (excess > kBelievable)
        words += " Take it with care: the variants differ " + times(excess) +
                 " times as much as the model expects of this picture.";
    else if (excess < 1 / kBelievable)
        words += " Take it with care: the variants differ " + times(1 / excess) +
                 " times less than the model expects of this picture.";
    return words;
}

}  // namespace suss
