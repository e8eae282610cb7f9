#include "ui/paint/color_scale.h"

#include "ui/text.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace suss {
namespace {

constexpr qreal kTip = 0.6;  // length of a pointed end, in heights of the strip

// Positions along the strip: the range fills it between its (possibly pointed) ends.
qreal positionOf(double value, const Range& range, const QRectF& strip) {
    const double span = range.high - range.low;
    return strip.left() + strip.width() * (span > 0 ? (value - range.low) / span : 0.5);
}

struct TickLabel {
    QString text;
    qreal left = 0, width = 0;
};

// Every label, or every second, ... counted from zero, so that none touches its neighbour.
std::vector<TickLabel> labelsThatFit(const QVector<double>& ticks, const Range& range, const QRectF& strip,
                                     const QRectF& labels, const QFontMetricsF& metrics) {
    const qreal gap = metrics.averageCharWidth() * 1.5;
    const auto zero = std::max<qsizetype>(0, ticks.indexOf(0.0));
    std::vector<TickLabel> shown;
    for (qsizetype stride = 1; stride <= ticks.size(); ++stride) {
        shown.clear();
        bool fits = true;
        for (qsizetype i = zero % stride; i < ticks.size(); i += stride) {
            TickLabel label{tickLabel(ticks[i], ticks)};
            label.width = metrics.horizontalAdvance(label.text);
            label.left = std::clamp(positionOf(ticks[i], range, strip) - label.width / 2, labels.left(),
                                    std::max(labels.left(), labels.right() - label.width));
            fits = fits && (shown.empty() || label.left >= shown.back().left + shown.back().width + gap);
            shown.push_back(std::move(label));
        }
        if (fits) break;
    }
    return shown;
}

}  // namespace

QVector<double> niceTicks(const Range& range, int wanted) {
    const double span = range.high - range.low;
    if (!(span > 0) || !std::isfinite(span)) return {range.low};
    const double raw = span / std::max(1, wanted);
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * power;
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= raw * 0.999) {
            step = factor * power;
            break;
        }
    QVector<double> ticks;
    for (double i = std::ceil(range.low / step - 1e-6); i * step <= range.high + 1e-6 * span; ++i)
        ticks.push_back(i == 0 ? 0.0 : i * step);
    return ticks;
}

QString tickLabel(double value, const QVector<double>& ticks) {
    if (value == 0) return QStringLiteral("0");
    const double step = ticks.size() > 1 ? ticks[1] - ticks[0] : std::abs(value);
    const int decimals = int(std::clamp(std::ceil(-std::log10(step) - 1e-6), 0.0, 12.0));
    if (decimals > 4 || std::abs(value) >= 1e6) return formatNumber(value, 2);
    return withMinus(QString::number(value, 'f', decimals));
}

ColorScaleLayout layoutColorScale(const QRectF& area, const QString& unit, const ScaleEnds& ends,
                                  const QFont& font) {
    const QFontMetricsF metrics(font);
    const qreal stripHeight = std::round(metrics.height() * 0.62);
    const qreal tip = stripHeight * kTip, gap = metrics.averageCharWidth();
    const auto widthOf = [&](const QString& text) {
        return text.isEmpty() ? 0 : std::ceil(metrics.horizontalAdvance(text)) + gap;
    };
    const qreal low = widthOf(ends.low), high = widthOf(ends.high), besides = widthOf(unit);
    const qreal most = area.width() * 0.6;
    const bool unitFits = besides > 0 && besides < most;
    const bool endsFit = low + high > 0 && low + high + (unitFits ? besides : 0) < most;
    const qreal left = area.left() + (endsFit ? low : 0);
    const qreal right = area.right() - (unitFits ? besides : 0) - (endsFit ? high : 0);

    ColorScaleLayout layout;
    layout.strip = QRectF(left + tip, area.top(), right - left - 2 * tip, stripHeight);
    const qreal top = layout.strip.center().y() - metrics.height() / 2;
    if (unitFits) layout.unit = QRectF(area.right() - besides + gap, top, besides - gap, metrics.height());
    if (endsFit) {
        layout.low = QRectF(area.left(), top, low - gap, metrics.height());
        layout.high = QRectF(right + gap, top, high - gap, metrics.height());
    }
    layout.labels = QRectF(left, layout.strip.bottom() + std::round(metrics.height() * 0.22), right - left,
                           metrics.height());
    return layout;
}

qreal colorScaleHeight(const QFont& font) {
    return std::ceil(layoutColorScale(QRectF(0, 0, 100, 0), {}, {}, font).labels.bottom());
}

void drawColorScale(QPainter& painter, const QRectF& area, const ColorScale& scale, const QFont& font,
                    const QColor& text) {
    const auto [strip, unit, labels, low, high] = layoutColorScale(area, scale.unit, scale.ends, font);
    const QFontMetricsF metrics(font);
    const Range& range = scale.style.range;
    const ColorTable table = colorsOf(scale.style);

    painter.save();
    painter.setFont(font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    QImage ramp(256, 1, QImage::Format_RGB32);
    for (int i = 0; i < 256; ++i) ramp.setPixel(i, 0, table[std::size_t(i)]);
    painter.drawImage(strip, ramp);

    // Pointed ends say that some values lie beyond.
    painter.setRenderHint(QPainter::Antialiasing, true);
    QPainterPath outline;
    const qreal tip = strip.height() * kTip, middle = strip.center().y();
    const auto point = [&](bool above) {
        const qreal x = above ? strip.right() : strip.left(), reach = above ? tip : -tip;
        QPainterPath path;
        path.moveTo(x, strip.top());
        path.lineTo(x + reach, middle);
        path.lineTo(x, strip.bottom());
        path.closeSubpath();
        painter.fillPath(path, QColor::fromRgb(above ? table.back() : table.front()));
    };
    if (scale.below > 0) point(false);
    if (scale.above > 0) point(true);
    outline.moveTo(strip.topLeft());
    outline.lineTo(strip.topRight());
    if (scale.above > 0) outline.lineTo(strip.right() + tip, middle);
    outline.lineTo(strip.bottomRight());
    outline.lineTo(strip.bottomLeft());
    if (scale.below > 0) outline.lineTo(strip.left() - tip, middle);
    outline.closeSubpath();
    QColor line = text;
    line.setAlphaF(0.45f);
    const qreal hairline = std::max(1.0, metrics.height() / 20);
    painter.setPen(QPen(line, hairline));
    painter.drawPath(outline);

    // Numbers, as many as fit.
    int wanted = std::clamp(int(strip.width() / (metrics.averageCharWidth() * 9)), 2, 8);
    QVector<double> ticks = niceTicks(range, wanted);
    // One number says nothing of a range.
    while (ticks.size() < 2 && wanted < 8) ticks = niceTicks(range, ++wanted);
    QColor faint = text;
    faint.setAlphaF(0.75f);
    const std::vector<TickLabel> shown = labelsThatFit(ticks, range, strip, labels, metrics);
    for (const double tick : ticks) {
        const qreal x = positionOf(tick, range, strip);
        painter.setPen(QPen(line, hairline));
        painter.drawLine(QPointF(x, strip.bottom()), QPointF(x, labels.top()));
    }
    painter.setPen(text);
    for (const TickLabel& label : shown)
        painter.drawText(QRectF(label.left, labels.top(), label.width + 1, labels.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, label.text);
    painter.setPen(faint);
    if (!unit.isEmpty()) painter.drawText(unit, Qt::AlignLeft | Qt::AlignVCenter, scale.unit);
    painter.setPen(text);
    if (!low.isEmpty()) painter.drawText(low, Qt::AlignLeft | Qt::AlignVCenter, scale.ends.low);
    if (!high.isEmpty()) painter.drawText(high, Qt::AlignLeft | Qt::AlignVCenter, scale.ends.high);

    if (scale.marker && std::isfinite(*scale.marker)) {
        const qreal x = positionOf(std::clamp(*scale.marker, range.low, range.high), range, strip);
        const qreal half = strip.height() * 0.32;
        const QPolygonF triangle{QPointF(x, strip.top() + half), QPointF(x - half, strip.top() - half * 0.8),
                                 QPointF(x + half, strip.top() - half * 0.8)};
        painter.setPen(QPen(QColor(0, 0, 0, 200), 1));
        painter.setBrush(Qt::white);
        painter.drawPolygon(triangle);
    }
    painter.restore();
}

}  // namespace suss
