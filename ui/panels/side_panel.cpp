#include "ui/panels/side_panel.h"

#include "ui/theme.h"

#include <QEvent>
#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>

namespace suss {

SidePanel::SidePanel(QWidget* content, QWidget* below, QWidget* parent) : QWidget(parent) {
    const int unit = spacingUnit(this);
    setAutoFillBackground(true);
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
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
    setMinimumWidth(std::max(inside->minimumSizeHint().width(), fontMetrics().averageCharWidth() * 50) +
                    scroll->verticalScrollBar()->sizeHint().width());
    recolor();
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
