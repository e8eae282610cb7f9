#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QLabel;

namespace suss {

class Commands;

/// How much: score, distance, how many people would notice, whether the picture has moved, and the difference
/// in one sentence.
class ScoreBlock : public QWidget {
    Q_OBJECT

  public:
    ScoreBlock(const Document& document, const Commands& commands, QWidget* parent = nullptr);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void refresh();
    void keepRoom();

    const Document& document_;
    QLabel* score_ = nullptr;
    QLabel* distance_ = nullptr;
    QWidget* words_ = nullptr;  // all below
    int room_ = 0;              // the height that they have needed for this reference
    QLabel* noticed_ = nullptr;
    QWidget* movement_ = nullptr;  // of the picture as a whole, if it has moved
    QLabel* moved_ = nullptr;
    QLabel* sentence_ = nullptr;
};

}  // namespace suss
