#pragma once

#include "core/explain/account.h"
#include "core/explain/map.h"

namespace suss {

/// m(p) = sum_c w_c (z_c(p)^2 - that of the reference) / (2 n_c); each coarse value is divided evenly among
/// the image pixels it covers (fewer at odd edges). Complete: the sum over any rectangle is that rectangle's
/// part of the distance. 0 everywhere for identical pictures.
Map relevanceMap(const WhitenedPair& pair, const Weighting& weighting);
/// Some rows of it, [firstRow, firstRow + rows).
Map relevanceMap(const WhitenedPair& pair, const Weighting& weighting, int firstRow, int rows);

/// As it is shown and saved: times the number of pixels, so that its mean over the picture is the distance.
Map localDistance(const WhitenedPair& pair, const Weighting& weighting);

/// Local distance of the image from the reference, less that of the reference from the image.
Map directionDifference(const WhitenedPair& forward, const WhitenedPair& backward,
                        const Weighting& weighting);

/// Sum over a rectangle (clipped to the map), in double precision.
double sumOver(const Map& map, const Rect& rect);

/// Values of one channel of a component's plane at every image pixel they cover: for display on image
/// geometry.
Map spreadToImage(const Plane& plane, int channel, int imageWidth, int imageHeight);

/// Contribution of each component inside a rectangle (clipped to the picture), summing to
/// sumOver(relevanceMap).
std::array<double, kComponentCount> contributionsIn(const WhitenedPair& pair, const Weighting& weighting,
                                                    const Rect& rect);

/// The account of one rectangle: everything is that part of the whole picture's numbers which lies inside, so
/// that the accounts of tiles add up to the whole. Variables are those inside (a coarse one that is shared
/// counts in part, the sum is rounded), so that |z|^2 over variables is the rectangle's own. What became of
/// it in plain terms is that of its blocks of 8 x 8 pixels (plainChangeIn()), if the picture has not moved.
/// Nothing is said of how noticeable a part is. Throws Error for a rectangle outside the picture.
Account accountIn(const Comparison& comparison, const Weighting& weighting, const Rect& rect);

}  // namespace suss
