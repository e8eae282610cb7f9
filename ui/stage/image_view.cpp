#include "ui/stage/image_view.h"

#include "ui/paint/annotations.h"
#include "ui/stage/view_style.h"
#include "ui/theme.h"

#include <QNativeGestureEvent>
#include <QWheelEvent>

namespace suss {
namespace {

constexpr double kEvenFrom = 8;      // magnification from which an uneven pixel is not seen
constexpr double kGridFrom = 16;     // magnification from which the pixel grid is drawn
constexpr double kPixelBoxFrom = 8;  // and from which the crosshair is a box around the pixel

// The cells of a grid that are seen, given the seen part of the image.
QRect cellsIn(const QRectF& seen, int cell, int width, int height) {
    const int left = std::clamp(int(std::floor(seen.left() / cell)), 0, width);
    const int top = std::clamp(int(std::floor(seen.top() / cell)), 0, height);
    const int right = std::clamp(int(std::ceil(seen.right() / cell)), left, width);
    const int bottom = std::clamp(int(std::ceil(seen.bottom() / cell)), top, height);
    return {left, top, right - left, bottom - top};
}

}  // namespace

ImageView::ImageView(const Document& document, const ViewState& state, int pane, QWidget* parent)
    : QWidget(parent), document_(document), state_(state), pane_(pane) {
    setMouseTracking(true);
    setCursor(Qt::CrossCursor);
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
}

// Corner of the image in screen pixels; whole, so that at 100 % image pixels are screen pixels.
QPointF ImageView::origin() const {
    const QPointF corner = state_.toView({0, 0});
    return {std::round(corner.x()), std::round(corner.y())};
}

QString ImageView::missing() const {
    if (document_.picture(Role::Reference).isEmpty())
        return tr("Drop a reference picture here, or press Ctrl+O");
    if (document_.picture(Role::Image).isEmpty() && kind() != ViewKind::Sample)
        return tr("Drop the image to compare here, or press Ctrl+Shift+O");
    if (const Task* task = document_.activity()) return task->stage() + QStringLiteral(" …");
    return tr("Not computed");
}

void ImageView::drawLayer(QPainter& painter) const {
    const double zoom = state_.zoom();
    const QPointF corner = origin();
    const QRectF seen = state_.visiblePart();
    const QSizeF whole = QSizeF(state_.imageSize()) * zoom;
    painter.setClipRect(QRectF(corner, whole));
    const auto draw = [&](QImage image, const QRect& cells, double cell) {
        const double scale = cell * zoom;
        const QRectF target(corner + QPointF(cells.topLeft()) * scale, QSizeF(cells.size()) * scale);
        // At a fraction like 2.4 plain nearest neighbour makes some pixels wider than others; a step up to
        // whole squares and a short way down keeps them equal, with edges at most one screen pixel soft.
        const bool uneven = scale > 1 && scale < kEvenFrom && scale != std::floor(scale);
        if (uneven)
            image = image.scaled(image.size() * int(std::ceil(scale)), Qt::IgnoreAspectRatio,
                                 Qt::FastTransformation);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, scale < 1 || uneven);
        painter.drawImage(target, image, QRectF(image.rect()));
    };
    if (const auto field = document_.field(kind())) {
        const Field::Level& level = field->levelFor(zoom);
        const QRect cells = cellsIn(seen, level.cell, level.width, level.height);
        if (cells.isEmpty()) return;
        draw(paintLevel(level, cells, styleOf(document_, state_, kind())), cells, level.cell);
    } else if (const auto pyramid = document_.pyramid(kind())) {
        const int index = pyramid->levelFor(zoom);
        const QImage& level = pyramid->level(index);
        const QRect cells = cellsIn(seen, 1 << index, level.width(), level.height());
        if (cells.isEmpty()) return;
        draw(level.copy(cells), cells, 1 << index);
    }
}

void ImageView::drawGrid(QPainter& painter) const {
    const double zoom = state_.zoom();
    if (zoom < kGridFrom) return;
    const QRect pixels =
        cellsIn(state_.visiblePart(), 1, state_.imageSize().width(), state_.imageSize().height());
    const QPointF corner = origin();
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setPen(QPen(QColor(128, 128, 128, 120), 1));
    const double top = corner.y() + pixels.top() * zoom, bottom = corner.y() + (pixels.bottom() + 1) * zoom;
    const double left = corner.x() + pixels.left() * zoom, right = corner.x() + (pixels.right() + 1) * zoom;
    for (int x = pixels.left(); x <= pixels.right() + 1; ++x)
        painter.drawLine(QPointF(corner.x() + x * zoom, top), QPointF(corner.x() + x * zoom, bottom));
    for (int y = pixels.top(); y <= pixels.bottom() + 1; ++y)
        painter.drawLine(QPointF(left, corner.y() + y * zoom), QPointF(right, corner.y() + y * zoom));
}

void ImageView::drawCrosshair(QPainter& painter) const {
    const auto& point = state_.crosshair();
    if (!point) return;
    const double zoom = state_.zoom(), ratio = devicePixelRatioF();
    const QColor shade(0, 0, 0, 140), light(255, 255, 255, 230);
    painter.setBrush(Qt::NoBrush);
    if (zoom >= kPixelBoxFrom) {
        const QRectF pixel(origin() + QPointF(std::floor(point->x()), std::floor(point->y())) * zoom,
                           QSizeF(zoom, zoom));
        painter.setRenderHint(QPainter::Antialiasing, false);
        painter.setPen(QPen(shade, 3 * ratio));
        painter.drawRect(pixel);
        painter.setPen(QPen(light, ratio));
        painter.drawRect(pixel);
    }
    if (underMouse()) return;  // the cursor itself marks the place
    const QPointF at = origin() + *point * zoom;
    const double gap = (zoom >= kPixelBoxFrom ? zoom : 0) + 5 * ratio, arm = gap + 13 * ratio;
    const QLineF arms[] = {{at.x() - arm, at.y(), at.x() - gap, at.y()},
                           {at.x() + gap, at.y(), at.x() + arm, at.y()},
                           {at.x(), at.y() - arm, at.x(), at.y() - gap},
                           {at.x(), at.y() + gap, at.x(), at.y() + arm}};
    painter.setPen(QPen(shade, 3 * ratio, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(arms, 4);
    painter.setPen(QPen(light, 1.2 * ratio, Qt::SolidLine, Qt::RoundCap));
    painter.drawLines(arms, 4);
}

void ImageView::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    const double ratio = devicePixelRatioF();
    const auto field = document_.field(kind());
    const auto pyramid = document_.pyramid(kind());

    Drawn now;
    now.layer = field ? std::shared_ptr<const void>(field) : pyramid;
    if (field) now.style = styleOf(document_, state_, kind());
    now.zoom = state_.zoom();
    now.center = state_.center();
    now.size = viewport().toSize();
    now.background = theme.stage.rgb();
    if (now != cached_ || cache_.isNull()) {
        if (cache_.size() != now.size) cache_ = QImage(now.size, QImage::Format_RGB32);
        cache_.fill(theme.stage);
        QPainter painter(&cache_);
        drawLayer(painter);
        painter.setClipping(false);
        if (now.layer) drawGrid(painter);
        cached_ = now;
    }

    QPainter painter(this);
    painter.scale(1 / ratio, 1 / ratio);
    painter.drawImage(0, 0, cache_);
    if (!now.layer) {
        painter.resetTransform();
        painter.setPen(theme.secondary);
        const int margin = 3 * spacingUnit(this);
        painter.drawText(rect().adjusted(margin, margin, -margin, -margin),
                         Qt::AlignCenter | Qt::TextWordWrap, missing());
        return;
    }
    if (state_.regionsShown() && kind() != ViewKind::Sample) {
        QTransform toView;
        const QPointF corner = origin();
        toView.translate(corner.x(), corner.y());
        toView.scale(state_.zoom(), state_.zoom());
        QFont font = scaledFont(this->font(), 0.85, QFont::DemiBold);
        font.setPixelSize(int(QFontInfo(font).pixelSize() * ratio));
        drawRegions(painter, document_.explanation().regions, toView, QRectF(QPointF(0, 0), viewport()), font,
                    ratio, state_.selectedRegion());
    }
    drawCrosshair(painter);
}

void ImageView::resizeEvent(QResizeEvent*) {
    Q_EMIT viewportChanged();
}

void ImageView::wheelEvent(QWheelEvent* event) {
    event->accept();
    // Two fingers on a touchpad move the picture (pixel deltas), a wheel magnifies at the cursor.
    const bool touchpad = event->source() != Qt::MouseEventNotSynthesized ||
                          (!event->pixelDelta().isNull() && event->phase() != Qt::NoScrollPhase);
    if (touchpad && !(event->modifiers() & Qt::ControlModifier)) {
        Q_EMIT panRequested(QPointF(event->pixelDelta()) * devicePixelRatioF());
        return;
    }
    if (event->angleDelta().y() == 0) return;
    Q_EMIT zoomRequested(viewPoint(event->position()), std::pow(1.25, event->angleDelta().y() / 120.0));
}

bool ImageView::event(QEvent* event) {
    if (event->type() == QEvent::NativeGesture) {
        const auto* gesture = static_cast<QNativeGestureEvent*>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            Q_EMIT zoomRequested(viewPoint(gesture->position()), 1 + gesture->value());
            return true;
        }
    }
    return QWidget::event(event);
}

void ImageView::mousePressEvent(QMouseEvent* event) {
    Q_EMIT activated();
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    dragFrom_ = pressedAt_ = viewPoint(event->position());
    dragged_ = false;
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF point = viewPoint(event->position());
    if (dragFrom_) {
        // A click that trembles is still a click.
        if (!dragged_ && (point - pressedAt_).manhattanLength() >= 4 * devicePixelRatioF()) {
            dragged_ = true;
            setCursor(Qt::ClosedHandCursor);
        }
        if (dragged_) {
            Q_EMIT panRequested(point - *dragFrom_);
            dragFrom_ = point;
        }
    }
    const QPointF at = state_.toImage(point);
    const bool inside = QRectF(QPointF(0, 0), state_.imageSize()).contains(at) &&
                        at.x() < state_.imageSize().width() && at.y() < state_.imageSize().height();
    Q_EMIT hovered(inside ? std::optional(at) : std::nullopt);
}

void ImageView::mouseReleaseEvent(QMouseEvent* event) {
    if (!dragFrom_) return;
    dragFrom_.reset();
    setCursor(Qt::CrossCursor);
    if (!dragged_ && event->button() == Qt::LeftButton) {
        const int region = regionAt(state_.toImage(viewPoint(event->position())));
        if (region >= 0) Q_EMIT regionPicked(region);
    }
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) Q_EMIT toggleRequested(viewPoint(event->position()));
}

void ImageView::leaveEvent(QEvent*) {
    Q_EMIT hovered(std::nullopt);
}

int ImageView::regionAt(const QPointF& imagePoint) const {
    if (!state_.regionsShown()) return -1;
    const auto& regions = document_.explanation().regions;
    for (int i = 0; i < int(regions.size()); ++i) {
        const Rect& rect = regions[std::size_t(i)].rect;
        if (QRectF(rect.x, rect.y, rect.width, rect.height).contains(imagePoint)) return i;
    }
    return -1;
}

}  // namespace suss
