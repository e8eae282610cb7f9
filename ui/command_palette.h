#pragma once

#include "ui/sheet_overlay.h"

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTableView;

namespace suss {

class Commands;

/// All commands by name: some letters of it find one, Enter runs it, F2 gives it another key.
class CommandPalette : public SheetOverlay {
    Q_OBJECT

  public:
    CommandPalette(Commands* commands, QWidget* parent);

    void present();
    [[nodiscard]] QLineEdit* filter() const { return filter_; }
    [[nodiscard]] QTableView* list() const { return list_; }
    [[nodiscard]] QKeySequenceEdit* keyEdit() const { return keyEdit_; }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void fill();
    void sayWhatKeysDo();
    void run();
    void startEditing();
    void finishEditing();
    void stopEditing();
    [[nodiscard]] QAction* picked() const;

    Commands* commands_;
    QLineEdit* filter_;
    QStandardItemModel* model_;
    QSortFilterProxyModel* found_;
    QTableView* list_;
    QWidget* editor_;
    QLabel* editing_;
    QKeySequenceEdit* keyEdit_;
    QLabel* hint_;
};

}  // namespace suss
