#pragma once

#include "ui/figure/options.h"

#include <QListWidget>

#include <vector>

namespace suss {

/// The panels of a figure: those that are ticked, from top to bottom. Rows move by dragging, or with Alt and
/// an arrow key.
class PanelList : public QListWidget {
    Q_OBJECT

  public:
    explicit PanelList(QWidget* parent = nullptr);

    /// Ticks the chosen ones, first and in this order; the other possible ones follow.
    void offer(const std::vector<FigurePanel>& possible, const std::vector<FigurePanel>& chosen);
    [[nodiscard]] std::vector<FigurePanel> chosen() const;
    /// Moves the current row by so many rows.
    void move(int by);
    [[nodiscard]] bool canMove(int by) const;

  Q_SIGNALS:
    void chosenChanged();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void dropEvent(QDropEvent* event) override;
};

/// "SUSS map", "Components as bars".
QString titleOf(const FigurePanel& panel);

}  // namespace suss
