#include "ui/panels/images_panel.h"

#include "ui/panels/images_model.h"
#include "ui/panels/section.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QSortFilterProxyModel>
#include <QTableView>
#include <QVBoxLayout>

namespace suss {

ImagesPanel::ImagesPanel(const Document& document, QWidget* parent) : QWidget(parent), document_(document) {
    setWhatsThis(tr(
        "Every image here is compared with the same reference, most similar first. Arrow keys or Page Up and "
        "Page Down step through them at the same place and magnification."));
    const int unit = spacingUnit(this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * unit, 0, unit, unit);
    column->setSpacing(unit);
    auto* heading = new SectionLabel(tr("Images"));
    heading->setToolTip(tr("Every image is compared with the reference. Arrow keys step through the list"));
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
    table_->sortByColumn(ImagesModel::Distance, Qt::AscendingOrder);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setTabKeyNavigation(false);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setAccessibleName(tr("Images that are compared with the reference"));
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(int(fontMetrics().height() * 1.6));
    auto* header = table_->horizontalHeader();
    header->setHighlightSections(false);
    header->setFont(scaledFont(font(), 0.92));
    header->setSectionResizeMode(ImagesModel::Name, QHeaderView::Stretch);
    header->setSectionResizeMode(ImagesModel::Distance, QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ImagesModel::Noticed, QHeaderView::ResizeToContents);
    header->setToolTip(tr("Click to sort; the order is that of the arrow keys"));
    column->addWidget(table_, 1);
    setMinimumWidth(fontMetrics().averageCharWidth() * 34);

    connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        const int index = pickedImage();
        if (!refreshing_ && index >= 0 && index != document_.aim()) Q_EMIT imagePicked(index);
    });
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::List)) refresh();
    });
    refresh();
}

std::vector<int> ImagesPanel::order() const {
    std::vector<int> order;
    for (int row = 0; row < sorted_->rowCount(); ++row)
        order.push_back(sorted_->mapToSource(sorted_->index(row, 0)).row());
    return order;
}

int ImagesPanel::pickedImage() const {
    const QModelIndex index = table_->currentIndex();
    return index.isValid() ? sorted_->mapToSource(index).row() : -1;
}

void ImagesPanel::refresh() {
    setVisible(document_.images().size() > 1);
    const QModelIndex current = sorted_->mapFromSource(images_->index(document_.aim(), 0));
    refreshing_ = true;
    if (current.isValid()) table_->selectRow(current.row());
    refreshing_ = false;
}

void ImagesPanel::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Delete && pickedImage() >= 0)
        Q_EMIT removeRequested(pickedImage());
    else
        QWidget::keyPressEvent(event);
}

}  // namespace suss
