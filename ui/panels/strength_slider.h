#pragma once

#include <QList>
#include <QSlider>
#include <QString>

#include <utility>

namespace suss {

/// How far samples go from the mean, 0 to 4, with named marks. Strengths that matter most, those up to 1,
/// take half the way.
class StrengthSlider : public QSlider {
    Q_OBJECT

  public:
    explicit StrengthSlider(QWidget* parent = nullptr);
    [[nodiscard]] double strength() const;
    void setStrength(double strength);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

  private:
    [[nodiscard]] int labelHeight() const;
    [[nodiscard]] QRect handleRect() const;
    void moveTo(double x);
    static QList<std::pair<double, QString>> marks();
};

}  // namespace suss
