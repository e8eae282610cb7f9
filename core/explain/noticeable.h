#pragma once

#include <string>

namespace suss {

/// How many people notice a distance. On a scale of differences whose unit is the standard deviation of the
/// decision (Thurstone), a difference s is told from none by 2 Phi(s) - 1 of the people who do not merely
/// guess; half of them notice s = 0.674. Here s = 0.674 (distance / threshold)^exponent for the middle one of
/// the pictures and kinds of change it was fitted to; ln s is Normal about that with the given spread.
struct PsychometricFunction {
    double threshold = 1;  ///< distance that half the people notice, > 0
    double exponent = 1;   ///< > 0
    double spread = 0;     ///< standard deviation of ln s between pictures and kinds of change, >= 0
    bool operator==(const PsychometricFunction&) const = default;
};

/// Share of people who notice, and where it lies for 95 % of pictures and kinds of change.
struct Noticeable {
    double probability = 0;
    double low = 0, high = 0;
};

/// Scale value that half the people notice: 2 Phi(s) - 1 = 1/2.
inline constexpr double kHalfNotice = 0.6744897501960817;

/// 0 for a distance that is not positive.
Noticeable noticeable(const PsychometricFunction& function, double distance);

/// "7 %", "< 1 %", "> 99 %": as exact as it is known.
std::string percentOfPeople(double share);

/// One plain sentence. "Hardly anyone" and "nearly everyone" only where the whole interval says so.
std::string inWords(const Noticeable& noticeable);

}  // namespace suss
