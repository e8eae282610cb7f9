#include "ui/help_overlay.h"

#include "ui/panels/section.h"
#include "ui/theme.h"

#include <QGridLayout>
#include <QKeyEvent>

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

}  // namespace

HelpOverlay::HelpOverlay(QWidget* parent) : SheetOverlay(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Keys"));
}

std::pair<QString, QString> HelpOverlay::entryOf(const QAction* action) {
    QStringList keys;
    for (const QKeySequence& sequence : action->shortcuts())
        keys << sequence.toString(QKeySequence::NativeText);
    QString text = action->text();
    text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    return {keys.join(QStringLiteral("  or  ")), text};
}

void HelpOverlay::present(const QList<Group>& groups, const QString& footer) {
    QWidget* page = makeSheet();
    const int unit = spacingUnit(this);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(6 * unit, 5 * unit, 6 * unit, 5 * unit);
    column->setSpacing(3 * unit);
    auto* title = new QLabel(tr("Keys and gestures"));
    title->setFont(scaledFont(font(), 1.4, QFont::DemiBold));
    column->addWidget(title);
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
    column->addWidget(new QuietLabel(footer));

    open();
    page->adjustSize();
    const QSize size = page->sizeHint().boundedTo(this->size());
    page->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
    page->show();
    setFocus();
}

void HelpOverlay::mousePressEvent(QMouseEvent*) {
    hide();
}

void HelpOverlay::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_F1 || event->key() == Qt::Key_Question)
        hide();
    else
        QWidget::keyPressEvent(event);
}

}  // namespace suss
