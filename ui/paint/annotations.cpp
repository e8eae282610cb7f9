#include "ui/paint/annotations.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace suss {
namespace {

// Places for a badge at a box, best first: at the corners outside, then along the sides.
QRectF placeBadge(const QRectF& box, const QSizeF& size, const QRectF& paper,
                  const std::vector<QRectF>& taken) {
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
                              {box.center().x() - w / 2, box.bottom()}};
    const auto free = [&](const QRectF& badge) {
        return paper.contains(badge) && std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) {
                   return other.intersects(badge);
               });
    };
    for (const QPointF& place : places)
        if (const QRectF badge(place, size); free(badge)) return badge;
    // Inside the visible part of the box, when there is nothing outside or no room.
    const QRectF seen = box.intersected(paper);
    return {QPointF(std::clamp(seen.left(), paper.left(), std::max(paper.left(), paper.right() - w)),
                    std::clamp(seen.top(), paper.top(), std::max(paper.top(), paper.bottom() - h))),
            size};
}

}  // namespace

void drawRegions(QPainter& painter, const std::vector<Region>& regions, const QSize& picture,
                 const QTransform& toPaper, const QRectF& paper, const QFont& font, qreal line,
                 int selected) {
    painter.save();
    painter.setClipRect(paper, Qt::IntersectClip);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setFont(font);
    const QFontMetricsF metrics(font, painter.device());
    const qreal height = metrics.height() * 1.12;
    const QColor shade(0, 0, 0, 150), light(255, 255, 255, 235);

    std::vector<QRectF> boxes, badges;
    for (const Region& region : regions)
        boxes.push_back(
            toPaper.mapRect(QRectF(region.rect.x, region.rect.y, region.rect.width, region.rect.height)));
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        const qreal width =
            std::max(height, metrics.horizontalAdvance(QString::number(i + 1)) + height * 0.4);
        badges.push_back(placeBadge(boxes[i], {width, height}, paper, badges));
    }
    // The most important one is drawn last, on top; the chosen one above all. A box around everything says
    // nothing.
    std::vector<int> order;
    for (int i = int(boxes.size()) - 1; i >= 0; --i)
        if (i != selected && standsOut(regions[std::size_t(i)], picture.width(), picture.height()) &&
            !boxes[std::size_t(i)].contains(paper.adjusted(1, 1, -1, -1)))
            order.push_back(i);
    if (selected >= 0 && selected < int(boxes.size())) order.push_back(selected);
    for (const int i : order) {
        const QRectF& box = boxes[std::size_t(i)];
        painter.setBrush(Qt::NoBrush);
        painter.setPen(
            QPen(shade, line * (i == selected ? 4 : 3), Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(box);
        painter.setPen(QPen(i == selected ? kChosenRegion : light, line * (i == selected ? 2 : 1.3),
                            Qt::SolidLine, Qt::SquareCap, Qt::MiterJoin));
        painter.drawRect(box);
    }
    for (const int i : order) {
        const QRectF& badge = badges[std::size_t(i)];
        if (!boxes[std::size_t(i)].intersects(paper)) continue;
        painter.setPen(Qt::NoPen);
        painter.setBrush(i == selected ? kChosenRegion : QColor(25, 25, 25, 230));
        painter.drawRoundedRect(badge, height * 0.18, height * 0.18);
        painter.setPen(i == selected ? QColor(25, 25, 25) : QColor(Qt::white));
        painter.drawText(badge, Qt::AlignCenter, QString::number(i + 1));
    }
    painter.restore();
}

}  // namespace suss
