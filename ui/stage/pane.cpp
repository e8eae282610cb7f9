#include "ui/stage/pane.h"

#include "ui/commands.h"
#include "ui/key_hint.h"
#include "ui/stage/kernel_tile.h"
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
    setAttribute(Qt::WA_OpaquePaintEvent);
    const int unit = spacingUnit(this);
    selector_ = makeSelector(pane);
    rightSelector_ = makeSelector(1);
    source_ = new ElidedLabel;
    source_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    leftSource_ = new ElidedLabel;
    for (ElidedLabel* label : {source_, leftSource_})
        label->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto* header = new QHBoxLayout;
    header->setContentsMargins(unit, unit / 2 + 2, 2 * unit, unit / 2);
    header->setSpacing(2 * unit);
    header->addWidget(selector_);
    header->addWidget(leftSource_, 1);
    header->addWidget(source_, 1);
    header->addWidget(rightSelector_);

    view_ = new ImageView(document, state, commands, pane);
    heldBy_ = KernelTile::heldBy(document, state, view_);
    heldBy_->setAutoFillBackground(true);
    heldBy_->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Probe)) refreshHeldBy();
    });
    connect(&state, &ViewState::placeChanged, this, &Pane::refreshHeldBy);
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
    const int chosen = selector->findData(int(kind));
    const bool standsOut = selector->itemData(chosen, Qt::FontRole) == QVariant(selector->font());
    if (chosen != selector->currentIndex() || !standsOut) {
        selector->setCurrentIndex(chosen);
        // The name of the view stands out, the others of the list do not.
        for (int item = 0; item < selector->count(); ++item) {
            QFont font = selector->font();
            if (item != chosen) font.setWeight(QFont::Normal);
            selector->setItemData(item, font, Qt::FontRole);
        }
    }
    const auto* items = qobject_cast<QStandardItemModel*>(selector->model());
    for (const ViewKind each : kViewKinds)
        if (isOfKept(each))
            items->item(selector->findData(int(each)))->setEnabled(!document_.kept().isEmpty());
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

// What is said of a view: where its picture comes from, in fewer words where there is little room, and facts.
struct Pane::About {
    QString text, inShort, facts;
    QString path;  // of a file
};

Pane::About Pane::aboutOf(ViewKind kind) const {
    const Picture* picture = pictureIn(document_, kind);
    About about;
    if (picture && !picture->isEmpty()) {
        about.text = picture->source.title();
        about.path = picture->source.path;
        about.facts = picture->facts();
    } else if (kind == ViewKind::Sample && document_.pyramid(kind)) {
        const SampleSettings& sampling = document_.sampler().settings();
        about.text = tr("strength %1, seed %2").arg(formatNumber(sampling.strength, 2)).arg(sampling.seed);
        about.facts = tr("drawn from the model of the reference");
    } else if ((kind == ViewKind::Difference || kind == ViewKind::Map || residualOf(kind)) &&
               document_.field(kind)) {
        about.text = document_.picture(Role::Image).source.title();
    } else if (isOfKept(kind)) {
        about.text = document_.kept().source.title();
    } else if (spreadOf(kind) && document_.field(kind)) {
        about.text = tr("each value ± %1").arg(formatPercent(document_.views().spreadError(kind)));
    } else if (kind == ViewKind::Repaired && document_.repair().walk()) {
        const QString distance = formatNumber(document_.repair().place().distance);
        about.text = tr("step %1 of %2, distance %3")
                         .arg(document_.repair().frame())
                         .arg(document_.repair().walk()->frames.size() - 1)
                         .arg(distance);
        about.inShort = tr("distance %1").arg(distance);
    } else if ((kind == ViewKind::MostVisible || kind == ViewKind::LeastVisible) &&
               document_.extremes().found()) {
        const auto& found = *document_.extremes().found();
        const auto& change = kind == ViewKind::MostVisible ? found.most : found.least;
        const QString error = formatNumber(change.figures.rmse, 2);
        const QString distance = formatNumber(change.figures.account.distance);
        about.text = tr("error %1, distance %2").arg(error, distance);
        about.inShort = tr("%1, %2").arg(error, distance);
        about.facts = tr("PSNR %1 dB").arg(formatNumber(change.figures.baselines.psnr));
    } else if (kind == ViewKind::Footprint && document_.probe().footprint()) {
        const Probe& probe = document_.probe().footprint()->probe;
        about.text = tr("%1 at %2, %3").arg(nameOf(probe.channel)).arg(probe.x).arg(probe.y);
    } else if (kind == ViewKind::Directions && document_.views().distanceBackward(document_.weighting()) &&
               document_.account()) {
        const QString there = formatNumber(document_.account()->distance);
        const QString back = formatNumber(*document_.views().distanceBackward(document_.weighting()));
        about.text = tr("distance %1, the other way round %2").arg(there, back);
        about.inShort = tr("%1, back %2").arg(there, back);
    } else if (kind == ViewKind::Ssim && document_.measures().measured()) {
        about.inShort = tr("SSIM %1").arg(formatNumber(document_.measures().measured()->baselines.ssim, 4));
        about.text = document_.picture(Role::Image).source.title() + tr(" · ") + about.inShort;
    }
    return about;
}

void Pane::refresh() {
    const ViewKind kind = explained();
    refreshSelector(selector_, pane_);
    refreshSelector(rightSelector_, 1);
    view_->setAccessibleName(titleOf(kind));
    view_->setAccessibleDescription(explanationOf(kind));
    view_->setWhatsThis(QStringLiteral("<b>%1</b><br>%2.").arg(titleOf(kind), explanationOf(kind)));

    const Theme theme = Theme::of(palette());
    QPalette dimmed = palette();
    dimmed.setColor(QPalette::WindowText, theme.secondary);
    for (QLabel* label : {static_cast<QLabel*>(source_), static_cast<QLabel*>(leftSource_), facts_})
        label->setPalette(dimmed);
    const bool swipe = state_.layout() == StageLayout::Swipe;
    rightSelector_->setVisible(swipe);
    leftSource_->setVisible(swipe);
    if (swipe) say(leftSource_, state_.shown(0));
    say(source_, state_.shown(swipe ? 1 : pane_));
    facts_->setText(aboutOf(kind).facts);
    const bool isMap = rangeGroupOf(kind).has_value();
    footer_->setCurrentWidget(isMap ? static_cast<QWidget*>(colorBar_) : facts_);
    colorBar_->setVisible(isMap && document_.field(kind));
    refreshMarker();
    refreshHeldBy();
    view_->update();
    update();
}

void Pane::refreshHeldBy() {
    const auto& footprint = document_.probe().footprint();
    const QSize size = heldBy_->sizeHint();
    // In the swipe layout the right half is another view.
    const bool swipe = state_.layout() == StageLayout::Swipe;
    const int width = swipe ? int(view_->width() * state_.divider()) : view_->width();
    heldBy_->setVisible(footprint && state_.shown(pane_) == ViewKind::Footprint &&
                        width >= 3 * size.width() && view_->height() >= 2 * size.height());
    if (heldBy_->isHidden()) return;
    const int margin = 2 * spacingUnit(this);
    const QPointF pixel =
        state_.toView({footprint->probe.x + 0.5, footprint->probe.y + 0.5}) / view_->devicePixelRatioF();
    const bool isLow = pixel.y() > view_->height() / 2.0;
    heldBy_->setGeometry({QPoint(margin, isLow ? margin : view_->height() - margin - size.height()), size});
    heldBy_->update();
}

void Pane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    refreshHeldBy();
}

void Pane::refreshMarker() {
    const ViewKind kind = explained();
    if (!rangeGroupOf(kind)) return;
    const ColorScale scale = scaleOf(document_, state_, kind);
    colorBar_->setScale(scale);
    const bool isLeft = state_.layout() == StageLayout::Swipe && rangeGroupOf(state_.shown(pane_));
    ElidedLabel* label = isLeft ? leftSource_ : source_;
    if (!scale.marker) return say(label, kind);
    const QString here = tr("here %1").arg(formatNumber(*scale.marker));
    const QString about = aboutOf(kind).text;
    label->setFullText(about.isEmpty() ? here : about + tr(" · ") + here, here);
}

void Pane::say(ElidedLabel* label, ViewKind kind) const {
    const About about = aboutOf(kind);
    label->setFullText(about.text, about.inShort);
    if (!about.path.isEmpty()) label->setToolTip(about.path);
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
