#pragma once

#include <QLabel>

namespace suss {

/// A label that shortens its text to the room there is, and shows all of it in a tooltip. Where a shorter way
/// to say it is known and fits, that is taken before anything is cut.
class ElidedLabel : public QLabel {
    Q_OBJECT

  public:
    using QLabel::QLabel;
    void setFullText(const QString& text, const QString& shorter = {});
    [[nodiscard]] QString fullText() const { return full_; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void elide();
    QString full_, shorter_;
};

}  // namespace suss
