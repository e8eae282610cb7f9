#pragma once

#include "core/explain/account.h"
#include "core/explain/baselines.h"
#include "core/explain/places.h"

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <vector>

namespace suss {

/// A rectangle that was asked for, and the part of each component's contribution that lies inside.
struct RegionAccount {
    Rect rect;
    std::array<double, kComponentCount> contributions{};  ///< as contributionsIn gives them
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

/// The document of `suss compare --json`, schema "suss.compare/1". Numbers keep full double precision;
/// infinite PSNR (identical pictures) is written as null, since JSON has no infinity. "noticeable" is left
/// out where the weights were not fitted to what people notice or a component is off, and null where it is
/// not known because the change isInFewPlaces(). "movement" stands with a picture that has moved as a whole.
/// "notes" stand with a picture of which something is to be known (it was scaled, values were clipped, or its
/// colour space is not that of the reference). A comparison with a `region` also has
///     "region": {"x", "y", "width", "height", "contributions": {"Y1": ..., ...}, "distance": their sum,
///                "share": of the whole distance, null when that is not positive}
nlohmann::json comparisonDocument(const ModelInfo& model, const std::string& weightSet,
                                  const std::string& referencePath, const Image& reference,
                                  const std::vector<ComparisonReport>& comparisons);

}  // namespace suss
