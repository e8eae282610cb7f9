#include "ui/panels/images_panel.h"

#include "ui/commands.h"
#include "ui/key_hint.h"
#include "ui/panels/images_model.h"
#include "ui/panels/widgets.h"
#include "ui/theme.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace suss {

namespace {

// So many rows are seen without scrolling.
constexpr int kRows = 6;

}  // namespace

ImagesPanel::ImagesPanel(const Document& document, ViewState& state, const Commands& commands,
                         QWidget* parent)
    : QWidget(parent), document_(document), state_(state), commands_(commands) {
    setWhatsThis(tr(
        "Every image here is compared with the same reference, most similar first. Arrow keys or Page Up and "
        "Page Down step through them at the same place and magnification. The right button offers more, such "
        "as "
        "making one of them the reference."));
    const int unit = spacingUnit(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(3 * unit, unit, 3 * unit, unit);
    column->setSpacing(unit);
    auto* heading = new SectionLabel(tr("Images"));
    heading->setToolTip(
        tr("Every image is compared with the reference. Arrow keys step through the list; the "
           "right button makes one of them the reference"));
    column->addWidget(heading);
    images_ = new ImagesModel(document, this);
    sorted_ = new QSortFilterProxyModel(this);
    sorted_->setSourceModel(images_);
    sorted_->setSortRole(ImagesModel::SortRole);
    table_ = new QTableView;
    table_->setModel(sorted_);
    table_->setFrameShape(QFrame::NoFrame);
    table_->viewport()->setAutoFillBackground(false);
    table_->setShowGrid(false);
    table_->setSortingEnabled(true);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setWordWrap(false);  // names are cut in their middle, not at a word
    table_->setAccessibleName(tr("Images that are compared with the reference"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(int(fontMetrics().height() * 1.6));
    auto* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setFont(scaledFont(font(), 0.92));
    header->setSectionResizeMode(ImagesModel::Name, QHeaderView::Stretch);
    for (int section = ImagesModel::Distance; section < ImagesModel::ColumnCount; ++section)
        header->setSectionResizeMode(section, QHeaderView::ResizeToContents);
    header->setMinimumSectionSize(1);
    header->setToolTip(
        tr("Click to sort; the order is that of the arrow keys. In a wide panel, the sizes of the files and "
           "the parts of the distance that the components make stand here, too"));
    column->addWidget(table_, 1);
    for (QWidget* asked : {static_cast<QWidget*>(table_), table_->viewport()})
        asked->installEventFilter(this);

    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        const int index = pickedImage();
        if (!refreshing_ && index >= 0 && index != document_.aim()) Q_EMIT imagePicked(index);
    });
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::List)) refresh();
    });
    sort();
    connect(&state, &ViewState::listOrderChanged, this, &ImagesPanel::sort);
    connect(header, &QHeaderView::sortIndicatorChanged, this, [this](int section, Qt::SortOrder order) {
        state_.setListOrder({ImagesModel::keyOf(section), order == Qt::DescendingOrder});
    });
    refresh();
}

std::vector<int> ImagesPanel::order() const {
    std::vector<int> order;
    for (int row = 0; row < sorted_->rowCount(); ++row)
        order.push_back(sorted_->mapToSource(sorted_->index(row, 0)).row());
    return order;
}

void ImagesPanel::sort() {
    const ListOrder& order = state_.listOrder();
    if (const int column = ImagesModel::columnNamed(order.column); column >= 0)
        table_->sortByColumn(column, order.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

int ImagesPanel::pickedImage() const {
    const QModelIndex index = table_->currentIndex();
    return index.isValid() ? sorted_->mapToSource(index).row() : -1;
}

void ImagesPanel::refresh() {
    const int rows = std::min(kRows, int(document_.images().size()));
    table_->setMinimumHeight(table_->horizontalHeader()->sizeHint().height() +
                             rows * table_->verticalHeader()->defaultSectionSize());
    setVisible(document_.images().size() > 1);
    const QModelIndex current = sorted_->mapFromSource(images_->index(document_.aim(), 0));
    refreshing_ = true;
    if (current.isValid()) table_->selectRow(current.row());
    refreshing_ = false;
    // Once the table has its size.
    QMetaObject::invokeMethod(this, &ImagesPanel::fitColumns, Qt::QueuedConnection);
}

// Sizes of files, if there are any, and then the parts of the distance are seen where the names still have
// room.
void ImagesPanel::fitColumns() {
    const auto widthOf = [this](int column) {
        const QAbstractItemView* cells = table_;  // where the hint is public
        return std::max(cells->sizeHintForColumn(column),
                        table_->horizontalHeader()->sectionSizeHint(column));
    };
    int room = table_->viewport()->width() - fontMetrics().averageCharWidth() * 12;
    for (const int column : {ImagesModel::Distance, ImagesModel::Noticed}) room -= widthOf(int(column));
    const bool haveFiles = std::any_of(document_.images().begin(), document_.images().end(),
                                       [](const Candidate& image) { return image.fileBytes > 0; });
    const int ofSize = widthOf(ImagesModel::Size);
    const bool showsSize = haveFiles && ofSize <= room;
    table_->setColumnHidden(ImagesModel::Size, !showsSize);
    if (showsSize) room -= ofSize;
    int ofParts = 0;
    for (int column = ImagesModel::FirstPart; ImagesModel::isPart(column); ++column)
        ofParts += widthOf(column);
    for (int column = ImagesModel::FirstPart; ImagesModel::isPart(column); ++column)
        table_->setColumnHidden(column, ofParts > room);
    if (table_->currentIndex().isValid()) table_->scrollTo(table_->currentIndex());
}

void ImagesPanel::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    // Once the table has its size, too.
    QMetaObject::invokeMethod(this, &ImagesPanel::fitColumns, Qt::QueuedConnection);
}

QMenu* ImagesPanel::menuFor(int index) {
    const Candidate& image = document_.images()[std::size_t(index)];
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setToolTipsVisible(true);
    const bool isShown = index == document_.current();
    // Behind the tab, keys are only shown: they are those of the window's commands.
    const QKeySequence key = (isShown ? commands_.swap : commands_.makeReference)->shortcut();
    QAction* reference = menu->addAction(withKey(tr("Make it the reference"), key, QStringLiteral("\t%1")));
    reference->setToolTip(withKey(
        isShown ? tr("Swap the roles: this image becomes the reference, and the reference the image")
                : tr("Compare all others with this image; the old reference takes its place in the list, and "
                     "the image that is shown stays"),
        key));
    reference->setEnabled(image.problem.isEmpty());
    QAction* remove = menu->addAction(tr("Remove from the list") + QStringLiteral("\tDel"));
    remove->setToolTip(tr("Take this image out of the list; the file stays (Del)"));
    QMenu* order = menu->addMenu(tr("Sort by"));
    order->menuAction()->setToolTip(tr(
        "The order of the rows and of the arrow keys; again: the other way round (as a click on a heading)"));
    fillWithOrders(order);
    connect(reference, &QAction::triggered, this, [this, index] { Q_EMIT referenceRequested(index); });
    connect(remove, &QAction::triggered, this, [this, index] { Q_EMIT removeRequested(index); });
    return menu;
}

void ImagesPanel::fillWithOrders(QMenu* menu) {
    for (int column = 0; column < ImagesModel::ColumnCount; ++column) {
        if (table_->isColumnHidden(column)) continue;
        QAction* by =
            menu->addAction(images_->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        by->setCheckable(true);
        by->setChecked(column == sorted_->sortColumn());
        // Again: the other way round, as a click on the heading.
        connect(by, &QAction::triggered, this, [this, column] {
            const bool isAgain =
                column == sorted_->sortColumn() && sorted_->sortOrder() == Qt::AscendingOrder;
            table_->sortByColumn(column, isAgain ? Qt::DescendingOrder : Qt::AscendingOrder);
        });
    }
}

void ImagesPanel::chooseOrder() {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("What the images are sorted by"));
    fillWithOrders(menu);
    showMenu(menu, mapToGlobal(QPoint(0, 0)));
}

void ImagesPanel::showMenu(QMenu* menu, const QPoint& position) {
    menu->popup(position);
    for (QAction* action : menu->actions())
        if (action->isEnabled()) return menu->setActiveAction(action);
}

void ImagesPanel::chooseReference() {
    const std::vector<int> choices = order();
    if (choices.size() == 1) return Q_EMIT referenceRequested(choices.front());
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("The new reference"));
    for (const int index : choices) {
        const Candidate& image = document_.images()[std::size_t(index)];
        QString name = image.source.title();
        QAction* action = menu->addAction(name.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setEnabled(image.problem.isEmpty());
        connect(action, &QAction::triggered, this, [this, index] { Q_EMIT referenceRequested(index); });
    }
    showMenu(menu, mapToGlobal(QPoint(0, 0)));
}

// The right button asks what can be done with an image; it does not go to it.
bool ImagesPanel::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::MouseButtonPress)
        return static_cast<QMouseEvent*>(event)->button() == Qt::RightButton;
    if (event->type() != QEvent::ContextMenu) return QWidget::eventFilter(watched, event);
    const auto* asked = static_cast<QContextMenuEvent*>(event);
    const bool isMouse = asked->reason() == QContextMenuEvent::Mouse;
    // Keys go to the table, the mouse to what shows its rows.
    if (isMouse != (watched == table_->viewport())) return QWidget::eventFilter(watched, event);
    const QModelIndex row = isMouse ? table_->indexAt(asked->pos()) : table_->currentIndex();
    if (row.isValid())
        showMenu(menuFor(sorted_->mapToSource(row).row()),
                 isMouse ? asked->globalPos()
                         : table_->viewport()->mapToGlobal(table_->visualRect(row).bottomLeft()));
    return true;
}

void ImagesPanel::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(QRect(0, 0, width(), 1), Theme::of(palette()).hairline);
}

void ImagesPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete && pickedImage() >= 0)
        Q_EMIT removeRequested(pickedImage());
    else
        QWidget::keyPressEvent(event);
}

}  // namespace suss
