#include "ui/tool_tips.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QToolTip>
#include <QWidget>

namespace suss {
namespace {

// The same words as rich text, which a tooltip breaks into lines; what is short or rich already stays.
QString wrapped(const QString& toolTip) {
    constexpr int kShort = 60;  // characters that need no second line
    if (toolTip.size() <= kShort || Qt::mightBeRichText(toolTip)) return toolTip;
    QString text = toolTip.toHtmlEscaped();
    text.replace(QLatin1Char('\n'), QStringLiteral("<br>"));
    return QStringLiteral("<qt>%1</qt>").arg(text);
}

// Also of the parts of a widget that are no widgets.
QString toolTipAt(QWidget* widget, const QPoint& at) {
    if (const auto* menu = qobject_cast<QMenu*>(widget)) {
        const QAction* action = menu->toolTipsVisible() ? menu->actionAt(at) : nullptr;
        return action ? action->toolTip() : QString();
    }
    const auto* view = qobject_cast<QAbstractItemView*>(widget->parentWidget());
    if (!view || !view->model() || view->viewport() != widget) return widget->toolTip();
    if (const auto* header = qobject_cast<const QHeaderView*>(view))
        return view->model()
            ->headerData(header->logicalIndexAt(at), header->orientation(), Qt::ToolTipRole)
            .toString();
    return view->indexAt(at).data(Qt::ToolTipRole).toString();
}

}  // namespace

ToolTips::ToolTips(QObject* parent) : QObject(parent) {
    qApp->installEventFilter(this);
}

bool ToolTips::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::ToolTip) return false;
    auto* widget = qobject_cast<QWidget*>(watched);
    if (!widget) return false;
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = toolTipAt(widget, help->pos());
    const QString lines = wrapped(text);
    if (lines == text) return false;  // it is shown as it is
    QToolTip::showText(help->globalPos(), lines, widget);
    return true;
}

}  // namespace suss
