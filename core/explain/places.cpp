#include "core/explain/places.h"

#include <algorithm>

namespace suss {
namespace {

constexpr double kLeastDensity = 1.25;  ///< by that of the picture: from here on a region is a place
constexpr double kMost = 0.6;           ///< part of the distance
constexpr double kFew = 0.2;            ///< part of the picture up to which places are few
constexpr double kMuchAlone = 0.25;     ///< part of the distance that is much for one place

double pixelsOf(const Account& account) {
    return static_cast<double>(account.components[indexOf(Component::Y1)].variables);
}

}  // namespace

double densityOf(const Region& region, const Account& account) {
    return densityOf(region, pixelsOf(account));
}

std::vector<Region> denserRegions(std::vector<Region> regions, const Account& account) {
    std::erase_if(regions, [&](const Region& region) { return densityOf(region, account) < kLeastDensity; });
    return regions;
}

PartOfPicture partIn(const std::vector<Region>& regions, const Account& account) {
    PartOfPicture part;
    for (const Region& region : regions) {
        part.share += region.share;
        part.area += double(region.rect.width) * region.rect.height / pixelsOf(account);
    }
    return part;
}

std::optional<std::size_t> strikingPlace(const Account& account, const std::vector<Region>& regions) {
    const auto densest = std::ranges::max_element(
        regions, {}, [&](const Region& region) { return densityOf(region, account); });
    if (densest == regions.end() || !isStriking(*densest, pixelsOf(account))) return {};
    return static_cast<std::size_t>(densest - regions.begin());
}

bool isInFewPlaces(const Account& account, const std::vector<Region>& regions) {
    if (account.hasMoved()) return false;
    const std::vector<Region> denser = denserRegions(regions, account);
    const auto [share, area] = partIn(denser, account);
    if (share >= kMost && area <= kFew) return true;
    return std::ranges::any_of(denser, [&](const Region& region) {
        return region.share >= kMuchAlone && isSmall(region, pixelsOf(account));
    });
}

}  // namespace suss
