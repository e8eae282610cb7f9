#include "ui/panels/extremes_panel.h"

#include "ui/commands.h"
#include "ui/icons.h"
#include "ui/key_hint.h"
#include "ui/panels/result_card.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QHBoxLayout>
#include <QToolButton>

namespace suss {
namespace {

// The screen form that is nearest above the size of a card.
QImage thumbnailOf(const Picture& picture) {
    return picture.pyramid->level(picture.pyramid->levelFor(600.0 / picture.size().width()));
}

}  // namespace

ExtremesPanel::ExtremesPanel(const Document& document, const Commands& commands, QWidget* parent)
    : QWidget(parent), document_(document), commands_(commands) {
    const int unit = spacingUnit(this);
    auto* controls = new QVBoxLayout;
    controls->setSpacing(unit);
    auto* row = new QHBoxLayout;
    error_ = new QDoubleSpinBox;
    error_->setRange(0.1, 50);
    error_->setSingleStep(0.5);
    error_->setDecimals(1);
    error_->setValue(4);
    error_->setToolTip(tr("Root mean square error over R, G and B, in levels of 255"));
    error_->setAccessibleName(tr("Root mean square error of both changes"));
    auto* errorName = new QuietLabel(tr("Error"));
    errorName->setBuddy(error_);
    row->addWidget(errorName);
    row->addWidget(error_);
    row->addWidget(new QuietLabel(tr("levels of 255")));
    row->addStretch(1);
    controls->addLayout(row);
    auto* second = new QHBoxLayout;
    spread_ = new QComboBox;
    spread_->addItem(tr("Spread over the picture"));
    spread_->addItem(tr("Gathered where it counts"));
    spread_->setToolTip(
        tr("Spread: the extreme within every small window. Gathered: one change of the whole "
           "picture, the true extreme, in few pixels"));
    spread_->setAccessibleName(tr("Where the error goes"));
    second->addWidget(spread_);
    second->addStretch(1);
    controls->addLayout(second);
    where_ = new QuietLabel;
    controls->addWidget(where_);
    find_ = textButton("variants", tr("Find both"),
                       tr("Look for the most and the least visible change of this error, in the components "
                          "that are switched on"));
    controls->addWidget(find_);
    verdict_ = new QLabel;
    verdict_->setWordWrap(true);
    controls->addWidget(verdict_);
    controls->addStretch(1);

    most_ = new ResultCard(tr("Most visible"));
    least_ = new ResultCard(tr("Least visible"));
    auto* columns = new QHBoxLayout(this);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(3 * unit);
    columns->addLayout(controls, 2);
    columns->addWidget(most_, 3);
    columns->addWidget(least_, 3);

    connect(find_, &QToolButton::clicked, this, [this] {
        if (document_.extremes().activity())
            Q_EMIT cancelRequested();
        else
            Q_EMIT searchRequested(error_->value(), Spread(spread_->currentIndex()));
    });
    for (const ViewKind kind : {ViewKind::MostVisible, ViewKind::LeastVisible}) {
        auto* button = card(kind);
        button->setContextMenuPolicy(Qt::ActionsContextMenu);
        auto* compare = new QAction(tr("Compare it with the reference"), button);
        connect(compare, &QAction::triggered, this, [this, kind] { Q_EMIT compareRequested(kind); });
        button->addAction(compare);
        auto* save = new QAction(tr("Save it with 16 bits…"), button);
        connect(save, &QAction::triggered, this, [this, kind] { Q_EMIT saveRequested(kind); });
        button->addAction(save);
        connect(button, &QAbstractButton::clicked, this, [this, kind] { Q_EMIT picked(kind); });
    }
    connect(error_, &QDoubleSpinBox::valueChanged, this, &ExtremesPanel::refresh);
    connect(spread_, &QComboBox::currentIndexChanged, this, &ExtremesPanel::refresh);
    connect(&document, &Document::activityChanged, this, &ExtremesPanel::refresh);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::Extremes) | Document::Change::Analysis |
                       Document::Change::Marked | Document::Change::Account))
            refresh();
    });
    connect(&commands, &Commands::keysChanged, this, &ExtremesPanel::nameKeys);
    nameKeys();
    refresh();
}

void ExtremesPanel::nameKeys() {
    const QKeySequence key = commands_.blink->shortcut();
    setWhatsThis(tr("Two changes of the reference with the <b>same error</b> (so the same PSNR): the one "
                    "that the model minds most, and the one that it minds least. %1. (They are found from "
                    "the precision matrix: the eigenvectors of its largest and smallest eigenvalue.)")
                     .arg(withKey(tr("Blink each with the reference"), key).toHtmlEscaped()));
    for (const ViewKind kind : {ViewKind::MostVisible, ViewKind::LeastVisible})
        card(kind)->setToolTip(
            tr("%1. Click to look at it, then %2; the right button offers to compare or save it")
                .arg(explanationOf(kind), withKey(tr("blink it with the reference"), key)));
}

QAbstractButton* ExtremesPanel::card(ViewKind kind) const {
    return kind == ViewKind::MostVisible ? most_ : least_;
}

void ExtremesPanel::refresh() {
    const bool isRunning = document_.extremes().activity();
    find_->setText(isRunning ? tr("Stop") : tr("Find both"));
    find_->setAccessibleName(find_->text());
    find_->setIcon(lineIcon(isRunning ? "cancel" : "variants"));
    find_->setEnabled(document_.analysis() != nullptr);
    where_->setText(document_.marked().rect() ? tr("in the marked rectangle") : tr("in the whole picture"));
    const auto& found = document_.extremes().found();
    for (ResultCard* card : {most_, least_}) {
        card->setVisible(found.has_value());
        if (!found) continue;
        const auto& change = card == most_ ? found->most : found->least;
        card->setPicture(thumbnailOf(change.picture));
        card->setLines({tr("Distance %1").arg(formatNumber(change.figures.account.distance)),
                        tr("PSNR %1 dB").arg(formatNumber(change.figures.baselines.psnr)),
                        tr("SSIM %1").arg(formatNumber(change.figures.baselines.ssim)),
                        tr("GMSD %1").arg(formatNumber(change.figures.baselines.gmsd))});
    }
    QString verdict;
    if (found) {
        const double most = found->most.figures.account.distance;
        const double least = found->least.figures.account.distance;
        const auto& request = found->request;
        const bool isOfThese =
            request.rmse == error_->value() && request.spread == Spread(spread_->currentIndex()) &&
            request.region == document_.marked().rect() && request.weighting == document_.weighting();
        if (!isOfThese) {
            verdict = tr("What is shown was found with other settings.");
        } else {
            verdict = least > 0 ? tr("Same error, %1 times the distance.").arg(formatNumber(most / least, 2))
                                : tr("Same error; the score does not mind one of them at all.");
        }
    } else if (!isRunning) {
        verdict = tr("Two pictures with the same PSNR: one that looks the same and one that does not.");
    }
    verdict_->setText(verdict);
}

}  // namespace suss
