#include "ui/stage/kernel_tile.h"

#include "ui/theme.h"

#include <QPainter>

#include <utility>

namespace suss {

KernelTile::KernelTile(const ViewState& state, QString title, std::function<Kernel()> kernel, QWidget* parent)
    : QWidget(parent), state_(state), title_(std::move(title)), kernel_(std::move(kernel)) {
    setAccessibleName(title_);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(&state, &ViewState::appearanceChanged, this, qOverload<>(&QWidget::update));
}

QSize KernelTile::sizeHint() const {
    const int side = fontMetrics().height() * 8;
    return {side, side + int(fontMetrics().height() * 1.2)};
}

void KernelTile::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    const QRect area(0, height() - width(), width(), width());
    painter.setFont(scaledFont(font(), 0.88));
    painter.setPen(theme.secondary);
    painter.drawText(QRect(0, 0, width(), area.top()), Qt::AlignLeft | Qt::AlignVCenter, title_);
    painter.fillRect(area, theme.stage);
    const Kernel kernel = kernel_();
    if (kernel.side == 0) return;
    painter.drawImage(area, paintValues(kernel.values.data(), kernel.side, kernel.side, kernel.side,
                                        {state_.diverging(), {-kernel.most, kernel.most}}));
    const double cell = double(width()) / kernel.side;
    const QRectF middle(area.left() + cell * (kernel.side / 2), area.top() + cell * (kernel.side / 2), cell,
                        cell);
    painter.setPen(QPen(theme.text, 1));
    painter.drawRect(middle);
    painter.setPen(theme.hairline);
    painter.drawRect(area.adjusted(0, 0, -1, -1));
}

KernelTile* KernelTile::heldBy(const Document& document, const ViewState& state, QWidget* parent) {
    const auto kernel = [&document]() -> Kernel {
        const auto& footprint = document.probe().footprint();
        return footprint ? Kernel{footprint->precision, kPrecisionSide, 1} : Kernel();
    };
    auto* tile = new KernelTile(state, tr("Held by"), kernel, parent);
    tile->setToolTip(
        tr("How much each neighbour says of what this value should be (its row of the precision matrix, "
           "relative to the diagonal: minus what each value counts when this one is predicted from all "
           "others)"));
    return tile;
}

}  // namespace suss
