#include "ui/panels/region_model.h"

#include "ui/text.h"

namespace suss {

void RegionModel::show(std::vector<Region> regions) {
    beginResetModel();
    regions_ = std::move(regions);
    endResetModel();
}

int RegionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(regions_.size());
}

QVariant RegionModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const Region& region = regions_[std::size_t(index.row())];
    const QString leading = toQString(nameOf(region.leading));
    switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return tr("%1: %2 of the distance, mostly %3")
                .arg(index.row() + 1)
                .arg(formatPercent(region.share), leading);
        case Qt::ToolTipRole:
            return tr("%1 of the distance lies in these %2 pixels at (%3, %4), mostly in %5. Click to look "
                      "there.")
                .arg(formatPercent(region.share), formatSize(region.rect.width, region.rect.height))
                .arg(region.rect.x)
                .arg(region.rect.y)
                .arg(toQString(meaningOf(region.leading)));
        case ShareRole:
            return region.share;
        case LeadingRole:
            return int(region.leading);
        default:
            return {};
    }
}

}  // namespace suss
