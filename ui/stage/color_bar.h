#pragma once

#include "ui/paint/color_scale.h"

#include <QWidget>

namespace suss {

/// The colour bar under a map view. Dragging stretches the range (what was grabbed stays under the cursor),
/// the wheel or the arrow keys scale it, a double click asks for the automatic range.
class ColorBar : public QWidget {
    Q_OBJECT

  public:
    explicit ColorBar(QWidget* parent = nullptr);
    void setScale(const ColorScale& scale);
    [[nodiscard]] const ColorScale& scale() const { return scale_; }
    /// Where the strip of colours is, in widget coordinates.
    [[nodiscard]] QRectF strip() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  Q_SIGNALS:
    void rangeRequested(const suss::Range& range);
    void resetRequested();

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    [[nodiscard]] double positionOf(double x) const;
    void scaleBy(double factor);

    ColorScale scale_;
    std::optional<double> grabbed_;
};

}  // namespace suss
