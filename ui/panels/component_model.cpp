#include "ui/panels/component_model.h"

#include "ui/key_hint.h"
#include "ui/text.h"

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

// In as many digits as fit a column: of what is next to nothing, only that it is.
QString inColumn(double value) {
    if (value == 0) return QStringLiteral("0");
    if (std::abs(value) < 1e-5) return QStringLiteral("≈ 0");
    if (std::abs(value) < 1e-4) return withMinus(QString::number(value, 'f', 5));
    return formatNumber(value, std::abs(value) < 1e-3 ? 2 : 3);
}

QString weightInColumn(double weight) {
    if (weight == 0 || weight >= 1e-4) return formatNumber(weight, 2);
    return weight < 5e-6 ? QStringLiteral("< 0.00001") : QString::number(weight, 'f', 5);
}

}  // namespace

void ComponentModel::setKeys(const Keys& switches, const Keys& solos) {
    switchKeys_ = switches;
    soloKeys_ = solos;
}

void ComponentModel::show(const Weighting& weighting, const std::optional<Account>& account,
                          const std::optional<MeanSquares>& mostImperceptible, bool isOfPart) {
    weighting_ = weighting;
    account_ = account;
    mostImperceptible_ = mostImperceptible;
    isOfPart_ = isOfPart;
    Q_EMIT dataChanged(index(0, 0), index(kSumRow, ColumnCount - 1));
}

int ComponentModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kSumRow + 1;
}

int ComponentModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant ComponentModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section >= Contribution ? Qt::AlignRight : Qt::AlignLeft));
    if (role == Qt::ToolTipRole) {
        if (section == Surprise)
            return tr(
                "How surprising the image is to the model: about 1 for changes that nobody would notice, "
                "well above 1 for what it does not expect, near 0 for what is closer to its mean than any "
                "variant (mean squared whitened residual). Bold: beyond what the model calls imperceptible");
        if (section == Weight) return tr("How much each component counts in the score");
        return section == Name ? QString()
                               : tr("How much of the distance each component makes: the parts add up to it "
                                    "(in nats per value)");
    }
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case Name:
            return tr("Component");
        case Bar:
            return tr("Part of distance");
        case Weight:
            return tr("Weight");
        case Surprise:
            return QStringLiteral("z²/n");
        default:
            return QString();
    }
}

QVariant ComponentModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const int row = index.row(), column = index.column();
    const bool isSum = row == kSumRow;
    switch (role) {
        case Qt::DisplayRole:
            return text(row, column);
        case Qt::EditRole:
            return column == Weight && !isSum ? QVariant(weighting_.weights[std::size_t(row)]) : QVariant();
        case Qt::ToolTipRole:
            return toolTip(row, column);
        case Qt::AccessibleTextRole:
            if (column == Surprise && isBeyond(row))
                return tr("%1, beyond what is imperceptible").arg(text(row, column).toString());
            return column == Bar ? text(row, Contribution) : text(row, column);
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                       (column >= Contribution ? Qt::AlignRight : Qt::AlignLeft));
        case Qt::CheckStateRole:
            if (column != Name || isSum) return {};
            return weighting_.enabled[std::size_t(row)] ? Qt::Checked : Qt::Unchecked;
        case ColorRole:
            return isSum ? -1 : row;
        case BarFromRole:
            return bar(row).first;
        case BarToRole:
            return bar(row).second;
        case EnabledRole:
            return isSum || weighting_.enabled[std::size_t(row)];
        case BeyondRole:
            return column == Surprise && isBeyond(row);
        default:
            return {};
    }
}

QVariant ComponentModel::text(int row, int column) const {
    const bool isSum = row == kSumRow;
    if (column == Name && isSum) return isOfPart_ ? tr("In it") : tr("Distance");
    if (column == Name) return toQString(nameOf(kComponents[std::size_t(row)]));
    if (column == Bar) return {};
    if (column == Weight) {
        // Without a model there are no weights yet.
        const bool isKnown = weighting_.weights != Weights{};
        if (isSum) return {};
        return isKnown ? weightInColumn(weighting_.weights[std::size_t(row)]) : QStringLiteral("–");
    }
    if (!account_) return isSum && column == Surprise ? QString() : QStringLiteral("–");
    if (isSum) return column == Contribution ? inColumn(account_->distance) : QString();
    const ComponentAccount& part = account_->components[std::size_t(row)];
    if (column == Contribution) {
        if (!part.enabled) return tr("off");
        if (weighting_.weights[std::size_t(row)] == 0) return QStringLiteral("–");
        return inColumn(part.contribution);
    }
    return inColumn(part.meanSquare());
}

double ComponentModel::limit(int row) const {
    return account_->components[std::size_t(row)].meanSquareOfReference() +
           (*mostImperceptible_)[std::size_t(row)];
}

bool ComponentModel::isBeyond(int row) const {
    return row != kSumRow && account_ && mostImperceptible_ &&
           account_->components[std::size_t(row)].meanSquare() > limit(row);
}

QString ComponentModel::surpriseInWords(int row) const {
    const QString name = toQString(nameOf(kComponents[std::size_t(row)]));
    QStringList lines{tr("How surprising %1 of the image is: about 1 is what the model expects of changes "
                         "nobody notices (mean squared whitened residual).")
                          .arg(name)};
    if (account_)
        lines << tr("The reference itself has %1.")
                     .arg(formatNumber(account_->components[std::size_t(row)].meanSquareOfReference()));
    if (account_ && mostImperceptible_)
        lines << (isBeyond(row)
                      ? tr("Beyond what the model calls imperceptible: variants that hardly anybody "
                           "would notice have at most %1.")
                      : tr("Within what the model calls imperceptible: variants that hardly anybody "
                           "would notice have up to %1."))
                     .arg(formatNumber(limit(row)));
    return lines.join(QLatin1Char('\n'));
}

QString ComponentModel::toolTip(int row, int column) const {
    if (row == kSumRow)
        return tr(
            "The parts of all components that are switched on add up to the distance: how much lower the "
            "image "
            "scores than the reference itself");
    const Component component = kComponents[std::size_t(row)];
    const QString name = toQString(nameOf(component));
    const QString meaning = toQString(meaningOf(component));
    if (column == Name)
        return withKey(tr("%1: %2. Switch on or off").arg(name, meaning), switchKeys_[std::size_t(row)]) +
               withKey(tr(", or switch off all others"), soloKeys_[std::size_t(row)]);
    if (column == Weight)
        return tr("Weight of %1 in the score. Double click (F2) to try another; choosing the weight set "
                  "brings "
                  "back its own")
            .arg(name);
    if (column == Surprise) return surpriseInWords(row);
    if (weighting_.weights[std::size_t(row)] == 0)
        return tr("The chosen weights do not count %1 (%2): its weight is 0").arg(name, meaning);
    return tr("How much of the distance %1 (%2) makes, with its weight of %3 (in nats per value). Every bar "
              "begins where the one above it ended")
        .arg(name, meaning, formatNumber(weighting_.weights[std::size_t(row)]));
}

// A waterfall: every bar begins where the one above it ended, from all components off to all on.
std::pair<double, double> ComponentModel::bar(int row) const {
    if (!account_) return {0, 0};
    double low = 0, high = 0, sum = 0, from = 0, to = 0;
    for (int i = 0; i < kSumRow; ++i) {
        const double before = sum;
        sum += account_->components[std::size_t(i)].contribution;
        low = std::min(low, sum);
        high = std::max(high, sum);
        if (i == row) from = before, to = sum;
    }
    if (row == kSumRow) to = sum;
    if (high <= low) return {0, 0};
    return {(std::min(from, to) - low) / (high - low), (std::max(from, to) - low) / (high - low)};
}

Qt::ItemFlags ComponentModel::flags(const QModelIndex& index) const {
    if (!index.isValid()) return Qt::NoItemFlags;
    Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemNeverHasChildren;
    if (index.row() != kSumRow) flags |= Qt::ItemIsSelectable;
    if (index.column() == Name && index.row() != kSumRow) flags |= Qt::ItemIsUserCheckable;
    if (index.column() == Weight && index.row() != kSumRow) flags |= Qt::ItemIsEditable;
    return flags;
}

bool ComponentModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.row() >= kSumRow) return false;
    const Component component = kComponents[std::size_t(index.row())];
    if (role == Qt::CheckStateRole && index.column() == Name) {
        Q_EMIT switchRequested(component, value.toInt() == Qt::Checked);
        return true;
    }
    if (role == Qt::EditRole && index.column() == Weight) {
        bool isNumber = false;
        const double weight = value.toDouble(&isNumber);
        if (!isNumber || !std::isfinite(weight) || weight < 0) return false;
        Q_EMIT weightRequested(component, weight);
        return true;
    }
    return false;
}

}  // namespace suss
