#include "ui/panels/side_panel.h"

#include "ui/theme.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>

namespace suss {

SidePanel::SidePanel(QWidget* content, QWidget* below, QWidget* parent) : QWidget(parent), content_(content) {
    const int unit = spacingUnit(this);
    setAutoFillBackground(true);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(3 * unit, 2 * unit, 2 * unit, 2 * unit);
    column->setSpacing(unit);
    column->addWidget(content);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumHeight(fontMetrics().height() * 10);
    auto* parts = new QSplitter(Qt::Vertical);
    parts->setHandleWidth(1);
    parts->setChildrenCollapsible(false);
    parts->addWidget(scroll);
    parts->addWidget(below);
    parts->setStretchFactor(0, 1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(parts);
    besideContent_ = 5 * unit + scroll->verticalScrollBar()->sizeHint().width();
    setMinimumWidth(
        std::max(content->minimumSizeHint().width() + besideContent_,
                 fontMetrics().averageCharWidth() * 50 + scroll->verticalScrollBar()->sizeHint().width()));
    recolor();
}

// The content is as wide beside the scroll bar as without it. Otherwise a text that is higher because the bar
// is there would keep it there.
void SidePanel::resizeEvent(QResizeEvent* event) {
    content_->setFixedWidth(width() - besideContent_);
    QWidget::resizeEvent(event);
}

void SidePanel::recolor() {
    QPalette colors = QApplication::palette();
    colors.setColor(QPalette::Window, Theme::of(colors).panel);
    setPalette(colors);
}

void SidePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange)
        recolor();
    QWidget::changeEvent(event);
}

}  // namespace suss
