#include "ui/stage/stage.h"

#include "ui/theme.h"

#include <QEvent>

namespace suss {

Stage::Stage(const Document& document, ViewState& state, QWidget* parent)
    : QWidget(parent), document_(document), state_(state) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(1);
    for (int i = 0; i < kPaneCount; ++i) {
        panes_[std::size_t(i)] = new Pane(document, state, i);
        row->addWidget(pane(i), 1);
        connectPane(i);
    }
    connect(&state, &ViewState::placeChanged, this, [this] {
        for (Pane* pane : panes_) pane->view()->update();
    });
    connect(&state, &ViewState::crosshairChanged, this, [this] {
        for (Pane* pane : panes_) {
            pane->refreshMarker();
            pane->view()->update();
        }
    });
    connect(&state, &ViewState::panesChanged, this, &Stage::arrange);
    connect(&state, &ViewState::appearanceChanged, this, &Stage::refresh);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Pictures)) state_.setImageSize(document_.imageSize());
        refresh();
    });
    // Placeholders say what is being computed.
    connect(&document, &Document::activityChanged, this, [this] {
        for (Pane* pane : panes_) pane->view()->update();
    });
    arrange();
}

void Stage::connectPane(int index) {
    Pane* pane = this->pane(index);
    ImageView* view = pane->view();
    connect(pane, &Pane::activated, this, [this, index] { state_.setActivePane(index); });
    connect(pane, &Pane::kindRequested, this, [this, index](ViewKind kind) {
        state_.setActivePane(index);
        state_.setView(index, kind);
    });
    connect(view, &ImageView::zoomRequested, &state_, &ViewState::zoomAt);
    connect(view, &ImageView::panRequested, &state_, &ViewState::pan);
    connect(view, &ImageView::hovered, &state_, &ViewState::setCrosshair);
    connect(view, &ImageView::regionPicked, this, &Stage::regionPicked);
    connect(view, &ImageView::viewportChanged, this, &Stage::updateViewport);
    connect(view, &ImageView::toggleRequested, this, [this](const QPointF& point) {
        if (state_.isFit())
            state_.setZoomAt(point, state_.zoom() == 1 ? 2 : 1);
        else
            state_.fit();
    });
    connect(pane->colorBar(), &ColorBar::rangeRequested, this, [this, index](const Range& range) {
        if (const auto group = rangeGroupOf(state_.view(index))) state_.chooseRange(*group, range);
    });
    connect(pane->colorBar(), &ColorBar::resetRequested, this, [this, index] {
        if (const auto group = rangeGroupOf(state_.view(index))) state_.chooseRange(*group, std::nullopt);
    });
}

void Stage::arrange() {
    for (int i = 0; i < kPaneCount; ++i) pane(i)->setVisible(state_.isShown(i));
    refresh();
    updateViewport();
}

void Stage::refresh() {
    for (Pane* pane : panes_) pane->refresh();
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
