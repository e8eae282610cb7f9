#pragma once

#include <QObject>
#include <QTimer>

class QWidget;

namespace suss {

/// Tells when Shift is held alone for a moment in a window, and when that ends. As a modifier of another key
/// or of the mouse, or while text is edited, it is not held alone.
class HeldShift : public QObject {
    Q_OBJECT

  public:
    explicit HeldShift(QWidget* window);

  Q_SIGNALS:
    void held(bool on);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void end();

    QWidget* window_;
    QTimer patience_;
    bool on_ = false;
};

}  // namespace suss
