#pragma once

#include "ui/document.h"
#include "ui/view_state.h"

#include <QWidget>

class QTableView;

namespace suss {

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

/// Everything known of the pixel under the cursor, without a click: both pictures magnified, and what the
/// comparison says of it in every component.
class Inspector : public QWidget {
    Q_OBJECT

  public:
    Inspector(const Document& document, const ViewState& state, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* table() const { return table_; }
    [[nodiscard]] const InspectorModel* model() const { return model_; }

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    InspectorModel* model_;
    QTableView* table_;
};

}  // namespace suss
