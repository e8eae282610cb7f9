#include "ui/document/pixel_mask.h"

#include "ui/rect.h"

#include <QBuffer>
#include <QImageReader>
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
    mask.bounds_ = toQRect(rect).intersected(mask.pixels_.rect());
    QPainter(&mask.pixels_).fillRect(mask.bounds_, kChosen);
    return mask;
}

void PixelMask::paint(const QLineF& stroke, double radius) {
    draw(stroke, radius, kChosen);
    const QRectF covered = QRectF(stroke.p1(), stroke.p2())
                               .normalized()
                               .adjusted(-radius - 1, -radius - 1, radius + 1, radius + 1);
    bounds_ |= covered.toAlignedRect().intersected(pixels_.rect());
    shrinkBounds();
}

void PixelMask::erase(const QLineF& stroke, double radius) {
    draw(stroke, radius, Qt::transparent);
    shrinkBounds();
}

void PixelMask::draw(const QLineF& stroke, double radius, const QColor& color) {
    QPainter painter(&pixels_);
    // Once over is as good as twice: the colour stays the same.
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.setPen(QPen(color, 2 * radius, Qt::SolidLine, Qt::RoundCap));
    if (stroke.length() > 0) {
        painter.drawLine(stroke);
    } else {
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(stroke.p1(), radius, radius);
    }
    // The smallest brush reaches at least the pixel that it is on.
    const QPoint on(int(std::floor(stroke.x2())), int(std::floor(stroke.y2())));
    painter.fillRect(QRect(on, QSize(1, 1)), color);
}

/// Rows and columns without a chosen pixel leave at each side.
void PixelMask::shrinkBounds() {
    const auto isClear = [this](const QRect& line) {
        for (int y = line.top(); y <= line.bottom(); ++y)
            for (int x = line.left(); x <= line.right(); ++x)
                if (has(x, y)) return false;
        return true;
    };
    const auto row = [this](int y) { return QRect(bounds_.left(), y, bounds_.width(), 1); };
    const auto column = [this](int x) { return QRect(x, bounds_.top(), 1, bounds_.height()); };
    while (!bounds_.isEmpty() && isClear(row(bounds_.top()))) bounds_.setTop(bounds_.top() + 1);
    while (!bounds_.isEmpty() && isClear(row(bounds_.bottom()))) bounds_.setBottom(bounds_.bottom() - 1);
    while (!bounds_.isEmpty() && isClear(column(bounds_.left()))) bounds_.setLeft(bounds_.left() + 1);
    while (!bounds_.isEmpty() && isClear(column(bounds_.right()))) bounds_.setRight(bounds_.right() - 1);
    if (bounds_.isEmpty()) bounds_ = {};
}

QByteArray PixelMask::toPng() const {
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    QImage chosen(size(), QImage::Format_Mono);
    chosen.fill(0);
    for (int y = bounds_.top(); y <= bounds_.bottom(); ++y)
        for (int x = bounds_.left(); x <= bounds_.right(); ++x)
            if (has(x, y)) chosen.setPixel(x, y, 1);
    chosen.save(&buffer, "PNG");
    return png;
}

PixelMask PixelMask::fromPng(const QByteArray& png, const QSize& size) {
    if (png.isEmpty()) return {};
    QByteArray bytes = png;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, "PNG");
    if (size.isEmpty() || reader.size() != size) return {};
    const QImage chosen = reader.read();
    if (chosen.isNull()) return {};
    PixelMask mask(size);
    const QRgb color = qPremultiply(kChosen.rgba());
    for (int y = 0; y < size.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(mask.pixels_.scanLine(y));
        for (int x = 0; x < size.width(); ++x)
            if (qGray(chosen.pixel(x, y)) > 127) line[x] = color;
    }
    mask.bounds_ = mask.pixels_.rect();
    mask.shrinkBounds();
    return mask;
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
