#pragma once

#include "ui/document.h"
#include "ui/view_state.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace suss {

/// What is under the cursor (place and both colours) and what is being computed, with a way to stop it.
class StatusLine : public QWidget {
    Q_OBJECT

  public:
    StatusLine(const Document& document, const ViewState& state, QWidget* parent = nullptr);
    [[nodiscard]] QString cursorText() const;
    [[nodiscard]] QToolButton* cancelButton() const { return cancel_; }
    /// Says something in passing, for a few seconds.
    void announce(const QString& text);

  Q_SIGNALS:
    void cancelRequested();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    void refreshCursor();
    void refreshActivity();

    const Document& document_;
    const ViewState& state_;
    QLabel* place_;
    std::array<QLabel*, 2> names_{}, colors_{}, swatches_{};
    QLabel* zoom_;
    QLabel* activity_;
    QProgressBar* progress_;
    QToolButton* cancel_;
    QTimer patience_;  // short work comes and goes unsaid
    QTimer announcement_;
};

}  // namespace suss
