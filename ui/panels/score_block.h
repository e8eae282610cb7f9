#pragma once

#include "ui/document/document.h"

#include <QWidget>

class QLabel;

namespace suss {

class Commands;
class KeptRoom;

/// How much: distance, score, whether the picture has moved, how many people would notice, and the difference
/// in one sentence.
class ScoreBlock : public QWidget {
    Q_OBJECT

  public:
    ScoreBlock(const Document& document, const Commands& commands, QWidget* parent = nullptr);

  private:
    /// How many people would notice, or why that is not known.
    [[nodiscard]] QString noticing() const;
    void refresh();

    const Document& document_;
    QLabel* distance_ = nullptr;
    QLabel* score_ = nullptr;
    QLabel* itself_ = nullptr;     // the score of the reference
    QWidget* words_ = nullptr;     // all below
    KeptRoom* room_ = nullptr;     // theirs
    QWidget* movement_ = nullptr;  // of the picture as a whole, if it has moved
    QLabel* moved_ = nullptr;
    QLabel* noticed_ = nullptr;
    QLabel* sentence_ = nullptr;
};

}  // namespace suss
