#pragma once

#include <QAbstractButton>
#include <QImage>

namespace suss {

/// A picture with a heading and lines of figures beside it; a click looks at it.
class ResultCard : public QAbstractButton {
    Q_OBJECT

  public:
    explicit ResultCard(const QString& title, QWidget* parent = nullptr);
    void setPicture(const QImage& picture) {
        picture_ = picture;
        update();
    }
    void setLines(const QStringList& lines) {
        lines_ = lines;
        update();
    }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    /// Checked is what the active view shows, whoever asked for that.
    void nextCheckState() override {}
    void paintEvent(QPaintEvent* event) override;

  private:
    QImage picture_;
    QStringList lines_;
};

}  // namespace suss
