#pragma once

#include "core/explain/account.h"
#include "ui/document/pixel_mask.h"

#include <QColor>
#include <QImage>
#include <QPointF>
#include <QRectF>

class QPainter;

namespace suss {

/// Where image points lie in a view, in screen pixels.
struct Placing {
    QPointF origin;    ///< of the image's corner; whole, so that at 100 % image pixels are screen pixels
    double zoom = 1;   ///< screen pixels for each image pixel
    double ratio = 1;  ///< screen pixels for each of the window's units

    [[nodiscard]] QPointF of(const QPointF& imagePoint) const { return origin + imagePoint * zoom; }
    [[nodiscard]] QRectF of(const QRectF& part) const { return {of(part.topLeft()), part.size() * zoom}; }
};

// What is laid over a picture or map, legible on any of them.

/// From this magnification on, there are lines between the pixels of a picture.
inline constexpr double kGridFrom = 16;
/// Lines between these image pixels, once they are large enough, on a view of 32 bits per pixel. The last
/// ones lie beside the pixels.
void drawPixelGrid(QImage& view, const Placing& placing, const QRect& pixels);
/// A box around the pixel, where it is large enough, and arms that point to it if asked for or needed.
void drawPoint(QPainter& painter, const Placing& placing, const QPointF& point, const QColor& color,
               bool arms);
/// What a brush has painted, as far as it lies in the seen part of the image.
void drawPainted(QPainter& painter, const Placing& placing, const PixelMask& painted, const QRectF& seen);
/// How much the next stroke at this image point will cover; radius in image pixels.
void drawBrush(QPainter& painter, const Placing& placing, const QPointF& point, double radius);
/// Between the two views of the swipe layout, `x` screen pixels from the left.
void drawDivider(QPainter& painter, double x, double height, double ratio);

}  // namespace suss
