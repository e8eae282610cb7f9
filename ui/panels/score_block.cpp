#include "ui/panels/score_block.h"

#include "ui/commands.h"
#include "ui/panels/kept_room.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QToolButton>

namespace suss {

ScoreBlock::ScoreBlock(const Document& document, const Commands& commands, QWidget* parent)
    : QWidget(parent), document_(document) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(5 * spacingUnit(this));
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    const auto number = [](QLabel* value, const QFont& font, const QString& name, const QString& about) {
        value->setFont(font);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        value->setAccessibleName(name);
        value->setToolTip(about);
        return value;
    };
    const QString lower =
        tr("How much lower the image scores than the reference itself: 0 for identical pictures");
    const QString fits =
        tr("How well the image fits what the model expects of pictures that look like the reference: "
           "higher is more similar (weighted log-likelihood, in nats per value)");
    distance_ = number(new MeasuredLabel, font(), tr("Distance"), lower);
    score_ = number(new QuietLabel, scaledFont(font(), 1.1), tr("SUSS score"), fits);
    itself_ =
        number(new QuietLabel, scaledFont(font(), 0.92), tr("SUSS score of the reference itself"), fits);
    for (const auto& [column, value] : {std::pair(0, distance_), std::pair(1, score_)}) {
        auto* caption = new QuietLabel(value->accessibleName(), 0.92);
        caption->setToolTip(value->toolTip());
        grid->addWidget(caption, 0, column);
    }
    auto* scores = new QVBoxLayout;
    scores->setSpacing(0);
    scores->addWidget(score_);
    scores->addWidget(itself_);
    grid->setRowMinimumHeight(1, QFontMetrics(scaledFont(font(), 2.0, QFont::Bold)).height());
    grid->addWidget(distance_, 1, 0);
    grid->addLayout(scores, 1, 1);
    words_ = new QWidget;
    auto* lines = new QVBoxLayout(words_);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    noticed_ = wordsLabel(tr("How many people would notice"));
    const QString fitted = tr(
        "How many people would notice the difference. It is an estimate from how different people found "
        "turned, moved, enlarged and noisy photos, not compressed ones; the range in brackets holds for 95 % "
        "of pictures and kinds of change.");
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
    lines->addWidget(movement_);
    lines->addWidget(noticed_);
    lines->addWidget(sentence_);
    lines->addStretch(1);
    grid->addWidget(words_, 2, 0, 1, 2);
    room_ = new KeptRoom(document, words_);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::Account) | Document::Change::Explanation |
                       Document::Change::Pictures | Document::Change::List))
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
    // Of numbers with a power of ten less is seen, so that the score beside them has room.
    const bool isLong = account && account->distance > 0 && account->distance < 1e-4;
    distance_->setFont(scaledFont(font(), isLong ? 1.5 : 2.0, QFont::Bold));
    distance_->setText(account ? about + formatNumber(account->distance, 3) : QStringLiteral("–"));
    score_->setText(account ? about + formatNumberBeside(account->suss, account->sussOfReference, 4)
                            : QStringLiteral("–"));
    itself_->setText(
        account ? tr("reference %1").arg(formatNumberBeside(account->sussOfReference, account->suss, 4))
                : QString());
    for (QLabel* number : {distance_, score_, itself_}) number->setAccessibleDescription(number->text());
    noticed_->setText(unbroken(account && !coarseness ? noticing() : QString()));
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
        sentence_->setText(document_.picture(Role::Image).isEmpty()
                               ? tr("Open two pictures to see how they differ.")
                               : tr("Open the reference to compare it with."));
    else if (document_.picture(Role::Image).isEmpty())
        sentence_->setText(tr("Open an image to compare with the reference."));
    else if (document_.activity())
        sentence_->setText(tr("Working out what the model holds to be the same picture …"));
    else
        sentence_->setText(tr("There is no score without an analysis of the reference."));
    // For the longest that is often said. With a single image there is nothing to step to, but switches below
    // to try.
    room_->keep(document_.images().size() > 1 ? 550 : 0);
}

QString ScoreBlock::noticing() const {
    const auto& account = document_.account();
    const auto& model = document_.weights().model();
    if (account->noticeable || !(account->distance > 0) || !model) return document_.explanation().noticing;
    QStringList sets;
    for (const auto& [set, numbers] : model->noticing) sets << tr("“%1”").arg(toQString(set));
    return sets.isEmpty() ? QString()
                          : tr("How many people would notice is known only with the weights %1, all "
                               "components on.")
                                .arg(sets.join(tr(" or ")));
}

}  // namespace suss
