#include "ui/panels/reasons_panel.h"

#include "core/explain/in_words.h"
#include "core/explain/places.h"
#include "ui/commands.h"
#include "ui/elided_label.h"
#include "ui/icons.h"
#include "ui/key_hint.h"
#include "ui/panels/component_model.h"
#include "ui/panels/delegates.h"
#include "ui/panels/kept_room.h"
#include "ui/panels/measures_block.h"
#include "ui/panels/overview.h"
#include "ui/panels/region_model.h"
#include "ui/panels/score_block.h"
#include "ui/panels/standing_plot.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QListView>
#include <QTableView>
#include <QToolButton>

namespace suss {

ReasonsPanel::ReasonsPanel(const Document& document, const ViewState& state, const Commands& commands,
                           QWidget* parent)
    : QWidget(parent), document_(document), state_(state), commands_(commands) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingUnit(this));
    // Every part says what it is about when it is asked (Shift+F1).
    const auto part = [&](const QString& heading, QWidget* content, const QString& about) {
        if (!heading.isEmpty()) {
            auto* label = new SectionLabel(heading);
            label->setWhatsThis(about);
            column->addWidget(label);
        }
        content->setWhatsThis(about);
        column->addWidget(content);
    };
    part({}, makeAbout(),
         tr("Which image these numbers are of. They stay those of the image that is compared, whatever the "
            "views show; a sample or an extreme that is compared becomes an image of the list."));
    part({}, new ScoreBlock(document, commands),
         tr("<p>The <b>distance</b> is how much lower the image scores than the reference itself: 0 for "
            "identical pictures.</p><p>The <b>SUSS score</b> says how well the image fits what the model "
            "expects of pictures that look like the reference: higher is more similar (a weighted "
            "log-likelihood).</p>"));
    const QString kinds = tr(
        "<p>The distance is the sum of four <b>components</b>: luminance at full, half and quarter size (Y1, "
        "Y2, Y3) and colour (CbCr). Every bar begins where the one above it ended.</p><p><b>z</b> is the "
        "<b>whitened residual</b>: how many standard deviations a value is off, once its neighbours are "
        "known. <b>z²/n</b> is its mean square; changes that nobody would notice have about 1.</p><p>The "
        "<b>weight</b> says how much a component counts; it was learned from people. Switches and weights "
        "are there to be tried.</p>");
    part({}, makeWeightSets(), kinds);
    part({}, makeMarked(),
         tr("The account below is that of the rectangle alone. It adds up to the whole when all "
            "rectangles of a picture are taken together."));
    part({}, makeComponents(), kinds);
    part(
        tr("Where"), makePlaces(),
        tr("The <b>SUSS map</b> shares the distance out among the pixels, exactly. The places listed are "
           "where "
           "it is densest, with the share of the distance that lies inside and the component that makes most "
           "of it."));
    part(tr("Is that a lot?"), makeStanding(),
         tr("<p>The program makes <b>imperceptible variants</b> of the reference (tiny movements, tones and "
            "noise) and scores them like the image. A distance within theirs is nothing to worry about.</p>"
            "<p>Left: z²/n of the image (coloured line) and of the variants (bars); the small tick is what "
            "the "
            "model draws itself. Right: <b>quantiles</b> of z against a Normal distribution. If the grey "
            "curve "
            "of the variants follows the dashed line, the model can be believed here. The steeper the curve "
            "of the "
            "image, the further it is off; bent up at the ends, it is off in a few places.</p>"));
    auto* measures = new MeasuresBlock(document);
    connect(measures, &MeasuresBlock::metricRemovalRequested, this, &ReasonsPanel::metricRemovalRequested);
    part(tr("Other measures"), measures,
         tr("Fixed formulas for comparison: <b>PSNR</b> counts every error alike, <b>SSIM</b> compares local "
            "structure, <b>GMSD</b> edges. The view “SSIM loss” shows where SSIM finds a difference. File > "
            "Add "
            "a metric brings in one of your own."));

    connect(&document, &Document::changed, this, &ReasonsPanel::refresh);
    connect(&document, &Document::activityChanged, this, [this] {
        if (!document_.variants().isEmpty()) return;
        refreshStanding();
        keepRoom();
    });
    connect(&state, &ViewState::appearanceChanged, this, &ReasonsPanel::refreshSelection);
    connect(&state, &ViewState::panesChanged, this, &ReasonsPanel::refreshAbout);
    connect(&commands, &Commands::keysChanged, this, &ReasonsPanel::nameKeys);
    nameKeys();
    refresh(Document::Changes(Document::Change::Account) | Document::Change::Explanation);
}

void ReasonsPanel::nameKeys() {
    unmark_->setToolTip(withKey(tr("Account for the whole picture again"), commands_.mark->shortcut()));
    ComponentModel::Keys switches, solos;
    for (std::size_t i = 0; i < kComponentCount; ++i) {
        switches[i] = commands_.switches[i]->shortcut();
        solos[i] = commands_.solos[i]->shortcut();
    }
    components_->setKeys(switches, solos);
}

// Two lines at any time, so that nothing below moves.
QWidget* ReasonsPanel::makeAbout() {
    auto* block = new QWidget;
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    about_ = new ElidedLabel;
    about_->setFont(scaledFont(font(), 1, QFont::DemiBold));
    about_->setAccessibleName(tr("What these numbers are of"));
    against_ = new ElidedLabel;
    column->addWidget(about_);
    column->addWidget(against_);
    refreshAbout();
    return block;
}

void ReasonsPanel::refreshAbout() {
    const Picture& reference = document_.picture(Role::Reference);
    const Picture& image = document_.picture(Role::Image);
    const ViewKind seen = state_.view(state_.activePane());
    const bool isOfImage = !image.isEmpty() || reference.isEmpty();
    const bool isKeptItself = isOfKept(seen) && document_.kept().image == image.image;
    const bool isOther = showsOtherPicture(seen) && (document_.pyramid(seen) || document_.field(seen)) &&
                         !image.isEmpty() && !isKeptItself;
    about_->setFullText(isOfImage ? image.source.title() : reference.source.title());
    against_->setFullText(isOther ? tr("The view shows another picture: %1").arg(titleOf(seen))
                          : image.isEmpty() || reference.isEmpty()
                              ? QString()
                              : tr("against %1").arg(reference.source.title()),
                          isOther ? tr("not of the view: %1").arg(titleOf(seen)) : QString());
    const Theme theme = Theme::of(QApplication::palette());
    QPalette colors = QApplication::palette();
    colors.setColor(QPalette::WindowText, isOther ? theme.text : theme.secondary);
    colors.setColor(QPalette::Window, theme.noteBack);
    against_->setPalette(colors);
    against_->setAutoFillBackground(isOther);
}

QWidget* ReasonsPanel::makeComponents() {
    components_ = new ComponentModel(this);
    connect(components_, &ComponentModel::switchRequested, this, &ReasonsPanel::switchRequested);
    connect(components_, &ComponentModel::weightRequested, this, &ReasonsPanel::weightRequested);
    table_ = new QTableView;
    makePlain(table_);
    table_->setModel(components_);
    table_->setItemDelegate(new ComponentDelegate(table_));
    table_->setShowGrid(false);
    table_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    table_->setTabKeyNavigation(false);
    table_->setFocusPolicy(Qt::TabFocus);  // after a click, the arrow keys still step through the images
    table_->setAccessibleName(tr("Components of the distance"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setMinimumSectionSize(1);
    auto* header = new PlainHeader;
    table_->setHorizontalHeader(header);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ComponentModel::Bar, QHeaderView::Stretch);
    fitHeight(table_);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.row() < ComponentModel::kSumRow && index.column() != ComponentModel::Name &&
            index.column() != ComponentModel::Weight)
            Q_EMIT soloRequested(kComponents[std::size_t(index.row())]);
    });
    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                const bool isComponent = index.isValid() && index.row() < ComponentModel::kSumRow;
                plot_->setComponent(isComponent ? std::optional(kComponents[std::size_t(index.row())])
                                                : std::nullopt);
            });
    return table_;
}

// The heading of the components, with the weights that they are added up with.
QWidget* ReasonsPanel::makeWeightSets() {
    auto* block = new QWidget;
    auto* row = new QHBoxLayout(block);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacingUnit(this));
    row->addWidget(new SectionLabel(tr("What kind")));
    row->addStretch(1);
    edited_ = new QuietLabel(tr("edited"));
    resetWeights_ = new QToolButton;
    resetWeights_->setText(tr("Reset"));
    resetWeights_->setAutoRaise(true);
    resetWeights_->setToolTip(tr("Bring back the weights of the set"));
    resetWeights_->setAccessibleName(tr("Reset the weights"));
    weightSets_ = new QComboBox;
    weightSets_->setFrame(false);
    weightSets_->setFocusPolicy(Qt::TabFocus);
    weightSets_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    weightSets_->setAccessibleName(tr("Weight set"));
    weightSets_->setToolTip(
        tr("How much each component counts in the score. The sets come with the model, each fitted to other "
           "judgments of people"));
    weightsName_ = new QuietLabel(tr("Weights"));
    for (QWidget* part : {static_cast<QWidget*>(edited_), static_cast<QWidget*>(resetWeights_),
                          static_cast<QWidget*>(weightsName_), static_cast<QWidget*>(weightSets_)})
        row->addWidget(part, 0, Qt::AlignBottom);
    connect(weightSets_, &QComboBox::textActivated, this, &ReasonsPanel::weightSetRequested);
    connect(resetWeights_, &QToolButton::clicked, this,
            [this] { Q_EMIT weightSetRequested(document_.weights().set()); });
    refreshWeightSets();
    return block;
}

// What the account below is about, when it is not the whole picture.
QWidget* ReasonsPanel::makeMarked() {
    marked_ = new QWidget;
    auto* row = new QHBoxLayout(marked_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacingUnit(this));
    markedWords_ = wordsLabel(tr("The marked rectangle"));
    unmark_ = new QToolButton;
    unmark_->setIcon(lineIcon("close"));
    unmark_->setAutoRaise(true);
    unmark_->setAccessibleName(tr("Account for the whole picture"));
    connect(unmark_, &QToolButton::clicked, this, &ReasonsPanel::unmarkRequested);
    row->addWidget(markedWords_, 1);
    row->addWidget(unmark_, 0, Qt::AlignTop);
    return marked_;
}

QWidget* ReasonsPanel::makeStanding() {
    auto* block = new QWidget;
    auto* column = new QVBoxLayout(block);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingUnit(this));
    standing_ = wordsLabel(tr("Whether that is a lot"));
    standing_->setToolTip(
        tr("Whether the difference is one that people put up with. Variants of the reference that hardly "
           "anybody would notice, made as those that the model has "
           "learned from: tiny movements, tones, noise. How far off they are says what a distance is worth"));
    auto* words = new QWidget;
    auto* lines = new QVBoxLayout(words);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->addWidget(standing_, 0, Qt::AlignTop);
    standingRoom_ = new KeptRoom(document_, words);
    plot_ = new StandingPlot(document_);
    column->addWidget(words);
    column->addWidget(plot_);
    return block;
}

// With a single image there is nothing to step to.
void ReasonsPanel::keepRoom() {
    for (KeptRoom* room : {standingRoom_, placesRoom_})
        if (document_.images().size() > 1)
            room->keep();
        else
            room->release();
}

void ReasonsPanel::refreshStanding() {
    const auto& account = document_.account();
    const VariantScores& variants = document_.variants();
    if (!account || document_.coarseness())
        standing_->setText(QStringLiteral("–"));
    else if (variants.isEmpty())
        standing_->setText(document_.activity() ? tr("Scoring imperceptible variants of the reference …")
                                                : tr("Stopped before the variants were scored."));
    else
        standing_->setText(
            unbroken(toQString(standingInWords(*account, variants, document_.weighting(),
                                               isInFewPlaces(*account, document_.explanation().regions)))));
    plot_->setVisible(account && !document_.coarseness());
}

void ReasonsPanel::refreshComponents() {
    const auto& marked = document_.marked().rect();
    const auto& account = document_.account();
    const auto& part = document_.marked().account();
    // Variants are made of the picture, or of its middle: a rectangle may be calmer or wilder than that.
    std::optional<ComponentModel::MeanSquares> most;
    if (!marked && !document_.variants().isEmpty()) most = largestIncrease(document_.variants());
    components_->show(document_.weighting(), marked ? part : account, most, marked.has_value());
    marked_->setVisible(marked.has_value());
    if (!marked) return;
    const QSize size = document_.imageSize();
    QString text =
        tr("%1 at %2, %3").arg(formatSize(marked->width, marked->height)).arg(marked->x).arg(marked->y);
    if (part && account && account->distance > 0) {
        const double share = part->distance / account->distance;
        const double area = double(marked->width) * marked->height / (double(size.width()) * size.height());
        text = tr("%1: %2 of the distance in %3 of the picture, %4 times the average")
                   .arg(text, formatPercent(share), formatPercent(area), formatNumber(share / area, 2));
    }
    if (part) text += QStringLiteral(". ") + toQString(partInWords(*part));
    markedWords_->setText(unbroken(text));
}

void ReasonsPanel::refreshWeightSets() {
    const auto& model = document_.weights().model();
    QStringList names;
    if (model)
        for (const auto& [name, weights] : model->weightSets) names << toQString(name);
    QStringList shown;
    for (int i = 0; i < weightSets_->count(); ++i) shown << weightSets_->itemText(i);
    if (names != shown) {
        weightSets_->clear();
        weightSets_->addItems(names);
    }
    weightSets_->setCurrentText(document_.weights().set());
    weightSets_->setVisible(model.has_value());
    weightsName_->setVisible(model.has_value());
    edited_->setVisible(document_.weights().isEdited());
    resetWeights_->setVisible(document_.weights().isEdited());
}

QWidget* ReasonsPanel::makePlaces() {
    auto* block = new QWidget;
    placesRoom_ = new KeptRoom(document_, block);
    auto* row = new QHBoxLayout(block);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * spacingUnit(this));
    auto* overview = new Overview(document_, state_);
    connect(overview, &Overview::placeRequested, this, &ReasonsPanel::placeRequested);
    regions_ = new RegionModel(this);
    list_ = new QListView;
    list_->setObjectName(QStringLiteral("regions"));
    makePlain(list_);
    list_->setModel(regions_);
    list_->setItemDelegate(new RegionDelegate(list_));
    list_->setMouseTracking(true);
    list_->setFocusPolicy(Qt::TabFocus);
    list_->setAccessibleName(tr("Places that explain the distance, most first"));
    const auto pick = [this](const QModelIndex& index) { Q_EMIT regionPicked(index.row()); };
    connect(list_, &QListView::clicked, this, pick);
    connect(list_, &QListView::activated, this, pick);
    noPlaces_ = new QuietLabel;
    noPlaces_->setWordWrap(true);
    noPlaces_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    row->addWidget(overview, 5, Qt::AlignTop);
    auto* right = new QVBoxLayout;
    right->addWidget(list_);
    right->addWidget(noPlaces_);
    right->addStretch(1);
    row->addLayout(right, 6);
    return block;
}

void ReasonsPanel::refresh(Document::Changes changes) {
    using Change = Document::Change;
    if (changes & (Document::Changes(Change::Pictures) | Change::Sample | Change::Extremes | Change::Repair |
                   Change::Kept))
        refreshAbout();
    // Other pictures have other reasons: what was chosen before says nothing of them.
    if (changes.testFlag(Change::Pictures)) table_->setCurrentIndex({});
    if (changes & (Document::Changes(Change::Account) | Change::Marked | Change::Standing | Change::Analysis))
        refreshComponents();
    if (changes & (Document::Changes(Change::Account) | Change::Standing | Change::Analysis))
        refreshStanding();
    if (changes & (Document::Changes(Change::Account) | Change::Analysis)) refreshWeightSets();
    if (changes.testFlag(Change::Explanation)) refreshPlaces();
    if (changes & (Document::Changes(Change::Account) | Change::Standing | Change::Analysis |
                   Change::Explanation | Change::List))
        keepRoom();
}

void ReasonsPanel::refreshPlaces() {
    const auto& explanation = document_.explanation();
    regions_->show(explanation.regions);
    fitHeight(list_);
    list_->setVisible(!explanation.regions.empty());
    noPlaces_->setVisible(explanation.regions.empty());
    noPlaces_->setText(explanation.map ? tr("No place stands out.") : QStringLiteral("–"));
    refreshSelection();
}

void ReasonsPanel::refreshSelection() {
    const int selected = state_.selectedRegion();
    if (selected >= 0 && selected < regions_->rowCount())
        list_->setCurrentIndex(regions_->index(selected));
    else
        list_->selectionModel()->clear();
}

void ReasonsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && against_) refreshAbout();
    if (event->type() == QEvent::FontChange && table_) {
        fitHeight(table_);
        fitHeight(list_);
    }
    QWidget::changeEvent(event);
}

}  // namespace suss
