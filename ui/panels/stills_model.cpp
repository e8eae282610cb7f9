#include "ui/panels/stills_model.h"

#include "ui/text.h"
#include "ui/theme.h"

#include <QPainter>

namespace suss {

StillsModel::StillsModel(const Document& document, QObject* parent)
    : QAbstractListModel(parent), document_(document) {
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::Sample) | Document::Change::Account))
            Q_EMIT dataChanged(index(0), index(Sampler::kStills - 1));
    });
}

int StillsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Sampler::kStills;
}

QVariant StillsModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& stills = document_.sampler().stills();
    const auto row = std::size_t(index.row());
    const bool isReady = row < stills.size();
    switch (role) {
        case Qt::DecorationRole:
            return isReady ? stills[row].thumbnail : QImage();
        case Qt::DisplayRole:
            return isReady ? tr("distance %1")
                                 .arg(formatNumber(
                                     accountOf(stills[row].likelihoods, document_.weighting()).distance, 2))
                           : QString();
        case Qt::AccessibleTextRole:
            return tr("Sample %1").arg(index.row());
        case Qt::ToolTipRole:
            return tr("Sample %1 of seed %2. The number is its distance from the reference")
                .arg(index.row())
                .arg(document_.sampler().settings().seed);
        case CurrentRole:
            return document_.sampler().settings().number == index.row();
        default:
            return {};
    }
}

QSize StillDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const auto* view = qobject_cast<const QWidget*>(option.widget);
    const QFontMetrics metrics(option.font);
    const int height = view ? view->height() : metrics.height() * 7;
    const int picture = height - int(metrics.height() * 1.5);
    const QImage thumbnail = index.data(Qt::DecorationRole).value<QImage>();
    const int width = thumbnail.isNull() ? picture * 3 / 2 : picture * thumbnail.width() / thumbnail.height();
    return {std::max(width, metrics.averageCharWidth() * 14) + spacingUnit(view), height};
}

void StillDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const Theme theme = Theme::of(option.palette);
    const QFont font = scaledFont(option.font, 0.88);
    const QFontMetrics metrics(option.font);
    const QRect room = option.rect.adjusted(2, 2, -spacingUnit(option.widget), -int(metrics.height() * 1.4));
    const QImage thumbnail = index.data(Qt::DecorationRole).value<QImage>();
    QRect area = room;
    if (!thumbnail.isNull()) {
        const QSize size = thumbnail.size().scaled(room.size(), Qt::KeepAspectRatio);
        area = QRect(QPoint(room.left(), room.bottom() + 1 - size.height()), size);
        painter->save();
        painter->setRenderHint(QPainter::SmoothPixmapTransform, true);
        painter->drawImage(area, thumbnail);
        painter->restore();
    } else {
        painter->fillRect(area, theme.track);
    }
    if (index.data(StillsModel::CurrentRole).toBool()) {
        painter->setPen(QPen(theme.accent, 2));
        painter->drawRect(area);
    }
    painter->setFont(font);
    painter->setPen(theme.secondary);
    const QRect line(room.left(), room.bottom() + 2, option.rect.right() - room.left(),
                     option.rect.bottom() - room.bottom() - 2);
    painter->drawText(line, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
}

}  // namespace suss
