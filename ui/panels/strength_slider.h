#pragma once

#include <QList>
#include <QSlider>
#include <QString>

#include <optional>
#include <utility>

namespace suss {

/// How far samples go from the mean, 0 to 4, with named marks. Strengths that matter most, those up to 1,
/// take half the way. A click on a name gives exactly its strength.
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
    [[nodiscard]] std::optional<double> markAt(const QPointF& point) const;
    void moveTo(const QPointF& point);
    static QList<std::pair<double, QString>> marks();
};

}  // namespace suss
