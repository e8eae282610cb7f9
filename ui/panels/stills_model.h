#pragma once

#include "ui/document/document.h"

#include <QAbstractListModel>
#include <QStyledItemDelegate>

namespace suss {

/// The samples of a seed, each with its picture and its own distance from the reference.
class StillsModel : public QAbstractListModel {
    Q_OBJECT

  public:
    enum Role { CurrentRole = Qt::UserRole };

    StillsModel(const Document& document, QObject* parent = nullptr);
    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;

  private:
    const Document& document_;
};

/// A thumbnail with a line of text below; the current one is framed.
class StillDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace suss
