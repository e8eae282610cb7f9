#include "ui/panels/what_if_panel.h"

#include "ui/commands.h"
#include "ui/key_hint.h"
#include "ui/panels/widgets.h"
#include "ui/stage/view_style.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace suss {

WhatIfPanel::WhatIfPanel(const Document& document, const ViewState& state, const Commands& commands,
                         QWidget* parent)
    : QWidget(parent), document_(document), state_(state), commands_(commands) {
    const int unit = spacingUnit(this);
    setWhatsThis(tr(
        "Put the reference, or what the model expects, back in a rectangle or where you paint: score, map "
        "and reasons follow, "
        "and the changed image stands in the list. <b>Odd in itself</b>: the rectangle alone is unlike what "
        "the model expects. <b>Odd here</b>: it could be, but not with what is around it."));
    where_ = new QLabel;
    where_->setWordWrap(true);
    oddity_ = new QuietLabel;
    oddity_->setWordWrap(true);
    oddity_->setAccessibleName(tr("How odd the rectangle is"));
    effect_ = new QuietLabel;
    effect_->setAccessibleName(tr("What it has changed"));
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(2 * unit);
    mark_ = textButton("layout-single", {}, {});
    brush_ = new QToolButton;
    brush_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    brush_->setFocusPolicy(Qt::TabFocus);
    reference_ = textButton("open-reference", tr("Put the reference back"),
                            tr("What if this part were as in the reference?"));
    mean_ = textButton("regions", tr("Put the model’s mean there"),
                       tr("What if this part were what the model of the reference expects?"));
    undo_ = textButton("cancel", tr("Undo"), tr("Take the last change back"));
    for (QToolButton* button : {mark_, brush_, reference_, mean_, undo_}) buttons->addWidget(button);
    buttons->addWidget(effect_, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2 * unit);
    column->addWidget(where_);
    column->addLayout(buttons);
    column->addWidget(oddity_);
    column->addStretch(1);

    connect(mark_, &QToolButton::clicked, commands.mark, &QAction::trigger);
    connect(reference_, &QToolButton::clicked, this, [this] { Q_EMIT mendRequested(Mending::Reference); });
    connect(mean_, &QToolButton::clicked, this, [this] { Q_EMIT mendRequested(Mending::Mean); });
    connect(undo_, &QToolButton::clicked, this, &WhatIfPanel::undoRequested);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes & (Document::Changes(Document::Change::Marked) | Document::Change::Comparison |
                       Document::Change::Account | Document::Change::Explanation))
            refresh();
    });
    connect(&commands, &Commands::keysChanged, this, &WhatIfPanel::refresh);
    connect(&state, &ViewState::appearanceChanged, this, &WhatIfPanel::refreshMark);
    connect(&state, &ViewState::placeChanged, this, &WhatIfPanel::refreshMark);
    refresh();
}

QString WhatIfPanel::oddity() const {
    return oddity_->text();
}

void WhatIfPanel::refreshMark() {
    const bool isPlace = placeLookedAt(document_, state_).has_value();
    mark_->setText(isPlace ? tr("Take this place") : tr("Take what is seen"));
    mark_->setToolTip(withKey(
        isPlace ? tr("Choose the place that is looked at") : tr("Choose the part that the views show"),
        commands_.mark->shortcut()));
}

void WhatIfPanel::refresh() {
    const auto& marked = document_.marked().rect();
    const PixelMask& painted = document_.painted().mask();
    const bool canMend = (marked || !painted.isEmpty()) && document_.comparison();
    if (!painted.isEmpty())
        where_->setText(withKey(tr("The painted part, within %1 pixels at %2, %3.")
                                    .arg(formatSize(painted.bounds().width(), painted.bounds().height()))
                                    .arg(painted.bounds().x())
                                    .arg(painted.bounds().y()),
                                commands_.escape->shortcut(), tr(" %1 clears it.")));
    else if (marked)
        where_->setText(tr("The marked rectangle: %1 pixels at %2, %3")
                            .arg(formatSize(marked->width, marked->height))
                            .arg(marked->x)
                            .arg(marked->y));
    else
        where_->setText(
            tr("Choose a part first: take what is seen, paint with the brush, or drag a rectangle "
               "with the right button."));
    // Afterwards there is the rectangle to change.
    mark_->setVisible(!marked);
    mark_->setEnabled(document_.comparison() != nullptr);
    refreshMark();
    reference_->setEnabled(canMend);
    mean_->setEnabled(canMend);
    undo_->setEnabled(document_.canUnmend());
    const auto before = document_.distanceBeforeMending();
    effect_->setText(
        before && document_.account()
            ? tr("Distance %1 → %2")
                  .arg(formatNumber(*before), formatNumberBeside(document_.account()->distance, *before, 3))
            : QString());
    oddity_->setText(unbroken(document_.marked().oddity()));
}

}  // namespace suss
