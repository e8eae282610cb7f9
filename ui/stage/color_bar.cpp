#include "ui/stage/color_bar.h"

#include "ui/commands.h"
#include "ui/key_hint.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

namespace suss {
namespace {

QFont labelFont(const QWidget* widget) {
    return scaledFont(widget->font(), 0.88);
}

}  // namespace

ColorBar::ColorBar(const Commands& commands, QWidget* parent) : QWidget(parent), commands_(commands) {
    connect(&commands, &Commands::keysChanged, this, &ColorBar::refreshHint);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::SizeHorCursor);
    setAccessibleName(tr("Colour bar"));
    setWhatsThis(
        tr("What the colours mean, in numbers. Drag a handle to move an end of the range; drag the colours, "
           "or turn the wheel (with the focus: Left and Right), to stretch it; with Ctrl, Left and Right "
           "move the "
           "low end; double click for the automatic one. A pointed end: some values lie beyond."));
}

void ColorBar::setScale(const ColorScale& scale) {
    scale_ = scale;
    setAccessibleDescription(
        tr("Colours from %1 to %2 %3")
            .arg(formatNumber(scale.style.range.low), formatNumber(scale.style.range.high), scale.unit));
    refreshHint();
    update();
}

void ColorBar::refreshHint() {
    QStringList lines{withKey(tr("Drag a handle, or turn the wheel, to change the range of values; double "
                                 "click for the automatic range"),
                              commands_.resetRanges->shortcut())};
    // Beside narrow bars there is no room for it.
    if (!scale_.unit.isEmpty()) lines << tr("The numbers are in: %1").arg(scale_.unit);
    if (scale_.isCommon) lines << tr("The automatic range is the same for all images of the list");
    if (scale_.below > 0)
        lines << tr("%1 of the values lie below the range").arg(formatPercent(scale_.below));
    if (scale_.above > 0)
        lines << tr("%1 of the values lie above the range").arg(formatPercent(scale_.above));
    setToolTip(lines.join(QLatin1Char('\n')));
}

QSize ColorBar::sizeHint() const {
    const QFontMetrics metrics(labelFont(this));
    return {metrics.averageCharWidth() * 24, int(colorScaleHeight(labelFont(this))) + spacingUnit(this)};
}

QRectF ColorBar::strip() const {
    return layoutColorScale(QRectF(rect()).adjusted(0, spacingUnit(this) / 2.0, 0, 0), scale_.unit,
                            scale_.ends, labelFont(this))
        .strip;
}

QRectF ColorBar::handle(End end) const {
    const QRectF area = strip();
    double x = end == End::Low ? area.left() : area.right();
    if (held_ && held_->end == end) x = std::clamp(held_->x, 3.0, width() - 3.0);
    const double half = std::max(2.5, area.height() * 0.22);
    return {x - half, area.top() - 2, 2 * half, area.height() + 4};
}

void ColorBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    drawColorScale(painter, QRectF(rect()).adjusted(0, spacingUnit(this) / 2.0, 0, 0), scale_,
                   labelFont(this), theme.text);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(strip().adjusted(-2, -2, 2, 2));
    }
    painter.setRenderHint(QPainter::Antialiasing, true);
    for (const End end : {End::Low, End::High}) {
        const bool held = held_ && held_->end == end;
        painter.setPen(QPen(held ? theme.accent : QColor(0, 0, 0, 200), 1));
        painter.setBrush(held ? theme.accent : QColor(Qt::white));
        painter.drawRoundedRect(handle(end), 2, 2);
    }
}

double ColorBar::positionOf(double x) const {
    const QRectF area = strip();
    return (x - area.left()) / area.width();
}

void ColorBar::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const QPointF point = event->position();
    for (const End end : {End::Low, End::High})
        if (std::abs(point.x() - handle(end).center().x()) <= spacingUnit(this)) {
            held_ = Hold{end, scale_.style.range, point.x()};
            return update();
        }
    const double position = std::clamp(positionOf(event->position().x()), 0.0, 1.0);
    grabbed_ = scale_.style.range.low + position * (scale_.style.range.high - scale_.style.range.low);
}

void ColorBar::mouseMoveEvent(QMouseEvent* event) {
    if (held_) return moveEnd(event->position().x());
    if (!grabbed_) return;
    const double position = positionOf(event->position().x());
    if (isDiverging(scale_.style.colormap)) {
        // Zero stays in the middle.
        const double side = 2 * position - 1;
        if (std::abs(side) < 0.05 || *grabbed_ / side <= 0) return;
        const double high = *grabbed_ / side;
        Q_EMIT rangeRequested({-high, high});
    } else if (position > 0.03 && *grabbed_ > scale_.style.range.low) {
        const double low = scale_.style.range.low;
        Q_EMIT rangeRequested({low, low + (*grabbed_ - low) / position});
    }
}

// Beside the range it had at first: the numbers of the bar change while the handle moves.
void ColorBar::moveEnd(double x) {
    held_->x = x;
    const auto [low, high] = held_->range;
    const double value = low + positionOf(x) * (high - low), least = (high - low) / 50;
    if (isDiverging(scale_.style.colormap)) {
        const double side = std::max(least, held_->end == End::High ? value : -value);
        Q_EMIT rangeRequested({-side, side});
    } else if (held_->end == End::High) {
        Q_EMIT rangeRequested({low, std::max(value, low + least)});
    } else {
        Q_EMIT rangeRequested({std::min(value, high - least), high});
    }
    update();
}

void ColorBar::mouseReleaseEvent(QMouseEvent*) {
    grabbed_.reset();
    held_.reset();
    update();
}

void ColorBar::mouseDoubleClickEvent(QMouseEvent*) {
    grabbed_.reset();
    held_.reset();
    Q_EMIT resetRequested();
}

void ColorBar::scaleBy(double factor) {
    const Range& range = scale_.style.range;
    if (isDiverging(scale_.style.colormap))
        Q_EMIT rangeRequested({range.low * factor, range.high * factor});
    else
        Q_EMIT rangeRequested({range.low, range.low + (range.high - range.low) * factor});
}

void ColorBar::wheelEvent(QWheelEvent* event) {
    scaleBy(std::pow(1.15, -event->angleDelta().y() / 120.0));
    event->accept();
}

void ColorBar::moveLow(double part) {
    const auto [low, high] = scale_.style.range;
    if (isDiverging(scale_.style.colormap)) return scaleBy(1 - part);
    const double least = (high - low) / 50;
    Q_EMIT rangeRequested({std::min(low + part * (high - low), high - least), high});
}

void ColorBar::keyPressEvent(QKeyEvent* event) {
    const bool isLow = event->modifiers().testFlag(Qt::ControlModifier);
    switch (event->key()) {
        case Qt::Key_Left:
            return isLow ? moveLow(-0.05) : scaleBy(1 / 1.15);
        case Qt::Key_Right:
            return isLow ? moveLow(0.05) : scaleBy(1.15);
        default:
            QWidget::keyPressEvent(event);
    }
}

}  // namespace suss
