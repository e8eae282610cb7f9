#include "ui/help_overlay.h"

#include "ui/panels/widgets.h"
#include "ui/theme.h"

#include <QApplication>
#include <QGridLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>

namespace suss {
namespace {

// Keys as caps.
class KeyLabel : public QLabel {
  public:
    explicit KeyLabel(const QString& keys) : QLabel(keys) {
        setAlignment(Qt::AlignCenter);
        setFont(scaledFont(font(), 0.92));
        const int unit = spacingUnit(this);
        setContentsMargins(unit, 1, unit, 2);
        setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Maximum);
    }

  protected:
    void paintEvent(QPaintEvent* event) override {
        const Theme theme = Theme::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing, true);
        painter.setPen(QPen(theme.hairline, 1));
        painter.setBrush(theme.track);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
        painter.end();
        QLabel::paintEvent(event);
    }
};

bool isToScroll(const QKeyEvent& event) {
    switch (event.key()) {
        case Qt::Key_Up:
        case Qt::Key_Down:
        case Qt::Key_PageUp:
        case Qt::Key_PageDown:
        case Qt::Key_Home:
        case Qt::Key_End:
            return event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::KeypadModifier;
        default:
            return false;
    }
}

}  // namespace

HelpOverlay::HelpOverlay(QWidget* parent) : SheetOverlay(parent) {
    setFocusPolicy(Qt::StrongFocus);
}

std::pair<QString, QString> HelpOverlay::entryOf(const QAction* action) {
    QStringList keys;
    for (const QKeySequence& sequence : action->shortcuts())
        keys << sequence.toString(QKeySequence::NativeText);
    QString text = action->text();
    text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    return {keys.join(QStringLiteral("  or  ")), text};
}

QVBoxLayout* HelpOverlay::begin(const QString& title) {
    const int unit = spacingUnit(this);
    auto* whole = new QVBoxLayout(makeSheet());
    whole->setContentsMargins(1, 1, 1, 1);
    scroll_ = new QScrollArea;
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setWidgetResizable(true);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setFocusPolicy(Qt::NoFocus);
    auto* inside = new QWidget;
    scroll_->setWidget(inside);
    // The sheet paints what is behind.
    for (QWidget* layer : {scroll_->viewport(), inside}) layer->setAutoFillBackground(false);
    whole->addWidget(scroll_);
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(6 * unit, 5 * unit, 6 * unit, 5 * unit);
    column->setSpacing(3 * unit);
    auto* heading = new QLabel(title);
    heading->setFont(scaledFont(font(), 1.4, QFont::DemiBold));
    column->addWidget(heading);
    setAccessibleName(title);
    return column;
}

void HelpOverlay::show(QVBoxLayout* column, const QString& footer) {
    column->addWidget(new QuietLabel(footer));
    open();
    QSize size = scroll_->widget()->sizeHint() + QSize(2, 2);
    if (size.height() > height()) size.rwidth() += scroll_->verticalScrollBar()->sizeHint().width();
    size = size.boundedTo(this->size());
    sheet()->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
    sheet()->show();
    setFocus();
}

void HelpOverlay::present(const QString& title, const QList<Term>& terms, const QString& footer) {
    const int unit = spacingUnit(this);
    QVBoxLayout* column = begin(title);
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(4 * unit);
    grid->setVerticalSpacing(2 * unit);
    column->addLayout(grid);
    const int width = std::min(fontMetrics().averageCharWidth() * 92, parentWidget()->width() * 2 / 3);
    for (const Term& term : terms) {
        auto* meaning = new QLabel(term.meaning);
        meaning->setWordWrap(true);
        meaning->setFixedSize(width, meaning->heightForWidth(width));
        auto* name = new QLabel(term.name);
        name->setFont(scaledFont(font(), 1, QFont::DemiBold));
        const int line = grid->rowCount();
        grid->addWidget(name, line, 0, Qt::AlignLeft | Qt::AlignTop);
        grid->addWidget(meaning, line, 1);
    }
    show(column, footer);
}

void HelpOverlay::present(const QList<Group>& groups, const QString& footer) {
    const int unit = spacingUnit(this);
    QVBoxLayout* column = begin(tr("Keys and gestures"));
    auto* row = new QHBoxLayout;
    row->setSpacing(8 * unit);
    column->addLayout(row);

    // Groups flow into columns of about equal length.
    qsizetype lines = 0;
    for (const Group& group : groups) lines += group.entries.size() + 2;
    constexpr int kColumns = 3;
    QVBoxLayout* current = nullptr;
    qsizetype used = 0, opened = 0;
    for (const Group& group : groups) {
        if (!current || (opened < kColumns && used + group.entries.size() / 2 > lines * opened / kColumns)) {
            if (current) current->addStretch(1);
            current = new QVBoxLayout;
            current->setSpacing(unit);
            row->addLayout(current);
            ++opened;
        }
        used += group.entries.size() + 2;
        current->addWidget(new SectionLabel(group.title));
        auto* grid = new QGridLayout;
        grid->setHorizontalSpacing(2 * unit);
        grid->setVerticalSpacing(unit / 2 + 1);
        grid->setColumnStretch(1, 1);
        current->addLayout(grid);
        for (const auto& [keys, text] : group.entries) {
            const int line = grid->rowCount();
            grid->addWidget(new KeyLabel(keys), line, 0, Qt::AlignRight | Qt::AlignVCenter);
            grid->addWidget(new QLabel(text), line, 1);
        }
    }
    if (current) current->addStretch(1);
    show(column, footer);
}

void HelpOverlay::mousePressEvent(QMouseEvent*) {
    hide();
}

// Keys that scroll are commands of the window elsewhere.
bool HelpOverlay::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && isToScroll(*static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    return SheetOverlay::event(event);
}

void HelpOverlay::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F1 || event->key() == Qt::Key_Question)
        hide();
    else if (isToScroll(*event))
        QApplication::sendEvent(scroll_->verticalScrollBar(), event);
    else
        QWidget::keyPressEvent(event);
}

}  // namespace suss
