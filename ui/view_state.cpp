#include "ui/view_state.h"

#include <algorithm>
#include <utility>

namespace suss {
namespace {

constexpr double kLargestZoom = 128;
constexpr double kLargestFit = 32;
constexpr double kLargestFrame = 6;
constexpr double kRoundZooms[] = {1.0 / 32, 1.0 / 16, 1.0 / 8, 1.0 / 6, 1.0 / 4, 1.0 / 3, 1.0 / 2, 2.0 / 3,
                                  1,        1.5,      2,       3,       4,       6,       8,       12,
                                  16,       24,       32,      48,      64,      96,      128};

constexpr const char* kLayoutKeys[] = {"single", "side-by-side", "swipe", "four", "nine"};

}  // namespace

int panesIn(StageLayout layout) {
    switch (layout) {
        case StageLayout::Single:
            return 1;
        case StageLayout::SideBySide:
        case StageLayout::Swipe:
            return 2;
        case StageLayout::Four:
            return 4;
        case StageLayout::Nine:
            return 9;
    }
    return 1;
}

QString keyOf(StageLayout layout) {
    return QString::fromLatin1(kLayoutKeys[std::size_t(layout)]);
}

std::optional<StageLayout> layoutNamed(const QString& key) {
    for (const StageLayout layout : kStageLayouts)
        if (key == keyOf(layout)) return layout;
    return std::nullopt;
}

ViewState::ViewState(QObject* parent) : QObject(parent) {
    blink_.setInterval(500);
    connect(&blink_, &QTimer::timeout, this, [this] {
        flipped_ = !flipped_;
        Q_EMIT panesChanged();
    });
}

QPointF ViewState::toImage(const QPointF& viewPoint) const {
    return center_ + (viewPoint - middle()) / zoom_;
}

QPointF ViewState::toView(const QPointF& imagePoint) const {
    return middle() + (imagePoint - center_) * zoom_;
}

QRectF ViewState::visiblePart() const {
    const QRectF seen(toImage({0, 0}), viewport_ / zoom_);
    return seen.intersected(QRectF(QPointF(0, 0), imageSize_));
}

double ViewState::fittingZoom() const {
    if (imageSize_.isEmpty() || viewport_.isEmpty()) return 1;
    return std::min(
        {viewport_.width() / imageSize_.width(), viewport_.height() / imageSize_.height(), kLargestFit});
}

double ViewState::possibleZoom(double zoom) const {
    return std::clamp(zoom, std::min(fittingZoom(), 1.0) / 4, kLargestZoom);
}

void ViewState::place(double zoom, const QPointF& center) {
    const double newZoom = possibleZoom(zoom);
    const QPointF newCenter(std::clamp(center.x(), 0.0, double(imageSize_.width())),
                            std::clamp(center.y(), 0.0, double(imageSize_.height())));
    if (newZoom == zoom_ && newCenter == center_) return;
    zoom_ = newZoom;
    center_ = newCenter;
    Q_EMIT placeChanged();
}

void ViewState::setViewport(const QSizeF& size) {
    if (size == viewport_) return;
    viewport_ = size;
    if (fit_)
        fit();
    else
        Q_EMIT placeChanged();
}

void ViewState::setImageSize(const QSize& size) {
    if (size == imageSize_) return;
    imageSize_ = size;
    setCrosshair(std::nullopt);
    pin(std::nullopt);
    fit();
}

void ViewState::fit() {
    fit_ = true;
    place(fittingZoom(), {imageSize_.width() / 2.0, imageSize_.height() / 2.0});
    Q_EMIT placeChanged();
}

void ViewState::zoomAt(const QPointF& viewPoint, double factor) {
    setZoomAt(viewPoint, zoom_ * factor);
}

void ViewState::setZoomAt(const QPointF& viewPoint, double zoom) {
    if (imageSize_.isEmpty()) return;
    const double newZoom = possibleZoom(zoom);
    const QPointF fixed = toImage(viewPoint);
    fit_ = false;
    place(newZoom, fixed - (viewPoint - middle()) / newZoom);
}

void ViewState::zoomStep(int direction) {
    const double now = zoom_;
    if (direction > 0) {
        for (const double zoom : kRoundZooms)
            if (zoom > now * 1.01) return setZoom(zoom);
    } else {
        for (auto zoom = std::rbegin(kRoundZooms); zoom != std::rend(kRoundZooms); ++zoom)
            if (*zoom < now / 1.01) return setZoom(*zoom);
    }
}

void ViewState::pan(const QPointF& viewDelta) {
    if (imageSize_.isEmpty()) return;
    fit_ = false;
    place(zoom_, center_ - viewDelta / zoom_);
}

void ViewState::lookAt(const QPointF& imagePoint) {
    fit_ = false;
    place(zoom_, imagePoint);
}

void ViewState::frame(const QRectF& imageRect) {
    if (imageRect.isEmpty() || viewport_.isEmpty()) return;
    // A quarter of the rectangle stays free on each side; of a very small one its surroundings are seen, too.
    const double zoom =
        std::min({viewport_.width() / (imageRect.width() * 1.5),
                  viewport_.height() / (imageRect.height() * 1.5), std::max(kLargestFrame, fittingZoom())});
    fit_ = false;
    place(zoom, imageRect.center());
}

void ViewState::setCrosshair(const std::optional<QPointF>& imagePoint) {
    if (imagePoint == crosshair_) return;
    crosshair_ = imagePoint;
    Q_EMIT crosshairChanged();
}

void ViewState::stepCrosshair(const QPoint& screenPixels) {
    if (imageSize_.isEmpty()) return;
    const double step = std::max(1.0, std::round(1 / zoom_));
    QPointF to = visiblePart().center();
    if (crosshair_) to = *crosshair_ + QPointF(screenPixels) * step;
    to = {std::clamp(std::floor(to.x()), 0.0, imageSize_.width() - 1.0) + 0.5,
          std::clamp(std::floor(to.y()), 0.0, imageSize_.height() - 1.0) + 0.5};
    setCrosshair(to);
    if (!visiblePart().contains(to)) lookAt(to);
}

void ViewState::pin(const std::optional<QPointF>& imagePoint) {
    if (imagePoint == pinned_) return;
    pinned_ = imagePoint;
    Q_EMIT crosshairChanged();
}

void ViewState::setProbedChannel(const ComponentChannel& channel) {
    if (channel == probedChannel_) return;
    probedChannel_ = channel;
    Q_EMIT crosshairChanged();
}

void ViewState::setLayout(StageLayout layout) {
    if (layout == layout_) return;
    layout_ = layout;
    if (layout != StageLayout::Single) lastLayout_ = layout;
    if (layout != StageLayout::Single && activePane_ >= panesIn(layout)) activePane_ = panesIn(layout) - 1;
    tellPanesApart();
    Q_EMIT panesChanged();
}

void ViewState::setView(int pane, ViewKind kind) {
    if (views_[std::size_t(pane)] == kind) return;
    const ViewKind displaced = std::exchange(views_[std::size_t(pane)], kind);
    const bool isPlaced = isGrid() && pane < panesIn(layout_);
    for (int other = 0; isPlaced && other < panesIn(layout_); ++other)
        if (other != pane && view(other) == kind) views_[std::size_t(other)] = displaced;
    if (const auto channel = channelOf(kind); channel && pane == activePane_) setProbedChannel(*channel);
    Q_EMIT panesChanged();
}

void ViewState::leave(ViewKind kind) {
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (view(pane) == kind) setView(pane, firstMissing());
}

// Of the views that stand there at first, one that no pane of the layout shows.
ViewKind ViewState::firstMissing() const {
    const auto end = views_.begin() + panesIn(layout_);
    return *std::find_if(kFirstViews.begin(), kFirstViews.end(),
                         [&](ViewKind kind) { return std::find(views_.begin(), end, kind) == end; });
}

// What was chosen while fewer views were seen may stand elsewhere in the grid; the active pane keeps its own.
void ViewState::tellPanesApart() {
    const auto end = views_.begin() + panesIn(layout_);
    for (int pane = 0; isGrid() && pane < panesIn(layout_); ++pane)
        if (pane != activePane_ && std::count(views_.begin(), end, view(pane)) > 1)
            views_[std::size_t(pane)] = firstMissing();
}

void ViewState::setActivePane(int pane) {
    if (pane == activePane_) return;
    activePane_ = pane;
    if (const auto channel = channelOf(view(pane))) setProbedChannel(*channel);
    Q_EMIT panesChanged();
}

bool ViewState::isShown(int pane) const {
    return layout_ == StageLayout::Single ? pane == activePane_ : pane < panesIn(layout_);
}

bool ViewState::isShown(ViewKind kind) const {
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (isShown(pane) && (view(pane) == kind || shown(pane) == kind)) return true;
    return false;
}

ViewKind ViewState::shown(int pane) const {
    if (footprintHeld_ && pane == activePane_) return ViewKind::Footprint;
    const bool other = pane == activePane_ && (peeking_ || held_) != flipped_;
    return other ? counterpartOf(view(pane)) : view(pane);
}

void ViewState::peek(bool on) {
    if (on == peeking_) return;
    peeking_ = on;
    Q_EMIT panesChanged();
}

void ViewState::peekWhileHeld(bool held) {
    if (held == held_) return;
    held_ = held;
    Q_EMIT panesChanged();
}

void ViewState::footprintWhileHeld(bool held) {
    if (held == footprintHeld_) return;
    footprintHeld_ = held;
    Q_EMIT panesChanged();
}

void ViewState::setBlinking(bool on) {
    if (on == isBlinking()) return;
    // The first flip comes at once: it answers the key.
    flipped_ = on;
    if (on)
        blink_.start();
    else
        blink_.stop();
    Q_EMIT panesChanged();
}

void ViewState::setBlinkInterval(int milliseconds) {
    const int interval = std::clamp(milliseconds, kShortestBlink, kLongestBlink);
    if (interval == blink_.interval()) return;
    blink_.setInterval(interval);
    Q_EMIT panesChanged();
}

void ViewState::setDivider(double fraction) {
    const double divider = std::clamp(fraction, 0.0, 1.0);
    if (divider == divider_) return;
    divider_ = divider;
    Q_EMIT placeChanged();
}

void ViewState::setColormap(Colormap colormap) {
    Colormap& current = isDiverging(colormap) ? diverging_ : sequential_;
    if (current == colormap) return;
    current = colormap;
    Q_EMIT appearanceChanged();
}

void ViewState::chooseRange(RangeGroup group, const std::optional<Range>& range) {
    auto& current = ranges_[std::size_t(group)];
    if (current == range) return;
    current = range;
    Q_EMIT appearanceChanged();
}

void ViewState::setMapOpacity(double opacity) {
    const double clamped = std::clamp(opacity, 0.0, 1.0);
    if (clamped == mapOpacity_) return;
    mapOpacity_ = clamped;
    Q_EMIT appearanceChanged();
}

void ViewState::showRegions(bool shown) {
    if (shown == regionsShown_) return;
    regionsShown_ = shown;
    Q_EMIT appearanceChanged();
}

void ViewState::setBrushing(bool on) {
    if (on == brushing_) return;
    brushing_ = on;
    Q_EMIT appearanceChanged();
}

void ViewState::setBrushRadius(double pixels) {
    const double clamped = std::clamp(pixels, 0.5, 1000.0);
    if (clamped == brushRadius_) return;
    brushRadius_ = clamped;
    Q_EMIT appearanceChanged();
}

void ViewState::selectRegion(int index) {
    if (index == selectedRegion_) return;
    selectedRegion_ = index;
    Q_EMIT appearanceChanged();
}

void ViewState::setListOrder(const ListOrder& order) {
    if (order == listOrder_) return;
    listOrder_ = order;
    Q_EMIT listOrderChanged();
}

}  // namespace suss
