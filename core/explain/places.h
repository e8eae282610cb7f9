#pragma once

#include "core/explain/regions.h"

#include <optional>
#include <vector>

namespace suss {

/// How many times as dense as the whole picture.
double densityOf(const Region& region, const Account& account);

/// Those that a person would call places: a quarter denser than the picture, or more. None of a distance that
/// is spread evenly.
std::vector<Region> denserRegions(std::vector<Region> regions, const Account& account);

/// Parts of the distance and of the picture's area that some regions are together.
struct PartOfPicture {
    double share = 0, area = 0;
};
PartOfPicture partIn(const std::vector<Region>& regions, const Account& account);

/// The index of the densest place, if it is striking.
std::optional<std::size_t> strikingPlace(const Account& account, const std::vector<Region>& regions);

/// So much of the distance lies in so small a part of the picture that it is no change of the whole one: one
/// place of at most a twentieth of the picture holds a quarter of the distance or more, or all places
/// together cover at most a fifth of the picture and hold 60 % of the distance. Photos that were moved,
/// turned, enlarged, blurred, made noisy or compressed as a whole do neither, as far as tried; a picture
/// whose movement is followed never does.
bool isInFewPlaces(const Account& account, const std::vector<Region>& regions);

}  // namespace suss
