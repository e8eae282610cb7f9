#include "ui/document/pixel_mask.h"

#include <QPainter>

#include <algorithm>

namespace suss {
namespace {

constexpr QColor kChosen{255, 200, 40, 110};

}  // namespace

PixelMask::PixelMask(const QSize& size) : pixels_(size, QImage::Format_ARGB32_Premultiplied) {
    pixels_.fill(Qt::transparent);
}

PixelMask PixelMask::of(const Rect& rect, const QSize& size) {
    PixelMask mask(size);
    mask.bounds_ = QRect(rect.x, rect.y, rect.width, rect.height).intersected(mask.pixels_.rect());
    QPainter(&mask.pixels_).fillRect(mask.bounds_, kChosen);
    return mask;
}

void PixelMask::paint(const QLineF& stroke, double radius) {
    QPainter painter(&pixels_);
    // Once over is as good as twice: the colour stays the same.
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.setPen(QPen(kChosen, 2 * radius, Qt::SolidLine, Qt::RoundCap));
    if (stroke.length() > 0) {
        painter.drawLine(stroke);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(kChosen);
        painter.drawEllipse(stroke.p1(), radius, radius);
    }
    // The smallest brush chooses at least the pixel that it is on.
    const QPoint on(int(std::floor(stroke.x2())), int(std::floor(stroke.y2())));
    painter.fillRect(QRect(on, QSize(1, 1)), kChosen);
    const QRectF covered = QRectF(stroke.p1(), stroke.p2())
                               .normalized()
                               .adjusted(-radius - 1, -radius - 1, radius + 1, radius + 1);
    bounds_ |= covered.toAlignedRect().intersected(pixels_.rect());
}

Image replaced(Image image, const Image& other, const PixelMask& chosen) {
    const QRect bounds = chosen.bounds();
    for (int y = bounds.top(); y <= bounds.bottom(); ++y)
        for (int x = bounds.left(); x <= bounds.right(); ++x)
            if (chosen.has(x, y))
                std::copy_n(other.row(y) + std::ptrdiff_t(3) * x, 3, image.row(y) + std::ptrdiff_t(3) * x);
    return image;
}

}  // namespace suss
