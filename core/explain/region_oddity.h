#pragma once

#include "core/explain/account.h"
#include "core/gaussian/region_square.h"

#include <string>

namespace suss {

/// How odd the image is to the model of the reference in a rectangle: by itself, and given what the image
/// shows around it (region_square.h). Per component, over its cells that the rectangle touches.
struct RegionOddity {
    std::array<RegionSquare, kComponentCount> components;
};

/// Throws Error if the rectangle is empty or does not lie in the picture; Cancelled.
RegionOddity oddityIn(const Comparison& comparison, const Rect& rect, const Progress& progress = {});

/// Probability that a draw of the model lies at least as far off: a chi-square variable with that many
/// degrees of freedom is at least `square`.
double chanceOf(double square, std::int64_t variables);

/// One sentence from the components that count: odd in itself, odd here (it fits the picture's statistics
/// alone but not its surroundings), or neither. Odd is what a draw of the model would be less than once in a
/// thousand, over all components together (Bonferroni).
std::string inWords(const RegionOddity& oddity, const Weighting& weighting);

}  // namespace suss
