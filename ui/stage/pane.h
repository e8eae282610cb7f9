#pragma once

#include "ui/elided_label.h"
#include "ui/stage/color_bar.h"
#include "ui/stage/image_view.h"

#include <QComboBox>

class QStackedWidget;

namespace suss {

class Commands;
class KernelTile;

/// A view with its name above (a box to choose another) and what its colours or its file mean below. The
/// first pane of the swipe layout holds two views and names both.
class Pane : public QWidget {
    Q_OBJECT

  public:
    Pane(const Document& document, const ViewState& state, const Commands& commands, int pane,
         QWidget* parent = nullptr);

    [[nodiscard]] ImageView* view() const { return view_; }
    [[nodiscard]] ColorBar* colorBar() const { return colorBar_; }
    /// Seen in a corner of a footprint, away from its pixel.
    [[nodiscard]] KernelTile* heldBy() const { return heldBy_; }
    [[nodiscard]] QComboBox* selector() const { return selector_; }
    /// What is said of the view; in the swipe layout of that right of the divider.
    [[nodiscard]] ElidedLabel* source() const { return source_; }
    /// The view that the colour bar below belongs to.
    [[nodiscard]] ViewKind explained() const;

    /// The same whatever is shown: panes share the stage equally.
    [[nodiscard]] QSize minimumSizeHint() const override;

    /// Takes over what state and document say now.
    void refresh();
    /// The value under the crosshair only.
    void refreshMarker();

  Q_SIGNALS:
    void kindRequested(int pane, suss::ViewKind kind);
    void activated(int pane);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    void refreshHeldBy();
    QComboBox* makeSelector(int pane);
    struct About;
    [[nodiscard]] About aboutOf(ViewKind kind) const;
    void say(ElidedLabel* label, ViewKind kind) const;
    void nameKeys(QComboBox* selector) const;
    void refreshSelector(QComboBox* selector, int pane);

    const Document& document_;
    const ViewState& state_;
    const Commands& commands_;
    const int pane_;
    QComboBox* selector_;
    QComboBox* rightSelector_;
    ElidedLabel* source_;
    ElidedLabel* leftSource_;  // of the view left of the divider, in the swipe layout
    ImageView* view_;
    KernelTile* heldBy_;
    QStackedWidget* footer_;
    QLabel* facts_;
    ColorBar* colorBar_;
};

}  // namespace suss
