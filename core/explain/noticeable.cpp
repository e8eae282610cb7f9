#include "core/explain/noticeable.h"

#include <cctype>
#include <cmath>
#include <numbers>

namespace suss {

namespace {

constexpr double kUnsure = 0.5;  // width from which an interval is said to be wide
constexpr double kFewPeople = 0.05;
constexpr double kNormal95 = 1.959963984540054;

/// 2 Phi(s) - 1.
double shareOf(double scale) {
    return std::erf(scale / std::numbers::sqrt2);
}

}  // namespace

Noticeable noticeable(const PsychometricFunction& function, double distance) {
    if (!(distance > 0)) return {};
    const double logScale =
        std::log(kHalfNotice) + function.exponent * std::log(distance / function.threshold);
    const double reach = kNormal95 * function.spread;
    return {shareOf(std::exp(logScale)), shareOf(std::exp(logScale - reach)),
            shareOf(std::exp(logScale + reach))};
}

std::string percentOfPeople(double share) {
    if (share > 0 && share < 0.005) return "< 1 %";
    if (share < 1 && share > 0.995) return "> 99 %";
    return std::to_string(std::lround(100 * share)) + " %";
}

std::string inWords(const Noticeable& noticeable) {
    std::string sentence = noticeable.high - noticeable.low > kUnsure ? "quite uncertain: " : "";
    const std::string middle = percentOfPeople(noticeable.probability);
    if (noticeable.high < kFewPeople)
        sentence += "hardly anyone";
    else if (noticeable.low > 1 - kFewPeople)
        sentence += "nearly everyone";
    else if (middle.front() == '<')
        sentence += "fewer than 1 % of people";
    else if (middle.front() == '>')
        sentence += "more than 99 % of people";
    else
        sentence += "about " + middle + " of people";
    const std::string low = percentOfPeople(noticeable.low), high = percentOfPeople(noticeable.high);
    sentence += " would notice (" + (low == high ? low : low + " to " + high) + ").";
    sentence[0] = char(std::toupper(sentence[0]));
    return sentence;
}

}  // namespace suss
