#include "ui/figure/layout.h"

#include <algorithm>
#include <cmath>

namespace suss {

int columnsFor(int panels, const QSizeF& content) {
    constexpr double kShape = 1.6;
    int best = 1;
    double bestDistance = 0;
    for (int columns = 1; columns <= std::max(1, panels); ++columns) {
        const int rows = (panels + columns - 1) / columns;
        const double shape = content.width() * columns / std::max(1.0, content.height() * rows);
        // Empty places at the end count against an arrangement.
        const double distance = std::abs(std::log(shape / kShape)) + 0.25 * (rows * columns - panels);
        if (columns == 1 || distance < bestDistance) {
            best = columns;
            bestDistance = distance;
        }
    }
    return best;
}

FigurePlan layOutFigure(const std::vector<PanelSize>& panels, int columns, const FigureMetrics& metrics) {
    FigurePlan plan;
    const std::size_t count = panels.size();
    const std::size_t across =
        std::clamp<std::size_t>(std::size_t(std::max(1, columns)), 1, std::max<std::size_t>(1, count));
    std::vector<qreal> widths(across, metrics.leastPanelWidth);
    for (std::size_t i = 0; i < count; ++i)
        widths[i % across] = std::max(widths[i % across], panels[i].content.width());

    qreal y = metrics.margin;
    for (std::size_t first = 0; first < count; first += across) {
        const std::size_t last = std::min(first + across, count);
        qreal contentHeight = 0;
        bool hasScale = false;
        for (std::size_t i = first; i < last; ++i) {
            contentHeight = std::max(contentHeight, panels[i].content.height());
            hasScale = hasScale || panels[i].hasScale;
        }
        qreal x = metrics.margin;
        for (std::size_t i = first; i < last; ++i) {
            const qreal width = widths[i - first];
            PanelPlace place;
            place.title = QRectF(x, y, width, metrics.titleHeight);
            place.content = QRectF(QPointF(x, y + metrics.titleHeight), panels[i].content);
            if (panels[i].hasScale)
                place.scale =
                    QRectF(x, y + metrics.titleHeight + contentHeight + metrics.gap * 0.4,
                           std::max(panels[i].content.width(), metrics.leastPanelWidth), metrics.scaleHeight);
            plan.panels.push_back(place);
            x += width + metrics.gap;
        }
        y += metrics.titleHeight + contentHeight + (hasScale ? metrics.gap * 0.4 + metrics.scaleHeight : 0) +
             metrics.gap;
    }
    qreal width = 2 * metrics.margin + metrics.gap * qreal(across - 1);
    for (const qreal column : widths) width += column;
    if (metrics.captionHeight > 0) {
        plan.caption = QRectF(metrics.margin, y, width - 2 * metrics.margin, metrics.captionHeight);
        y += metrics.captionHeight + metrics.gap;
    }
    plan.size = QSizeF(std::ceil(width), std::ceil(y - metrics.gap + metrics.margin));
    return plan;
}

}  // namespace suss
