#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QWidget>

#include <functional>

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

/// Signed numbers around a pixel as coloured squares, with a title above.
class KernelTile : public QWidget {
    Q_OBJECT

  public:
    struct Kernel {
        std::vector<float> values;  ///< side * side in raster order; NaN: nothing there
        int side = 0;
        double most = 1;  ///< the size that the strongest colour stands for
    };
    KernelTile(const ViewState& state, QString title, std::function<Kernel()> kernel,
               QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const ViewState& state_;
    const QString title_;
    const std::function<Kernel()> kernel_;
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
    [[nodiscard]] KernelTile::Kernel precision() const;
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
