#pragma once

#include "core/explain/account.h"
#include "core/explain/baselines.h"
#include "core/explain/relevance_map.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace suss {

/// One finished comparison, ready to be written down.
struct ComparisonReport {
    std::string path;
    Account account;
    Baselines baselines;
    std::vector<Region> regions;
};

/// The document of `suss compare --json`, schema "suss.compare/1". Numbers keep full double precision; infinite
/// PSNR (identical pictures) is written as null, since JSON has no infinity.
nlohmann::json comparisonDocument(const ModelInfo& model, const std::string& weightSet,
                                  const std::string& referencePath, const Image& reference,
                                  const std::vector<ComparisonReport>& comparisons);

}  // namespace suss
