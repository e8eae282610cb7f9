#pragma once

#include "core/network/model_info.h"
#include "core/report/comparison_json.h"

#include <string>

namespace suss {

/// The first line of a table of comparisons, with its line end: paths, model, weights, scores, contribution
/// and z^2/n of each component, baselines, how many would notice.
std::string csvHeader();

/// One comparison as a line of that table, with its line end. Numbers read back as the same doubles.
std::string csvRow(const std::string& referencePath, const ModelInfo& model, const std::string& weightSet,
                   const ComparisonReport& report);

}  // namespace suss
