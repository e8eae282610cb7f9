#pragma once

#include <QAction>
#include <QList>
#include <QWidget>

namespace suss {

/// All keys and gestures on one sheet over the window. Made from the actions themselves, so it tells the
/// truth.
class HelpOverlay : public QWidget {
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
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    QWidget* sheet_;
};

}  // namespace suss
