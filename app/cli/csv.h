#pragma once

#include "core/report/comparison_report.h"

#include <filesystem>
#include <string>
#include <vector>

namespace suss::cli {

/// Appends a row for each comparison to a table, with csvHeader() first if the file is new or empty. Several
/// programs may append to one file at once. Throws Error if the file cannot be written (it is then as before)
/// or begins with another header.
void appendCsvRows(const std::filesystem::path& file, const std::string& referencePath,
                   const ModelInfo& model, const std::string& weightSet,
                   const std::vector<ComparisonReport>& reports);

}  // namespace suss::cli
