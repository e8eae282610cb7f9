#pragma once

#include "ui/paint/colormap.h"

#include <QIcon>

namespace suss {

/// A line icon of resources/icons by name ("swap"). Drawn at the size and sharpness asked for, in the text
/// colour of the palette at that moment, so that it follows light and dark by itself.
QIcon lineIcon(const char* name);

/// A strip of the colours, which says more than their name.
QIcon colormapIcon(Colormap colormap);

/// The program's own icon, in colour.
QIcon programIcon();

}  // namespace suss
