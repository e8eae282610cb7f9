#pragma once

#include "core/explain/map.h"
#include "ui/paint/colormap.h"
#include "ui/paint/range.h"

#include <QImage>

namespace suss {

/// How numbers become colours.
struct MapStyle {
    Colormap colormap = Colormap::Magma;
    Range range;
    bool fades = false;       ///< near zero, colours become transparent: for maps that lie over a picture
    bool isReversed = false;  ///< the low end of the range has the colour of the table's high end
    bool operator==(const MapStyle&) const = default;
};

/// The opaque colours of a style, from the low end of its range to its high end.
ColorTable colorsOf(const MapStyle& style);

/// One pixel per value, Format_ARGB32_Premultiplied; values that are not finite become transparent. Rows
/// begin `stride` values apart.
QImage paintValues(const float* values, int width, int height, std::ptrdiff_t stride, const MapStyle& style);
QImage paintMap(const Map& map, const MapStyle& style);

}  // namespace suss
