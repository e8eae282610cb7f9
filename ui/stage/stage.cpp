#include "ui/stage/stage.h"

#include "ui/theme.h"

#include <QEvent>
#include <QGridLayout>

namespace suss {

Stage::Stage(const Document& document, ViewState& state, const Commands& commands, QWidget* parent)
    : QWidget(parent), document_(document), state_(state) {
    grid_ = new QGridLayout(this);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(1);
    for (int i = 0; i < kPaneCount; ++i) {
        panes_[std::size_t(i)] = new Pane(document, state, commands, i, this);
        connectPane(i);
        panes_[std::size_t(i)]->refresh();
    }
    connect(&state, &ViewState::placeChanged, this, [this] {
        for (Pane* pane : panes_) pane->view()->update();
    });
    connect(&state, &ViewState::crosshairChanged, this, [this] {
        for (Pane* pane : panes_) {
            if (!pane->isVisibleTo(this)) continue;
            pane->refreshMarker();
            pane->view()->update();
        }
    });
    connect(&state, &ViewState::panesChanged, this, &Stage::arrange);
    connect(&state, &ViewState::appearanceChanged, this, &Stage::refresh);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Pictures)) state_.setImageSize(document_.imageSize());
        // A footprint follows the mouse; other views have nothing to do with it.
        const bool isProbe = changes == Document::Changes(Document::Change::Probe);
        for (Pane* pane : panes_)
            if (pane->isVisibleTo(this) && (!isProbe || pane->explained() == ViewKind::Footprint))
                pane->refresh();
    });
    // Placeholders say what is being computed, not how far it is.
    connect(&document, &Document::activityChanged, this, [this] {
        for (Pane* pane : panes_) pane->view()->refreshPlaceholder();
    });
    arrange();
}

void Stage::connectPane(int index) {
    Pane* pane = this->pane(index);
    ImageView* view = pane->view();
    connect(pane, &Pane::activated, &state_, &ViewState::setActivePane);
    connect(pane, &Pane::kindRequested, this, [this](int asked, ViewKind kind) {
        state_.setActivePane(asked);
        state_.setView(asked, kind);
    });
    connect(view, &ImageView::dividerRequested, &state_, &ViewState::setDivider);
    connect(view, &ImageView::zoomRequested, &state_, &ViewState::zoomAt);
    connect(view, &ImageView::panRequested, &state_, &ViewState::pan);
    connect(view, &ImageView::hovered, &state_, &ViewState::setCrosshair);
    connect(view, &ImageView::regionPicked, this, &Stage::regionPicked);
    connect(view, &ImageView::markRequested, this, &Stage::markRequested);
    connect(view, &ImageView::strokePainted, this, &Stage::strokePainted);
    connect(view, &ImageView::strokeErased, this, &Stage::strokeErased);
    connect(view, &ImageView::pinRequested, this, [this](const QPointF& point) {
        const auto pixel = [](const QPointF& at) { return QPoint(int(at.x()), int(at.y())); };
        const bool again = state_.pinned() && pixel(*state_.pinned()) == pixel(point);
        state_.pin(again ? std::nullopt : std::optional(point));
    });
    connect(view, &ImageView::viewportChanged, this, &Stage::updateViewport);
    connect(view, &ImageView::toggleRequested, this, [this](const QPointF& point, bool fromFit) {
        if (fromFit) state_.fit();
        if (state_.isFit())
            state_.setZoomAt(point, state_.zoom() == 1 ? 2 : 1);
        else
            state_.fit();
    });
    connect(pane->colorBar(), &ColorBar::rangeRequested, this, [this, pane](const Range& range) {
        if (const auto group = rangeGroupOf(pane->explained())) state_.chooseRange(*group, range);
    });
    connect(pane->colorBar(), &ColorBar::resetRequested, this, [this, pane] {
        if (const auto group = rangeGroupOf(pane->explained())) state_.chooseRange(*group, std::nullopt);
    });
}

void Stage::arrange() {
    const StageLayout layout = state_.layout();
    const int columns = layout == StageLayout::Nine ? 3 : layout == StageLayout::Single ? 1 : 2;
    // The two views of Swipe share the first pane.
    const auto isPlaced = [&](int i) { return layout == StageLayout::Swipe ? i == 0 : state_.isShown(i); };
    if (const std::pair now(layout, state_.activePane()); arranged_ != now) {
        arranged_ = now;
        // Laid out once, when all are where they belong and say what they will: not for each that is shown.
        grid_->setEnabled(false);
        for (Pane* pane : panes_) grid_->removeWidget(pane);
        int place = 0;
        for (int i = 0; i < kPaneCount; ++i) {
            if (!isPlaced(i)) {
                pane(i)->hide();
                continue;
            }
            grid_->addWidget(pane(i), place / columns, place % columns);
            ++place;
        }
        // Rows and columns that hold something share the room equally.
        columns_ = std::clamp(place, 1, columns);
        rows_ = std::max(1, (place + columns - 1) / columns);
        for (int i = 0; i < 3; ++i) {
            grid_->setColumnStretch(i, i < columns_ ? 1 : 0);
            grid_->setRowStretch(i, i < rows_ ? 1 : 0);
        }
        divideEvenly();
        for (int i = 0; i < kPaneCount; ++i) {
            if (!isPlaced(i)) continue;
            pane(i)->refresh();
            pane(i)->show();
        }
        grid_->setEnabled(true);
        grid_->invalidate();
        grid_->activate();
    } else {
        refresh();
    }
    updateViewport();
}

// What does not divide goes to the edge: views of different sizes would not show the same part.
void Stage::divideEvenly() {
    const auto rest = [spacing = grid_->spacing()](int length, int count) {
        return std::max(0, length - (count - 1) * spacing) % count;
    };
    grid_->setContentsMargins(0, 0, rest(width(), columns_), rest(height(), rows_));
}

void Stage::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    divideEvenly();
}

// Those that come to be seen later are refreshed then.
void Stage::refresh() {
    for (Pane* pane : panes_)
        if (pane->isVisibleTo(this)) pane->refresh();
}

void Stage::updateViewport() {
    for (int i = 0; i < kPaneCount; ++i)
        if (state_.isShown(i)) return state_.setViewport(pane(i)->view()->viewport());
}

void Stage::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), Theme::of(palette()).hairline);
}

void Stage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) refresh();
    QWidget::changeEvent(event);
}

}  // namespace suss
