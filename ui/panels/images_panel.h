#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QSortFilterProxyModel;
class QTableView;

namespace suss {

class ImagesModel;

/// The images that are compared with the reference, best first or as one likes; hidden while there is only
/// one.
class ImagesPanel : public QWidget {
    Q_OBJECT

  public:
    explicit ImagesPanel(const Document& document, QWidget* parent = nullptr);
    [[nodiscard]] QTableView* table() const { return table_; }
    /// Indices of the document's images in the order in which they are shown.
    [[nodiscard]] std::vector<int> order() const;

  Q_SIGNALS:
    void imagePicked(int index);
    void removeRequested(int index);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void refresh();
    [[nodiscard]] int pickedImage() const;

    const Document& document_;
    ImagesModel* images_;
    QSortFilterProxyModel* sorted_;
    QTableView* table_;
    bool refreshing_ = false;
};

}  // namespace suss
