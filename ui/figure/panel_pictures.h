#pragma once

#include "core/explain/map.h"
#include "ui/figure/options.h"
#include "ui/paint/color_scale.h"

namespace suss {

// What a view of a figure shows: numbers or a picture, whole, before anything is cut or placed. Throw Error
// when what they need is not there.

Map mapOf(const FigureInput& input, ViewKind kind);
QImage pictureOf(const FigureInput& input, ViewKind kind);

/// Colours and range of a map, and how much of it lies beyond.
ColorScale colorScaleOf(const Map& map, ViewKind kind, const FigureOptions& options);

/// The mean, then one sample at every strength.
std::vector<QImage> picturesAtStrengths(const FigureInput& input, const std::vector<double>& strengths);

}  // namespace suss
