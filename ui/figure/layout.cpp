#include "ui/figure/layout.h"

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr qreal kCloser = 0.4;  // what belongs to one panel is nearer than the next panel, in gaps

constexpr double kUnitsPerMm = kUnitsPerPoint * 72 / 25.4;
constexpr double kLeastColumnMm = 18;

struct Cell {
    const PanelSize* panel;
    std::size_t column, span;
};
using Row = std::vector<Cell>;

std::vector<Row> rowsOf(const std::vector<PanelSize>& panels, std::size_t across) {
    std::vector<Row> rows;
    std::size_t column = across;  // a full row, so that the first panel begins one
    for (const PanelSize& panel : panels) {
        const std::size_t span = std::clamp<std::size_t>(std::size_t(std::max(1, panel.span)), 1, across);
        if (column + span > across) {
            rows.emplace_back();
            column = 0;
        }
        rows.back().push_back({&panel, column, span});
        column += span;
    }
    return rows;
}

qreal heightOf(const std::vector<QSizeF>& insets) {
    qreal height = 0;
    for (const QSizeF& inset : insets) height = std::max(height, inset.height());
    return height;
}

bool hasBelow(const PanelSize& panel) {
    return !panel.insets.empty() || panel.scale > 0;
}

}  // namespace

double columnOnPaper(double widthMm, int columns) {
    return (widthMm * kUnitsPerMm - 2 * kPaperMargin - (columns - 1) * kPaperGap) / columns;
}

int mostColumnsOnPaper(double widthMm) {
    const double least = kLeastColumnMm * kUnitsPerMm;
    return int((widthMm * kUnitsPerMm - 2 * kPaperMargin + kPaperGap) / (least + kPaperGap));
}

int columnsFor(int panels, const QSizeF& content, int most) {
    constexpr double kShape = 1.6;
    int best = 1;
    double bestDistance = 0;
    for (int columns = 1; columns <= std::clamp(panels, 1, std::max(1, most)); ++columns) {
        const int rows = (panels + columns - 1) / columns;
        const double shape = content.width() * columns / std::max(1.0, content.height() * rows);
        // Empty places at the end count against an arrangement.
        const double distance = std::abs(std::log(shape / kShape)) + 0.4 * (rows * columns - panels);
        if (columns == 1 || distance < bestDistance) {
            best = columns;
            bestDistance = distance;
        }
    }
    return best;
}

InsetRooms insetRooms(int count, qreal contentWidth, const FigureMetrics& metrics) {
    const qreal between = metrics.gap * kCloser;
    const qreal width = (contentWidth - between * (count - 1)) / std::max(1, count);
    return {width, width + between};
}

FigurePlan layOutFigure(const std::vector<PanelSize>& panels, int columns, const FigureMetrics& metrics) {
    std::size_t places = 0;
    for (const PanelSize& panel : panels) places += std::size_t(std::max(1, panel.span));
    const std::size_t across =
        std::clamp<std::size_t>(std::size_t(std::max(1, columns)), 1, std::max<std::size_t>(1, places));
    const std::vector<Row> rows = rowsOf(panels, across);

    std::vector<qreal> widths(across, metrics.leastPanelWidth);
    for (const Row& row : rows)
        for (const Cell& cell : row)
            if (cell.span == 1)
                widths[cell.column] = std::max(widths[cell.column], cell.panel->content.width());
    std::vector<qreal> lefts(across + 1, metrics.margin);
    for (std::size_t i = 0; i < across; ++i) lefts[i + 1] = lefts[i] + widths[i] + metrics.gap;
    const qreal closer = metrics.gap * kCloser;

    FigurePlan plan;
    qreal y = metrics.margin;
    for (const Row& row : rows) {
        qreal title = 0, content = 0, insets = 0, scale = 0, tallest = 0;
        for (const Cell& cell : row) {
            const PanelSize& panel = *cell.panel;
            title = std::max(title, panel.title);
            tallest = std::max(tallest, panel.content.height());
            if (hasBelow(panel)) content = std::max(content, panel.content.height());
            insets = std::max(insets, heightOf(panel.insets));
            scale = std::max(scale, panel.scale);
        }
        const qreal contentTop = y + title;
        const qreal insetsTop = contentTop + content + (insets > 0 ? closer : 0);
        const qreal scaleTop = insetsTop + insets + (scale > 0 ? closer : 0);
        for (const Cell& cell : row) {
            const PanelSize& panel = *cell.panel;
            const qreal x = lefts[cell.column];
            const qreal width = lefts[cell.column + cell.span] - metrics.gap - x;
            PanelPlace place;
            place.title = QRectF(x, contentTop - panel.title, width, panel.title);
            place.content =
                QRectF(x, contentTop, cell.span > 1 ? width : panel.content.width(), panel.content.height());
            const InsetRooms rooms = insetRooms(int(panel.insets.size()), place.content.width(), metrics);
            for (std::size_t i = 0; i < panel.insets.size(); ++i)
                place.insets.emplace_back(QPointF(x + rooms.step * qreal(i), insetsTop), panel.insets[i]);
            if (panel.scale > 0)
                place.scale = QRectF(x, scaleTop, std::max(place.content.width(), metrics.leastPanelWidth),
                                     panel.scale);
            plan.panels.push_back(std::move(place));
        }
        y = std::max(scaleTop + scale, contentTop + tallest) + metrics.gap;
    }
    const qreal right = lefts[across] - metrics.gap;
    if (metrics.caption > 0) {
        plan.caption = QRectF(metrics.margin, y, right - metrics.margin, metrics.caption);
        y += metrics.caption + metrics.gap;
    }
    plan.size = QSizeF(std::round(right + metrics.margin), std::ceil(y - metrics.gap + metrics.margin));
    return plan;
}

}  // namespace suss
