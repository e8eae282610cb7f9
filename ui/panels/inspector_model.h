#pragma once

#include "core/explain/pixel.h"
#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QAbstractTableModel>

namespace suss {

/// What the comparison says of the pixel under the crosshair: a row for each of Y1, Y2, Y3, Cb and Cr.
class InspectorModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Channel, Image, Mean, Spread, Residual, Whitened, Share, ColumnCount };

    InspectorModel(const Document& document, const ViewState& state, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    /// Place, colours and the whole table, with tabs between: for the clipboard. Empty without a crosshair.
    [[nodiscard]] QString asText() const;

  private:
    [[nodiscard]] QString text(int row, int column) const;
    [[nodiscard]] static QString explanationOf(int column);

    const Document& document_;
    const ViewState& state_;
};

}  // namespace suss
