#pragma once

#include "core/parallel.h"

#include <QImage>

namespace suss {

/// A picture whose rows are painted by paint(y, pixels). Null if there is no memory for it.
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

}  // namespace suss
