#include "ui/settle.h"

#include <QLayout>
#include <QWidget>

namespace suss {

void settle(QWidget* widget) {
    for (QObject* child : widget->children())
        if (child->isWidgetType()) settle(static_cast<QWidget*>(child));
    if (widget->layout() && widget->isVisible()) widget->layout()->activate();
}

}  // namespace suss
