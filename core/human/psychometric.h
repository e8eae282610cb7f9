#pragma once

#include "core/explain/noticeable.h"
#include "core/human/measured.h"

namespace suss {

/// Fits how the distance goes with difference scales (human values in standard deviations of the decision,
/// zero for the reference itself, as RAID has them). A curve is one kind of change (group) of one reference:
/// within it ln(scale) is a line in ln(distance) of a slope common to all (least squares over images), and
/// the offsets, each counting the same, scatter between curves; the spread is that of a single image of a new
/// curve. The paper has no such function: this is ours. Values that are not
/// positive on either side say nothing and are left out. Throws Error with fewer than three curves of two
/// images.
PsychometricFunction fitPsychometric(const Judgments& scales, const MeasuredJudgments& measured,
                                     const Weighting& weighting);

}  // namespace suss
