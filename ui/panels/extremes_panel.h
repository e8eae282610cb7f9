#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QAbstractButton;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QToolButton;

namespace suss {

class Commands;
class ResultCard;

/// Two pictures with the same error: the most and the least visible change that the model knows.
class ExtremesPanel : public QWidget {
    Q_OBJECT

  public:
    ExtremesPanel(const Document& document, const Commands& commands, QWidget* parent = nullptr);
    [[nodiscard]] QDoubleSpinBox* error() const { return error_; }
    [[nodiscard]] QToolButton* findButton() const { return find_; }
    [[nodiscard]] QAbstractButton* card(ViewKind kind) const;

  Q_SIGNALS:
    void searchRequested(double rmse, suss::Spread spread);
    void cancelRequested();
    /// One of the two pictures, to be looked at.
    void picked(suss::ViewKind kind);
    /// It is to be an image of the list.
    void compareRequested(suss::ViewKind kind);
    void saveRequested(suss::ViewKind kind);

  private:
    void refresh();
    void nameKeys();

    const Document& document_;
    const Commands& commands_;
    QDoubleSpinBox* error_;
    QComboBox* spread_;
    QLabel *where_, *verdict_;
    QToolButton* find_;
    ResultCard *most_, *least_;
};

}  // namespace suss
