#pragma once

#include "core/explain/account.h"

#include <QAbstractTableModel>
#include <QKeySequence>

#include <optional>

namespace suss {

/// The account as rows, one per component and their sum last. Rows can be switched on and off; the model only
/// asks for it and shows what it is told.
class ComponentModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    enum Column { Name, Bar, Contribution, Weight, Surprise, ColumnCount };
    enum Role {
        ColorRole = Qt::UserRole,  ///< index of the component, -1 for the sum
        BarFromRole,  ///< where the bar begins and ends: fractions of the cell's width (a waterfall)
        BarToRole,
        EnabledRole,
        BeyondRole,  ///< whether the value is beyond what the model holds to be imperceptible
    };
    static constexpr int kSumRow = int(kComponentCount);

    using QAbstractTableModel::QAbstractTableModel;

    using Keys = std::array<QKeySequence, kComponentCount>;
    /// What switches each component, and what leaves it alone on: for the hints.
    void setKeys(const Keys& switches, const Keys& solos);
    /// No account: dashes. `mostImperceptible`: how far z^2/n of variants that hardly anybody would notice is
    /// at most above the reference's own, if they can be compared with this account.
    using MeanSquares = std::array<double, kComponentCount>;
    void show(const Weighting& weighting, const std::optional<Account>& account,
              const std::optional<MeanSquares>& mostImperceptible = std::nullopt, bool isOfPart = false);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

  Q_SIGNALS:
    void switchRequested(suss::Component component, bool enabled);
    void weightRequested(suss::Component component, double weight);

  private:
    [[nodiscard]] QVariant text(int row, int column) const;
    /// The largest z^2/n that the model calls imperceptible; account and variants are there.
    [[nodiscard]] double limit(int row) const;
    [[nodiscard]] bool isBeyond(int row) const;
    [[nodiscard]] QString toolTip(int row, int column) const;
    [[nodiscard]] QString surpriseInWords(int row) const;
    [[nodiscard]] std::pair<double, double> bar(int row) const;

    Weighting weighting_;
    std::optional<Account> account_;
    std::optional<MeanSquares> mostImperceptible_;
    bool isOfPart_ = false;
    Keys switchKeys_, soloKeys_;
};

}  // namespace suss
