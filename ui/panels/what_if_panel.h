#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace suss {

class Commands;

/// What if the marked rectangle, or what is painted, were as in the reference, or as the model expects? And
/// how odd it is.
class WhatIfPanel : public QWidget {
    Q_OBJECT

  public:
    WhatIfPanel(const Document& document, const ViewState& state, const Commands& commands,
                QWidget* parent = nullptr);
    [[nodiscard]] QToolButton* referenceButton() const { return reference_; }
    [[nodiscard]] QToolButton* markButton() const { return mark_; }
    /// Takes the window's command.
    [[nodiscard]] QToolButton* brushButton() const { return brush_; }
    [[nodiscard]] QToolButton* undoButton() const { return undo_; }
    [[nodiscard]] QString oddity() const;

  Q_SIGNALS:
    void mendRequested(suss::Mending with);
    void undoRequested();

  private:
    void refresh();
    void refreshMark();

    const Document& document_;
    const ViewState& state_;
    const Commands& commands_;
    QLabel *where_, *oddity_, *effect_;
    QToolButton *mark_, *brush_, *reference_, *mean_, *undo_;
};

}  // namespace suss
