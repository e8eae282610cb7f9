#include "ui/panels/standing_plot.h"

#include "ui/text.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr int kBins = 28;           // of the whole axis
constexpr double kLeastSpan = 8;    // of the axis, as a ratio
constexpr double kLeastNormal = 4;  // the quantile plot reaches at least this many standard deviations up
constexpr double kMostNormal = 16;  // and at most this many: what lies beyond leaves at the top

struct LogAxis {
    double low, high;
    QRectF area;
    [[nodiscard]] double x(double value) const {
        const double part = std::log(std::max(value, 1e-12) / low) / std::log(high / low);
        return area.left() + area.width() * std::clamp(part, 0.0, 1.0);
    }
};

// 1, 2, 5, 10 ... thinned out until about four are left.
std::vector<double> ticksOf(const LogAxis& axis) {
    const double decades = std::log10(axis.high / axis.low);
    std::vector<double> ticks;
    const int step = std::max(1, int(std::ceil(decades / 4)));
    for (int power = -12; power < 12; ++power)
        for (const double digit : {1.0, 2.0, 5.0}) {
            if (decades > 1.6 && digit > 1) continue;
            if (power % step != 0) continue;
            const double value = digit * std::pow(10.0, power);
            if (value >= axis.low && value <= axis.high) ticks.push_back(value);
        }
    return ticks;
}

}  // namespace

StandingPlot::StandingPlot(const Document& document, QWidget* parent) : QWidget(parent), document_(document) {
    setAccessibleName(tr("How the residuals compare with those of imperceptible variants"));
    setToolTip(tr(
        "Left: z²/n of each component (line) beside that of imperceptible variants of the reference (bars). "
        "The black tick is the model's own draws. Right: quantiles of z against a standard Normal; variants "
        "near "
        "the diagonal mean that the model can be believed here. Click a row to see its quantiles."));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setSizePolicy(policy);
    connect(&document, &Document::changed, this, qOverload<>(&QWidget::update));
}

void StandingPlot::setComponent(const std::optional<Component>& component) {
    chosen_ = component;
    update();
}

Component StandingPlot::component() const {
    if (chosen_) return *chosen_;
    const auto& account = document_.account();
    if (!account) return Component::Y1;
    return std::max_element(account->components.begin(), account->components.end(),
                            [](const ComponentAccount& a, const ComponentAccount& b) {
                                return a.contribution < b.contribution;
                            })
        ->component;
}

QSize StandingPlot::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 44, int(fontMetrics().height() * 7.2)};
}

QSize StandingPlot::minimumSizeHint() const {
    return {fontMetrics().averageCharWidth() * 30, sizeHint().height()};
}

void StandingPlot::drawHistograms(QPainter& painter, const QRectF& area) const {
    const Theme theme = Theme::of(palette());
    const QFontMetricsF metrics(painter.font());
    const VariantScores& variants = document_.variants();
    const double labels = metrics.horizontalAdvance(QStringLiteral("CbCr")) + metrics.averageCharWidth();
    LogAxis axis{1, 1, area.adjusted(labels, 0, -metrics.averageCharWidth(), -metrics.height() * 1.1)};
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        std::vector<double> values;
        for (const auto& variant : variants.meanSquares) values.push_back(variant[c]);
        if (document_.account()) values.push_back(document_.account()->components[c].meanSquare());
        for (const double value : values) {
            axis.low = std::min(axis.low, std::max(value, 1e-3));
            axis.high = std::max(axis.high, value);
        }
    }
    axis.low /= 1.15;
    axis.high = std::max(axis.high, axis.low * kLeastSpan) * 1.15;

    const double rowHeight = axis.area.height() / double(kComponentCount);
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        const QColor color = theme.of(kComponents[c]);
        const QRectF row(axis.area.left(), axis.area.top() + rowHeight * double(c), axis.area.width(),
                         rowHeight);
        painter.setPen(theme.secondary);
        painter.drawText(QRectF(area.left(), row.top(), labels, row.height()),
                         Qt::AlignLeft | Qt::AlignVCenter, toQString(nameOf(kComponents[c])));
        const double base = std::round(row.bottom() - 2) + 0.5;
        painter.setPen(QPen(theme.hairline, 1));
        painter.drawLine(QPointF(row.left(), base), QPointF(row.right(), base));
        std::array<int, kBins> counts{};
        for (const auto& variant : variants.meanSquares) {
            const double part = (axis.x(variant[c]) - row.left()) / row.width();
            ++counts[std::size_t(std::clamp(int(part * kBins), 0, kBins - 1))];
        }
        const int most = *std::max_element(counts.begin(), counts.end());
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.secondary);
        for (int bin = 0; bin < kBins; ++bin) {
            if (counts[std::size_t(bin)] == 0) continue;
            const double height = (row.height() - 5) * counts[std::size_t(bin)] / most;
            painter.drawRect(QRectF(row.left() + row.width() * bin / kBins, base - height,
                                    row.width() / kBins - 0.6, height));
        }
        if (!document_.account()) continue;
        const auto draws = rangeOfDraws(document_.account()->components[c].variables);
        painter.setBrush(theme.text);
        const double from = axis.x(draws[0]), to = axis.x(draws[1]);
        painter.drawRect(
            QRectF((from + to) / 2 - std::max(0.75, (to - from) / 2), base - 1, std::max(1.5, to - from), 4));
        painter.setPen(QPen(color, 2.4, Qt::SolidLine, Qt::FlatCap));
        const double at = axis.x(document_.account()->components[c].meanSquare());
        painter.drawLine(QPointF(at, row.top() + 1), QPointF(at, base));
    }
    painter.setPen(theme.secondary);
    for (const double tick : ticksOf(axis))
        painter.drawText(QRectF(axis.x(tick) - 40, axis.area.bottom(), 80, metrics.height() * 1.1),
                         Qt::AlignHCenter | Qt::AlignBottom, formatNumber(tick, 1));
    painter.drawText(QRectF(area.left(), axis.area.bottom(), labels, metrics.height() * 1.1),
                     Qt::AlignLeft | Qt::AlignBottom, QStringLiteral("z²/n"));
}

void StandingPlot::drawQuantiles(QPainter& painter, const QRectF& area) const {
    const Theme theme = Theme::of(palette());
    const QFontMetricsF metrics(painter.font());
    const std::size_t shown = indexOf(component());
    const QRectF plot = area.adjusted(0, 0, 0, -metrics.height() * 1.1);
    painter.setPen(theme.secondary);
    painter.drawText(QRectF(area.left(), plot.bottom(), area.width(), metrics.height() * 1.1),
                     Qt::AlignHCenter | Qt::AlignBottom,
                     tr("z of %1, Normal").arg(toQString(nameOf(kComponents[shown]))));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme.hairline, 1));
    painter.drawRect(plot);

    const auto& measured = document_.measures().measured();
    const bool known = measured && measured->quantiles;
    double most = kLeastNormal;
    if (known)
        for (const float z : (*measured->quantiles)[shown]) most = std::max(most, double(std::abs(z)));
    most = std::min(most, kMostNormal);
    constexpr double kSide = double(kNormalQuantiles.back());
    const auto point = [&](double normal, double z) {
        return QPointF(plot.center().x() + plot.width() / 2 * normal / kSide,
                       plot.center().y() - plot.height() / 2 * z / most);
    };
    painter.save();
    painter.setClipRect(plot);
    painter.setPen(QPen(theme.hairline, 1));
    painter.drawLine(point(-kSide, 0), point(kSide, 0));
    painter.setPen(QPen(theme.secondary, 1, Qt::DashLine));
    painter.drawLine(point(-kSide, -kSide), point(kSide, kSide));
    const auto curve = [&](const Quantiles& quantiles, const QPen& pen) {
        QPolygonF line;
        for (std::size_t i = 0; i < quantiles.size(); ++i)
            line << point(double(kNormalQuantiles[i]), double(quantiles[i]));
        painter.setPen(pen);
        painter.drawPolyline(line);
    };
    if (!document_.variants().isEmpty())
        curve(document_.variants().quantiles[shown], QPen(theme.secondary, 1.6));
    if (known) curve((*measured->quantiles)[shown], QPen(theme.of(kComponents[shown]), 2.2));
    painter.restore();
    painter.setPen(theme.secondary);
    painter.drawText(plot.adjusted(3, 1, -3, -1), Qt::AlignLeft | Qt::AlignTop,
                     QString::number(most, 'f', 0));
    painter.drawText(plot.adjusted(3, 1, -3, -1), Qt::AlignRight | Qt::AlignBottom, tr("variants"));
    painter.setPen(theme.of(kComponents[shown]));
    painter.drawText(plot.adjusted(3, 1, -3, -1 - metrics.height()), Qt::AlignRight | Qt::AlignBottom,
                     tr("image"));
}

void StandingPlot::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setFont(scaledFont(font(), 0.85));
    if (!document_.account()) return;
    drawHistograms(painter, histogramArea());
    drawQuantiles(painter, quantileArea());
}

QRectF StandingPlot::quantileArea() const {
    const double side = height() * 1.15;
    return {width() - side, 1, side - 1, height() - 1.0};
}

QRectF StandingPlot::histogramArea() const {
    return {0, 0, quantileArea().left() - 2.0 * spacingUnit(this), double(height())};
}

void StandingPlot::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    std::size_t chosen = (indexOf(component()) + 1) % kComponentCount;
    if (event->position().x() < quantileArea().left()) {
        const double rows = histogramArea().height() - QFontMetricsF(scaledFont(font(), 0.85)).height() * 1.1;
        chosen = std::min(std::size_t(std::max(0.0, event->position().y() / rows * kComponentCount)),
                          kComponentCount - 1);
    }
    setComponent(kComponents[chosen]);
}

}  // namespace suss
