#include "ui/panels/result_card.h"

#include "ui/theme.h"

#include <QPainter>

namespace suss {

ResultCard::ResultCard(const QString& title, QWidget* parent) : QAbstractButton(parent) {
    setText(title);
    setAccessibleName(title);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

QSize ResultCard::sizeHint() const {
    const QFontMetrics metrics(font());
    return {metrics.averageCharWidth() * 52, metrics.height() * 7};
}

QSize ResultCard::minimumSizeHint() const {
    const QFontMetrics metrics(font());
    return {metrics.averageCharWidth() * 26, metrics.height() * 6};
}

void ResultCard::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    const int unit = spacingUnit(this);
    const QFontMetrics metrics(font());
    QPainter painter(this);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
    int left = 2;
    if (!picture_.isNull()) {
        const QSize most(width() / 2, height() - 4);
        const QRect area(QPoint(2, 2), picture_.size().scaled(most, Qt::KeepAspectRatio));
        const double scale = devicePixelRatioF();
        painter.drawImage(
            area, picture_.scaled(area.size() * scale, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        painter.setPen(isChecked() ? QPen(theme.accent, 2) : QPen(theme.hairline, 1));
        painter.drawRect(area);
        left = area.right() + 2 * unit;
    }
    painter.setPen(theme.text);
    painter.setFont(scaledFont(font(), 1, QFont::DemiBold));
    QRect line(left, 2, width() - left, int(metrics.height() * 1.25));
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     QFontMetrics(painter.font()).elidedText(text(), Qt::ElideRight, line.width()));
    painter.setFont(font());
    painter.setPen(theme.secondary);
    for (const QString& text : lines_) {
        line.translate(0, line.height());
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(text, Qt::ElideRight, line.width()));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 1, Qt::DotLine));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

}  // namespace suss
