#include "ui/panels/score_block.h"

#include "ui/commands.h"
#include "ui/panels/section.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QResizeEvent>
#include <QToolButton>

#include <algorithm>

namespace suss {

ScoreBlock::ScoreBlock(const Document& document, const Commands& commands, QWidget* parent)
    : QWidget(parent), document_(document) {
    auto* grid = new QGridLayout(this);
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
               tr("How well the image fits what the model expects of pictures that look like the reference: "
                  "higher is more similar (weighted log-likelihood, in nats per value)"));
    words_ = new QWidget;
    auto* lines = new QVBoxLayout(words_);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    noticed_ = wordsLabel(tr("How many people would notice"));
    const QString fitted =
        tr("How many people would notice the difference. It is an estimate from how different people found "
           "turned, moved, enlarged and noisy photos, not compressed ones; the range in brackets says how "
           "much that depends on the picture and the kind of change.");
    noticed_->setToolTip(fitted);
    noticed_->setWhatsThis(
        fitted + QLatin1Char(' ') +
        tr("People were asked about changes of whole pictures: where much of the change is "
           "in a small part, nothing is claimed."));
    noticed_->setContentsMargins(0, spacingUnit(this), 0, 0);
    sentence_ = wordsLabel(tr("The difference in words"));
    const QString kinds =
        tr("What kind of difference makes the distance, and where it is: the components that make a tenth of "
           "it or more, and what part of it lies in the places listed below.");
    sentence_->setToolTip(kinds);
    sentence_->setWhatsThis(kinds);
    sentence_->setContentsMargins(0, spacingUnit(this), 0, 0);
    sentence_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    moved_ = wordsLabel(tr("Movement of the picture as a whole"));
    const QString followed = tr(
        "People hardly mind a picture that is shifted, turned or scaled a little as a whole, while pixel by "
        "pixel nearly everything differs. Here the movement is found and taken back: what distance is left, "
        "and "
        "what the movement itself counts. How many people would notice goes by this distance.");
    moved_->setObjectName(QStringLiteral("movement"));
    moved_->setToolTip(followed);
    moved_->setWhatsThis(followed);
    auto* back = new QToolButton;
    back->setDefaultAction(commands.moveBack);
    back->setToolButtonStyle(Qt::ToolButtonTextOnly);
    movement_ = new QWidget;
    auto* movement = new QVBoxLayout(movement_);
    movement->setContentsMargins(0, spacingUnit(this), 0, 0);
    movement->setSpacing(spacingUnit(this) / 2);
    movement->addWidget(moved_);
    movement->addWidget(back, 0, Qt::AlignLeft);
    lines->addWidget(noticed_);
    lines->addWidget(movement_);
    lines->addWidget(sentence_);
    lines->addStretch(1);
    grid->addWidget(words_, 2, 0, 1, 3);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Analysis)) room_ = 0;
        if (changes & (Document::Changes(Document::Change::Account) | Document::Change::Explanation |
                       Document::Change::Pictures))
            refresh();
    });
    connect(&document, &Document::activityChanged, this, [this] {
        if (!document_.account()) refresh();
    });
    refresh();
}

void ScoreBlock::refresh() {
    const auto& account = document_.account();
    const auto coarseness = document_.coarseness();
    const QString about = coarseness ? QStringLiteral("≈ ") : QString();
    score_->setText(account ? about + formatNumberBeside(account->suss, account->sussOfReference, 4)
                            : QStringLiteral("–"));
    distance_->setText(account ? about + formatNumber(account->distance, 3) : QStringLiteral("–"));
    distance_->setAccessibleDescription(distance_->text());
    score_->setAccessibleDescription(score_->text());
    noticed_->setText(unbroken(account && !coarseness ? document_.explanation().noticing : QString()));
    noticed_->setVisible(!noticed_->text().isEmpty());
    moved_->setText(unbroken(account && !coarseness ? document_.explanation().movement : QString()));
    movement_->setVisible(!moved_->text().isEmpty());
    if (account && coarseness)
        sentence_->setText(tr("A first look at the pictures %1 times smaller, to be refined: %2")
                               .arg(*coarseness)
                               .arg(document_.explanation().sentence));
    else if (account)
        sentence_->setText(unbroken(document_.explanation().sentence));
    else if (document_.picture(Role::Reference).isEmpty())
        sentence_->setText(tr("Open two pictures to see how they differ."));
    else if (document_.picture(Role::Image).isEmpty())
        sentence_->setText(tr("Open an image to compare with the reference."));
    else if (document_.activity())
        sentence_->setText(tr("Working out what the model holds to be the same picture …"));
    else
        sentence_->setText(tr("There is no score without an analysis of the reference."));
    keepRoom();
}

// Who steps through images compares numbers: those below stay where they are, whatever is said here.
void ScoreBlock::keepRoom() {
    constexpr int kLetters = 300;  // of the longest that is often said
    const QFontMetrics metrics = sentence_->fontMetrics();
    const int lines = 1 + kLetters * metrics.averageCharWidth() / std::max(1, words_->width());
    const int least = lines * metrics.lineSpacing() + 2 * spacingUnit(this);
    room_ = std::max({room_, least, words_->layout()->heightForWidth(words_->width())});
    words_->setMinimumHeight(room_);
}

void ScoreBlock::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    if (event->size().width() == event->oldSize().width()) return;
    room_ = 0;
    keepRoom();
}

}  // namespace suss
