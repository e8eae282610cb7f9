#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QLabel;
class QListView;
class QSpinBox;
class QToolButton;

namespace suss {

class Commands;
class StrengthSlider;

/// What would not have mattered: variants drawn from the model of the reference, as stills or walking from
/// one to the next.
class SamplesPanel : public QWidget {
    Q_OBJECT

  public:
    SamplesPanel(const Document& document, const Commands& commands, QWidget* parent = nullptr);
    [[nodiscard]] StrengthSlider* strength() const { return strength_; }
    [[nodiscard]] QSpinBox* seed() const { return seed_; }
    [[nodiscard]] QListView* stills() const { return stills_; }
    [[nodiscard]] QToolButton* redrawButton() const { return redraw_; }
    [[nodiscard]] QToolButton* playButton() const { return play_; }
    [[nodiscard]] QToolButton* compareButton() const { return compare_; }
    [[nodiscard]] QToolButton* saveButton() const { return save_; }
    [[nodiscard]] QToolButton* whereButton() const { return where_; }

  Q_SIGNALS:
    void samplingRequested(const suss::SampleSettings& settings);
    /// A still was picked: this sample of the seed, to be looked at.
    void stillPicked(int number);
    void redrawRequested();
    void playRequested(bool on);
    void compareRequested();
    /// Shows how far each place may change unnoticed.
    void whereRequested();
    void saveRequested();

  private:
    void refresh();
    void nameKeys();

    const Document& document_;
    const Commands& commands_;
    StrengthSlider* strength_;
    QLabel *value_, *score_;
    QSpinBox* seed_;
    QListView* stills_;
    QToolButton *redraw_, *play_, *compare_, *save_, *where_;
};

}  // namespace suss
