#pragma once

#include <QPointer>
#include <QWidget>

namespace suss {

/// A sheet over the window, which is dimmed. A click beside it closes it, and the focus goes back to where it
/// was.
class SheetOverlay : public QWidget {
    Q_OBJECT

  public:
    explicit SheetOverlay(QWidget* parent);

  protected:
    [[nodiscard]] QWidget* sheet() const { return sheet_; }
    /// An empty sheet in place of the one there was.
    QWidget* makeSheet();
    /// Covers the window; where the sheet goes is its owner's to say.
    void open();
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

  private:
    QWidget* sheet_ = nullptr;
    QPointer<QWidget> before_;
};

}  // namespace suss
