#include "ui/stage/overlays.h"

#include "ui/paint/annotations.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace suss {
namespace {

constexpr int kGridGrey = 128, kGridOpacity = 120;
constexpr double kPixelBoxFrom = 8;  // and from which a point is a box around the pixel

}  // namespace

// By hand: line by line through QPainter, it takes longer than a frame of the screen.
void drawPixelGrid(QImage& view, const Placing& placing, const QRect& pixels) {
    if (placing.zoom < kGridFrom || pixels.isEmpty()) return;
    struct Lines {
        int from, to;         // the first and the last one, which may lie outside the view
        std::vector<int> at;  // those inside
    };
    const auto linesAt = [&](double origin, int first, int count, int size) {
        // The first screen pixel whose middle lies in an image pixel.
        const auto place = [&](int i) { return int(std::ceil(origin + i * placing.zoom - 0.5)); };
        Lines lines{place(first), place(first + count), {}};
        for (int i = first; i <= first + count; ++i)
            if (const int at = place(i); at >= 0 && at < size) lines.at.push_back(at);
        return lines;
    };
    const Lines columns = linesAt(placing.origin.x(), pixels.left(), pixels.width(), view.width());
    const Lines rows = linesAt(placing.origin.y(), pixels.top(), pixels.height(), view.height());
    const auto toGrey = [](QRgb& pixel) {
        const auto mixed = [](int value) { return value + (kGridGrey - value) * kGridOpacity / 255; };
        pixel = qRgb(mixed(qRed(pixel)), mixed(qGreen(pixel)), mixed(qBlue(pixel)));
    };
    auto row = rows.at.begin();
    for (int y = std::max(rows.from, 0); y <= std::min(rows.to, view.height() - 1); ++y) {
        auto* line = reinterpret_cast<QRgb*>(view.scanLine(y));
        if (row != rows.at.end() && *row == y) {
            ++row;
            for (int x = std::max(columns.from, 0); x <= std::min(columns.to, view.width() - 1); ++x)
                toGrey(line[x]);
        } else {
            for (const int x : columns.at) toGrey(line[x]);
        }
    }
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
