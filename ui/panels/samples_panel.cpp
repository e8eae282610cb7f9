#include "ui/panels/samples_panel.h"

#include "ui/commands.h"
#include "ui/icons.h"
#include "ui/key_hint.h"
#include "ui/panels/stills_model.h"
#include "ui/panels/strength_slider.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QListView>
#include <QSpinBox>
#include <QToolButton>

namespace suss {

SamplesPanel::SamplesPanel(const Document& document, const Commands& commands, QWidget* parent)
    : QWidget(parent), document_(document), commands_(commands) {
    const int unit = spacingUnit(this);
    auto* controls = new QVBoxLayout;
    controls->setSpacing(unit);
    auto* row = new QHBoxLayout;
    value_ = new QLabel;
    value_->setAlignment(Qt::AlignRight);
    row->addWidget(new QuietLabel(tr("Strength")));
    row->addStretch(1);
    row->addWidget(value_);
    controls->addLayout(row);
    strength_ = new StrengthSlider;
    strength_->setToolTip(tr("How far a sample goes from the mean: 1 draws from the model"));
    strength_->setAccessibleName(tr("Strength of the sample"));
    strength_->setMinimumWidth(fontMetrics().averageCharWidth() * 56);  // room for the names of its marks
    controls->addWidget(strength_);

    auto* second = new QHBoxLayout;
    second->setSpacing(unit);
    auto* seedName = new QuietLabel(tr("Seed"));
    seed_ = new QSpinBox;
    seed_->setRange(0, int(kMostSeed));
    seed_->setToolTip(tr("The same seed gives the same samples"));
    seed_->setAccessibleName(tr("Seed of the samples"));
    seedName->setBuddy(seed_);
    second->addWidget(seedName);
    second->addWidget(seed_);
    redraw_ = textButton("redraw", tr("Draw others"), {});
    second->addStretch(1);
    second->addWidget(redraw_);
    controls->addLayout(second);

    auto* third = new QHBoxLayout;
    third->setSpacing(unit);
    play_ = textButton("play", tr("Play"), {});
    play_->setCheckable(true);
    compare_ =
        textButton("open-image", tr("Compare"), tr("Make the sample that is shown an image of the list"));
    save_ = textButton("save", tr("Save…"),
                       tr("Save the sample that is shown with 16 bits, and what made it in the file"));
    third->addWidget(play_);
    third->addStretch(1);
    third->addWidget(compare_);
    third->addWidget(save_);
    controls->addLayout(third);
    score_ = new QuietLabel;
    score_->setAccessibleName(tr("Score of the sample"));
    score_->setToolTip(tr("Of the sample that is shown, to the reference"));
    where_ = textButton(
        "regions", tr("Where it may change"),
        tr("Show how far each place may change unnoticed: the predicted spread of fine luminance"));
    auto* fourth = new QHBoxLayout;
    fourth->setSpacing(unit);
    fourth->addWidget(where_);
    fourth->addStretch(1);
    fourth->addWidget(score_);
    controls->addLayout(fourth);
    controls->addStretch(1);

    stills_ = new QListView;
    stills_->setModel(new StillsModel(document, this));
    stills_->setItemDelegate(new StillDelegate(stills_));
    stills_->setFlow(QListView::LeftToRight);
    stills_->setWrapping(false);
    stills_->setResizeMode(QListView::Adjust);
    stills_->setFrameShape(QFrame::NoFrame);
    stills_->viewport()->setAutoFillBackground(false);
    stills_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    stills_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    stills_->setSelectionMode(QAbstractItemView::SingleSelection);
    stills_->setAccessibleName(tr("Samples"));
    stills_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);

    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(4 * unit);
    columns->addLayout(controls);
    columns->addWidget(stills_, 1);

    connect(strength_, &QSlider::valueChanged, this, [this] {
        SampleSettings settings = document_.sampler().settings();
        settings.strength = strength_->strength();
        Q_EMIT samplingRequested(settings);
    });
    connect(seed_, &QSpinBox::valueChanged, this, [this](int value) {
        SampleSettings settings = document_.sampler().settings();
        settings.seed = std::uint64_t(value);
        Q_EMIT samplingRequested(settings);
    });
    // Enter hands the keys back to the views.
    connect(seed_, &QSpinBox::editingFinished, this, [this] {
        if (seed_->hasFocus()) seed_->clearFocus();
    });
    connect(stills_->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& index) {
                if (index.isValid()) Q_EMIT stillPicked(index.row());
            });
    connect(stills_, &QListView::clicked, this,
            [this](const QModelIndex& index) { Q_EMIT stillPicked(index.row()); });
    connect(redraw_, &QToolButton::clicked, this, &SamplesPanel::redrawRequested);
    connect(play_, &QToolButton::clicked, this, &SamplesPanel::playRequested);
    connect(compare_, &QToolButton::clicked, this, &SamplesPanel::compareRequested);
    connect(save_, &QToolButton::clicked, this, &SamplesPanel::saveRequested);
    connect(where_, &QToolButton::clicked, this, &SamplesPanel::whereRequested);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::Sample) | Document::Change::Account |
                       Document::Change::Analysis))
            refresh();
    });
    connect(&commands, &Commands::keysChanged, this, &SamplesPanel::nameKeys);
    nameKeys();
    refresh();
}

void SamplesPanel::nameKeys() {
    setWhatsThis(
        tr("A <b>sample</b> is a picture drawn at random from what the model expects of pictures "
           "that look like the reference. <b>Strength</b> 1 is a fair draw; 0 is the mean; above 1 "
           "the changes grow beyond what the model holds to be invisible. %1, or let it walk: what "
           "moves is what the model does not mind.")
            .arg(withKey(tr("Blink one with the reference"), commands_.blink->shortcut()).toHtmlEscaped()));
    redraw_->setToolTip(
        withKey(tr("Draw another set of samples and show one"), commands_.redraw->shortcut()));
    play_->setToolTip(withKey(tr("Walk from sample to sample: what moves is what the model does not mind"),
                              commands_.play->shortcut()));
}

void SamplesPanel::refresh() {
    const Sampler& sampler = document_.sampler();
    const SampleSettings& settings = sampler.settings();
    const QSignalBlocker strengthQuiet(strength_), seedQuiet(seed_);
    strength_->setStrength(settings.strength);
    value_->setText(QString::number(settings.strength, 'f', 2));
    seed_->setValue(int(settings.seed));
    play_->setChecked(sampler.isPlaying());
    play_->setIcon(lineIcon(sampler.isPlaying() ? "pause" : "play"));
    play_->setText(sampler.isPlaying() ? tr("Pause") : tr("Play"));
    for (QToolButton* button : {redraw_, play_, where_}) button->setEnabled(document_.analysis() != nullptr);
    for (QToolButton* button : {compare_, save_}) button->setEnabled(sampler.isSettled());
    if (!sampler.isSettled())
        score_->setText(sampler.isPlaying() ? tr("Walking…") : QString());
    else
        score_->setText(
            tr("distance %1")
                .arg(formatNumber(accountOf(*sampler.likelihoods(), document_.weighting()).distance, 2)));
}

}  // namespace suss
