#include "ui/stage/pane.h"

#include "ui/stage/view_style.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QStackedWidget>

namespace suss {
namespace {

Picture const* pictureIn(const Document& document, ViewKind kind) {
    if (kind == ViewKind::Reference) return &document.picture(Role::Reference);
    if (kind == ViewKind::Image) return &document.picture(Role::Image);
    return nullptr;
}

}  // namespace

void ElidedLabel::setFullText(const QString& text) {
    full_ = text;
    setToolTip(text);
    elide();
}

void ElidedLabel::resizeEvent(QResizeEvent* event) {
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide() {
    setText(fontMetrics().elidedText(full_, Qt::ElideMiddle, width()));
}

Pane::Pane(const Document& document, const ViewState& state, int pane, QWidget* parent)
    : QWidget(parent), document_(document), state_(state), pane_(pane) {
    const int unit = spacingUnit(this);
    selector_ = new QComboBox;
    selector_->setFrame(false);
    selector_->setFont(scaledFont(font(), 1, QFont::DemiBold));
    selector_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    selector_->setMaxVisibleItems(int(kViewKinds.size()));
    selector_->setFocusPolicy(Qt::TabFocus);
    for (const ViewKind kind : kViewKinds) {
        selector_->addItem(titleOf(kind), int(kind));
        selector_->setItemData(selector_->count() - 1,
                               QStringLiteral("%1 (%2)").arg(explanationOf(kind), shortcutOf(kind)),
                               Qt::ToolTipRole);
    }
    selector_->setAccessibleName(pane == 0 ? tr("What the left view shows")
                                           : tr("What the right view shows"));
    connect(selector_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT kindRequested(ViewKind(selector_->itemData(index).toInt())); });
    source_ = new ElidedLabel;
    source_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    source_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto* header = new QHBoxLayout;
    header->setContentsMargins(unit, unit / 2 + 2, 2 * unit, unit / 2);
    header->setSpacing(2 * unit);
    header->addWidget(selector_);
    header->addWidget(source_, 1);

    view_ = new ImageView(document, state, pane);
    facts_ = new QLabel;
    facts_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    facts_->setFont(scaledFont(font(), 0.88));
    colorBar_ = new ColorBar;
    footer_ = new QStackedWidget;
    footer_->addWidget(facts_);
    footer_->addWidget(colorBar_);
    footer_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* footerRow = new QHBoxLayout;
    footerRow->setContentsMargins(3 * unit, unit, 3 * unit, unit);
    footerRow->addWidget(footer_);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(view_, 1);
    column->addLayout(footerRow);
    connect(view_, &ImageView::activated, this, &Pane::activated);
}

void Pane::refresh() {
    const ViewKind kind = state_.view(pane_);
    selector_->setCurrentIndex(selector_->findData(int(kind)));
    selector_->setToolTip(
        tr("%1\nChoose a view here, or with the keys 1 to 9 and 0").arg(explanationOf(kind)));
    view_->setAccessibleName(titleOf(kind));
    view_->setAccessibleDescription(explanationOf(kind));

    const Theme theme = Theme::of(palette());
    QPalette dimmed = palette();
    dimmed.setColor(QPalette::WindowText, theme.secondary);
    source_->setPalette(dimmed);
    facts_->setPalette(dimmed);

    const Picture* picture = pictureIn(document_, kind);
    QString source, facts;
    if (picture && !picture->isEmpty()) {
        source = picture->source.title();
        facts = picture->facts();
    } else if (kind == ViewKind::Sample && document_.pyramid(kind)) {
        const SampleSettings& sampling = document_.sampling();
        source = tr("strength %1, seed %2").arg(formatNumber(sampling.strength, 2)).arg(sampling.seed);
        facts = tr("drawn from the model of the reference");
    }
    source_->setFullText(source);
    if (picture && !picture->source.path.isEmpty()) source_->setToolTip(picture->source.path);
    facts_->setText(facts);
    const bool isMap = rangeGroupOf(kind).has_value();
    footer_->setCurrentWidget(isMap ? static_cast<QWidget*>(colorBar_) : facts_);
    colorBar_->setVisible(isMap && document_.field(kind));
    refreshMarker();
    view_->update();
    update();
}

void Pane::refreshMarker() {
    const ViewKind kind = state_.view(pane_);
    if (rangeGroupOf(kind)) colorBar_->setScale(scaleOf(document_, state_, kind));
}

void Pane::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    // The pane that keys act on carries a line, if there is another one to tell it from.
    if (state_.layout() != StageLayout::Single && state_.activePane() == pane_)
        painter.fillRect(QRect(0, 0, width(), 2), theme.accent);
}

void Pane::mousePressEvent(QMouseEvent*) {
    Q_EMIT activated();
}

}  // namespace suss
