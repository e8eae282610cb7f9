#include "ui/panels/reasons_panel.h"

#include "ui/panels/component_model.h"
#include "ui/panels/delegates.h"
#include "ui/panels/overview.h"
#include "ui/panels/region_model.h"
#include "ui/panels/section.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QListView>
#include <QToolButton>

namespace suss {

ReasonsPanel::ReasonsPanel(const Document& document, const ViewState& state, QWidget* parent)
    : QWidget(parent), document_(document), state_(state) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingUnit(this));
    column->addWidget(makeScore());
    column->addWidget(makeWeightSets());
    column->addWidget(makeComponents());
    column->addWidget(new SectionLabel(tr("Where")));
    column->addWidget(makePlaces());
    column->addWidget(new SectionLabel(tr("Other measures")));
    column->addWidget(makeBaselines());

    connect(&document, &Document::changed, this, &ReasonsPanel::refresh);
    connect(&document, &Document::activityChanged, this, [this] {
        if (!document_.account()) refreshScore();
    });
    connect(&state, &ViewState::appearanceChanged, this, &ReasonsPanel::refreshSelection);
    refresh(Document::Changes(Document::Change::Account) | Document::Change::Explanation |
            Document::Change::Baselines);
}

QWidget* ReasonsPanel::makeScore() {
    auto* block = new QWidget;
    auto* grid = new QGridLayout(block);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(5 * spacingUnit(this));
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(2, 1);
    const auto number = [&](int column, const QString& caption, const QString& explanation) {
        auto* label = new QuietLabel(caption, 0.92);
        auto* value = new QLabel;
        value->setFont(scaledFont(font(), 2.0, column == 0 ? QFont::Bold : QFont::Normal));
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(caption);
        for (QLabel* part : {static_cast<QLabel*>(label), value}) part->setToolTip(explanation);
        grid->addWidget(label, 0, column);
        grid->addWidget(value, 1, column);
        return value;
    };
    distance_ =
        number(1, tr("Distance"),
               tr("How much lower the image scores than the reference itself: 0 for identical pictures"));
    score_ =
        number(0, tr("SUSS score"),
               tr("Weighted log-likelihood of the image under the model of the reference, in nats per value; "
                  "higher is more similar"));
    noticed_ = new QLabel;
    noticed_->setWordWrap(true);
    noticed_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    noticed_->setAccessibleName(tr("How many people would notice"));
    noticed_->setToolTip(
        tr("Fitted to how different people found turned, moved, enlarged and noisy photos; the "
           "range says how much that depends on the picture and the kind of change"));
    noticed_->setContentsMargins(0, spacingUnit(this), 0, 0);
    grid->addWidget(noticed_, 2, 0, 1, 3);
    sentence_ = new QLabel;
    sentence_->setWordWrap(true);
    sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    sentence_->setAccessibleName(tr("The difference in words"));
    sentence_->setContentsMargins(0, spacingUnit(this), 0, 0);
    // Room for two lines from the start, so that nothing below jumps when the words arrive.
    sentence_->setMinimumHeight(2 * sentence_->fontMetrics().lineSpacing() + spacingUnit(this));
    sentence_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    grid->addWidget(sentence_, 3, 0, 1, 3);
    return block;
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
    table_->setAccessibleName(tr("Components of the distance"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->verticalHeader()->setMinimumSectionSize(1);
    auto* header = new PlainHeader;
    table_->setHorizontalHeader(header);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ComponentModel::Bar, QHeaderView::Stretch);
    connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.row() < ComponentModel::kSumRow && index.column() != ComponentModel::Name &&
            index.column() != ComponentModel::Weight)
            Q_EMIT soloRequested(kComponents[std::size_t(index.row())]);
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
    weightSets_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    weightSets_->setAccessibleName(tr("Weight set"));
    weightSets_->setToolTip(
        tr("How much each component counts. The sets are those of the model; its card says what each was "
           "fitted to"));
    for (QWidget* part : {static_cast<QWidget*>(edited_), static_cast<QWidget*>(resetWeights_),
                          static_cast<QWidget*>(weightSets_)})
        row->addWidget(part, 0, Qt::AlignBottom);
    connect(weightSets_, &QComboBox::textActivated, this, &ReasonsPanel::weightSetRequested);
    connect(resetWeights_, &QToolButton::clicked, this,
            [this] { Q_EMIT weightSetRequested(document_.weightSet()); });
    refreshWeightSets();
    return block;
}

void ReasonsPanel::refreshWeightSets() {
    const auto& model = document_.model();
    QStringList names;
    if (model)
        for (const auto& [name, weights] : model->weightSets) names << toQString(name);
    QStringList shown;
    for (int i = 0; i < weightSets_->count(); ++i) shown << weightSets_->itemText(i);
    if (names != shown) {
        weightSets_->clear();
        weightSets_->addItems(names);
    }
    weightSets_->setCurrentText(document_.weightSet());
    weightSets_->setVisible(model.has_value());
    edited_->setVisible(document_.isEdited());
    resetWeights_->setVisible(document_.isEdited());
}

QWidget* ReasonsPanel::makePlaces() {
    auto* block = new QWidget;
    auto* row = new QHBoxLayout(block);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * spacingUnit(this));
    overview_ = new Overview(document_, state_);
    connect(overview_, &Overview::placeRequested, this, &ReasonsPanel::placeRequested);
    regions_ = new RegionModel(this);
    list_ = new QListView;
    list_->setObjectName(QStringLiteral("regions"));
    makePlain(list_);
    list_->setModel(regions_);
    list_->setItemDelegate(new RegionDelegate(list_));
    list_->setMouseTracking(true);
    list_->setAccessibleName(tr("Places that explain the distance, most first"));
    const auto pick = [this](const QModelIndex& index) { Q_EMIT regionPicked(index.row()); };
    connect(list_, &QListView::clicked, this, pick);
    connect(list_, &QListView::activated, this, pick);
    noPlaces_ = new QuietLabel;
    noPlaces_->setWordWrap(true);
    noPlaces_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    row->addWidget(overview_, 5, Qt::AlignTop);
    auto* right = new QVBoxLayout;
    right->addWidget(list_);
    right->addWidget(noPlaces_);
    right->addStretch(1);
    row->addLayout(right, 6);
    return block;
}

QWidget* ReasonsPanel::makeBaselines() {
    auto* block = new QWidget;
    auto* row = new QHBoxLayout(block);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4 * spacingUnit(this));
    const std::array<std::pair<QString, QString>, 3> measures{{
        {QStringLiteral("PSNR"),
         tr("Peak signal-to-noise ratio over R, G and B, in decibels; higher is more alike")},
        {QStringLiteral("SSIM"), tr("Structural similarity of luminance (2004); 1 for identical pictures")},
        {QStringLiteral("GMSD"),
         tr("Gradient magnitude similarity deviation of luminance (2014); 0 for identical pictures")},
    }};
    for (std::size_t i = 0; i < measures.size(); ++i) {
        auto* cell = new QHBoxLayout;
        cell->setSpacing(spacingUnit(this));
        auto* name = new QuietLabel(measures[i].first);
        baselines_[i] = new QLabel;
        baselines_[i]->setAccessibleName(measures[i].first);
        baselines_[i]->setMinimumWidth(
            fontMetrics().horizontalAdvance(i == 0 ? QStringLiteral("00.00 dB") : QStringLiteral("0.0000")));
        baselines_[i]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        for (QLabel* label : {static_cast<QLabel*>(name), baselines_[i]})
            label->setToolTip(measures[i].second);
        cell->addWidget(name);
        cell->addWidget(baselines_[i]);
        row->addLayout(cell);
    }
    row->addStretch(1);
    return block;
}

void ReasonsPanel::refresh(Document::Changes changes) {
    using Change = Document::Change;
    if (changes & (Document::Changes(Change::Account) | Change::Explanation | Change::Pictures))
        refreshScore();
    if (changes.testFlag(Change::Account)) {
        components_->show(document_.weighting(), document_.account());
        fitHeight(table_);
    }
    if (changes & (Document::Changes(Change::Account) | Change::Analysis)) refreshWeightSets();
    if (changes.testFlag(Change::Explanation)) refreshPlaces();
    if (changes.testFlag(Change::Baselines)) refreshBaselines();
}

void ReasonsPanel::refreshScore() {
    const auto& account = document_.account();
    score_->setText(account ? formatNumberBeside(account->suss, account->sussOfReference, 4)
                            : QStringLiteral("–"));
    distance_->setText(account ? formatNumber(account->distance, 3) : QStringLiteral("–"));
    distance_->setAccessibleDescription(distance_->text());
    score_->setAccessibleDescription(score_->text());
    noticed_->setText(account ? document_.explanation().noticing : QString());
    noticed_->setVisible(!noticed_->text().isEmpty());
    if (account)
        sentence_->setText(document_.explanation().sentence);
    else if (document_.picture(Role::Reference).isEmpty())
        sentence_->setText(tr("Open two pictures to see how they differ."));
    else if (document_.picture(Role::Image).isEmpty())
        sentence_->setText(tr("Open an image to compare with the reference."));
    else if (document_.activity())
        sentence_->setText(tr("Working out what the model holds to be the same picture …"));
    else
        sentence_->setText(tr("There is no score without an analysis of the reference."));
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

void ReasonsPanel::refreshBaselines() {
    const auto& baselines = document_.baselines();
    const QString none = QStringLiteral("–");
    baselines_[0]->setText(baselines ? formatNumber(baselines->psnr, 4) + QStringLiteral(" dB") : none);
    baselines_[1]->setText(baselines ? formatNumber(baselines->ssim, 4) : none);
    baselines_[2]->setText(baselines ? formatNumber(baselines->gmsd, 3) : none);
}

void ReasonsPanel::refreshSelection() {
    const int selected = state_.selectedRegion();
    if (selected >= 0 && selected < regions_->rowCount())
        list_->setCurrentIndex(regions_->index(selected));
    else
        list_->selectionModel()->clear();
}

void ReasonsPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange && table_) {
        fitHeight(table_);
        fitHeight(list_);
    }
    QWidget::changeEvent(event);
}

}  // namespace suss
