#include "ui/stage/overlays.h"

#include "ui/paint/annotations.h"

#include <QPainter>

#include <cmath>

namespace suss {
namespace {

constexpr double kGridFrom = 16;     // magnification from which the pixel grid is drawn
constexpr double kPixelBoxFrom = 8;  // and from which a point is a box around the pixel

}  // namespace

void drawPixelGrid(QPainter& painter, const Placing& placing, const QRect& pixels) {
    if (placing.zoom < kGridFrom) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(QColor(128, 128, 128, 120), 1));
    const int left = pixels.left(), top = pixels.top();
    const int right = left + pixels.width(), bottom = top + pixels.height();
    for (int x = left; x <= right; ++x)
        painter.drawLine(placing.of(QPointF(x, top)), placing.of(QPointF(x, bottom)));
    for (int y = top; y <= bottom; ++y)
        painter.drawLine(placing.of(QPointF(left, y)), placing.of(QPointF(right, y)));
}

void drawPoint(QPainter& painter, const Placing& placing, const QPointF& point, const QColor& color,
               bool arms) {
    const double zoom = placing.zoom, ratio = placing.ratio;
    const QColor shade(0, 0, 0, 140);
    painter.setBrush(Qt::NoBrush);
    if (zoom >= kPixelBoxFrom) {
        const QRectF pixel = placing.of(QRectF(std::floor(point.x()), std::floor(point.y()), 1, 1));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(shade, 3 * ratio));
        painter.drawRect(pixel);
        painter.setPen(QPen(color, ratio));
        painter.drawRect(pixel);
    }
    if (!arms) return;
    const QPointF at = placing.of(point);
    const double gap = (zoom >= kPixelBoxFrom ? zoom : 0) + 5 * ratio, arm = gap + 13 * ratio;
    const QLineF lines[] = {{at.x() - arm, at.y(), at.x() - gap, at.y()},
                            {at.x() + gap, at.y(), at.x() + arm, at.y()},
                            {at.x(), at.y() - arm, at.x(), at.y() - gap},
                            {at.x(), at.y() + gap, at.x(), at.y() + arm}};
    painter.setPen(QPen(shade, 3 * ratio, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines, 4);
    painter.setPen(QPen(color, 1.2 * ratio, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(lines, 4);
}

void drawPainted(QPainter& painter, const Placing& placing, const PixelMask& painted, const QRectF& seen) {
    const QRect pixels = painted.bounds() & seen.toAlignedRect();
    if (pixels.isEmpty()) return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, placing.zoom < 1);
    painter.drawImage(placing.of(QRectF(pixels)), painted.overlay(), QRectF(pixels));
}

void drawBrush(QPainter& painter, const Placing& placing, const QPointF& point, double radius) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    for (const auto& [color, width] : {std::pair(QColor(0, 0, 0, 150), 3.0), {kChosenRegion, 1.4}}) {
        painter.setPen(QPen(color, width * placing.ratio));
        painter.drawEllipse(placing.of(point), radius * placing.zoom, radius * placing.zoom);
    }
}

void drawDivider(QPainter& painter, double x, double height, double ratio) {
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (const auto& [color, width] : {std::pair(QColor(0, 0, 0, 150), 4.0), {QColor(Qt::white), 1.5}}) {
        painter.setPen(QPen(color, width * ratio));
        painter.drawLine(QPointF(x, 0), QPointF(x, height));
    }
    // A grip says that it can be moved.
    const QPointF middle(x, height / 2);
    painter.setPen(QPen(QColor(0, 0, 0, 150), ratio));
    painter.setBrush(Qt::white);
    painter.drawEllipse(middle, 9 * ratio, 9 * ratio);
    painter.setPen(QPen(QColor(60, 60, 60), 1.6 * ratio, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    for (const double side : {-1.0, 1.0})
        painter.drawPolyline(
            QPolygonF({middle + QPointF(side * 2.5, -3) * ratio, middle + QPointF(side * 5.5, 0) * ratio,
                       middle + QPointF(side * 2.5, 3) * ratio}));
}

}  // namespace suss
