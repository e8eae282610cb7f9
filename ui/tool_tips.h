#pragma once

#include <QObject>

namespace suss {

/// Shows the tooltips of all widgets, rows, column titles and menus in lines of readable length.
class ToolTips : public QObject {
    Q_OBJECT

  public:
    explicit ToolTips(QObject* parent);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace suss
