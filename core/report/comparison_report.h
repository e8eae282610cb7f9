#pragma once

#include "core/explain/account.h"
#include "core/explain/baselines.h"
#include "core/explain/places.h"

#include <array>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace suss {

/// A rectangle that was asked for, and the part of each component's contribution that lies inside.
struct RegionAccount {
    Rect rect;
    std::array<double, kComponentCount> contributions{};  ///< as contributionsIn gives them

    [[nodiscard]] double distance() const {
        return std::accumulate(contributions.begin(), contributions.end(), 0.0);
    }
};

/// One finished comparison, ready to be written down.
struct ComparisonReport {
    std::string path;
    std::vector<std::string> notes;  ///< as Image::notes; also how its colour profile differs
    Account account;
    Baselines baselines;
    std::vector<Region> regions;  ///< as rankedRegions gives them
    std::optional<RegionAccount> region{};

    /// What is shown and spoken of.
    [[nodiscard]] std::vector<Region> places() const { return denserRegions(regions, account); }
};

/// All of it, for the whole picture and for `region` if there is one.
ComparisonReport reportOn(std::string path, const WhitenedPair& comparison, const Weighting& weighting,
                          const std::optional<Rect>& region);

}  // namespace suss
