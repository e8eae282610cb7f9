#pragma once

#include "ui/document/document.h"

#include <QAbstractTableModel>

namespace suss {

/// The images that are compared with the reference, with their distance under the weights in force, the parts
/// that the components make of it and the size of their files. A long beginning and an ending that all names
/// share are left out: they tell nothing apart.
class ImagesModel : public QAbstractTableModel {
    Q_OBJECT

  public:
    /// From FirstPart on the components, Y1 first: their parts of the distance.
    enum Column { Name, Distance, FirstPart, Noticed = FirstPart + int(kComponentCount), Size, ColumnCount };
    enum Role {
        SortRole = Qt::UserRole,  ///< number or text; images without a distance come last
    };

    explicit ImagesModel(const Document& document, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    [[nodiscard]] static bool isPart(int column);
    /// "name", "distance", "Y1": in settings and sessions.
    [[nodiscard]] static QString keyOf(int column);
    /// -1: none.
    [[nodiscard]] static int columnNamed(const QString& key);

  private:
    void refresh();
    [[nodiscard]] std::optional<Account> accountOfRow(int row) const;
    /// A name with what should be known of the image.
    [[nodiscard]] QString withRemarks(QString text, int row) const;
    [[nodiscard]] bool isKept(int row) const;
    /// That there is something to be known.
    [[nodiscard]] QVariant sign(int row) const;
    [[nodiscard]] QString noticed(int row) const;
    [[nodiscard]] double noticedToSort(int row) const;
    [[nodiscard]] QString part(int row, std::size_t component) const;
    [[nodiscard]] QString fileSize(int row) const;
    [[nodiscard]] QString fileSizeInFull(int row) const;

    const Document& document_;
    int rows_ = 0;
    int prefix_ = 0, ending_ = 0;  // so many letters are the same at the start and end of every name
};

}  // namespace suss
