#pragma once

#include "core/report/comparison_report.h"

#include <string>

namespace suss::cli {

/// What all comparisons with one reference share: the picture, the model and its weights.
std::string headingOf(const std::string& referencePath, const Image& reference, const ModelInfo& model,
                      const std::string& weightSet);

/// One comparison for a person to read: score, one sentence, components, places, formulas people know.
std::string textOf(const ComparisonReport& report);

}  // namespace suss::cli
