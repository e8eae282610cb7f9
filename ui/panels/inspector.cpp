#include "ui/panels/inspector.h"

#include "ui/panels/inspector_model.h"
#include "ui/panels/section.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTableView>

namespace suss {
namespace {

constexpr int kLensPixels = 15;  // along a side; odd, so that one is in the middle

}  // namespace

Lens::Lens(const Document& document, const ViewState& state, ViewKind kind, QWidget* parent)
    : QWidget(parent), document_(document), state_(state), kind_(kind) {
    setAccessibleName(tr("%1 around the cursor, magnified").arg(titleOf(kind)));
    setToolTip(accessibleName());
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&state, &ViewState::crosshairChanged, this, qOverload<>(&QWidget::update));
    connect(&document, &Document::changed, this, qOverload<>(&QWidget::update));
}

QSize Lens::sizeHint() const {
    const int side = std::max(1, fontMetrics().height() * 8 / kLensPixels) * kLensPixels;
    return {side, side + int(fontMetrics().height() * 1.2)};
}

void Lens::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    const int side = width(), pixel = side / kLensPixels;
    const QRect area(0, height() - side, side, side);
    painter.setFont(scaledFont(font(), 0.88));
    painter.setPen(theme.secondary);
    painter.drawText(QRect(0, 0, side, area.top()), Qt::AlignLeft | Qt::AlignVCenter, titleOf(kind_));
    painter.fillRect(area, theme.stage);
    const auto pyramid = document_.pyramid(kind_);
    const auto& point = state_.crosshair();
    if (!pyramid || !point) return;
    const int half = kLensPixels / 2, left = int(point->x()) - half, top = int(point->y()) - half;
    const QRect inside = QRect(left, top, kLensPixels, kLensPixels).intersected(pyramid->full().rect());
    painter.drawImage(
        QRect(area.topLeft() + (inside.topLeft() - QPoint(left, top)) * pixel, inside.size() * pixel),
        pyramid->full(), inside);
    const QRect middle(area.topLeft() + QPoint(half, half) * pixel, QSize(pixel, pixel));
    painter.setPen(QPen(QColor(0, 0, 0, 160), 3));
    painter.drawRect(middle);
    painter.setPen(QPen(Qt::white, 1));
    painter.drawRect(middle);
}

Inspector::Inspector(const Document& document, const ViewState& state, QWidget* parent)
    : QWidget(parent), model_(new InspectorModel(document, state, this)), table_(new QTableView) {
    const int unit = spacingUnit(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    row->setSpacing(3 * unit);
    row->addWidget(new Lens(document, state, ViewKind::Reference), 0, Qt::AlignTop);
    row->addWidget(new Lens(document, state, ViewKind::Image), 0, Qt::AlignTop);
    makePlain(table_);
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setAccessibleName(tr("Values under the cursor"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setMinimumSectionSize(1);
    table_->verticalHeader()->setDefaultSectionSize(int(fontMetrics().height() * 1.45));
    auto* header = new PlainHeader;
    table_->setHorizontalHeader(header);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(InspectorModel::Channel, QHeaderView::ResizeToContents);
    table_->setMaximumWidth(fontMetrics().averageCharWidth() * 80);
    table_->setFixedHeight(header->sizeHint().height() +
                           model_->rowCount() * table_->verticalHeader()->defaultSectionSize());
    row->addWidget(table_, 1, Qt::AlignTop);
    row->addStretch(0);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Inspector::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    painter.fillRect(QRect(0, 0, width(), 1), theme.hairline);
}

}  // namespace suss
