#pragma once

#include "ui/document/document.h"
#include "ui/paint/color_scale.h"
#include "ui/view_state.h"

namespace suss {

/// Range in force: the chosen one, or that of the kind of view (fixed for residuals, common to the
/// images of the list for SUSS map and difference, by percentile for other maps).
Range rangeOf(const Document& document, const ViewState& state, ViewKind kind);

/// Colours in force.
MapStyle styleOf(const Document& document, const ViewState& state, ViewKind kind);

/// The place that was chosen, if all of it is still seen.
std::optional<Rect> placeLookedAt(const Document& document, const ViewState& state);

/// What the colour bar of a map view says.
ColorScale scaleOf(const Document& document, const ViewState& state, ViewKind kind);

}  // namespace suss
