#include "ui/held_shift.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace suss {

HeldShift::HeldShift(QWidget* window) : QObject(window), window_(window) {
    patience_.setSingleShot(true);
    patience_.setInterval(150);
    connect(&patience_, &QTimer::timeout, this, [this] {
        on_ = true;
        Q_EMIT held(true);
    });
    qApp->installEventFilter(this);
}

void HeldShift::end() {
    patience_.stop();
    if (!on_) return;
    on_ = false;
    Q_EMIT held(false);
}

bool HeldShift::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress: {
            const auto* key = static_cast<QKeyEvent*>(event);
            if (key->key() != Qt::Key_Shift || key->modifiers() != Qt::ShiftModifier) {
                end();
                break;
            }
            const QWidget* focus = QApplication::focusWidget();
            const bool edits =
                qobject_cast<const QLineEdit*>(focus) || qobject_cast<const QAbstractSpinBox*>(focus);
            if (!key->isAutoRepeat() && window_->isActiveWindow() && !edits && !on_) patience_.start();
            break;
        }
        case QEvent::ShortcutOverride:
            // A shortcut takes its key press away.
            if (static_cast<QKeyEvent*>(event)->key() != Qt::Key_Shift) end();
            break;
        case QEvent::KeyRelease:
            if (static_cast<QKeyEvent*>(event)->key() == Qt::Key_Shift) end();
            break;
        case QEvent::MouseButtonPress:
        case QEvent::Wheel:
            patience_.stop();
            break;
        case QEvent::WindowDeactivate:
            if (watched == window_) end();
            break;
        default:
            break;
    }
    return QObject::eventFilter(watched, event);
}

}  // namespace suss
