#pragma once

#include "core/network/model_info.h"
#include "core/report/comparison_report.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace suss {

/// The document of `suss compare --json`, schema "suss.compare/1". Numbers keep full double precision;
/// infinite PSNR (identical pictures) is written as null, since JSON has no infinity. "noticeable" is left
/// out where the weights were not fitted to what people notice or a component is off, and null where it is
/// not known because the change isInFewPlaces(). "movement" stands with a picture that has moved as
/// a whole, if the weights say what that counts for.
/// "notes" stand with a picture of which something is to be known (it was scaled, values were clipped, or its
/// colour space is not that of the reference). A comparison with a `region` also has
///     "region": {"x", "y", "width", "height", "contributions": {"Y1": ..., ...}, "distance": their sum,
///                "share": of the whole distance, null when that is not positive}
nlohmann::json comparisonDocument(const ModelInfo& model, const std::string& weightSet,
                                  const std::string& referencePath, const Image& reference,
                                  const std::vector<ComparisonReport>& comparisons);

/// Adds to the document's "failed" a comparison, or a map of one, that could not be made: {"reference",
/// "path", "problem"}.
void addFailed(nlohmann::json& document, const std::string& reference, const std::string& image,
               const std::string& problem);

}  // namespace suss
