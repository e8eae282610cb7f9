#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QWidget>

class QMenu;
class QSortFilterProxyModel;
class QTableView;

namespace suss {

class Commands;
class ImagesModel;

/// The images that are compared with the reference, best first or as one likes; hidden while there is only
/// one. Its height follows the list up to some rows.
class ImagesPanel : public QWidget {
    Q_OBJECT

  public:
    ImagesPanel(const Document& document, ViewState& state, const Commands& commands,
                QWidget* parent = nullptr);
    [[nodiscard]] QTableView* table() const { return table_; }
    /// Indices of the document's images in the order in which they are shown.
    [[nodiscard]] std::vector<int> order() const;
    [[nodiscard]] QSize sizeHint() const override { return minimumSizeHint(); }
    /// Lets somebody choose which image becomes the reference, if there is a choice.
    void chooseReference();
    /// Lets somebody choose what the list is sorted by.
    void chooseOrder();

  Q_SIGNALS:
    void imagePicked(int index);
    void removeRequested(int index);
    void referenceRequested(int index);

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    /// What can be done with an image of the list; deletes itself when it closes.
    [[nodiscard]] QMenu* menuFor(int index);
    /// One entry for each column that is seen.
    void fillWithOrders(QMenu* menu);
    void refresh();
    void sort();
    void fitColumns();
    void showMenu(QMenu* menu, const QPoint& position);
    [[nodiscard]] int pickedImage() const;

    const Document& document_;
    ViewState& state_;
    const Commands& commands_;
    ImagesModel* images_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    bool refreshing_ = false;
};

}  // namespace suss
