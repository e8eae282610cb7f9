#include "ui/sheet_overlay.h"

#include "ui/theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>

namespace suss {
namespace {

class Sheet : public QWidget {
  public:
    using QWidget::QWidget;

  protected:
    void paintEvent(QPaintEvent*) override {
        const Theme theme = Theme::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(QPen(theme.hairline, 1));
        painter.setBrush(theme.panel);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    }
};

}  // namespace

SheetOverlay::SheetOverlay(QWidget* parent) : QWidget(parent) {
    hide();
}

QWidget* SheetOverlay::makeSheet() {
    delete sheet_;
    sheet_ = new Sheet(this);
    return sheet_;
}

void SheetOverlay::open() {
    if (!isVisible()) before_ = QApplication::focusWidget();
    setGeometry(parentWidget()->rect());
    raise();
    show();
}

void SheetOverlay::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(rect(), QColor(0, 0, 0, 110));
}

void SheetOverlay::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (before_) before_->setFocus();
}

void SheetOverlay::mousePressEvent(QMouseEvent* event) {
    if (!sheet_ || !sheet_->geometry().contains(event->position().toPoint())) hide();
}

}  // namespace suss
