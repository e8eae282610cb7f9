#include "ui/paint/qt_image.h"

#include "core/image/read.h"
#include "ui/paint/painted_rows.h"

#include <QColorSpace>
#include <QRgba64>

#include <algorithm>
#include <array>
#include <cstdint>

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
    // Before the colours are converted: 8 bits would not hold them.
    QImage converted = picture.convertToFormat(QImage::Format_RGBA64);
    const QColorSpace space = picture.colorSpace();
    if (space.isValid() && space != QColorSpace(QColorSpace::SRgb))
        converted.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    Image image(converted.width(), converted.height());
    image.sourceBits = picture.depth() > 32 ? 16 : 8;
    image.profileOrigin = space.isValid() ? ProfileOrigin::File : ProfileOrigin::Assumed;
    if (space.isValid() && !space.description().isEmpty()) image.profile = space.description().toStdString();
    const auto background = ReadOptions().background;
    std::int64_t transparent = 0;
    for (int y = 0; y < image.height; ++y) {
        const auto* from = reinterpret_cast<const QRgba64*>(converted.constScanLine(y));
        float* to = image.row(y);
        for (int x = 0; x < image.width; ++x) {
            const float alpha = float(from[x].alpha()) / 65535;
            transparent += from[x].alpha() < 65535;
            const std::array<quint16, 3> rgb{from[x].red(), from[x].green(), from[x].blue()};
            for (std::size_t channel = 0; channel < 3; ++channel)
                *to++ = float(rgb[channel]) / 65535 * alpha + background[channel] * (1 - alpha);
        }
    }
    if (transparent > 0) image.notes.push_back(transparencyNote(transparent, image));
    return image;
}

}  // namespace suss
