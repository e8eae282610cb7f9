#include "ui/held_key.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>

namespace suss {

HeldKey::HeldKey(Qt::Key key, Qt::KeyboardModifier modifier, QWidget* window)
    : QObject(window), key_(key), modifier_(modifier), window_(window) {
    patience_.setSingleShot(true);
    patience_.setInterval(150);
    connect(&patience_, &QTimer::timeout, this, [this] {
        on_ = true;
        Q_EMIT held(true);
    });
    qApp->installEventFilter(this);
}

void HeldKey::end() {
    patience_.stop();
    if (!on_) return;
    on_ = false;
    Q_EMIT held(false);
}

bool HeldKey::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
        case QEvent::KeyPress: {
            const auto* key = static_cast<QKeyEvent*>(event);
            if (key->key() != key_ || key->modifiers() != modifier_) {
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
            if (static_cast<QKeyEvent*>(event)->key() != key_) end();
            break;
        case QEvent::KeyRelease:
            if (static_cast<QKeyEvent*>(event)->key() != key_) break;
            // What was held for its own sake does not open the menu bar, as Alt would.
            if (const bool used = on_; end(), used && key_ == Qt::Key_Alt) return true;
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
