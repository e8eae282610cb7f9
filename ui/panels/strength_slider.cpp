#include "ui/panels/strength_slider.h"

#include "ui/theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr int kSteps = 400;
constexpr double kLargest = 4;

int positionOf(double strength) {
    return int(std::lround(kSteps * std::sqrt(strength / kLargest)));
}

}  // namespace

StrengthSlider::StrengthSlider(QWidget* parent) : QSlider(Qt::Horizontal, parent) {
    setRange(0, kSteps);
    setSingleStep(4);
    setPageStep(40);
}

// Its steps are too coarse to hit a mark that has a name.
double StrengthSlider::strength() const {
    for (const auto& [strength, name] : marks())
        if (positionOf(strength) == value()) return strength;
    const double part = double(value()) / kSteps;
    return std::round(kLargest * part * part * 1000) / 1000;
}

void StrengthSlider::setStrength(double strength) {
    setValue(positionOf(strength));
}

QSize StrengthSlider::sizeHint() const {
    QSize size = QSlider::sizeHint();
    size.rheight() += labelHeight();
    return size;
}

void StrengthSlider::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing, true);
    const QFont font = scaledFont(this->font(), 0.88);
    const QFontMetrics metrics(font);
    painter.setFont(font);
    const qreal middle = handleRect().center().y(), half = handleRect().width() / 2.0;
    const QRectF groove(half, middle - 2, width() - 2 * half, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.track);
    painter.drawRoundedRect(groove, 2, 2);
    painter.setBrush(isEnabled() ? theme.accent : theme.secondary);
    painter.drawRoundedRect(QRectF(groove.left(), groove.top(), handleRect().center().x() - groove.left(), 4),
                            2, 2);
    for (const auto& [strength, name] : marks()) {
        const qreal x = groove.left() + groove.width() * positionOf(strength) / kSteps;
        painter.setPen(QPen(theme.secondary, 1));
        painter.drawLine(QPointF(x, middle + half + 1), QPointF(x, middle + half + 4));
        const int width = metrics.horizontalAdvance(name);
        painter.drawText(QPointF(std::clamp(x - width / 2.0, 0.0, double(this->width() - width)),
                                 middle + half + 5 + metrics.ascent()),
                         name);
    }
    painter.setPen(QPen(hasFocus() ? theme.accent : theme.secondary, hasFocus() ? 2 : 1));
    painter.setBrush(theme.dark ? QColor(225, 225, 225) : QColor(Qt::white));
    painter.drawEllipse(QRectF(handleRect()).adjusted(1, 1, -1, -1));
}

void StrengthSlider::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) moveTo(event->position());
}

void StrengthSlider::mouseMoveEvent(QMouseEvent* event) {
    if (event->buttons() & Qt::LeftButton) moveTo(event->position());
}

int StrengthSlider::labelHeight() const {
    return int(QFontMetrics(font()).height() * 0.95);
}

QRect StrengthSlider::handleRect() const {
    const int side = int(fontMetrics().height() * 0.95);
    return {QStyle::sliderPositionFromValue(0, kSteps, value(), width() - side), 0, side, side};
}

// A mark is hit within a few pixels, and anywhere on its name.
std::optional<double> StrengthSlider::markAt(const QPointF& point) const {
    const int side = handleRect().width();
    for (const auto& [strength, name] : marks()) {
        const double x = side / 2.0 + double(width() - side) * positionOf(strength) / kSteps;
        const double reach =
            point.y() > side ? QFontMetrics(scaledFont(font(), 0.88)).horizontalAdvance(name) / 2.0 + 2 : 4;
        if (std::abs(point.x() - x) <= reach) return strength;
    }
    return std::nullopt;
}

void StrengthSlider::moveTo(const QPointF& point) {
    if (const auto mark = markAt(point)) return setStrength(*mark);
    const int side = handleRect().width(), x = int(point.x());
    setValue(QStyle::sliderValueFromPosition(0, kSteps, x - side / 2, width() - side));
}

QList<std::pair<double, QString>> StrengthSlider::marks() {
    return {{0.0, tr("mean")},
            {0.5, tr("close")},
            {1.0, tr("medium")},
            {2.0, tr("far")},
            {4.0, QStringLiteral("4")}};
}

}  // namespace suss
