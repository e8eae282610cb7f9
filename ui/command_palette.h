#pragma once

#include <QWidget>

class QKeySequenceEdit;
class QLabel;
class QLineEdit;
class QSortFilterProxyModel;
class QStandardItemModel;
class QTableView;

namespace suss {

class Commands;

/// All commands by name: some letters of it find one, Enter runs it, F2 gives it another key.
class CommandPalette : public QWidget {
    Q_OBJECT

  public:
    CommandPalette(Commands* commands, QWidget* parent);

    void present();
    [[nodiscard]] QLineEdit* filter() const { return filter_; }
    [[nodiscard]] QTableView* list() const { return list_; }
    [[nodiscard]] QKeySequenceEdit* keyEdit() const { return keyEdit_; }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

  private:
    void fill();
    void run();
    void startEditing();
    void finishEditing();
    void stopEditing();
    [[nodiscard]] QAction* picked() const;

    Commands* commands_;
    QWidget* sheet_;
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
