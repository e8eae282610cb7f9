#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QLabel;

namespace suss {

/// How much: score, distance, how many people would notice, and the difference in one sentence.
class ScoreBlock : public QWidget {
    Q_OBJECT

  public:
    explicit ScoreBlock(const Document& document, QWidget* parent = nullptr);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void refresh();
    void keepRoom();

    const Document& document_;
    QLabel* score_ = nullptr;
    QLabel* distance_ = nullptr;
    QWidget* words_ = nullptr;  // the two below
    int room_ = 0;              // the height that they have needed for this reference
    QLabel* noticed_ = nullptr;
    QLabel* sentence_ = nullptr;
};

}  // namespace suss
