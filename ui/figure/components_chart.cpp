#include "ui/figure/components_chart.h"

#include "ui/text.h"
#include "ui/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <vector>

namespace suss {
namespace {

constexpr double kRows = 6.5;  // heading, components, sum

struct Row {
    QString name, value, surprise;
    double part = 0;
    bool enabled = true;
};

const Row kHeading{QString(), QStringLiteral("Part of distance"), QStringLiteral("z²/n")};

std::vector<Row> rowsOf(const Account& account) {
    std::vector<Row> rows;
    for (const ComponentAccount& part : account.components)
        rows.push_back({toQString(nameOf(part.component)),
                        part.enabled ? formatNumber(part.contribution) : QStringLiteral("off"),
                        formatNumber(part.meanSquare()), part.contribution, part.enabled});
    rows.push_back({QStringLiteral("Distance"), formatNumber(account.distance), {}, account.distance});
    return rows;
}

QFont boldOf(const QFont& font) {
    QFont bold = font;
    bold.setWeight(QFont::Bold);
    return bold;
}

// Widths of the columns of text, each with the space that parts it from the bars.
struct Columns {
    qreal name = 0, value = 0, surprise = 0;
};

Columns columnsOf(const std::vector<Row>& rows, const QFont& font) {
    const QFontMetricsF metrics(font), bold(boldOf(font));
    Columns columns;
    columns.surprise = metrics.horizontalAdvance(kHeading.surprise);
    for (const Row& row : rows) {
        columns.name = std::max(columns.name, bold.horizontalAdvance(row.name));
        columns.value = std::max(columns.value, bold.horizontalAdvance(row.value));
        columns.surprise = std::max(columns.surprise, metrics.horizontalAdvance(row.surprise));
    }
    const qreal gap = metrics.averageCharWidth();
    return {columns.name + gap, columns.value + gap, columns.surprise + 1.5 * gap};
}

}  // namespace

QSizeF componentsChartSize(const Account& account, const QFont& font) {
    const QFontMetricsF metrics(font);
    const Columns columns = columnsOf(rowsOf(account), font);
    // The heading stands over bars and values.
    const qreal middle = std::max(columns.value + 3 * metrics.averageCharWidth(),
                                  metrics.horizontalAdvance(kHeading.value) + metrics.averageCharWidth());
    return {columns.name + middle + columns.surprise, kRows * metrics.height() * 1.2};
}

void drawComponentsChart(QPainter& painter, const QRectF& area, const Account& account, const QFont& font) {
    const Theme theme = Theme::of(QPalette(QColor(240, 240, 240), Qt::white));
    const QFontMetricsF metrics(font);
    const std::vector<Row> rows = rowsOf(account);
    const Columns columns = columnsOf(rows, font);
    double low = 0, high = 0;
    for (const Row& row : rows) {
        low = std::min(low, row.part);
        high = std::max(high, row.part);
    }
    const double span = high > low ? high - low : 1;
    const qreal rowHeight = std::min(area.height() / kRows, metrics.height() * 2.4);
    const QRectF bars(area.left() + columns.name, area.top(),
                      area.width() - columns.name - columns.value - columns.surprise, area.height());
    const auto x = [&](double value) { return bars.left() + bars.width() * (value - low) / span; };

    painter.save();
    qreal y = area.top();
    const auto write = [&](const QString& text, qreal left, qreal width, bool isRight, const QColor& color,
                           const QFont& textFont) {
        const qreal own = QFontMetricsF(textFont).horizontalAdvance(text);
        painter.setFont(textFont);
        painter.setPen(color);
        painter.drawText(QPointF(isRight ? left + width - own : left,
                                 y + (rowHeight - metrics.height()) / 2 + metrics.ascent()),
                         text);
    };
    const qreal surpriseLeft = area.right() - columns.surprise;
    write(kHeading.value, bars.left(), bars.width(), false, theme.secondary, font);
    write(kHeading.surprise, surpriseLeft, columns.surprise, true, theme.secondary, font);
    y += rowHeight;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& row = rows[i];
        const bool isSum = i + 1 == rows.size();
        if (isSum)
            painter.fillRect(QRectF(area.left(), y, area.width(), std::max(1.0, metrics.height() / 16)),
                             theme.hairline);
        const QColor ink = row.enabled ? theme.text : theme.secondary;
        const QFont textFont = isSum ? boldOf(font) : font;
        write(row.name, area.left(), columns.name, false, ink, textFont);
        const qreal height = std::round(rowHeight * 0.42);
        const qreal top = y + (rowHeight - height) / 2;
        painter.fillRect(QRectF(bars.left(), top, bars.width(), height), theme.track);
        painter.fillRect(QRectF(QPointF(x(std::min(0.0, row.part)), top),
                                QPointF(x(std::max(0.0, row.part)), top + height)),
                         isSum ? theme.text : theme.of(account.components[i].component));
        write(row.value, bars.right(), columns.value, true, ink, textFont);
        write(row.surprise, surpriseLeft, columns.surprise, true, ink, textFont);
        y += rowHeight;
    }
    painter.restore();
}

}  // namespace suss
