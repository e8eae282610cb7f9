#include "ui/stage/image_view.h"

#include "ui/commands.h"
#include "ui/key_hint.h"
#include "ui/paint/annotations.h"
#include "ui/paint/magnify.h"
#include "ui/paint/shrink.h"
#include "ui/rect.h"
#include "ui/stage/view_style.h"
#include "ui/theme.h"

#include <QNativeGestureEvent>
#include <QWheelEvent>

#include <utility>
#include <vector>

namespace suss {
namespace {

constexpr double kEvenFrom = 8;  // magnification from which an uneven pixel is not seen

// The cells of a grid that are seen, given the seen part of the image.
QRect cellsIn(const QRectF& seen, int cell, int width, int height) {
    const int left = std::clamp(int(std::floor(seen.left() / cell)), 0, width);
    const int top = std::clamp(int(std::floor(seen.top() / cell)), 0, height);
    const int right = std::clamp(int(std::ceil(seen.right() / cell)), left, width);
    const int bottom = std::clamp(int(std::ceil(seen.bottom() / cell)), top, height);
    return {left, top, right - left, bottom - top};
}

// The pixels whose middle lies inside.
QRect roundedEdges(const QRectF& area) {
    const QPoint from(int(std::lround(area.left())), int(std::lround(area.top())));
    const QPoint to(int(std::lround(area.right())), int(std::lround(area.bottom())));
    return {from, QSize(to.x() - from.x(), to.y() - from.y())};
}

// A part of a picture of 32 bits per pixel, in the memory of the whole.
QImage partOf(const QImage& whole, const QRect& part) {
    return {whole.constScanLine(part.top()) + std::ptrdiff_t(part.left()) * 4, part.width(), part.height(),
            whole.bytesPerLine(), whole.format()};
}

}  // namespace

ImageView::ImageView(const Document& document, const ViewState& state, const Commands& commands, int pane,
                     QWidget* parent)
    : QWidget(parent), document_(document), state_(state), commands_(commands), pane_(pane) {
    setMouseTracking(true);
    setCursor(Qt::CrossCursor);
    setFocusPolicy(Qt::ClickFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&commands, &Commands::keysChanged, this, qOverload<>(&QWidget::update));
}

Placing ImageView::placing() const {
    const QPointF corner = state_.toView({0, 0});
    return {{std::round(corner.x()), std::round(corner.y())}, state_.zoom(), devicePixelRatioF()};
}

void ImageView::refreshPlaceholder() {
    QStringList words;
    for (const ViewKind kind :
         isSwipe() ? std::vector{state_.shown(0), state_.shown(1)} : std::vector{kind()})
        if (!isThere(kind)) words << missing(kind);
    if (words != std::exchange(placeholder_, words)) update();
}

QString ImageView::missing(ViewKind kind) const {
    if (document_.picture(Role::Reference).isEmpty())
        return withKey(tr("Drop a reference picture here"), commands_.openReference->shortcut(),
                       tr(", or press %1"));
    if (kind == ViewKind::Footprint && document_.analysis())
        return withKey(tr("Point at a pixel, or pin one"), commands_.pin->shortcut());
    if (isOfKept(kind) && document_.kept().isEmpty())
        return withKey(tr("Keep an image of the list here"), commands_.keepBeside->shortcut());
    const QString drawer = tr(" (%1 shows and hides that)");
    if ((kind == ViewKind::MostVisible || kind == ViewKind::LeastVisible) && !document_.extremes().activity())
        return withKey(tr("Find them under “Extremes” below the views"), commands_.variants->shortcut(),
                       drawer);
    if ((kind == ViewKind::Repaired || kind == ViewKind::RepairedFirst) && document_.comparison() &&
        !document_.repair().activity())
        return withKey(tr("Open “Repair” below the views"), commands_.variants->shortcut(), drawer);
    if (document_.picture(Role::Image).isEmpty() && !isOfModel(kind))
        return withKey(tr("Drop the image to compare here"), commands_.openImage->shortcut(),
                       tr(", or press %1"));
    if (const Task* task = document_.activity()) return task->stage() + QStringLiteral(" …");
    return tr("Not computed");
}

ImageView::Drawn ImageView::neededFor(ViewKind kind) const {
    Drawn needed;
    needed.map = document_.field(kind);
    if (needed.map) {
        const double opacity = state_.mapOpacity();
        needed.style = styleOf(document_, state_, kind);
        needed.style.fades = opacity < 1;
        if (opacity < 1) needed.picture = document_.pyramid(pictureBeneath(kind));
        if (needed.picture) needed.opacity = opacity;
    } else {
        needed.picture = document_.pyramid(kind);
    }
    needed.zoom = state_.zoom();
    needed.center = state_.center();
    needed.size = viewport().toSize();
    needed.background = Theme::of(palette()).stage.rgb();
    return needed;
}

const ImageView::Part& ImageView::rendered(ViewKind kind) {
    const Drawn needed = neededFor(kind);
    if (cache_[0].drawn == needed) return cache_[0].part;
    std::swap(cache_[0], cache_[1]);
    if (cache_[0].drawn != needed) cache_[0] = {needed, made(needed)};
    return cache_[0].part;
}

ImageView::Part ImageView::seenOf(const QImage& image, const QRect& cells, double cell) const {
    const Placing placing = this->placing();
    const QRectF target = placing.of(QRectF(QPointF(cells.topLeft()) * cell, QSizeF(cells.size()) * cell));
    const QRect covered = roundedEdges(target);
    // The last cells may reach beyond the picture.
    const QRect seen = covered & roundedEdges(placing.of(QRectF(QPointF(0, 0), state_.imageSize()))) &
                       QRect(QPoint(0, 0), viewport().toSize());
    const double scale = cell * state_.zoom();
    if (seen.isEmpty()) return {};
    if (scale == 1) return {image.copy(seen.translated(-covered.topLeft())), seen.topLeft()};
    if (scale < 1) return {shrunk(image, target, seen), seen.topLeft()};
    return {magnified(image, target, seen, scale < kEvenFrom ? Edges::Soft : Edges::Hard), seen.topLeft()};
}

ImageView::Part ImageView::seenOf(const Pyramid& pyramid) const {
    const int index = pyramid.levelFor(state_.zoom());
    const QImage& level = pyramid.level(index);
    const QRect cells = cellsIn(state_.visiblePart(), 1 << index, level.width(), level.height());
    return cells.isEmpty() ? Part() : seenOf(partOf(level, cells), cells, 1 << index);
}

ImageView::Part ImageView::made(const Drawn& needed) const {
    Part part;
    if (needed.picture) part = seenOf(*needed.picture);
    if (needed.map) {
        const Field::Level& level = needed.map->levelFor(needed.zoom);
        const QRect cells = cellsIn(state_.visiblePart(), level.cell, level.width, level.height);
        const Part map =
            cells.isEmpty() ? Part() : seenOf(paintLevel(level, cells, needed.style), cells, level.cell);
        if (map.pixels.isNull()) return {};
        // Values that are not finite are transparent.
        if (part.pixels.isNull()) {
            part = {QImage(map.pixels.size(), QImage::Format_RGB32), map.at};
            part.pixels.fill(needed.background);
        }
        QPainter painter(&part.pixels);
        painter.setOpacity(needed.opacity);
        painter.drawImage(map.at - part.at, map.pixels);
    }
    if (part.pixels.isNull() || needed.zoom < kGridFrom) return part;
    // There is room for the lines that lie beside the last pixels.
    Part ruled{QImage(part.pixels.size() + QSize(1, 1), QImage::Format_RGB32), part.at};
    if (ruled.pixels.isNull()) return part;
    ruled.pixels.fill(needed.background);
    QPainter(&ruled.pixels).drawImage(0, 0, part.pixels);
    Placing placing = this->placing();
    placing.origin -= part.at;
    drawPixelGrid(ruled.pixels, placing,
                  cellsIn(state_.visiblePart(), 1, state_.imageSize().width(), state_.imageSize().height()));
    return ruled;
}

void ImageView::drawMissing(QPainter& painter, const QRect& area, ViewKind kind) const {
    painter.setPen(Theme::of(palette()).secondary);
    const int margin = 3 * spacingUnit(this);
    painter.drawText(area.adjusted(margin, margin, -margin, -margin), Qt::AlignCenter | Qt::TextWordWrap,
                     missing(kind));
}

int ImageView::dividerPosition() const {
    return int(std::lround(state_.divider() * viewport().width()));
}

bool ImageView::isOnDivider(const QPointF& viewPoint) const {
    return isSwipe() && std::abs(viewPoint.x() - dividerPosition()) <= 8 * devicePixelRatioF();
}

void ImageView::drawOverlays(QPainter& painter) const {
    const Placing placing = this->placing();
    const auto drawPlaces = [&](ViewKind shown, int left, int right) {
        if (!showsPlaces(shown)) return;
        QTransform toView;
        toView.translate(placing.origin.x(), placing.origin.y());
        toView.scale(placing.zoom, placing.zoom);
        QFont font = scaledFont(this->font(), 0.85, QFont::DemiBold);
        font.setPixelSize(int(QFontInfo(font).pixelSize() * placing.ratio));
        painter.save();
        painter.setClipRect(left, 0, right - left, viewport().height());
        drawRegions(painter, document_.explanation().regions, toView, QRectF(QPointF(0, 0), viewport()), font,
                    placing.ratio, state_.selectedRegion());
        painter.restore();
    };
    if (isSwipe()) {
        drawPlaces(state_.shown(0), 0, dividerPosition());
        drawPlaces(state_.shown(1), dividerPosition(), viewport().width());
    } else {
        drawPlaces(kind(), 0, viewport().width());
    }
    const auto drawRect = [&](const QRectF& rect) {
        drawMarked(painter, placing.of(rect), QRectF(QPointF(0, 0), viewport()), placing.ratio);
    };
    // What was painted is to be seen, not the paint.
    if (const PixelMask& painted = document_.painted().mask(); state_.isBrushing())
        drawPainted(painter, placing, painted, state_.visiblePart());
    else if (!painted.isEmpty())
        drawRect(painted.bounds());
    if (const auto& rect = document_.marked().rect())
        drawRect(QRectF(rect->x, rect->y, rect->width, rect->height));
    if (const auto& pinned = state_.pinned()) drawPoint(painter, placing, *pinned, kChosenRegion, true);
    if (const auto& point = state_.crosshair()) {
        // The cursor itself marks its place; keys may have gone on from there.
        const QPointF cursor = viewPoint(mapFromGlobal(QPointF(QCursor::pos())));
        const bool isCursor = underMouse() && (state_.toView(*point) - cursor).manhattanLength() <
                                                  2 * std::max(1.0, state_.zoom());
        drawPoint(painter, placing, *point, QColor(255, 255, 255, 230), !isCursor);
        if (state_.isBrushing()) drawBrush(painter, placing, *point, state_.brushRadius());
    }
    if (isSwipe()) drawDivider(painter, dividerPosition(), viewport().height(), placing.ratio);
}

void ImageView::paintEvent(QPaintEvent*) {
    const double ratio = devicePixelRatioF();
    QPainter painter(this);
    painter.scale(1 / ratio, 1 / ratio);
    const QSize whole = viewport().toSize();
    const int divider = isSwipe() ? dividerPosition() : 0;
    const auto drawPart = [&](ViewKind kind, const QRect& part) {
        const Part& drawn = rendered(kind);
        const QRect seen = part & drawn.rect();
        for (const QRect& beside : QRegion(part) - seen)
            painter.fillRect(beside, QColor(cache_[0].drawn.background));
        // Of an empty rectangle Qt would draw all.
        if (!seen.isEmpty()) painter.drawImage(seen.topLeft(), drawn.pixels, seen.translated(-drawn.at));
        if (isThere(kind)) return true;
        painter.save();
        painter.resetTransform();
        drawMissing(
            painter,
            QRect((QPointF(part.topLeft()) / ratio).toPoint(), (QSizeF(part.size()) / ratio).toSize()), kind);
        painter.restore();
        return false;
    };
    bool any = false;
    if (isSwipe()) any = drawPart(state_.shown(0), QRect(0, 0, divider, whole.height()));
    const ViewKind right = isSwipe() ? state_.shown(1) : kind();
    any = drawPart(right, QRect(divider, 0, whole.width() - divider, whole.height())) || any;
    if (any) drawOverlays(painter);
}

void ImageView::resizeEvent(QResizeEvent*) {
    Q_EMIT viewportChanged();
}

void ImageView::wheelEvent(QWheelEvent* event) {
    event->accept();
    // Two fingers on a touchpad move the picture, a wheel magnifies at the cursor.
    const bool touchpad = event->source() != Qt::MouseEventNotSynthesized ||
                          event->device()->type() == QInputDevice::DeviceType::TouchPad ||
                          (!event->pixelDelta().isNull() && event->phase() != Qt::NoScrollPhase);
    if (touchpad && !(event->modifiers() & Qt::ControlModifier)) {
        // X11 tells of no pixels: of eighths of a degree, about two to a pixel.
        const QPointF moved =
            event->pixelDelta().isNull() ? QPointF(event->angleDelta()) / 2 : QPointF(event->pixelDelta());
        Q_EMIT panRequested(moved * devicePixelRatioF());
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
    wasFit_ = state_.isFit();
    const bool isRight = isSwipe() && viewPoint(event->position()).x() > dividerPosition();
    const int pane = isRight ? 1 : pane_;
    wasActive_ = state_.activePane() == pane;
    Q_EMIT activated(pane);
    const QPointF at = state_.toImage(viewPoint(event->position()));
    if (event->button() == Qt::LeftButton && event->modifiers() == Qt::AltModifier) {
        if (!pixelsBetween(at, at).isEmpty()) Q_EMIT pinRequested(at);
        return;
    }
    const bool isOther = event->button() == Qt::RightButton ||
                         (event->button() == Qt::LeftButton && event->modifiers() == Qt::ControlModifier);
    dividing_ = event->button() == Qt::LeftButton && !isOther && isOnDivider(viewPoint(event->position()));
    if (dividing_) return;
    if (state_.isBrushing() && (isOther || event->button() == Qt::LeftButton)) {
        isErasing_ = isOther;
        paintFrom_ = at;
        brushTo(at);
        return;
    }
    if (isOther) {
        markFrom_ = at;
        pressedAt_ = viewPoint(event->position());
        dragged_ = false;
        return;
    }
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) return;
    dragFrom_ = pressedAt_ = viewPoint(event->position());
    dragged_ = false;
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF point = viewPoint(event->position());
    if (dividing_) {
        Q_EMIT dividerRequested(point.x() / viewport().width());
        return;
    }
    if (paintFrom_) brushTo(state_.toImage(point));
    // The footprint is that of the view that is pointed at.
    if (event->modifiers() == Qt::AltModifier && !isSwipe()) Q_EMIT activated(pane_);
    if (markFrom_) {
        dragged_ = dragged_ || (point - pressedAt_).manhattanLength() >= 4 * devicePixelRatioF();
        const QRect pixels = pixelsBetween(*markFrom_, state_.toImage(point));
        if (dragged_ && !pixels.isEmpty()) Q_EMIT markRequested(pixels);
    }
    if (!dragFrom_) setCursor(isOnDivider(point) ? Qt::SplitHCursor : Qt::CrossCursor);
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

void ImageView::brushTo(const QPointF& to) {
    const QLineF stroke(*paintFrom_, to);
    if (isErasing_)
        Q_EMIT strokeErased(stroke);
    else
        Q_EMIT strokePainted(stroke);
    paintFrom_ = to;
}

void ImageView::mouseReleaseEvent(QMouseEvent* event) {
    dividing_ = false;
    paintFrom_.reset();
    if (markFrom_ && !dragged_) Q_EMIT markRequested(std::nullopt);
    markFrom_.reset();
    if (!dragFrom_) return;
    dragFrom_.reset();
    setCursor(Qt::CrossCursor);
    // A click on another view goes to that view, and no further.
    if (!dragged_ && wasActive_ && event->button() == Qt::LeftButton) {
        const int region = regionAt(viewPoint(event->position()));
        if (region >= 0) Q_EMIT regionPicked(region);
    }
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (state_.isBrushing()) return mousePressEvent(event);
    // Its first click may have framed a place.
    if (event->button() == Qt::LeftButton) Q_EMIT toggleRequested(viewPoint(event->position()), wasFit_);
}

void ImageView::leaveEvent(QEvent*) {
    Q_EMIT hovered(std::nullopt);
}

QRect ImageView::pixelsBetween(const QPointF& a, const QPointF& b) const {
    const QPoint from(int(std::floor(std::min(a.x(), b.x()))), int(std::floor(std::min(a.y(), b.y()))));
    const QPoint to(int(std::floor(std::max(a.x(), b.x()))), int(std::floor(std::max(a.y(), b.y()))));
    return QRect(from, to).intersected(QRect(QPoint(0, 0), state_.imageSize()));
}

// What a view without places is told from by flipping would only flicker with them.
bool ImageView::showsPlaces(ViewKind shown) const {
    return state_.regionsShown() && hasPlaces(shown) && (isSwipe() || hasPlaces(state_.view(pane_)));
}

int ImageView::regionAt(const QPointF& viewPoint) const {
    const ViewKind under = isSwipe() ? state_.shown(viewPoint.x() > dividerPosition() ? 1 : 0) : kind();
    if (!showsPlaces(under)) return -1;
    const QPointF imagePoint = state_.toImage(viewPoint);
    const auto& regions = document_.explanation().regions;
    for (int i = 0; i < int(regions.size()); ++i) {
        const Rect& rect = regions[std::size_t(i)].rect;
        if (toQRectF(rect).contains(imagePoint)) return i;
    }
    return -1;
}

}  // namespace suss
