#include "core/explain/noticeable.h"

#include <cctype>
#include <cmath>
#include <numbers>

namespace suss {

namespace {

constexpr double kUnsure = 0.5;  // width from which an interval is said to be wide
constexpr double kNormal95 = 1.959963984540054;

/// 2 Phi(s) - 1.
double shareOf(double scale) {
    return std::erf(scale / std::numbers::sqrt2);
}

/// "fewer than 1", "3", "more than 9" of ten.
std::string ofTen(double share) {
    if (share < 0.05) return "fewer than 1";
    if (share > 0.95) return "more than 9";
    return std::to_string(std::lround(10 * share));
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

std::string inWords(const Noticeable& noticeable) {
    std::string sentence = noticeable.high - noticeable.low > kUnsure ? "quite uncertain: " : "";
    if (noticeable.probability < 0.05)
        sentence += "hardly anyone";
    else if (noticeable.probability > 0.95)
        sentence += "nearly everyone";
    else
        sentence += "about " + ofTen(noticeable.probability) + " in 10 people";
    const std::string low = ofTen(noticeable.low), high = ofTen(noticeable.high);
    sentence += " would notice (" + (low == high ? low : low + " to " + high) +
                " in 10 for 95 % of pictures and kinds of change).";
    sentence[0] = char(std::toupper(sentence[0]));
    return sentence;
}

}  // namespace suss
