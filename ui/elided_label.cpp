#include "ui/elided_label.h"

namespace suss {

void ElidedLabel::setFullText(const QString& text, const QString& shorter) {
    full_ = text;
    shorter_ = shorter;
    setToolTip(text);
    elide();
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide() {
    const bool fits = shorter_.isEmpty() || fontMetrics().horizontalAdvance(full_) <= width();
    setText(fontMetrics().elidedText(fits ? full_ : shorter_, Qt::ElideMiddle, width()));
}

}  // namespace suss
