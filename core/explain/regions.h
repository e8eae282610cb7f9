#pragma once

#include "core/explain/account.h"

#include <vector>

namespace suss {

/// A place that explains a good part of the distance.
struct Region {
    Rect rect;
    double share = 0;                   ///< fraction of the whole distance that lies inside
    Component leading = Component::Y1;  ///< component with the largest part inside
};

/// Dense rectangles of the map without overlap that say most about where the distance is, most share first:
/// of one edge some, beside smaller places elsewhere. Each holds 2 % of the distance or more, and none grows
/// beyond a sixth of the picture. Empty when the distance is not positive. At most `count`.
std::vector<Region> rankedRegions(const WhitenedPair& pair, const Weighting& weighting, int count = 5);

}  // namespace suss
