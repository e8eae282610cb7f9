#include "ui/command_palette.h"

#include "ui/commands.h"
#include "ui/help_overlay.h"
#include "ui/panels/widgets.h"
#include "ui/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QStandardItemModel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace suss {
namespace {

constexpr int kActionRole = Qt::UserRole;
constexpr int kSearchRole = Qt::UserRole + 1;

/// Commands in whose name or hint every word that was typed occurs.
class WordFilter : public QSortFilterProxyModel {
  public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void setWords(const QString& text) {
        words_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
        invalidateFilter();
    }

  protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override {
        const QString text = sourceModel()->index(row, 0, parent).data(kSearchRole).toString();
        return std::all_of(words_.begin(), words_.end(),
                           [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
    }

  private:
    QStringList words_;
};

}  // namespace

CommandPalette::CommandPalette(Commands* commands, QWidget* parent)
    : SheetOverlay(parent), commands_(commands) {
    const int unit = spacingUnit(this);
    auto* column = new QVBoxLayout(makeSheet());
    column->setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit);
    column->setSpacing(2 * unit);
    filter_ = new QLineEdit;
    filter_->setPlaceholderText(tr("Find a command"));
    filter_->setAccessibleName(tr("Find a command"));
    filter_->setClearButtonEnabled(true);
    for (auto* clear : filter_->findChildren<QToolButton*>()) {
        clear->setAccessibleName(tr("Clear"));
        clear->setToolTip(tr("Clear what was typed"));
    }
    filter_->installEventFilter(this);
    column->addWidget(filter_);

    model_ = new QStandardItemModel(this);
    auto* found = new WordFilter(this);
    found_ = found;
    found_->setSourceModel(model_);
    list_ = new QTableView;
    list_->setModel(found_);
    list_->setFrameShape(QFrame::NoFrame);
    list_->viewport()->setAutoFillBackground(false);
    list_->setShowGrid(false);
    list_->setSelectionBehavior(QAbstractItemView::SelectRows);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setAccessibleName(tr("Commands"));
    list_->horizontalHeader()->hide();
    list_->verticalHeader()->hide();
    list_->verticalHeader()->setDefaultSectionSize(int(fontMetrics().height() * 1.6));
    column->addWidget(list_, 1);

    editor_ = new QWidget;
    auto* row = new QHBoxLayout(editor_);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(2 * unit);
    editing_ = new QLabel;
    keyEdit_ = new QKeySequenceEdit;
    keyEdit_->setAccessibleName(tr("New key"));
    keyEdit_->installEventFilter(this);
    auto* byDefault = new QPushButton(tr("Default"));
    byDefault->setToolTip(tr("Give the command the key that it came with"));
    byDefault->setAccessibleName(tr("Default key"));
    row->addWidget(editing_);
    row->addWidget(keyEdit_, 1);
    row->addWidget(byDefault);
    column->addWidget(editor_);
    hint_ = new QuietLabel({}, 0.92);
    column->addWidget(hint_);

    connect(filter_, &QLineEdit::textChanged, this, [this, found](const QString& text) {
        found->setWords(text);
        list_->selectRow(0);
        sayWhatKeysDo();
    });
    connect(list_, &QTableView::clicked, this, &CommandPalette::run);
    connect(keyEdit_, &QKeySequenceEdit::editingFinished, this, &CommandPalette::finishEditing);
    connect(byDefault, &QPushButton::clicked, this, [this] {
        if (QAction* action = picked()) commands_->resetKeys(action);
        stopEditing();
    });
}

void CommandPalette::fill() {
    model_->clear();
    for (QAction* action : commands_->all()) {
        const auto [keys, text] = HelpOverlay::entryOf(action);
        auto* name = new QStandardItem(text);
        name->setData(QVariant::fromValue(action), kActionRole);
        name->setData(QString(text + QLatin1Char(' ') + action->statusTip()), kSearchRole);
        name->setToolTip(action->statusTip());
        name->setEnabled(action->isEnabled());
        auto* key = new QStandardItem(keys);
        key->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        key->setEnabled(action->isEnabled());
        model_->appendRow({name, key});
    }
    list_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    list_->horizontalHeader()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
}

void CommandPalette::present() {
    fill();
    filter_->clear();
    editor_->hide();
    sayWhatKeysDo();
    open();
    const int wide = std::min(width(), fontMetrics().averageCharWidth() * 80);
    const int high = std::min(height() * 3 / 4, fontMetrics().height() * 30);
    sheet()->setGeometry((width() - wide) / 2, height() / 10, wide, high);
    list_->selectRow(0);
    filter_->setFocus();
}

void CommandPalette::sayWhatKeysDo() {
    hint_->setText(found_->rowCount() > 0
                       ? tr("Enter runs it, F2 changes its key, Esc closes")
                       : tr("No command says “%1” in its name or hint").arg(filter_->text().trimmed()));
}

QAction* CommandPalette::picked() const {
    const QModelIndex index = list_->currentIndex();
    return index.isValid() ? index.siblingAtColumn(0).data(kActionRole).value<QAction*>() : nullptr;
}

void CommandPalette::run() {
    QAction* action = picked();
    if (!action || !action->isEnabled()) return;
    hide();
    action->trigger();
}

void CommandPalette::startEditing() {
    const QAction* action = picked();
    if (!action) return;
    editing_->setText(tr("Key for “%1”").arg(HelpOverlay::entryOf(action).second));
    keyEdit_->setKeySequence(action->shortcut());
    editor_->show();
    hint_->setText(tr("Press the new key; Esc leaves it as it is"));
    keyEdit_->setFocus();
}

void CommandPalette::finishEditing() {
    QAction* action = picked();
    const QKeySequence keys = keyEdit_->keySequence();
    if (!editor_->isVisible() || !action || keys.isEmpty()) return;
    const QAction* before = commands_->give(keys, action);
    stopEditing();
    if (before) hint_->setText(tr("“%1” has lost this key").arg(HelpOverlay::entryOf(before).second));
}

void CommandPalette::stopEditing() {
    editor_->hide();
    sayWhatKeysDo();
    const int row = list_->currentIndex().row();
    fill();
    list_->selectRow(row);
    filter_->setFocus();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::KeyPress) return SheetOverlay::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    if (watched == keyEdit_) {
        if (key->key() != Qt::Key_Escape) return false;
        stopEditing();
        return true;
    }
    const int rows = found_->rowCount(), row = list_->currentIndex().row();
    switch (key->key()) {
        case Qt::Key_Down:
        case Qt::Key_Up:
            if (rows > 0) list_->selectRow((row + (key->key() == Qt::Key_Down ? 1 : -1) + rows) % rows);
            return true;
        case Qt::Key_Return:
        case Qt::Key_Enter:
            run();
            return true;
        case Qt::Key_F2:
            startEditing();
            return true;
        case Qt::Key_Escape:
            hide();
            return true;
        default:
            return false;
    }
}

}  // namespace suss
