#include "ui/tool_tips.h"

#include <QApplication>
#include <QHelpEvent>
#include <QToolTip>
#include <QWidget>

namespace suss {

QString wrapped(const QString& toolTip) {
    constexpr int kShort = 60;  // characters that need no second line
    if (toolTip.size() <= kShort || Qt::mightBeRichText(toolTip)) return toolTip;
    QString text = toolTip.toHtmlEscaped();
    text.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return QStringLiteral("<qt>%1</qt>").arg(text);
}

ToolTips::ToolTips(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool ToolTips::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ToolTip) return false;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget || widget->toolTip().isEmpty()) return false;
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), wrapped(widget->toolTip()), widget);
    return true;
}

}  // namespace suss
