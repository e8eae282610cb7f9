#include "ui/panels/inspector.h"

#include "ui/commands.h"
#include "ui/key_hint.h"
#include "ui/panels/inspector_model.h"
#include "ui/panels/widgets.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QTableView>

#include <algorithm>
#include <limits>

namespace suss {
namespace {

constexpr int kLensPixels = 15;  // along a side; odd, so that one is in the middle

}  // namespace

Lens::Lens(const Document& document, const ViewState& state, ViewKind kind, QWidget* parent)
    : QWidget(parent), document_(document), state_(state), kind_(kind) {
    setAccessibleName(tr("%1 around the pixel that the numbers are of, magnified").arg(titleOf(kind)));
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
    const auto& point = state_.probed();
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

Inspector::Inspector(const Document& document, const ViewState& state, const Commands& commands,
                     QWidget* parent)
    : QWidget(parent),
      document_(document),
      state_(state),
      model_(new InspectorModel(document, state, this)),
      table_(new QTableView) {
    const auto explain = [this, &commands] {
        setWhatsThis(
            tr("<p>The pixel under the cursor (or the pinned one: Alt and a click%1) in numbers. The "
               "model expects the <b>mean</b>, give or take the <b>spread</b>; the <b>residual</b> "
               "is what the image is off by, <b>whitened</b> the same in standard deviations, "
               "beyond what the neighbours explain (so a single bright pixel has darker ones beside "
               "it).</p><p><b>Moves with it</b>: which pixels the model expects to change "
               "together with this one (its covariance). <b>Held by</b>: which neighbours say most "
               "of what this one should be (its row of the precision matrix).</p>")
                .arg(withKey({}, commands.pin->shortcut(), tr(", or %1")).toHtmlEscaped()));
    };
    connect(&commands, &Commands::keysChanged, this, explain);
    explain();
    const int unit = spacingUnit(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    row->setSpacing(3 * unit);
    lenses_ = {new Lens(document, state, ViewKind::Reference), new Lens(document, state, ViewKind::Image)};
    for (Lens* lens : lenses_) row->addWidget(lens, 0, Qt::AlignTop);
    makePlain(table_);
    table_->setModel(model_);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setFocusPolicy(Qt::TabFocus);  // after a click, the arrow keys still step through the images
    table_->setAccessibleName(tr("Values under the cursor"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->verticalHeader()->setMinimumSectionSize(1);
    table_->verticalHeader()->setDefaultSectionSize(int(fontMetrics().height() * 1.45));
    auto* header = new PlainHeader;
    table_->setHorizontalHeader(header);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(InspectorModel::Share, QHeaderView::ResizeToContents);
    // Above it stands which pixel it is.
    header->setSectionResizeMode(InspectorModel::Channel, QHeaderView::Fixed);
    header->resizeSection(InspectorModel::Channel,
                          header->fontMetrics().horizontalAdvance(QStringLiteral("00000, 0000")));
    table_->setMaximumWidth(fontMetrics().averageCharWidth() * 80);
    table_->setFixedHeight(header->sizeHint().height() +
                           model_->rowCount() * table_->verticalHeader()->defaultSectionSize());
    row->addWidget(table_, 1, Qt::AlignTop);
    tiles_ = {new KernelTile(state, tr("Moves with it"), [this] { return footprint(); }),
              KernelTile::heldBy(document, state)};
    tiles_[0]->setToolTip(
        tr("What the model expects to change together with this value, while it is a standard deviation up "
           "(footprint: a column of the covariance). Hold Alt to see it in the view. Choose a row of the "
           "table for another channel"));
    for (KernelTile* tile : tiles_) row->addWidget(tile, 0, Qt::AlignTop);
    row->addStretch(0);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::Probe) | Document::Change::Analysis))
            for (KernelTile* tile : tiles_) tile->update();
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid()) Q_EMIT channelPicked(kChannels[std::size_t(index.row())]);
            });
    connect(&state, &ViewState::crosshairChanged, this, &Inspector::refreshRow);
    refreshRow();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Inspector::refreshRow() {
    const auto at = std::find(kChannels.begin(), kChannels.end(), state_.probedChannel());
    const int row = int(at - kChannels.begin());
    if (table_->currentIndex().row() != row) table_->selectRow(row);
}

KernelTile::Kernel Inspector::footprint() const {
    const auto& footprint = document_.probe().footprint();
    if (!footprint) return {};
    KernelTile::Kernel kernel;
    kernel.side = kLensPixels;
    const Field& field = *footprint->covariance;
    const int cell = field.full().cell, half = kLensPixels / 2;
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) {
            const auto value = field.at(footprint->probe.x + x * cell, footprint->probe.y + y * cell);
            kernel.values.push_back(value.value_or(std::numeric_limits<float>::quiet_NaN()));
        }
    kernel.most = field.automatic().high;
    return kernel;
}

int Inspector::numbersWidth() const {
    return fontMetrics().averageCharWidth() * 72;
}

QSize Inspector::minimumSizeHint() const {
    return {numbersWidth() + 6 * spacingUnit(this), QWidget::minimumSizeHint().height()};
}

// The numbers come first, then the magnified pictures: what has no room is left out.
void Inspector::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const int tiles = 2 * (tiles_[0]->sizeHint().width() + 3 * spacingUnit(this));
    const int lenses = 2 * tiles_[0]->sizeHint().width();
    for (Lens* lens : lenses_) lens->setVisible(width() >= numbersWidth() + lenses);
    for (KernelTile* tile : tiles_) tile->setVisible(width() >= numbersWidth() + lenses + tiles);
}

void Inspector::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    painter.fillRect(QRect(0, 0, width(), 1), theme.hairline);
}

}  // namespace suss
