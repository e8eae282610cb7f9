#include "ui/paint/qt_image.h"

#include "ui/paint/painted_rows.h"

#include <QColorSpace>
#include <QRgba64>

#include <algorithm>

namespace suss {

QImage toScreen(const Image& image) {
    const auto rounded = [](float value) { return int(std::clamp(value, 0.0f, 1.0f) * 255 + 0.5f); };
    return paintedRows<QRgb>(image.width, image.height, QImage::Format_RGB32, [&](int y, QRgb* out) {
        const float* in = image.row(y);
        for (int x = 0; x < image.width; ++x, in += 3)
            out[x] = qRgb(rounded(in[0]), rounded(in[1]), rounded(in[2]));
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

}  // namespace suss
