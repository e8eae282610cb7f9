#pragma once

#include "core/human/agreement.h"
#include "core/human/judgments.h"
#include "core/human/measured.h"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <vector>

namespace suss {

/// A number that says how different an image is: SUSS's distance, one component's loss alone, or a fixed
/// formula.
struct MeasureKind {
    std::string name;   ///< as in --metrics: suss, in-place, Y1, Y2, Y3, CbCr, psnr, ssim, ms-ssim, gmsd
    std::string title;  ///< as in tables
    bool higherIsWorse = true;
    double (*value)(const Measured& measured, const Weighting& weighting) = nullptr;
};

/// Every measure there is, SUSS first. Infinite PSNR counts as 100 dB.
const std::vector<MeasureKind>& measureKinds();

/// Their names, with a comma between them.
std::string measureNames();

/// The measures named, in the order of measureKinds(), SUSS always among them. Throws Error for an unknown
/// name.
std::vector<MeasureKind> measuresNamed(const std::vector<std::string>& names);

struct MeasureResult {
    MeasureKind kind;
    Agreement agreement;  ///< of ratings; srcc, krcc and plcc are absolute values
    int sign = 0;      ///< of the rank correlation of the measure's own value with `human` (higher is worse)
    Estimate lead;     ///< |SRCC| of SUSS minus this one's
    Estimate choices;  ///< of preferences: mean share of people on the measure's side
};

struct GroupResult {
    std::string group;  ///< "all" for everything together
    int ratings = 0, preferences = 0, references = 0;
    double choicesCeiling = 0;           ///< what always siding with the majority would reach
    std::vector<MeasureResult> results;  ///< those that could be computed for all images
};

struct Evaluation {
    std::string name;
    std::vector<GroupResult> groups;  ///< "all" first, then by name
    BootstrapOptions bootstrap;
};

Evaluation evaluate(const Judgments& judgments, const MeasuredJudgments& measured, const Weighting& weighting,
                    const std::vector<MeasureKind>& kinds, const BootstrapOptions& options,
                    const Progress& progress = {});

/// The document of `suss evaluate --json`, schema "suss.evaluate/1".
nlohmann::json evaluationDocument(const ModelInfo& model, const std::string& weightSet,
                                  const Evaluation& evaluation);

}  // namespace suss
