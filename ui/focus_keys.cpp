#include "ui/focus_keys.h"

#include "ui/stage/color_bar.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>

namespace suss {
namespace {

bool isStep(int key) {
    return key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown ||
           key == Qt::Key_Left || key == Qt::Key_Right || key == Qt::Key_Home || key == Qt::Key_End;
}

bool hasUseFor(const QWidget* widget, int key, Qt::KeyboardModifiers modifiers) {
    // Keypads are no modifiers of their keys.
    modifiers &= ~Qt::KeypadModifier;
    if (modifiers == Qt::ControlModifier)
        return qobject_cast<const ColorBar*>(widget) && (key == Qt::Key_Left || key == Qt::Key_Right);
    if (modifiers == Qt::AltModifier)
        return qobject_cast<const QComboBox*>(widget) && (key == Qt::Key_Up || key == Qt::Key_Down);
    if (modifiers != Qt::NoModifier) return false;
    if (qobject_cast<const QAbstractButton*>(widget)) return key == Qt::Key_Space;
    if (const auto* view = qobject_cast<const QAbstractItemView*>(widget))
        return isStep(key) ||
               (key == Qt::Key_Space && (view->currentIndex().flags() & Qt::ItemIsUserCheckable));
    if (qobject_cast<const QComboBox*>(widget)) return key == Qt::Key_Space || isStep(key);
    return (qobject_cast<const QAbstractSlider*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget) ||
            qobject_cast<const ColorBar*>(widget) || qobject_cast<const QLineEdit*>(widget)) &&
           isStep(key);
}

}  // namespace

FocusKeys::FocusKeys(QWidget* window) : QObject(window), window_(window) {
    qApp->installEventFilter(this);
}

bool FocusKeys::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride) {
        const auto* widget = qobject_cast<const QWidget*>(watched);
        const auto* key = static_cast<QKeyEvent*>(event);
        // An open list goes first: Qt 6.4 closes it at Escape, and then passes that on as a shortcut.
        const QWidget* popup = QApplication::activePopupWidget();
        const bool isInList =
            widget && popup && widget->window() == popup && !qobject_cast<const QMenu*>(popup);
        if (isInList ||
            (widget && widget->window() == window_ && hasUseFor(widget, key->key(), key->modifiers()))) {
            event->accept();
            return true;
        }
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace suss
