#include "ui/panels/side_panel.h"

#include "ui/theme.h"

#include <QEvent>
#include <QScrollBar>

namespace suss {

SidePanel::SidePanel(QWidget* content, QWidget* parent) : QScrollArea(parent), column_(new QWidget) {
    const int unit = spacingUnit(this);
    column_->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(column_);
    column->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    column->setSpacing(unit);
    column->addWidget(content);
    column->addStretch(1);
    setWidget(column_);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(std::max(column_->minimumSizeHint().width(), fontMetrics().averageCharWidth() * 50) +
                    verticalScrollBar()->sizeHint().width());
    recolor();
}

void SidePanel::recolor() {
    QPalette colors = QApplication::palette();
    colors.setColor(QPalette::Window, Theme::of(colors).panel);
    column_->setPalette(colors);
}

void SidePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) recolor();
    QScrollArea::changeEvent(event);
}

}  // namespace suss
