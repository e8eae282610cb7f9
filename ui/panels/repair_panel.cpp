#include "ui/panels/repair_panel.h"

#include "ui/icons.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QSlider>
#include <QToolButton>

namespace suss {
namespace {

constexpr int kFrameTime = 180;  // milliseconds

}  // namespace

RepairPanel::RepairPanel(const Document& document, QWidget* parent) : QWidget(parent), document_(document) {
    const int unit = spacingUnit(this);
    setWhatsThis(
        tr("The image walks to the reference, always in the direction that gains most score. What changes "
           "first is what the distance minds most; what changes last, hardly anybody would miss. The score "
           "never falls on the way."));
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setRange(0, 0);
    slider_->setTracking(true);
    slider_->setAccessibleName(tr("How far the image is repaired"));
    slider_->setToolTip(
        tr("From the image (left) to where next to nothing of the distance is left (right), what gains most "
           "score first"));
    play_ = textButton("play", tr("Play"), tr("Watch the image being repaired"));
    play_->setCheckable(true);
    first_ = textButton("colors", tr("Show what came first"), tr("A map of when each pixel was repaired"));
    save_ = textButton("save", tr("Save…"),
                       tr("Save the picture at this step with 16 bits, and what made it in the file"));
    numbers_ = new QLabel;
    numbers_->setAccessibleName(tr("Score of the repaired image"));
    note_ = new QuietLabel;
    note_->setWordWrap(true);

    auto* ends = new QHBoxLayout;
    ends->addWidget(new QuietLabel(tr("image"), 0.88));
    ends->addWidget(numbers_, 1, Qt::AlignCenter);
    ends->addWidget(new QuietLabel(tr("repaired"), 0.88));
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * unit);
    row->addWidget(play_);
    row->addWidget(first_);
    row->addWidget(save_);
    row->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(unit);
    column->addWidget(slider_);
    column->addLayout(ends);
    column->addLayout(row);
    column->addWidget(note_);
    column->addStretch(1);

    clock_.setInterval(kFrameTime);
    connect(&clock_, &QTimer::timeout, this, [this] {
        if (slider_->value() == slider_->maximum()) return play(false);
        slider_->setValue(slider_->value() + 1);
    });
    connect(slider_, &QSlider::valueChanged, this, &RepairPanel::frameRequested);
    connect(slider_, &QSlider::sliderPressed, this, [this] { play(false); });
    connect(play_, &QToolButton::clicked, this, &RepairPanel::play);
    connect(first_, &QToolButton::clicked, this, &RepairPanel::firstRequested);
    connect(save_, &QToolButton::clicked, this, &RepairPanel::saveRequested);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::Repair) | Document::Change::Comparison |
                       Document::Change::Pictures))
            refresh();
    });
    refresh();
}

void RepairPanel::play(bool on) {
    if (on && slider_->value() == slider_->maximum()) slider_->setValue(0);
    if (on)
        clock_.start();
    else
        clock_.stop();
    refresh();
}

void RepairPanel::hideEvent(QHideEvent*) {
    play(false);
}

void RepairPanel::refresh() {
    const RepairWalk& repair = document_.repair();
    const auto& walk = repair.walk();
    const int last = walk ? int(walk->frames.size()) - 1 : 0;
    const QSignalBlocker quiet(slider_);
    slider_->setRange(0, last);
    slider_->setValue(repair.frame());
    play_->setChecked(clock_.isActive());
    play_->setIcon(lineIcon(clock_.isActive() ? "pause" : "play"));
    play_->setText(clock_.isActive() ? tr("Pause") : tr("Play"));
    play_->setAccessibleName(play_->text());
    for (QWidget* widget :
         {static_cast<QWidget*>(slider_), static_cast<QWidget*>(play_), static_cast<QWidget*>(first_)})
        widget->setEnabled(last > 0);
    save_->setEnabled(last > 0 && repair.isSettled());
    if (walk)
        numbers_->setText(
            tr("Step %1 of %2: distance %3")
                .arg(repair.frame())
                .arg(last)
                .arg(formatNumberBeside(repair.place().distance, walk->frames.front().distance, 3)));
    else
        numbers_->setText({});
    if (!document_.comparison())
        note_->setText(tr("There is nothing to repair before two pictures are compared."));
    else if (walk && last == 0)
        note_->setText(tr("There is nothing to gain: the score does not tell the image from the reference."));
    else if (walk && walk->frames.back().distance < 0)
        note_->setText(unbroken(repair.inWords()) + QLatin1Char(' ') +
                       tr("At the end the distance is negative: the picture there is likelier to the model "
                          "than the reference itself, whose values are not quite the mean."));
    else
        note_->setText(unbroken(repair.inWords()));
}

}  // namespace suss
