#include "ui/stage/pane.h"

#include "ui/commands.h"
#include "ui/key_hint.h"
#include "ui/stage/view_style.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QStackedWidget>
#include <QStandardItemModel>

namespace suss {
namespace {

Picture const* pictureIn(const Document& document, ViewKind kind) {
    if (kind == ViewKind::Reference) return &document.picture(Role::Reference);
    if (kind == ViewKind::Image) return &document.picture(Role::Image);
    if (kind == ViewKind::Kept) return &document.kept();
    return nullptr;
}

}  // namespace

Pane::Pane(const Document& document, const ViewState& state, const Commands& commands, int pane,
           QWidget* parent)
    : QWidget(parent), document_(document), state_(state), commands_(commands), pane_(pane) {
    const int unit = spacingUnit(this);
    selector_ = makeSelector(pane);
    rightSelector_ = makeSelector(1);
    source_ = new ElidedLabel;
    source_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    source_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto* header = new QHBoxLayout;
    header->setContentsMargins(unit, unit / 2 + 2, 2 * unit, unit / 2);
    header->setSpacing(2 * unit);
    header->addWidget(selector_);
    header->addWidget(source_, 1);
    header->addWidget(rightSelector_);

    view_ = new ImageView(document, state, commands, pane);
    facts_ = new QLabel;
    facts_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    facts_->setFont(scaledFont(font(), 0.88));
    colorBar_ = new ColorBar(commands);
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

QComboBox* Pane::makeSelector(int pane) {
    auto* selector = new QComboBox;
    selector->setFrame(false);
    selector->setFont(scaledFont(font(), 1, QFont::DemiBold));
    selector->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    selector->setMinimumWidth(fontMetrics().averageCharWidth() * 14);  // where it is narrow, the name is cut
    selector->setMaxVisibleItems(int(kViewKinds.size()) + 4);
    selector->setFocusPolicy(Qt::TabFocus);
    for (const ViewKind kind : kViewKinds) {
        if (kind == ViewKind::Y1 || kind == ViewKind::Mean || kind == ViewKind::SpreadY1 ||
            kind == ViewKind::Ssim || kind == ViewKind::MostVisible || kind == ViewKind::Kept)
            selector->insertSeparator(selector->count());
        selector->addItem(titleOf(kind), int(kind));
    }
    connect(&commands_, &Commands::keysChanged, this, [this, selector] { nameKeys(selector); });
    nameKeys(selector);
    selector->setAccessibleName(tr("What view %1 shows").arg(pane + 1));
    connect(selector, &QComboBox::activated, this, [this, selector, pane](int index) {
        Q_EMIT kindRequested(pane, ViewKind(selector->itemData(index).toInt()));
    });
    return selector;
}

void Pane::nameKeys(QComboBox* selector) const {
    for (const ViewKind kind : kViewKinds)
        selector->setItemData(selector->findData(int(kind)),
                              withKey(explanationOf(kind), commands_.views[std::size_t(kind)]->shortcut()),
                              Qt::ToolTipRole);
}

void Pane::refreshSelector(QComboBox* selector, int pane) {
    const ViewKind kind = state_.shown(pane);
    selector->setCurrentIndex(selector->findData(int(kind)));
    qobject_cast<QStandardItemModel*>(selector->model())
        ->item(selector->findData(int(ViewKind::Kept)))
        ->setEnabled(!document_.kept().isEmpty());
    selector->setToolTip(tr("%1\nChoose a view here, or with its key").arg(explanationOf(kind)));
}

QSize Pane::minimumSizeHint() const {
    const QFontMetrics metrics(font());
    return {metrics.averageCharWidth() * 22, metrics.height() * 9};
}

ViewKind Pane::explained() const {
    const ViewKind own = state_.shown(pane_);
    const bool swipe = state_.layout() == StageLayout::Swipe;
    return swipe && !rangeGroupOf(own) ? state_.shown(1) : own;
}

void Pane::refresh() {
    const ViewKind kind = explained();
    refreshSelector(selector_, pane_);
    refreshSelector(rightSelector_, 1);
    rightSelector_->setVisible(state_.layout() == StageLayout::Swipe);
    view_->setAccessibleName(titleOf(kind));
    view_->setAccessibleDescription(explanationOf(kind));
    view_->setWhatsThis(QStringLiteral("<b>%1</b><br>%2.").arg(titleOf(kind), explanationOf(kind)));

    const Theme theme = Theme::of(palette());
    QPalette dimmed = palette();
    dimmed.setColor(QPalette::WindowText, theme.secondary);
    source_->setPalette(dimmed);
    facts_->setPalette(dimmed);

    const Picture* picture = pictureIn(document_, kind);
    QString source, inShort, facts;
    if (picture && !picture->isEmpty()) {
        source = picture->source.title();
        facts = picture->facts();
    } else if (kind == ViewKind::Sample && document_.pyramid(kind)) {
        const SampleSettings& sampling = document_.sampler().settings();
        source = tr("strength %1, seed %2").arg(formatNumber(sampling.strength, 2)).arg(sampling.seed);
        facts = tr("drawn from the model of the reference");
    } else if (spreadOf(kind) && document_.field(kind)) {
        source = tr("each value ± %1").arg(formatPercent(document_.views().spreadError(kind)));
    } else if (kind == ViewKind::Repaired && document_.repair().walk()) {
        const QString distance = formatNumber(document_.repair().place().distance);
        source = tr("step %1 of %2, distance %3")
                     .arg(document_.repair().frame())
                     .arg(document_.repair().walk()->frames.size() - 1)
                     .arg(distance);
        inShort = tr("distance %1").arg(distance);
    } else if ((kind == ViewKind::MostVisible || kind == ViewKind::LeastVisible) &&
               document_.extremes().found()) {
        const auto& found = *document_.extremes().found();
        const auto& change = kind == ViewKind::MostVisible ? found.most : found.least;
        const QString error = formatNumber(change.figures.rmse, 2);
        const QString distance = formatNumber(change.figures.account.distance);
        source = tr("error %1, distance %2").arg(error, distance);
        inShort = tr("%1, %2").arg(error, distance);
        facts = tr("PSNR %1 dB").arg(formatNumber(change.figures.baselines.psnr));
    } else if (kind == ViewKind::Footprint && document_.probe().footprint()) {
        const Probe& probe = document_.probe().footprint()->probe;
        source = tr("%1 at %2, %3").arg(nameOf(probe.channel)).arg(probe.x).arg(probe.y);
    } else if (kind == ViewKind::Directions && document_.views().distanceBackward(document_.weighting()) &&
               document_.account()) {
        const QString there = formatNumber(document_.account()->distance);
        const QString back = formatNumber(*document_.views().distanceBackward(document_.weighting()));
        source = tr("distance %1, the other way round %2").arg(there, back);
        inShort = tr("%1, back %2").arg(there, back);
    } else if (kind == ViewKind::Ssim && document_.measures().measured()) {
        source = tr("SSIM %1").arg(formatNumber(document_.measures().measured()->baselines.ssim, 4));
    }
    about_ = source;
    aboutInShort_ = inShort;
    source_->setFullText(source, inShort);
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
    const ViewKind kind = explained();
    if (!rangeGroupOf(kind)) return;
    const ColorScale scale = scaleOf(document_, state_, kind);
    colorBar_->setScale(scale);
    if (scale.marker)
        source_->setFullText(tr("here %1").arg(formatNumber(*scale.marker)));
    else
        source_->setFullText(about_, aboutInShort_);
}

void Pane::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.window);
    // The pane that keys act on carries a line, if there is another one to tell it from.
    QRect line(0, 0, width(), 2);
    if (state_.layout() == StageLayout::Swipe) {
        line.setWidth(width() / 2);
        if (state_.activePane() == 1) line.moveRight(width() - 1);
    } else if (state_.layout() == StageLayout::Single || state_.activePane() != pane_) {
        return;
    }
    painter.fillRect(line, theme.accent);
}

void Pane::mousePressEvent(QMouseEvent*) {
    Q_EMIT activated(pane_);
}

}  // namespace suss
