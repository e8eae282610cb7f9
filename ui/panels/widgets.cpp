#include "ui/panels/widgets.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QTableView>

namespace suss {

SectionLabel::SectionLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
    setFont(scaledFont(font(), 1, QFont::DemiBold));
    setContentsMargins(0, 2 * spacingUnit(this), 0, 0);
}

QuietLabel::QuietLabel(const QString& text, double scale, QWidget* parent) : QLabel(text, parent) {
    setFont(scaledFont(font(), scale));
    recolor();
}

void QuietLabel::recolor() {
    recoloring_ = true;
    // From the palette of the program: this label's own already carries the quieter colour.
    QPalette palette = QApplication::palette();
    palette.setColor(QPalette::WindowText, Theme::of(palette).secondary);
    setPalette(palette);
    recoloring_ = false;
}

void QuietLabel::changeEvent(QEvent* event) {
    if ((event->type() == QEvent::PaletteChange || event->type() == QEvent::ApplicationPaletteChange) &&
        !recoloring_)
        recolor();
    QLabel::changeEvent(event);
}

PlainHeader::PlainHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setSectionsClickable(false);
    setHighlightSections(false);
    setMinimumSectionSize(1);
    viewport()->setAutoFillBackground(false);
    setFont(scaledFont(font(), 0.92));
}

void PlainHeader::paintEvent(QPaintEvent*) {
    QPainter painter(viewport());
    for (int section = 0; section < count(); ++section)
        paintSection(&painter, QRect(sectionViewportPosition(section), 0, sectionSize(section), height()),
                     section);
}

void PlainHeader::paintSection(QPainter* painter, const QRect& rect, int section) const {
    painter->setPen(Theme::of(palette()).secondary);
    painter->setFont(font());
    const auto alignment =
        model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>();
    painter->drawText(rect.adjusted(0, 0, -2, 0), int(alignment) | Qt::TextDontClip,
                      model()->headerData(section, Qt::Horizontal).toString());
}

int WordsLabel::heightForWidth(int width) const {
    if (broken_.text != text() || broken_.font != font() || broken_.margins != contentsMargins())
        broken_ = {text(), font(), contentsMargins(), {}};
    const auto [place, isNew] = broken_.heights.try_emplace(width, 0);
    if (isNew) place->second = QLabel::heightForWidth(width);
    return place->second;
}

QLabel* wordsLabel(const QString& accessibleName) {
    auto* label = new WordsLabel;
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setAccessibleName(accessibleName);
    return label;
}

QToolButton* textButton(const char* icon, const QString& text, const QString& toolTip) {
    auto* button = new QToolButton;
    if (icon) button->setIcon(lineIcon(icon));
    button->setText(text);
    button->setToolButtonStyle(icon ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonTextOnly);
    button->setToolTip(toolTip);
    button->setAccessibleName(text);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void makePlain(QAbstractItemView* view) {
    view->setFrameShape(QFrame::NoFrame);
    view->viewport()->setAutoFillBackground(false);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void fitHeight(QAbstractItemView* view) {
    int height = 0;
    for (int row = 0; row < view->model()->rowCount(); ++row) height += view->sizeHintForRow(row);
    if (const auto* table = qobject_cast<QTableView*>(view))
        height += table->horizontalHeader()->sizeHint().height();
    view->setFixedHeight(height);
}

}  // namespace suss
