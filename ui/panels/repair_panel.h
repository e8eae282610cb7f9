#pragma once

#include "ui/document/document.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QSlider;
class QToolButton;

namespace suss {

/// A slider that walks the image to the reference, what gains most score first.
class RepairPanel : public QWidget {
    Q_OBJECT

  public:
    explicit RepairPanel(const Document& document, QWidget* parent = nullptr);
    [[nodiscard]] QSlider* slider() const { return slider_; }
    [[nodiscard]] QToolButton* playButton() const { return play_; }
    [[nodiscard]] QToolButton* firstButton() const { return first_; }
    [[nodiscard]] QToolButton* saveButton() const { return save_; }

  Q_SIGNALS:
    void frameRequested(int frame);
    /// The view of what was repaired first is to be seen.
    void firstRequested();
    void saveRequested();

  protected:
    void hideEvent(QHideEvent* event) override;

  private:
    void refresh();
    void play(bool on);

    const Document& document_;
    QSlider* slider_;
    QLabel *numbers_, *note_;
    QToolButton *play_, *first_, *save_;
    QTimer clock_;
};

}  // namespace suss
