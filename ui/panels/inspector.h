#pragma once

#include "ui/document/document.h"
#include "ui/stage/kernel_tile.h"
#include "ui/view_state.h"

#include <QWidget>

#include <array>

class QTableView;

namespace suss {

class Commands;
class InspectorModel;

/// A few pixels of a picture around the crosshair, large.
class Lens : public QWidget {
    Q_OBJECT

  public:
    Lens(const Document& document, const ViewState& state, ViewKind kind, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const Document& document_;
    const ViewState& state_;
    const ViewKind kind_;
};

/// Everything known of the pixel under the cursor, without a click: both pictures magnified, what the
/// comparison says of it in every component, and what the model holds to go with it.
class Inspector : public QWidget {
    Q_OBJECT

  public:
    Inspector(const Document& document, const ViewState& state, const Commands& commands,
              QWidget* parent = nullptr);
    [[nodiscard]] QTableView* table() const { return table_; }
    [[nodiscard]] const InspectorModel* model() const { return model_; }
    [[nodiscard]] QSize minimumSizeHint() const override;

  Q_SIGNALS:
    /// Somebody wants to see what goes with this channel.
    void channelPicked(const suss::ComponentChannel& channel);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

  private:
    [[nodiscard]] KernelTile::Kernel footprint() const;
    void refreshRow();
    [[nodiscard]] int numbersWidth() const;

    const Document& document_;
    const ViewState& state_;
    InspectorModel* model_;
    QTableView* table_;
    std::array<Lens*, 2> lenses_{};
    std::array<KernelTile*, 2> tiles_{};
};

}  // namespace suss
