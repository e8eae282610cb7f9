#include "ui/panels/inspector_model.h"

#include "ui/text.h"

#include <cmath>

namespace suss {
namespace {

constexpr ViewKind kRows[kChannelCount] = {ViewKind::Y1, ViewKind::Y2, ViewKind::Y3, ViewKind::Cb,
                                           ViewKind::Cr};

QString tenths(double value) {
    const double rounded = std::round(10 * value) / 10;
    return withMinus(QString::number(rounded == 0 ? 0.0 : rounded, 'f', 1));
}

QString levels(double value) {
    return tenths(255 * value);
}

// One pixel of a picture makes little of anything; what is next to nothing would not fit in digits.
QString millionths(double value) {
    if (value == 0) return QStringLiteral("0");
    if (std::abs(value) < 0.005) return QStringLiteral("≈ 0");
    return std::abs(value) < 10 ? withMinus(QString::number(value, 'f', 2)) : formatNumber(value);
}

}  // namespace

InspectorModel::InspectorModel(const Document& document, const ViewState& state, QObject* parent)
    : QAbstractTableModel(parent), document_(document), state_(state) {
    const auto refresh = [this] {
        Q_EMIT dataChanged(index(0, Image), index(rowCount() - 1, Share));
        Q_EMIT headerDataChanged(Qt::Horizontal, Channel, Channel);
    };
    connect(&state, &ViewState::crosshairChanged, this, refresh);
    connect(&document, &Document::changed, this, refresh);
}

int InspectorModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(kChannelCount);
}

int InspectorModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString InspectorModel::text(int row, int column) const {
    const ViewKind kind = kRows[row];
    if (column == Channel) return nameOf(kChannels[std::size_t(row)]);
    const auto& point = state_.probed();
    if (!point) return QStringLiteral("–");
    const ComponentChannel channel = *residualOf(kind);
    const int x = int(point->x()), y = int(point->y());
    // What the model expects is known before there is an image.
    if (column == Spread && document_.analysis()) {
        const auto field = document_.field(ViewKind(int(ViewKind::SpreadY1) + row));
        const auto spread = field ? field->at(x, y) : std::nullopt;
        return spread ? QString::number(double(*spread), 'f', 1) : QStringLiteral("…");
    }
    if (column == Mean && document_.analysis())
        return levels(expectedValue(*document_.analysis(), channel.component, channel.channel, x, y));
    const auto& comparison = document_.comparison();
    if (!comparison) return QStringLiteral("–");
    const PixelValues values =
        pixelValues(*comparison, document_.weighting(), channel.component, channel.channel, x, y);
    switch (column) {
        case Image:
            return levels(values.value);
        case Residual:
            return levels(values.value - values.mean);
        case Whitened:
            return tenths(values.whitened);
        default: {
            if (!document_.weighting().enabled[indexOf(channel.component)]) return tr("off");
            const double distance = document_.account()->distance;
            if (!(distance > 0)) return QStringLiteral("–");
            return millionths(1e6 * values.contribution / distance);
        }
    }
}

QString InspectorModel::explanationOf(int column) {
    switch (column) {
        case Channel:
            return tr("Fine, middle and coarse luminance, blue–yellow and red–green colour");
        case Image:
            return tr(
                "Value of the image, in levels of 255; a coarse one is the mean of the pixels it covers");
        case Mean:
            return tr("What the model of the reference expects here, in levels of 255");
        case Spread:
            return tr(
                "How far the value may move and still be the same picture (predicted standard deviation, in "
                "levels of 255)");
        case Residual:
            return tr("Image less mean, in levels of 255");
        case Whitened:
            return tr(
                "How many standard deviations off the value is, beyond what its neighbours explain (whitened "
                "residual). Not the residual over the spread, because neighbours move together");
        default:
            return tr("Share of the distance that this pixel makes, in millionths (parts per million)");
    }
}

QVariant InspectorModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    switch (role) {
        case Qt::DisplayRole:
            return text(index.row(), index.column());
        case Qt::ToolTipRole:
            return explanationOf(index.column());
        case Qt::TextAlignmentRole:
            return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                       (index.column() == Channel ? Qt::AlignLeft : Qt::AlignRight));
        default:
            return {};
    }
}

QVariant InspectorModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::ToolTipRole) return explanationOf(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignVCenter) |
                                   (section == Channel ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole) return {};
    const auto& point = state_.probed();
    if (section == Channel) return point ? tr("%1, %2").arg(int(point->x())).arg(int(point->y())) : QString();
    static const QString titles[] = {QString(),      tr("Image"),    tr("Mean"),      tr("Spread"),
                                     tr("Residual"), tr("Whitened"), tr("Share, ppm")};
    return titles[section];
}

QString InspectorModel::asText() const {
    const auto& point = state_.probed();
    if (!point) return {};
    QStringList lines{QStringLiteral("x %1\ty %2").arg(int(point->x())).arg(int(point->y()))};
    for (const auto& [role, name] :
         {std::pair{Role::Reference, tr("Reference")}, {Role::Image, tr("Image")}}) {
        const auto& image = document_.picture(role).image;
        if (!image || point->x() >= image->width || point->y() >= image->height) continue;
        const float* rgb = image->row(int(point->y())) + 3 * std::ptrdiff_t(point->x());
        lines << tr("%1, RGB").arg(name) +
                     QStringLiteral("\t%1\t%2\t%3").arg(levels(rgb[0]), levels(rgb[1]), levels(rgb[2]));
    }
    QStringList cells;
    for (int column = 0; column < ColumnCount; ++column)
        cells << (column == Channel ? QString()
                                    : headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines << cells.join(QLatin1Char('\t'));
    for (int row = 0; row < rowCount(); ++row) {
        cells.clear();
        for (int column = 0; column < ColumnCount; ++column) cells << text(row, column);
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n')) + QLatin1Char('\n');
}

}  // namespace suss
