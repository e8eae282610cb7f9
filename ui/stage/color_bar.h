#pragma once

#include "ui/paint/color_scale.h"

#include <QWidget>

namespace suss {

class Commands;

/// The colour bar under a map view. A handle at each end moves that end of the range (in a diverging map
/// both, zero stays in the middle); dragging the colours stretches it (what was grabbed stays under the
/// cursor), the wheel or the arrow keys scale it, a double click asks for the automatic range.
class ColorBar : public QWidget {
    Q_OBJECT

  public:
    explicit ColorBar(const Commands& commands, QWidget* parent = nullptr);
    void setScale(const ColorScale& scale);
    [[nodiscard]] const ColorScale& scale() const { return scale_; }
    /// Where the strip of colours is, in widget coordinates.
    [[nodiscard]] QRectF strip() const;
    enum class End { Low, High };
    /// Where an end of the range can be taken hold of.
    [[nodiscard]] QRectF handle(End end) const;

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
    /// By a part of the range; a signed one keeps zero in its middle.
    void moveLow(double part);
    void moveEnd(double x);

    void refreshHint();

    const Commands& commands_;
    ColorScale scale_;
    std::optional<double> grabbed_;  // the value that stays under the cursor
    struct Hold {
        End end;
        Range range;  // when it was taken hold of
        double x;     // of the cursor
    };
    std::optional<Hold> held_;
};

}  // namespace suss
