#pragma once

#include "core/explain/noticeable.h"
#include "core/human/measured.h"

namespace suss {

/// Fits how the distance goes with difference scales (human values in standard deviations of the decision,
/// zero for the reference itself, as RAID has them). Every curve, one kind of change (group) of one
/// reference, counts the same: within curves ln(scale) is a line in ln(distance) of one common slope, and its
/// offsets scatter between curves; the spread is that of a single image of a new curve. Values that are not
/// positive on either side say nothing and are left out. Throws Error with fewer than three curves of two
/// images.
PsychometricFunction fitPsychometric(const Judgments& scales, const MeasuredJudgments& measured,
                                     const Weights& weights);

}  // namespace suss
