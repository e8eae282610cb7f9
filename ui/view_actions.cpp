#include "ui/view_actions.h"

#include "ui/commands.h"
#include "ui/rect.h"
#include "ui/stage/view_style.h"
#include "ui/text.h"

#include <QMenu>
#include <QSlider>

#include <algorithm>

namespace suss {

ViewActions::ViewActions(Document& document, ViewState& state, Commands& commands, QWidget* window)
    : QObject(window), document_(document), state_(state), commands_(commands), window_(window) {
    connectLayouts();
    connectKept();
    connectFlips();
    connectPlaces();
    connectColors();
    connectComponents();
}

void ViewActions::connectLayouts() {
    for (const ViewKind kind : kViewKinds)
        connect(commands_.views[std::size_t(kind)], &QAction::triggered, this,
                [this, kind] { state_.setView(state_.activePane(), kind); });
    for (const StageLayout layout : kStageLayouts)
        connect(commands_.layouts[std::size_t(layout)], &QAction::triggered, this,
                [this, layout] { state_.setLayout(layout); });
    connect(commands_.toggleLayout, &QAction::triggered, this, [this] {
        state_.setLayout(state_.layout() == StageLayout::Single ? state_.lastLayout() : StageLayout::Single);
    });
    connect(commands_.toggleSwipe, &QAction::triggered, this, [this] {
        state_.setLayout(state_.layout() == StageLayout::Swipe ? StageLayout::SideBySide
                                                               : StageLayout::Swipe);
    });
    for (const auto& [action, part] :
         {std::pair{commands_.dividerLeft, -0.02}, {commands_.dividerRight, 0.02}})
        connect(action, &QAction::triggered, this,
                [this, part = part] { state_.setDivider(state_.divider() + part); });
    // With one view, that is the other one of the pair it came from.
    connect(commands_.otherPane, &QAction::triggered, this, [this] {
        state_.setActivePane((state_.activePane() + 1) % std::max(2, panesIn(state_.layout())));
    });
}

void ViewActions::connectKept() {
    connect(commands_.keepBeside, &QAction::triggered, this, &ViewActions::keepBeside);
    connect(&document_, &Document::changed, this, [this](Document::Changes changes) {
        if (!changes.testFlag(Document::Change::Kept) || !document_.kept().isEmpty()) return;
        for (const ViewKind kind : kViewKinds)
            if (isOfKept(kind)) state_.leave(kind);
    });
}

void ViewActions::keepBeside() {
    document_.keepBeside();
    const QString name = document_.kept().source.title();
    if (document_.kept().isEmpty()) return Q_EMIT announced(tr("No image is kept beside any more"));
    showKept();
    Q_EMIT announced(state_.isShown(ViewKind::Kept)
                         ? tr("%1 stays beside the others").arg(name)
                         : tr("%1 is kept: the view “%2” shows it").arg(name, titleOf(ViewKind::Kept)));
}

// Of several views one makes room: that of the reference, else the last one that is not the image, rather
// not the one that keys act on.
void ViewActions::showKept() {
    if (state_.isShown(ViewKind::Kept) || state_.layout() == StageLayout::Single) return;
    std::optional<int> place;
    for (int pane = 0; pane < panesIn(state_.layout()); ++pane) {
        if (state_.view(pane) == ViewKind::Reference) return state_.setView(pane, ViewKind::Kept);
        if (state_.view(pane) != ViewKind::Image && (!place || pane != state_.activePane())) place = pane;
    }
    if (place) state_.setView(*place, ViewKind::Kept);
}

void ViewActions::connectFlips() {
    connect(commands_.peek, &QAction::triggered, &state_, &ViewState::peek);
    connect(commands_.blink, &QAction::triggered, this, [this](bool on) {
        state_.setBlinking(on);
        if (on) blinkEvery(state_.blinkInterval());
    });
    connect(commands_.blinkFaster, &QAction::triggered, this,
            [this] { blinkEvery(state_.blinkInterval() * 4 / 5); });
    connect(commands_.blinkSlower, &QAction::triggered, this,
            [this] { blinkEvery(state_.blinkInterval() * 5 / 4); });
}

void ViewActions::blinkEvery(int milliseconds) {
    state_.setBlinkInterval(milliseconds);
    QString text = tr("Blink every %1 s").arg(formatNumber(state_.blinkInterval() / 1000.0, 2));
    const auto addKey = [&text](const QAction* action, const QString& does) {
        if (const QString key = action->shortcut().toString(QKeySequence::NativeText); !key.isEmpty())
            text += does.arg(key);
    };
    addKey(commands_.blinkFaster, tr(" · %1 faster"));
    addKey(commands_.blinkSlower, tr(" · %1 slower"));
    Q_EMIT announced(text);
}

void ViewActions::connectPlaces() {
    connect(commands_.fit, &QAction::triggered, &state_, &ViewState::fit);
    connect(commands_.actualSize, &QAction::triggered, this, [this] { state_.setZoom(1); });
    connect(commands_.zoomIn, &QAction::triggered, this, [this] { state_.zoomStep(1); });
    connect(commands_.zoomOut, &QAction::triggered, this, [this] { state_.zoomStep(-1); });
    const std::array<QPoint, 4> directions{QPoint(-1, 0), QPoint(1, 0), QPoint(0, -1), QPoint(0, 1)};
    for (std::size_t i = 0; i < directions.size(); ++i) {
        connect(commands_.pan[i], &QAction::triggered, this, [this, side = directions[i]] {
            state_.pan(QPointF(-side) * window_->fontMetrics().height() * 4 * window_->devicePixelRatioF());
        });
        connect(commands_.pointTo[i], &QAction::triggered, this,
                [this, side = directions[i]] { state_.stepCrosshair(side); });
    }
    connect(commands_.regions, &QAction::toggled, &state_, &ViewState::showRegions);
    connect(commands_.nextRegion, &QAction::triggered, this, [this] { stepRegion(1); });
    connect(commands_.previousRegion, &QAction::triggered, this, [this] { stepRegion(-1); });
    connect(commands_.mark, &QAction::triggered, this, &ViewActions::toggleMark);
    following_.setSingleShot(true);
    following_.setInterval(120);  // once the picture rests
    connect(&state_, &ViewState::placeChanged, this, [this] {
        if (followed_) following_.start();
    });
    connect(&following_, &QTimer::timeout, this, [this] {
        // Another rectangle, or none, was asked for meanwhile.
        if (document_.marked().rect() == followed_)
            markVisiblePart();
        else
            followed_.reset();
    });
    connect(commands_.pin, &QAction::triggered, this, &ViewActions::pin);
    connect(commands_.brush, &QAction::triggered, &state_, &ViewState::setBrushing);
    connect(commands_.brushSmaller, &QAction::triggered, this, [this] { resizeBrush(0.8); });
    connect(commands_.brushLarger, &QAction::triggered, this, [this] { resizeBrush(1.25); });
    connect(&state_, &ViewState::crosshairChanged, this,
            [this] { commands_.pin->setChecked(state_.pinned().has_value()); });
}

void ViewActions::connectColors() {
    connect(commands_.overlay, &QAction::triggered, this,
            [this](bool on) { state_.setMapOpacity(on ? overlayOpacity_ : 1); });
    connect(commands_.opacity, &QSlider::valueChanged, this,
            [this](int percent) { state_.setMapOpacity(percent / 100.0); });
    connect(commands_.autoRange, &QAction::triggered, this, &ViewActions::fitRanges);
    connect(commands_.resetRanges, &QAction::triggered, this, [this] {
        for (std::size_t i = 0; i < kRangeGroupCount; ++i) state_.chooseRange(RangeGroup(i), std::nullopt);
    });
    for (const QActionGroup* group : {commands_.sequential, commands_.diverging})
        connect(group, &QActionGroup::triggered, this,
                [this](const QAction* action) { state_.setColormap(Colormap(action->data().toInt())); });
}

void ViewActions::connectComponents() {
    for (const Component component : kComponents) {
        const std::size_t i = indexOf(component);
        connect(commands_.switches[i], &QAction::triggered, this,
                [this, component](bool on) { document_.weights().setEnabled(component, on); });
        connect(commands_.solos[i], &QAction::triggered, this,
                [this, component] { document_.weights().solo(component); });
    }
}

// Of the active view; where that is a picture, of all the maps beside it.
void ViewActions::fitRanges() {
    const bool isMap = rangeGroupOf(state_.view(state_.activePane())).has_value();
    for (int pane = 0; pane < kPaneCount; ++pane) {
        const ViewKind kind = state_.view(pane);
        const auto group = rangeGroupOf(kind);
        const auto field = document_.field(kind);
        if (group && field && (isMap ? pane == state_.activePane() : state_.isShown(pane)))
            state_.chooseRange(*group, field->fitted(isSigned(kind)));
    }
}

void ViewActions::frameRegion(int index) {
    const auto& regions = document_.explanation().regions;
    if (index < 0 || index >= int(regions.size())) return;
    const Rect& rect = regions[std::size_t(index)].rect;
    state_.selectRegion(index);
    state_.frame(toQRectF(rect));
}

void ViewActions::stepRegion(int direction) {
    const int count = int(document_.explanation().regions.size());
    if (count == 0) return;
    const int now = state_.selectedRegion();
    frameRegion(now < 0 ? (direction > 0 ? 0 : count - 1) : (now + direction + count) % count);
}

void ViewActions::toggleMark() {
    if (document_.marked().rect() || document_.imageSize().isEmpty())
        return document_.marked().setRect(std::nullopt);
    // Whoever has gone on to another part of the picture means what is seen there.
    if (const auto place = placeLookedAt(document_, state_))
        document_.marked().setRect(place);
    else
        markVisiblePart();
}

void ViewActions::markVisiblePart() {
    const QRect seen =
        state_.visiblePart().toAlignedRect().intersected(QRect(QPoint(0, 0), state_.imageSize()));
    if (seen.isEmpty()) return;
    followed_ = toRect(seen);
    document_.marked().setRect(followed_);
}

void ViewActions::resizeBrush(double factor) {
    state_.setBrushRadius(state_.brushRadius() * factor);
    Q_EMIT announced(tr("Brush of %1 pixels").arg(formatNumber(2 * state_.brushRadius(), 2)));
}

void ViewActions::pin(bool on) {
    if (on && !state_.crosshair()) Q_EMIT announced(tr("Point at a pixel to pin it"));
    state_.pin(on ? state_.crosshair() : std::nullopt);
    commands_.pin->setChecked(state_.pinned().has_value());
}

void ViewActions::show(ViewKind kind) {
    if (!state_.isShown(kind)) state_.setView(state_.activePane(), kind);
}

void ViewActions::showImage() {
    const Source& image = document_.picture(Role::Image).source;
    if (image.isEmpty() || image.isSamePlace(seen_)) return;
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (const ViewKind kind = state_.view(pane);
            state_.isShown(pane) && hasPlaces(kind) && kind != ViewKind::Reference)
            return;
    state_.setView(state_.activePane(), ViewKind::Image);
}

void ViewActions::refresh() {
    for (QAction* action : {commands_.nextRegion, commands_.previousRegion})
        action->setEnabled(!document_.explanation().regions.empty());
    commands_.keepBeside->setEnabled(!document_.picture(Role::Image).isEmpty());
    commands_.keepBeside->setChecked(!document_.kept().isEmpty() &&
                                     document_.kept().image == document_.picture(Role::Image).image);
    for (const ViewKind kind : kViewKinds)
        if (isOfKept(kind)) commands_.views[std::size_t(kind)]->setEnabled(!document_.kept().isEmpty());
    commands_.layouts[std::size_t(state_.layout())]->setChecked(true);
    commands_.peek->setChecked(state_.isPeeking());
    commands_.blink->setChecked(state_.isBlinking());
    if (state_.mapOpacity() < 1) overlayOpacity_ = state_.mapOpacity();
    commands_.showOpacity(state_.mapOpacity());
    commands_.allowOverlay(std::any_of(kViewKinds.begin(), kViewKinds.end(), [this](ViewKind kind) {
        return rangeGroupOf(kind) && state_.isShown(kind);
    }));
    for (QAction* action : {commands_.dividerLeft, commands_.dividerRight})
        action->setEnabled(state_.layout() == StageLayout::Swipe);
    commands_.regions->setChecked(state_.regionsShown());
    commands_.brush->setChecked(state_.isBrushing());
    commands_.mark->setChecked(document_.marked().rect().has_value());
    for (const Component component : kComponents)
        commands_.switches[indexOf(component)]->setChecked(document_.weighting().enabled[indexOf(component)]);
    refreshColors();
}

void ViewActions::refreshColors() {
    for (const QActionGroup* group : {commands_.sequential, commands_.diverging})
        for (QAction* action : group->actions()) {
            const auto colormap = Colormap(action->data().toInt());
            const bool chosen = colormap == state_.sequential() || colormap == state_.diverging();
            if (chosen) action->setChecked(true);
            // Beside an icon, styles hardly show what is checked.
            QFont font = commands_.colors->font();
            font.setBold(chosen);
            action->setFont(font);
        }
}

}  // namespace suss
