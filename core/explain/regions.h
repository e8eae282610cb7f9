#pragma once

#include "core/explain/account.h"

#include <optional>
#include <vector>

namespace suss {

/// A place that explains a good part of the distance.
struct Region {
    Rect rect;
    double share = 0;                   ///< fraction of the whole distance that lies inside
    Component leading = Component::Y1;  ///< component with the largest part inside
    /// What became of it in plain terms (plainChangeIn()), if it is large enough to tell and the picture has
    /// not moved.
    std::optional<PlainChange> change{};
};

/// How many times as dense as the whole picture, of that many pixels.
double densityOf(const Region& region, double pixels);

/// At most a twentieth of a picture of that many pixels.
bool isSmall(const Region& region, double pixels);

/// Whether it catches the eye beside a change of the whole picture, of that many pixels: small and eight
/// times as dense, however little it holds.
bool isStriking(const Region& region, double pixels);

/// Dense rectangles of the map without overlap that say most about where the distance is, most share first:
/// of one edge some, beside smaller places elsewhere. Each holds 2 % of the distance or more, and none grows
/// beyond a sixth of the picture. Empty when the distance is not positive. At most `count`, and further ones
/// up to `strikingCount` that are striking and touch none of them: each of a dozen spots is a place of its
/// own.
std::vector<Region> rankedRegions(const WhitenedPair& pair, const Weighting& weighting, int count = 5,
                                  int strikingCount = 12);

}  // namespace suss
