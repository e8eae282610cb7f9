#include "ui/panels/drawer.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTabBar>
#include <QToolButton>

namespace suss {

Drawer::Drawer(QWidget* parent)
    : QWidget(parent), tabs_(new QTabBar), pages_(new QStackedWidget), close_(new QToolButton) {
    const int unit = spacingUnit(this);
    tabs_->setDrawBase(false);
    tabs_->setExpanding(false);
    tabs_->setFocusPolicy(Qt::TabFocus);
    tabs_->setAccessibleName(tr("What would not matter"));
    for (auto* scroller : tabs_->findChildren<QToolButton*>())
        scroller->setToolTip(scroller->accessibleName());
    close_->setIcon(lineIcon("close"));
    close_->setAutoRaise(true);
    close_->setFocusPolicy(Qt::TabFocus);
    close_->setAccessibleName(tr("Close"));
    close_->setToolTip(tr("Close the drawer"));
    auto* head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(tabs_);
    head->addStretch(1);
    head->addWidget(close_);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * unit, unit, 3 * unit, 2 * unit);
    column->setSpacing(2 * unit);
    column->addLayout(head);
    column->addWidget(pages_);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    fitHeight();
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        pages_->setCurrentIndex(index);
        Q_EMIT pageChanged();
    });
    connect(close_, &QToolButton::clicked, this, &Drawer::closeRequested);
}

void Drawer::addPage(QWidget* page, const QString& title, const QString& toolTip) {
    // Where the window is narrow, it is scrolled to.
    auto* scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->viewport()->setAutoFillBackground(false);
    page->setAutoFillBackground(false);
    pages_->addWidget(scroll);
    tabs_->setTabToolTip(tabs_->addTab(title), toolTip);
}

QWidget* Drawer::page() const {
    const auto* scroll = static_cast<QScrollArea*>(pages_->currentWidget());
    return isVisible() && scroll ? scroll->widget() : nullptr;
}

// The same for all pages, so that the tabs stay where they are.
void Drawer::fitHeight() {
    pages_->setFixedHeight(fontMetrics().height() * 10);
}

void Drawer::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange) fitHeight();
}

void Drawer::setPage(QWidget* page) {
    for (int index = 0; index < pages_->count(); ++index)
        if (static_cast<QScrollArea*>(pages_->widget(index))->widget() == page) tabs_->setCurrentIndex(index);
}

void Drawer::showEvent(QShowEvent*) {
    Q_EMIT pageChanged();
}

void Drawer::hideEvent(QHideEvent*) {
    Q_EMIT pageChanged();
}

void Drawer::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    painter.fillRect(QRect(0, 0, width(), 1), theme.hairline);
}

}  // namespace suss
