#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace suss {

class Commands;
class Exporter;

/// What is under the cursor (place and colours) and what is being written or computed, with a way to
/// stop it.
class StatusLine : public QWidget {
    Q_OBJECT

  public:
    StatusLine(const Document& document, const ViewState& state, const Exporter& exporter,
               const Commands& commands, QWidget* parent = nullptr);
    [[nodiscard]] QString cursorText() const;
    [[nodiscard]] QToolButton* cancelButton() const { return cancel_; }
    /// Says something in passing, for a few seconds.
    void announce(const QString& text);

  Q_SIGNALS:
    void cancelRequested();

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    [[nodiscard]] const Picture& picture(std::size_t index) const;
    void refreshCursor();
    void refreshActivity();
    void noteActivity();
    [[nodiscard]] const Task* activity() const;

    const Document& document_;
    const ViewState& state_;
    const Exporter& exporter_;
    QLabel* place_;
    std::array<QLabel*, 3> names_{}, colors_{}, swatches_{};  // of reference, image and kept image
    QLabel* zoom_;
    QLabel* activity_;
    QProgressBar* progress_;
    QToolButton* cancel_;
    QTimer patience_;  // short work comes and goes unsaid
    QTimer announcement_;
};

}  // namespace suss
