#pragma once

#include <QObject>

class QWidget;

namespace suss {

/// Leaves keys to the widget that has the focus where it has a use for them: the bar presses a button that
/// was reached with Tab, arrows move through a list. Elsewhere they are the window's.
class FocusKeys : public QObject {
    Q_OBJECT

  public:
    explicit FocusKeys(QWidget* window);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    QWidget* window_;
};

}  // namespace suss
