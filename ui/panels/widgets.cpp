#include "ui/panels/widgets.h"

#include "ui/icons.h"
#include "ui/theme.h"

#include <QEvent>
#include <QTableView>

#include <algorithm>

namespace suss {

SectionLabel::SectionLabel(const QString& text, QWidget* parent) : QLabel(text, parent) {
    setFont(scaledFont(font(), 1, QFont::DemiBold));
    setContentsMargins(0, 2 * spacingUnit(this), 0, 0);
}

MeasuredLabel::MeasuredLabel(const QString& text, QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setText(text);
}

QSize MeasuredLabel::sizeHint() const {
    const QSize unbroken = fontMetrics().size(0, text()).grownBy(contentsMargins());
    if (!wordWrap()) return unbroken;
    const int width = std::min(unbroken.width(), fontMetrics().averageCharWidth() * 40);
    return {width, heightForWidth(width)};
}

// Sentences get as narrow as most words are.
QSize MeasuredLabel::minimumSizeHint() const {
    if (!wordWrap()) return sizeHint();
    return QSize(fontMetrics().averageCharWidth() * 16, fontMetrics().height()).grownBy(contentsMargins());
}

int MeasuredLabel::heightForWidth(int width) const {
    const std::pair key(text(), width);
    if (const int* known = heights_[key]) return *known;
    const int height = QLabel::heightForWidth(width);
    heights_.insert(key, new int(height));
    return height;
}

bool MeasuredLabel::event(QEvent* event) {
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange ||
        event->type() == QEvent::ContentsRectChange)
        heights_.clear();
    return QLabel::event(event);
}

// Text that can be selected asks to be painted again when it is laid out, which it is to be painted.
void MeasuredLabel::paintEvent(QPaintEvent* event) {
    QLabel::paintEvent(event);
    QCoreApplication::removePostedEvents(this, QEvent::UpdateLater);
}

QuietLabel::QuietLabel(const QString& text, double scale, QWidget* parent) : MeasuredLabel(text, parent) {
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

QLabel* wordsLabel(const QString& accessibleName) {
    auto* label = new MeasuredLabel;
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
    const int rows = view->model()->rowCount(), row = rows > 0 ? view->sizeHintForRow(0) : 0;
    int height = rows * row;
    if (const auto* table = qobject_cast<QTableView*>(view)) {
        table->verticalHeader()->setDefaultSectionSize(row);
        height += table->horizontalHeader()->sizeHint().height();
    }
    view->setFixedHeight(height);
}

}  // namespace suss
