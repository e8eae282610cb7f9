#pragma once

#include "ui/sheet_overlay.h"

#include <QAction>
#include <QList>

namespace suss {

/// All keys and gestures on one sheet over the window. Made from the actions themselves, so it tells the
/// truth.
class HelpOverlay : public SheetOverlay {
    Q_OBJECT

  public:
    explicit HelpOverlay(QWidget* parent);

    struct Group {
        QString title;
        QList<std::pair<QString, QString>> entries;  ///< keys, what they do
    };
    /// An entry of an action: its keys and its text.
    static std::pair<QString, QString> entryOf(const QAction* action);

    void present(const QList<Group>& groups, const QString& footer);

  protected:
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace suss
