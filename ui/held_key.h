#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace suss {

/// Tells when a modifier key (Shift, Alt) is held alone for a moment in a window, and when that ends. As a
/// modifier of another key or of the mouse, or while text is edited, it is not held alone.
class HeldKey : public QObject {
    Q_OBJECT

  public:
    HeldKey(Qt::Key key, Qt::KeyboardModifier modifier, QWidget* window);

  Q_SIGNALS:
    void held(bool on);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void end();

    Qt::Key key_;
    Qt::KeyboardModifier modifier_;
    QWidget* window_;
    QTimer patience_;
    bool on_ = false;
};

}  // namespace suss
