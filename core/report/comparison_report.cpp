#include "core/report/comparison_report.h"

#include "core/explain/regions.h"
#include "core/explain/relevance_map.h"
#include "core/image/profile_mismatch.h"

#include <utility>

namespace suss {

ComparisonReport reportOn(std::string path, const WhitenedPair& comparison, const Weighting& weighting,
                          const std::optional<Rect>& region) {
    ComparisonReport report{std::move(path), comparison.image->notes, accountOf(comparison, weighting),
                            baselinesOf(*comparison.referenceImage, *comparison.image),
                            rankedRegions(comparison, weighting)};
    const std::string mismatch = profileMismatch(*comparison.referenceImage, *comparison.image);
    if (!mismatch.empty()) report.notes.push_back("it " + mismatch);
    if (region) report.region = RegionAccount{*region, contributionsIn(comparison, weighting, *region)};
    return report;
}

}  // namespace suss
