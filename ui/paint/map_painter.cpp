#include "ui/paint/map_painter.h"

#include "ui/paint/painted_rows.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace suss {
namespace {

// The colours of a style, premultiplied.
ColorTable tableOf(const MapStyle& style) {
    ColorTable table = colorsOf(style);
    if (!style.fades) return table;
    const double span = style.range.high - style.range.low;
    const double most = std::max(std::abs(style.range.low), std::abs(style.range.high));
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double value = style.range.low + span * (double(i) + 0.5) / double(table.size());
        // The square root keeps what is moderate in sight.
        const double opacity = most > 0 ? std::sqrt(std::min(1.0, std::abs(value) / most)) : 1;
        table[i] = qPremultiply((table[i] & 0x00ffffff) | QRgb(std::lround(255 * opacity)) << 24);
    }
    return table;
}

}  // namespace

ColorTable colorsOf(const MapStyle& style) {
    ColorTable table = colorTable(style.colormap);
    if (style.isReversed) std::reverse(table.begin(), table.end());
    return table;
}

QImage paintValues(const float* values, int width, int height, std::ptrdiff_t stride, const MapStyle& style) {
    const ColorTable table = tableOf(style);
    const double span = style.range.high - style.range.low;
    const float scale = span > 0 ? float(256.0 / span) : 0.0f;
    const float low = float(style.range.low);
    return paintedRows<QRgb>(width, height, QImage::Format_ARGB32_Premultiplied, [&](int y, QRgb* out) {
        const float* row = values + y * stride;
        for (int x = 0; x < width; ++x) {
            // Of a NaN, the comparisons leave 0.
            const float position = std::min(std::max(0.0f, (row[x] - low) * scale), 255.0f);
            out[x] = std::isfinite(row[x]) ? table[std::size_t(position)] : 0;
        }
    });
}

QImage paintMap(const Map& map, const MapStyle& style) {
    return paintValues(map.values.data(), map.width, map.height, map.width, style);
}

}  // namespace suss
