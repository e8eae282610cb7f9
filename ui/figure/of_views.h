#pragma once

#include "ui/document.h"
#include "ui/figure/render.h"
#include "ui/view_state.h"

namespace suss {

// The figure of what the window shows: the shown views in their order, colours and ranges as they are.

FigureInput figureInputOf(const Document& document);

/// Zoomed in, the figure shows the visible part only, at a whole magnification.
FigureOptions figureOptionsOf(const ViewState& state);

}  // namespace suss
