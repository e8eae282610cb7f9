#pragma once

#include "core/explain/account.h"
#include "core/explain/map.h"

#include <string>

namespace suss {

/// m(p) = sum_c w_c (z_c(p)^2 - that of the reference) / (2 n_c); each coarse value is divided evenly among
/// the image pixels it covers (fewer at odd edges). Complete: the sum over any rectangle is that rectangle's
/// part of the distance. 0 everywhere for identical pictures.
Map relevanceMap(const WhitenedPair& pair, const Weighting& weighting);
/// Some rows of it, [firstRow, firstRow + rows).
Map relevanceMap(const WhitenedPair& pair, const Weighting& weighting, int firstRow, int rows);

/// Sum over a rectangle (clipped to the map), in double precision.
double sumOver(const Map& map, const Rect& rect);

/// Values of one channel of a component's plane at every image pixel they cover: for display on image
/// geometry.
Map spreadToImage(const Plane& plane, int channel, int imageWidth, int imageHeight);

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

/// Those that a person would call places: a quarter denser than the picture, or more. None of a distance that
/// is spread evenly.
std::vector<Region> denserRegions(std::vector<Region> regions, const Account& account);

/// Contribution of each component inside a rectangle (clipped to the picture), summing to
/// sumOver(relevanceMap).
std::array<double, kComponentCount> contributionsIn(const WhitenedPair& pair, const Weighting& weighting,
                                                    const Rect& rect);

/// The account of one rectangle: everything is that part of the whole picture's numbers which lies inside, so
/// that the accounts of tiles add up to the whole. Variables are those inside (a coarse one that is shared
/// counts in part, the sum is rounded), so that |z|^2 over variables is the rectangle's own. Nothing is said
/// of how noticeable a part is. Throws Error for a rectangle outside the picture.
Account accountIn(const Comparison& comparison, const Weighting& weighting, const Rect& rect);

/// So much of the distance lies in so small a part of the picture that it is no change of the whole one:
/// one place of at most a twentieth of the picture holds a quarter of the distance or more,
/// or all places together cover at most a fifth of the picture and hold 60 % of the distance.
/// Photos that were moved, turned, enlarged, blurred, made noisy or compressed as a whole
/// do neither, as far as tried; a picture whose movement is followed never does.
bool isInFewPlaces(const Account& account, const std::vector<Region>& regions);

/// Where the picture as a whole has moved to and what the distance is without that; empty if it has not.
std::string movementInWords(const Account& account);

/// How many people would notice, in one sentence; empty if that is not known
/// or there is no distance. People were asked about changes
/// of whole pictures, so of one that isInFewPlaces() nothing is claimed, and one that stands out is named.
std::string noticingInWords(const Account& account, const std::vector<Region>& regions);

/// What became of the picture in plain terms, as far as that has a name; then what kind of difference
/// dominates and how concentrated it is.
std::string inWords(const Account& account, const std::vector<Region>& regions);

}  // namespace suss
