#pragma once

#include "ui/document.h"

#include <QWidget>

class QLabel;
class QSlider;
class QSpinBox;
class QToolButton;

namespace suss {

/// What would not have mattered: strength and seed of a variant drawn from the model of the reference.
class SamplesPanel : public QWidget {
    Q_OBJECT

  public:
    explicit SamplesPanel(const Document& document, QWidget* parent = nullptr);
    [[nodiscard]] QSlider* strength() const { return strength_; }
    [[nodiscard]] QSpinBox* seed() const { return seed_; }
    [[nodiscard]] QToolButton* redrawButton() const { return redraw_; }

  Q_SIGNALS:
    void samplingRequested(const suss::SampleSettings& settings);
    void redrawRequested();

  private:
    void refresh();

    const Document& document_;
    QSlider* strength_;
    QLabel* value_;
    QSpinBox* seed_;
    QToolButton* redraw_;
};

}  // namespace suss
