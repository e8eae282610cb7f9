#pragma once

#include <QObject>
#include <QString>

namespace suss {

/// The same words as rich text, which a tooltip breaks into lines; what is short or rich already stays.
QString wrapped(const QString& toolTip);

/// Shows the tooltips of all widgets, rows, column titles and menus in lines of readable length.
class ToolTips : public QObject {
    Q_OBJECT

  public:
    explicit ToolTips(QObject* parent);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace suss
