#include "ui/figure/components_chart.h"

#include "ui/text.h"
#include "ui/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace suss {

void drawComponentsChart(QPainter& painter, const QRectF& area, const Account& account, const QFont& font) {
    const Theme theme = Theme::of(QPalette(QColor(240, 240, 240), Qt::white));
    QFont bold = font;
    bold.setWeight(QFont::DemiBold);
    const QFontMetricsF metrics(font);
    double low = 0, high = std::max(0.0, account.distance);
    for (const ComponentAccount& part : account.components) {
        low = std::min(low, part.contribution);
        high = std::max(high, part.contribution);
    }
    const double span = high > low ? high - low : 1;

    const qreal nameWidth =
        QFontMetricsF(bold).horizontalAdvance(QStringLiteral("Distance")) + 2 * metrics.averageCharWidth();
    const qreal valueWidth = metrics.horizontalAdvance(QStringLiteral("−0.00000 "));
    const QString surpriseTitle = QStringLiteral("z²/n");
    const qreal surpriseWidth = metrics.horizontalAdvance(QStringLiteral("00000 "));
    const qreal rowHeight = std::min(area.height() / 6.5, metrics.height() * 2.4);
    const QRectF bars(area.left() + nameWidth, area.top(),
                      std::max(20.0, area.width() - nameWidth - valueWidth - surpriseWidth), area.height());
    const auto x = [&](double value) { return bars.left() + bars.width() * (value - low) / span; };

    painter.save();
    qreal y = area.top();
    const auto cell = [&](qreal left, qreal width, Qt::Alignment alignment, const QString& text,
                          const QColor& color, const QFont& textFont) {
        painter.setFont(textFont);
        painter.setPen(color);
        painter.drawText(QRectF(left, y, width, rowHeight), alignment | Qt::AlignVCenter, text);
    };
    cell(bars.left(), bars.width() + valueWidth, Qt::AlignLeft, QStringLiteral("Part of the distance"),
         theme.secondary, font);
    cell(area.right() - surpriseWidth, surpriseWidth, Qt::AlignRight, surpriseTitle, theme.secondary, font);
    y += rowHeight;
    const auto row = [&](const QString& name, double value, const QColor& color, const QString& surprise,
                         const QFont& textFont, bool enabled) {
        const QColor ink = enabled ? theme.text : theme.secondary;
        cell(area.left(), nameWidth, Qt::AlignLeft, name, ink, textFont);
        const qreal height = std::round(rowHeight * 0.42);
        const QRectF track(bars.left(), y + (rowHeight - height) / 2, bars.width(), height);
        painter.fillRect(track, theme.track);
        painter.fillRect(QRectF(QPointF(x(std::min(0.0, value)), track.top()),
                                QPointF(x(std::max(0.0, value)), track.bottom())),
                         color);
        cell(bars.right(), valueWidth, Qt::AlignRight, enabled ? formatNumber(value) : QStringLiteral("off"),
             ink, textFont);
        cell(area.right() - surpriseWidth, surpriseWidth, Qt::AlignRight, surprise, ink, textFont);
        y += rowHeight;
    };
    for (const ComponentAccount& part : account.components)
        row(toQString(nameOf(part.component)), part.contribution, theme.of(part.component),
            formatNumber(part.mahalanobisSquared / double(std::max<std::int64_t>(1, part.variables))), font,
            part.enabled);
    painter.fillRect(QRectF(area.left(), y, area.width(), 1), theme.hairline);
    row(QStringLiteral("Distance"), account.distance, theme.text, {}, bold, true);
    painter.restore();
}

}  // namespace suss
