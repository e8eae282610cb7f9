#pragma once

#include "ui/sheet_overlay.h"

#include <QAction>
#include <QList>

class QScrollArea;
class QVBoxLayout;

namespace suss {

/// A sheet over the window that is read and closed: all keys and gestures, made from the actions themselves,
/// so that it tells the truth, or terms and what they mean.
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

    struct Term {
        QString name, meaning;
    };

    void present(const QList<Group>& groups, const QString& footer);
    void present(const QString& title, const QList<Term>& terms, const QString& footer);

  protected:
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QVBoxLayout* begin(const QString& title);
    void show(QVBoxLayout* column, const QString& footer);

    QScrollArea* scroll_ = nullptr;  ///< for windows that are lower than the sheet
};

}  // namespace suss
