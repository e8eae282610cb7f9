#pragma once

#include "ui/stage/pane.h"

class QGridLayout;

namespace suss {

/// The views, in one of several layouts. Turns what the mouse asks for into changes of the shared view
/// state.
class Stage : public QWidget {
    Q_OBJECT

  public:
    Stage(const Document& document, ViewState& state, const Commands& commands, QWidget* parent = nullptr);
    [[nodiscard]] Pane* pane(int index) const { return panes_[std::size_t(index)]; }

  Q_SIGNALS:
    void regionPicked(int index);
    void markRequested(const std::optional<QRect>& imageRect);
    void strokePainted(const QLineF& stroke);
    void strokeErased(const QLineF& stroke);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void connectPane(int index);
    void arrange();
    void divideEvenly();
    void refresh();
    void updateViewport();

    const Document& document_;
    ViewState& state_;
    QGridLayout* grid_;
    std::array<Pane*, kPaneCount> panes_{};
    int columns_ = 1, rows_ = 1;                           // that hold something
    std::optional<std::pair<StageLayout, int>> arranged_;  // layout and active pane that are in the grid
};

}  // namespace suss
