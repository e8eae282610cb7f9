#pragma once

#include "core/network/model_info.h"
#include "core/report/comparison_report.h"

#include <string>

namespace suss {

/// The names of the columns: the first line of a table of comparisons, with its line end.
std::string csvHeader();

/// One comparison as a line of that table, with its line end. Numbers read back as the same doubles.
std::string csvRow(const std::string& referencePath, const ModelInfo& model, const std::string& weightSet,
                   const ComparisonReport& report);

}  // namespace suss
