#include "ui/panels/delegates.h"

#include "ui/panels/component_model.h"
#include "ui/panels/region_model.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QDoubleValidator>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

namespace suss {
namespace {

void drawBar(QPainter& painter, const QRectF& track, double from, double to, const QColor& color,
             const Theme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(Qt::NoPen);
    const qreal radius = std::min(2.5, track.height() / 2);
    painter.setBrush(theme.track);
    painter.drawRoundedRect(track, radius, radius);
    if (to > from) {
        painter.setBrush(color);
        const qreal width = std::max(1.5, track.width() * (to - from));
        painter.drawRoundedRect(
            QRectF(track.left() + track.width() * from, track.top(), width, track.height()), radius, radius);
    }
    painter.restore();
}

// A sliding switch, filled with the component's colour when on.
void drawSwitch(QPainter& painter, const QRectF& rect, bool on, const QColor& color, const Theme& theme) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(on ? Qt::NoPen : QPen(theme.secondary, 1.2));
    painter.setBrush(on ? QBrush(color) : QBrush(Qt::NoBrush));
    const QRectF body = on ? rect : rect.adjusted(0.6, 0.6, -0.6, -0.6);
    painter.drawRoundedRect(body, body.height() / 2, body.height() / 2);
    const qreal diameter = rect.height() - 5;
    const QRectF knob(on ? rect.right() - diameter - 2.5 : rect.left() + 2.5, rect.top() + 2.5, diameter,
                      diameter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(on ? QColor(Qt::white) : theme.secondary);
    painter.drawEllipse(knob);
    painter.restore();
}

}  // namespace

QSize ComponentDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const QFontMetrics metrics(option.font);
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    const QFontMetrics bold(font);
    const int gap = metrics.averageCharWidth();
    const QString text = index.data().toString();
    // What most numbers need: bars keep their length from image to image. They take what the others leave.
    const QString usual = QStringLiteral("0.0000");
    int width = 0;
    switch (index.column()) {
        case ComponentModel::Name:
            width = std::max(switchRect(option).width() + metrics.horizontalAdvance(QStringLiteral("CbCr")),
                             bold.horizontalAdvance(text)) +
                    2 * gap;
            break;
        case ComponentModel::Contribution:
            width = std::max(bold.horizontalAdvance(usual), bold.horizontalAdvance(text)) + gap;
            break;
        case ComponentModel::Surprise:
            width = std::max(metrics.horizontalAdvance(usual), bold.horizontalAdvance(text)) + gap;
            break;
        case ComponentModel::Weight:
            width = std::max(metrics.horizontalAdvance(usual), metrics.horizontalAdvance(text)) + gap;
            break;
        default:
            break;
    }
    return {width, int(metrics.height() * 1.75)};
}

QRect ComponentDelegate::switchRect(const QStyleOptionViewItem& option) {
    const int height = int(QFontMetrics(option.font).height() * 0.9);
    return {option.rect.left() + 2, option.rect.center().y() - height / 2 + 1, int(height * 1.75), height};
}

void ComponentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                              const QModelIndex& index) const {
    const Theme theme = Theme::of(option.palette);
    const QFontMetrics metrics(option.font);
    const int which = index.data(ComponentModel::ColorRole).toInt();
    const bool isSum = which < 0, enabled = index.data(ComponentModel::EnabledRole).toBool();
    const QColor color = isSum ? theme.text : theme.of(kComponents[std::size_t(which)]);
    painter->save();
    if (isSum)
        painter->fillRect(QRect(option.rect.left(), option.rect.top(), option.rect.width(), 1),
                          theme.hairline);
    // Over what the view paints behind a selected row, on which the colours of the components are not seen.
    if (option.state & QStyle::State_Selected) painter->fillRect(option.rect, theme.selection);

    QFont font = option.font;
    if (isSum || index.data(ComponentModel::BeyondRole).toBool()) font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(enabled ? theme.text : theme.secondary);
    QRect text = option.rect;
    switch (index.column()) {
        case ComponentModel::Name: {
            const QRect lever = switchRect(option);
            if (!isSum) drawSwitch(*painter, lever, enabled, color, theme);
            // The sum has no switch; its name starts where the switches do.
            if (!isSum)
                text.setLeft(lever.right() + metrics.averageCharWidth());
            else
                text.setLeft(lever.left());
            painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
            break;
        }
        case ComponentModel::Bar: {
            const qreal height = std::round(metrics.height() * 0.5);
            const QRectF track(option.rect.left(), option.rect.center().y() - height / 2 + 1,
                               option.rect.width(), height);
            drawBar(*painter, track, index.data(ComponentModel::BarFromRole).toDouble(),
                    index.data(ComponentModel::BarToRole).toDouble(), color, theme);
            break;
        }
        default:
            painter->drawText(text.adjusted(0, 0, -2, 0), Qt::AlignRight | Qt::AlignVCenter,
                              index.data().toString());
    }
    painter->restore();
}

bool ComponentDelegate::editorEvent(QEvent* event, QAbstractItemModel* model,
                                    const QStyleOptionViewItem& option, const QModelIndex& index) {
    if (!(index.flags() & Qt::ItemIsUserCheckable)) return false;
    // The whole name is the switch: a larger target than its lever.
    bool toggle = false;
    if (event->type() == QEvent::MouseButtonRelease)
        toggle = static_cast<QMouseEvent*>(event)->button() == Qt::LeftButton &&
                 option.rect.contains(static_cast<QMouseEvent*>(event)->position().toPoint());
    if (event->type() == QEvent::KeyPress) toggle = static_cast<QKeyEvent*>(event)->key() == Qt::Key_Space;
    if (!toggle) return false;
    const bool on = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return model->setData(index, on ? Qt::Unchecked : Qt::Checked, Qt::CheckStateRole);
}

QWidget* ComponentDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&,
                                         const QModelIndex& index) const {
    auto* editor = new QLineEdit(parent);
    editor->setFrame(false);
    editor->setAlignment(Qt::AlignRight);
    auto* validator = new QDoubleValidator(0, 1e6, 12, editor);
    validator->setLocale(QLocale::c());
    editor->setValidator(validator);
    editor->setAccessibleName(
        tr("Weight of %1").arg(index.siblingAtColumn(ComponentModel::Name).data().toString()));
    return editor;
}

void ComponentDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    qobject_cast<QLineEdit*>(editor)->setText(
        QLocale::c().toString(index.data(Qt::EditRole).toDouble(), 'g', 4));
}

void ComponentDelegate::setModelData(QWidget* editor, QAbstractItemModel* model,
                                     const QModelIndex& index) const {
    const auto* field = qobject_cast<QLineEdit*>(editor);
    // What was not touched keeps all its digits.
    if (field->isModified()) model->setData(index, QLocale::c().toDouble(field->text()), Qt::EditRole);
}

QSize RegionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const {
    const QFontMetrics metrics(option.font);
    return {metrics.averageCharWidth() * 22, int(metrics.height() * 1.6)};
}

void RegionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const Theme theme = Theme::of(option.palette);
    const QFontMetrics metrics(option.font);
    const auto component = Component(index.data(RegionModel::LeadingRole).toInt());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, true);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || (option.state & QStyle::State_MouseOver)) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? theme.selection : theme.track);
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 3, 3);
    }
    const int gap = metrics.averageCharWidth();
    const qreal badgeSize = metrics.height() * 1.1;
    const QRectF badge(option.rect.left() + gap / 2.0, option.rect.center().y() - badgeSize / 2 + 1,
                       badgeSize, badgeSize);
    painter->setPen(Qt::NoPen);
    painter->setBrush(selected ? theme.accent : theme.dark ? QColor(90, 90, 90) : QColor(70, 70, 70));
    painter->drawRoundedRect(badge, 3, 3);
    painter->setPen(selected ? theme.onAccent : QColor(Qt::white));
    painter->setFont(scaledFont(option.font, 0.88, QFont::DemiBold));
    painter->drawText(badge, Qt::AlignCenter, QString::number(index.row() + 1));

    painter->setFont(option.font);
    painter->setPen(theme.text);
    const qreal nameWidth = metrics.horizontalAdvance(QStringLiteral("CbCr")) + gap;
    const qreal shareWidth = metrics.horizontalAdvance(QStringLiteral("100 %"));
    QRectF rest(badge.right() + gap, option.rect.top(), option.rect.right() - badge.right() - 1.5 * gap,
                option.rect.height());
    painter->drawText(QRectF(rest.right() - nameWidth, rest.top(), nameWidth, rest.height()),
                      Qt::AlignRight | Qt::AlignVCenter, toQString(nameOf(component)));
    painter->drawText(
        QRectF(rest.right() - nameWidth - shareWidth - gap / 2.0, rest.top(), shareWidth, rest.height()),
        Qt::AlignRight | Qt::AlignVCenter, formatPercent(index.data(RegionModel::ShareRole).toDouble()));
    const qreal height = std::round(metrics.height() * 0.42);
    const QRectF track(rest.left(), option.rect.center().y() - height / 2 + 1,
                       rest.width() - nameWidth - shareWidth - 1.5 * gap, height);
    if (track.width() > 12)
        drawBar(*painter, track, 0, std::clamp(index.data(RegionModel::ShareRole).toDouble(), 0.0, 1.0),
                theme.of(component), theme);
    painter->restore();
}

}  // namespace suss
