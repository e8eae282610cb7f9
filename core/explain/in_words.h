#pragma once

#include "core/explain/regions.h"

#include <string>

namespace suss {

struct Repair;

/// Where the picture as a whole has moved to and what the distance is without that; empty if it has not.
std::string movementInWords(const Account& account);

/// How many people would notice, in one sentence; empty if that is not known or there is no distance. People
/// were asked about changes of whole pictures, so of one that isInFewPlaces() nothing is claimed, and one
/// that stands out is named.
std::string noticingInWords(const Account& account, const std::vector<Region>& regions);

/// What became of the picture in plain terms, as far as that has a name; then what kind of difference
/// dominates and how concentrated it is.
std::string inWords(const Account& account, const std::vector<Region>& regions);

/// The same of a rectangle (accountIn()), but for where in it.
std::string partInWords(const Account& account);

/// What comes first on a walk of repair, in one sentence: how much of the difference the first half of the
/// gain (to the next frame) takes, in which of its places, and which components gain. Empty if there is
/// nothing to gain.
std::string firstInWords(const Comparison& comparison, const Weighting& weighting, const Repair& repair);

}  // namespace suss
