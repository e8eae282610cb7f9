#include "core/explain/region_oddity.h"

#include "core/image/sizes.h"

#include <cstdio>
#include <unsupported/Eigen/SpecialFunctions>

namespace suss {
namespace {

constexpr double kOdd = 1e-3;  ///< chance below which a rectangle is odd

/// "Y1, 2.3 times what is expected".
std::string withExcess(Component component, double square, std::int64_t variables) {
    char text[64];
    const double excess = square / double(variables);
    std::snprintf(text, sizeof text, excess < 1.995 ? "%.2f" : excess < 9.95 ? "%.1f" : "%.0f", excess);
    return std::string(nameOf(component)) + ": " + text + " times what is expected";
}

/// The component that is least likely to be so far off.
struct Oddest {
    Component component = Component::Y1;
    double square = 0;
    std::int64_t variables = 1;
    double chance = 1;

    void consider(Component other, double otherSquare, std::int64_t otherVariables) {
        const double otherChance = chanceOf(otherSquare, otherVariables);
        // Chances too small for a double are told apart by the excess.
        if (otherChance > chance ||
            (otherChance == chance && otherSquare * double(variables) <= square * double(otherVariables)))
            return;
        *this = {other, otherSquare, otherVariables, otherChance};
    }
    [[nodiscard]] std::string inWords() const { return withExcess(component, square, variables); }
};

}  // namespace

RegionOddity oddityIn(const Comparison& comparison, const Rect& rect, const Progress& progress) {
    const Image& image = *comparison.image;
    requireInside(rect, image.width, image.height, "The rectangle");
    RegionOddity oddity;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        oddity.components[c] = regionSquareOf(*comparison.reference->distributions[c], comparison.planes[c],
                                              cellsOf(component, rect), kSurroundings, progress);
    }
    return oddity;
}

double chanceOf(double square, std::int64_t variables) {
    return square > 0 ? Eigen::numext::igammac(0.5 * double(variables), 0.5 * square) : 1.0;
}

std::string inWords(const RegionOddity& oddity, const Weighting& weighting) {
    Oddest alone, here;
    int counted = 0;
    for (const Component component : kComponents) {
        if (!(weighting.of(component) > 0)) continue;
        const RegionSquare& part = oddity.components[indexOf(component)];
        alone.consider(component, part.alone, part.variables);
        here.consider(component, part.givenSurroundings, part.variables);
        ++counted;
    }
    if (counted == 0) return "No component counts: all are switched off or have weight 0.";
    if (alone.chance * counted < kOdd) return "Odd in itself (" + alone.inWords() + ").";
    if (here.chance * counted < kOdd)
        return "Odd here: it fits the picture's statistics alone but not its surroundings (" +
               here.inWords() + ").";
    return "Not odd, neither in itself nor given its surroundings.";
}

}  // namespace suss
