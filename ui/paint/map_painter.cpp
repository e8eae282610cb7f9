#include "ui/paint/map_painter.h"

#include "core/error.h"
#include "core/image/sizes.h"
#include "core/parallel.h"

#include <QColorSpace>
#include <QRgba64>

#include <algorithm>
#include <cmath>
#include <vector>

namespace suss {
namespace {

int rounded(float value, float top) {
    return int(std::clamp(value, 0.0f, 1.0f) * top + 0.5f);
}

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

// A picture whose rows are painted by paint(y, pixels). Null if there is no memory for it.
template <class Pixel, class Paint>
QImage paintedRows(int width, int height, QImage::Format format, const Paint& paint) {
    QImage image(width, height, format);
    if (image.isNull()) return image;
    uchar* bits = image.bits();
    const auto stride = image.bytesPerLine();
    parallelFor(height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) paint(y, reinterpret_cast<Pixel*>(bits + y * stride));
    });
    return image;
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

QImage toQImage(const Image& image) {
    if (image.sourceBits <= 8) return toScreen(image);
    return paintedRows<QRgba64>(image.width, image.height, QImage::Format_RGBX64, [&](int y, QRgba64* out) {
        const float* in = image.row(y);
        for (int x = 0; x < image.width; ++x, in += 3)
            out[x] = QRgba64::fromRgba64(quint16(rounded(in[0], 65535)), quint16(rounded(in[1], 65535)),
                                         quint16(rounded(in[2], 65535)), 65535);
    });
}

QImage toScreen(const Image& image) {
    return paintedRows<QRgb>(image.width, image.height, QImage::Format_RGB32, [&](int y, QRgb* out) {
        const float* in = image.row(y);
        for (int x = 0; x < image.width; ++x, in += 3)
            out[x] = qRgb(rounded(in[0], 255), rounded(in[1], 255), rounded(in[2], 255));
    });
}

Image fromQImage(const QImage& picture) {
    QImage converted = picture;
    if (converted.colorSpace().isValid() && converted.colorSpace() != QColorSpace(QColorSpace::SRgb))
        converted.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    const bool deep = converted.depth() > 32;
    converted = converted.convertToFormat(QImage::Format_RGBA64_Premultiplied);
    Image image(converted.width(), converted.height());
    image.sourceBits = deep ? 16 : 8;
    for (int y = 0; y < image.height; ++y) {
        const auto* from = reinterpret_cast<const QRgba64*>(converted.constScanLine(y));
        float* to = image.row(y);
        for (int x = 0; x < image.width; ++x) {
            const float white = float(65535 - from[x].alpha());
            *to++ = (float(from[x].red()) + white) / 65535.0f;
            *to++ = (float(from[x].green()) + white) / 65535.0f;
            *to++ = (float(from[x].blue()) + white) / 65535.0f;
        }
    }
    return image;
}

Map differenceMap(const Image& reference, const Image& image) {
    if (!reference.sameSize(image)) throw Error(unequalSizes(reference, image));
    Map map(image.width, image.height);
    parallelFor(map.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* a = reference.row(y);
            const float* b = image.row(y);
            float* out = map.row(y);
            for (int x = 0; x < map.width; ++x, a += 3, b += 3) {
                const float r = a[0] - b[0], g = a[1] - b[1], blue = a[2] - b[2];
                out[x] = 255.0f * std::sqrt((r * r + g * g + blue * blue) / 3.0f);
            }
        }
    });
    return map;
}

Range rangeOfMost(const std::vector<float>& values, bool isSigned) {
    std::vector<float> sizes;
    sizes.reserve(values.size());
    for (const float value : values)
        if (std::isfinite(value) && (isSigned || value > 0)) sizes.push_back(std::abs(value));
    if (sizes.empty()) return isSigned ? Range{-1, 1} : Range{0, 1};
    const auto at = sizes.begin() + std::ptrdiff_t(0.995 * double(sizes.size() - 1));
    std::nth_element(sizes.begin(), at, sizes.end());
    const double most = *at > 0 ? double(*at) : 1.0;
    return {isSigned ? -most : 0.0, most};
}

std::vector<float> sampleOf(const float* values, std::size_t count) {
    constexpr std::size_t kEnough = 100'000;
    // Odd, so that the sample of a picture of even width does not fall on a few columns.
    const std::size_t stride = count > kEnough ? (count / kEnough) | 1 : 1;
    std::vector<float> sample;
    sample.reserve(count / stride + 1);
    for (std::size_t i = 0; i < count; i += stride)
        if (std::isfinite(values[i])) sample.push_back(values[i]);
    return sample;
}

Range automaticRange(const Map& map, bool isSigned) {
    return rangeOfMost(sampleOf(map.values.data(), map.values.size()), isSigned);
}

double commonHigh(std::vector<double> highs) {
    const auto middle = highs.begin() + std::ptrdiff_t(highs.size() / 2);
    std::nth_element(highs.begin(), middle, highs.end());
    return *middle;
}

double commonHigh(std::vector<double> resting, std::vector<double> moved) {
    return commonHigh(resting.empty() ? std::move(moved) : std::move(resting));
}

}  // namespace suss
