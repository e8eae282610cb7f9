#include "ui/banner.h"

#include "ui/commands.h"
#include "ui/icons.h"
#include "ui/key_hint.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QPushButton>

namespace suss {

Banner::Banner(const Commands& commands, QWidget* parent) : QFrame(parent), bringBack_(commands.bringBack) {
    const int unit = spacingUnit(this);
    symbol_ = new QToolButton;
    symbol_->setAutoRaise(true);
    symbol_->setAccessibleName(tr("Kind of message"));
    symbol_->setToolTip(tr("Whether something went wrong, or should only be known"));
    symbol_->setFocusPolicy(Qt::NoFocus);
    symbol_->setAttribute(Qt::WA_TransparentForMouseEvents);
    text_ = new QLabel;
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    remedy_ = new QPushButton;
    remedy_->setToolTip(tr("Do what the message proposes"));
    close_ = new QToolButton;
    close_->setAutoRaise(true);
    close_->setIcon(lineIcon("close"));
    close_->setAccessibleName(tr("Dismiss the message"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * unit, unit, unit, unit);
    row->setSpacing(2 * unit);
    row->addWidget(symbol_);
    row->addWidget(text_, 1);
    row->addWidget(remedy_);
    row->addWidget(close_);
    connect(close_, &QToolButton::clicked, this, &Banner::dismiss);
    const auto nameKey = [this, &commands] {
        close_->setToolTip(withKey(tr("Dismiss"), commands.escape->shortcut()));
    };
    connect(&commands, &Commands::keysChanged, this, nameKey);
    nameKey();
    connect(remedy_, &QPushButton::clicked, this, [this] { Q_EMIT remedyRequested(message_.remedy); });
    hide();
}

void Banner::show(const Message& message) {
    message_ = message;
    const bool isKnown = message.isLasting && message.text == dismissed_;
    setVisible(!message.text.isEmpty() && !isKnown);
    if (message.text.isEmpty() || isKnown) return;
    dismissed_.clear();
    const bool error = message.kind == Message::Kind::Error;
    // Errors are written for a command line, too, where they follow a program's name in lower case. The name
    // of a file stays as it is.
    const bool isName = message.text.section(QLatin1Char(' '), 0, 0).contains(QLatin1Char('.'));
    QString text = isName ? message.text : message.text.left(1).toUpper() + message.text.mid(1);
    if (!message.consequence.isEmpty()) text += QLatin1Char(' ') + message.consequence;
    text_->setText(text);
    symbol_->setIcon(lineIcon(error ? "error" : "note"));
    remedy_->setVisible(message.remedy != Message::Remedy::None);
    if (message.remedy == Message::Remedy::Resume) {
        remedy_->setText(tr("Analyse again"));
        remedy_->setToolTip(tr("Run the analysis of the reference again"));
    } else if (message.remedy == Message::Remedy::ScaleImage) {
        remedy_->setText(tr("Scale the image"));
        remedy_->setToolTip(message.consequence);
    } else if (message.remedy == Message::Remedy::BringBack) {
        remedy_->setText(tr("Bring them back"));
        remedy_->setToolTip(bringBack_->toolTip());
    }
    setAccessibleName(error ? tr("Error") : tr("Note"));
    setAccessibleDescription(text);
    QAccessibleEvent announcement(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&announcement);
    update();
}

void Banner::dismiss() {
    if (message_.isLasting) dismissed_ = message_.text;
    hide();
}

void Banner::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    const bool error = message_.kind == Message::Kind::Error;
    QPainter painter(this);
    painter.fillRect(rect(), error ? theme.errorBack : theme.noteBack);
    painter.fillRect(QRect(0, 0, 3, height()), error ? theme.errorText : theme.accent);
}

}  // namespace suss
