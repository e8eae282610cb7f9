#pragma once

#include "core/explain/map.h"
#include "core/image/image.h"
#include "ui/paint/colormap.h"

#include <QImage>

namespace suss {

/// The values that the two ends of a colour table stand for. Values beyond take the colour of the end.
struct Range {
    double low = 0, high = 1;
    bool operator==(const Range&) const = default;
};

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

/// The picture for display, rounded to nearest: 8-bit sources as Format_RGB32, deeper ones as Format_RGBX64.
QImage toQImage(const Image& image);
/// Always Format_RGB32, rounded to nearest: what a screen shows.
QImage toScreen(const Image& image);

/// A picture from elsewhere in the program's own form: sRGB, transparent pixels laid on white.
Image fromQImage(const QImage& picture);

/// Root mean square difference over R, G and B at every pixel, in levels of 255. Throws Error on unequal
/// sizes.
Map differenceMap(const Image& reference, const Image& image);

/// The range that 99.5 % of the values lie in: symmetric about zero for signed ones, else from 0 and by the
/// positive ones, so that a small blemish in an untouched picture sets its own range. -1 to 1 or 0 to 1 if
/// there are none. Values that are not finite do not count.
Range rangeOfMost(const std::vector<float>& values, bool isSigned);

/// About 100 000 of the values, evenly spread, in order, without those that are not finite.
std::vector<float> sampleOf(const float* values, std::size_t count);

/// The range of a map by a sample of its values.
Range automaticRange(const Map& map, bool isSigned = false);

/// The upper end of a range for several maps that are to be compared, from those of their own; there is at
/// least one. The middle one: where most of a picture is untouched, its own range is that of a few pixels,
/// beside which all other maps would be black.
double commonHigh(std::vector<double> highs);
/// The same of a list of which some pictures have moved as a whole and differ everywhere: beside others,
/// whose maps would be black, they do not count.
double commonHigh(std::vector<double> resting, std::vector<double> moved);

}  // namespace suss
