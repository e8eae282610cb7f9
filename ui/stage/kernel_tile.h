#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QWidget>

#include <functional>
#include <vector>

namespace suss {

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
    /// The precision row of the variable that somebody asks about.
    static KernelTile* heldBy(const Document& document, const ViewState& state, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    const ViewState& state_;
    const QString title_;
    const std::function<Kernel()> kernel_;
};

}  // namespace suss
