#include "ui/panels/score_block.h"

#include "ui/panels/section.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QGridLayout>

namespace suss {

ScoreBlock::ScoreBlock(const Document& document, QWidget* parent) : QWidget(parent), document_(document) {
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
               tr("Weighted log-likelihood of the image under the model of the reference, in nats per value; "
                  "higher is more similar"));
    noticed_ = wordsLabel(tr("How many people would notice"));
    noticed_->setToolTip(
        tr("Fitted to how different people found turned, moved, enlarged and noisy photos; the "
           "range says how much that depends on the picture and the kind of change"));
    noticed_->setContentsMargins(0, spacingUnit(this), 0, 0);
    grid->addWidget(noticed_, 2, 0, 1, 3);
    sentence_ = wordsLabel(tr("The difference in words"));
    sentence_->setContentsMargins(0, spacingUnit(this), 0, 0);
    // Room for two lines from the start, so that nothing below jumps when the words arrive.
    sentence_->setMinimumHeight(2 * sentence_->fontMetrics().lineSpacing() + spacingUnit(this));
    sentence_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    grid->addWidget(sentence_, 3, 0, 1, 3);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
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
}

}  // namespace suss
