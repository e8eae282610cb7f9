#include "ui/settle.h"

#include <QLayout>
#include <QWidget>

namespace suss {

void settle(QWidget* widget) {
    if (!widget->isVisible()) return;
    const QObjectList children = widget->children();
    for (QObject* child : children)
        if (child->isWidgetType()) settle(static_cast<QWidget*>(child));
    if (widget->layout()) widget->layout()->activate();
}

}  // namespace suss
