#pragma once

#include "core/explain/regions.h"

#include <QAbstractListModel>

#include <vector>

namespace suss {

/// The places that explain the distance, most first.
class RegionModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { ShareRole = Qt::UserRole, LeadingRole };

    using QAbstractListModel::QAbstractListModel;

    void show(std::vector<Region> regions);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  private:
    std::vector<Region> regions_;
};

}  // namespace suss
