#include "ui/paint/annotations.h"

#include "ui/rect.h"
#include "ui/text.h"

#include <QFontMetricsF>
#include <QPaintEngine>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

// Places for the badge of a box, best first: at the corners outside, along the sides, in the corners inside.
QRectF placeBadge(const std::vector<QRectF>& boxes, std::size_t index, const QSizeF& size,
                  const QRectF& paper, const std::vector<QRectF>& taken) {
    const QRectF& box = boxes[index];
    const qreal w = size.width(), h = size.height();
    const QPointF places[] = {{box.left(), box.top() - h},
                              {box.right() - w, box.top() - h},
                              {box.left(), box.bottom()},
                              {box.right() - w, box.bottom()},
                              {box.left() - w, box.top()},
                              {box.right(), box.top()},
                              {box.left() - w, box.bottom() - h},
                              {box.right(), box.bottom() - h},
                              {box.center().x() - w / 2, box.top() - h},
                              {box.center().x() - w / 2, box.bottom()},
                              box.topLeft(),
                              {box.right() - w, box.top()},
                              {box.left(), box.bottom() - h},
                              {box.right() - w, box.bottom() - h}};
    const auto isFree = [&](const QRectF& badge) {
        return paper.contains(badge) && std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) {
                   return other.intersects(badge);
               });
    };
    // A badge in another box or on its edge looks like that one's, unless both lie in it.
    const auto isAnothers = [&](const QRectF& badge) {
        return std::any_of(boxes.begin(), boxes.end(), [&](const QRectF& other) {
            return &other != &box && other.intersects(badge) &&
                   !(other.contains(badge) && other.contains(box));
        });
    };
    for (const bool mayBeAnothers : {false, true})
        for (const QPointF& place : places)
            if (const QRectF badge(place, size); isFree(badge) && (mayBeAnothers || !isAnothers(badge)))
                return badge;
    // Where boxes are small and close together: as near as there is room.
    for (qreal away = h; away <= 8 * h; away += h / 2)
        for (const QPointF& side : {QPointF(0, -1), QPointF(0, 1), QPointF(-1, 0), QPointF(1, 0)})
            for (const qreal along : {-1.0, 0.0, 1.0}) {
                const QPointF middle =
                    box.center() +
                    QPointF(side.x() * ((box.width() + w) / 2 + away) + along * side.y() * w / 2,
                            side.y() * ((box.height() + h) / 2 + away) + along * side.x() * h);
                QRectF badge(QPointF(), size);
                badge.moveCenter(middle);
                if (isFree(badge)) return badge;
            }
    // In the visible part of the box, when there is no room at its corners.
    const QRectF seen = box.intersected(paper);
    return {QPointF(std::clamp(seen.left(), paper.left(), std::max(paper.left(), paper.right() - w)),
                    std::clamp(seen.top(), paper.top(), std::max(paper.top(), paper.bottom() - h))),
            size};
}

// The sides of a box that lie on the paper; SVG as Qt writes it has no clipping.
QPainterPath sidesWithin(const QRectF& box, const QRectF& paper) {
    QPainterPath path;
    const QRectF seen = box.intersected(paper);
    if (seen == box) {
        path.addRect(box);
    } else if (!seen.isEmpty()) {
        const auto side = [&](const QPointF& from, const QPointF& to) {
            path.moveTo(from);
            path.lineTo(to);
        };
        if (box.top() == seen.top()) side(seen.topLeft(), seen.topRight());
        if (box.right() == seen.right()) side(seen.topRight(), seen.bottomRight());
        if (box.bottom() == seen.bottom()) side(seen.bottomLeft(), seen.bottomRight());
        if (box.left() == seen.left()) side(seen.topLeft(), seen.bottomLeft());
    }
    return path;
}

// Qt shares the rows of a high area out among threads, and waiting for those takes longer than a thin side.
void fillSide(QPainter& painter, const QRectF& side, const QColor& color) {
    constexpr qreal kRows = 30;  // of up to three spans each; from 96 on, Qt does
    for (qreal top = side.top(); top < side.bottom();) {
        const qreal bottom = std::min(side.bottom(), std::floor(top) + kRows);
        painter.fillRect(QRectF(side.left(), top, side.width(), bottom - top), color);
        top = bottom;
    }
}

// Screens get the whole rows of both sides as rectangles, paper the lines that they stand for.
void drawBox(QPainter& painter, const QRectF& box, const QRectF& paper, const QColor& color, qreal width) {
    const qreal half = width / 2;
    const QRectF outer = box.adjusted(-half, -half, half, half);
    const QRectF inner = box.adjusted(half, half, -half, -half);
    const qreal top = std::ceil(inner.top()), bottom = std::floor(inner.bottom());
    const bool isScreen = painter.paintEngine()->type() == QPaintEngine::Raster &&
                          painter.combinedTransform().type() <= QTransform::TxTranslate;
    if (!isScreen || bottom <= top || inner.width() <= 0) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, width, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        return painter.drawPath(sidesWithin(box, paper));
    }
    for (const QRectF& end : {QRectF(outer.topLeft(), QPointF(outer.right(), top)),
                              QRectF(QPointF(outer.left(), bottom), outer.bottomRight())}) {
        QPainterPath path;
        path.addRect(end.intersected(paper));
        path.addRect(end.intersected(inner).intersected(paper));
        painter.fillPath(path, color);
    }
    for (const QRectF& side : {QRectF(QPointF(outer.left(), top), QPointF(inner.left(), bottom)),
                               QRectF(QPointF(inner.right(), top), QPointF(outer.right(), bottom))})
        fillSide(painter, side.intersected(paper), color);
}

qreal badgeHeight(const QFontMetricsF& metrics) {
    return metrics.height() * 1.12;
}

QString badgeText(const std::vector<Region>& regions, std::size_t i, bool shares) {
    const QString rank = QString::number(i + 1);
    return shares ? rank + QStringLiteral(" · ") + formatPercent(regions[i].share) : rank;
}

qreal badgeWidth(const QString& text, const QFontMetricsF& metrics) {
    const qreal height = badgeHeight(metrics);
    return std::max(height, metrics.horizontalAdvance(text) + height * 0.4);
}

}  // namespace

qreal badgeWidth(const std::vector<Region>& regions, const QFont& font) {
    const QFontMetricsF metrics(font);
    qreal width = 0;
    for (std::size_t i = 0; i < regions.size(); ++i)
        width = std::max(width, badgeWidth(badgeText(regions, i, true), metrics));
    return width;
}

void drawRegions(QPainter& painter, const std::vector<Region>& regions, const QTransform& toPaper,
                 const QRectF& paper, const QFont& font, qreal line, int selected, bool shares) {
    painter.save();
    painter.setClipRect(paper, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setFont(font);
    const QFontMetricsF metrics(font, painter.device());
    const qreal height = badgeHeight(metrics);
    const QColor shade(0, 0, 0, 150), light(255, 255, 255, 235);

    std::vector<QRectF> boxes, badges;
    for (const Region& region : regions) boxes.push_back(toPaper.mapRect(toQRectF(region.rect)));
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const qreal width = badgeWidth(badgeText(regions, i, shares), metrics);
        badges.push_back(placeBadge(boxes, i, {width, height}, paper, badges));
    }
    // The most important one is drawn last, on top; the chosen one above all. A box around everything says
    // nothing, and one of which hardly a line is seen is none.
    const auto isSeen = [&](const QRectF& box) {
        const QRectF part = box & paper;
        const auto isEnough = [line](qreal seen, qreal whole) { return seen >= std::min(whole, 4 * line); };
        return isEnough(part.width(), box.width()) && isEnough(part.height(), box.height());
    };
    std::vector<int> order;
    for (int i = int(boxes.size()) - 1; i >= 0; --i) {
        const QRectF& box = boxes[std::size_t(i)];
        if (i != selected && isSeen(box) && !box.contains(paper.adjusted(1, 1, -1, -1))) order.push_back(i);
    }
    if (selected >= 0 && selected < int(boxes.size())) order.push_back(selected);
    for (const int i : order) {
        const QRectF& box = boxes[std::size_t(i)];
        drawBox(painter, box, paper, shade, line * (i == selected ? 4 : 3));
        drawBox(painter, box, paper, i == selected ? kChosenRegion : light, line * (i == selected ? 2 : 1.3));
    }
    for (const int i : order) {
        const QRectF& badge = badges[std::size_t(i)];
        if (!boxes[std::size_t(i)].intersects(paper)) continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(i == selected ? kChosenRegion : QColor(25, 25, 25, 230));
        painter.drawRoundedRect(badge, height * 0.18, height * 0.18);
        painter.setPen(i == selected ? QColor(25, 25, 25) : QColor(Qt::white));
        painter.drawText(badge, Qt::AlignCenter, badgeText(regions, std::size_t(i), shares));
    }
    painter.restore();
}

void drawMarked(QPainter& painter, const QRectF& box, const QRectF& paper, qreal line) {
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    const QPainterPath sides = sidesWithin(box, paper);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3 * line));
    painter.drawPath(sides);
    painter.setPen(QPen(kChosenRegion, 1.4 * line, Qt::DashLine));
    painter.drawPath(sides);
}

void drawLeader(QPainter& painter, const QRectF& box, const QRectF& inset, const QString& label,
                const QFont& font, qreal line) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    QPainterPath path;
    path.addRect(box);
    path.moveTo(box.bottomLeft());
    path.lineTo(inset.topLeft());
    path.moveTo(box.bottomRight());
    path.lineTo(inset.topRight());
    path.addRect(inset);
    // Dark beside light: seen on paper and on any picture.
    painter.setPen(QPen(QColor(255, 255, 255, 220), line * 2, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(path);
    painter.setPen(QPen(QColor(25, 25, 25), line * 0.8, Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
    painter.drawPath(path);

    const QFontMetricsF metrics(font, painter.device());
    const QSizeF size(metrics.horizontalAdvance(label) + metrics.height() * 0.4, metrics.height() * 1.1);
    const QRectF badge(inset.bottomRight() - QPointF(size.width() + line, size.height() + line), size);
    if (inset.contains(badge)) {
        painter.fillRect(badge, QColor(255, 255, 255, 220));
        painter.setFont(font);
        painter.drawText(badge, Qt::AlignCenter, label);
    }
    painter.restore();
}

}  // namespace suss
