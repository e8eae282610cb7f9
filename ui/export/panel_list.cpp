#include "ui/export/panel_list.h"

#include "ui/theme.h"

#include <QKeyEvent>
#include <QSignalBlocker>

#include <algorithm>

namespace suss {

QString titleOf(const FigurePanel& panel) {
    return std::visit(EachPanel{[](ViewKind kind) { return titleOf(kind); },
                                [](ComponentsPanel) { return PanelList::tr("Components as bars"); },
                                [](StrengthsPanel) { return PanelList::tr("Samples of growing strength"); }},
                      panel);
}

PanelList::PanelList(QWidget* parent) : QListWidget(parent) {
    setDragDropMode(QAbstractItemView::InternalMove);
    setDefaultDropAction(Qt::MoveAction);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setUniformItemSizes(true);
    setPalette(withVisibleOutlines(palette()));
    setAccessibleName(tr("Panels of the figure"));
    setToolTip(
        tr("What the figure shows, from top to bottom: tick a panel (Space), and drag it to its place "
           "(Alt+Up, Alt+Down)"));
    setWhatsThis(toolTip());
    connect(this, &QListWidget::itemChanged, this, &PanelList::chosenChanged);
}

void PanelList::offer(const std::vector<FigurePanel>& possible, const std::vector<FigurePanel>& chosen) {
    std::vector<FigurePanel> order;
    for (const FigurePanel& panel : chosen)
        if (std::find(possible.begin(), possible.end(), panel) != possible.end()) order.push_back(panel);
    const auto ticked = std::ptrdiff_t(order.size());
    for (const FigurePanel& panel : possible)
        if (std::find(order.begin(), order.begin() + ticked, panel) == order.begin() + ticked)
            order.push_back(panel);
    const QSignalBlocker quiet(this);
    clear();
    for (std::size_t i = 0; i < order.size(); ++i) {
        auto* item = new QListWidgetItem(titleOf(order[i]), this);
        item->setData(Qt::UserRole, keyOf(order[i]));
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
        item->setCheckState(std::ptrdiff_t(i) < ticked ? Qt::Checked : Qt::Unchecked);
        if (const auto* kind = std::get_if<ViewKind>(&order[i])) item->setToolTip(explanationOf(*kind));
    }
    setCurrentRow(0);
}

std::vector<FigurePanel> PanelList::chosen() const {
    std::vector<FigurePanel> panels;
    for (int row = 0; row < count(); ++row)
        if (item(row)->checkState() == Qt::Checked)
            panels.push_back(panelsNamed(item(row)->data(Qt::UserRole).toString(), true).front());
    return panels;
}

bool PanelList::canMove(int by) const {
    const int to = currentRow() + by;
    return currentRow() >= 0 && to >= 0 && to < count();
}

void PanelList::move(int by) {
    if (!canMove(by)) return;
    const int from = currentRow();
    {
        const QSignalBlocker quiet(this);
        insertItem(from + by, takeItem(from));
    }
    setCurrentRow(from + by);
    Q_EMIT chosenChanged();
}

void PanelList::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() == Qt::AltModifier && (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down))
        return move(event->key() == Qt::Key_Up ? -1 : 1);
    QListWidget::keyPressEvent(event);
}

void PanelList::dropEvent(QDropEvent* event) {
    QListWidget::dropEvent(event);
    Q_EMIT chosenChanged();
}

}  // namespace suss
