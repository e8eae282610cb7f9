#include "ui/panels/images_model.h"

#include "ui/text.h"

#include <QFont>

#include <limits>

namespace suss {

ImagesModel::ImagesModel(const Document& document, QObject* parent)
    : QAbstractTableModel(parent), document_(document) {
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::List) | Document::Change::Account)) refresh();
    });
    refresh();
}

void ImagesModel::refresh() {
    const int rows = int(document_.images().size());
    if (rows != rows_) {
        beginResetModel();
        rows_ = rows;
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rows - 1, ColumnCount - 1));
    }
}

int ImagesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

int ImagesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

std::optional<double> ImagesModel::distanceOf(int row) const {
    const Candidate& image = document_.images()[std::size_t(row)];
    if (!image.likelihoods) return std::nullopt;
    return accountOf(*image.likelihoods, document_.weighting()).distance;
}

QVariant ImagesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const Candidate& image = document_.images()[std::size_t(index.row())];
    const bool isName = index.column() == Name;
    switch (role) {
        case Qt::DisplayRole: {
            if (isName) return image.source.title();
            if (!image.problem.isEmpty()) return tr("not compared");
            const auto distance = distanceOf(index.row());
            return distance ? formatNumber(*distance) : QStringLiteral("…");
        }
        case SortRole:
            if (isName) return image.source.title();
            return distanceOf(index.row()).value_or(std::numeric_limits<double>::infinity());
        case CurrentRole:
            return index.row() == document_.current();
        case Qt::ToolTipRole:
            return image.problem.isEmpty() ? image.source.path : image.problem;
        case Qt::TextAlignmentRole:
            return int((isName ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        case Qt::FontRole: {
            QFont font;
            font.setBold(index.row() == document_.current());
            return font;
        }
        default:
            return {};
    }
}

QVariant ImagesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(section == Name ? Qt::AlignLeft : Qt::AlignRight);
    if (role != Qt::DisplayRole) return {};
    return section == Name ? tr("Image") : tr("Distance");
}

}  // namespace suss
