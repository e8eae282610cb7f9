#pragma once

#include "ui/document/document.h"

#include <QWidget>

namespace suss {

/// Whether the comparison is much. Left: mean squared whitened residual of each component, beside those of
/// imperceptible variants of the reference (a histogram) and of the model's own draws. Right: quantiles of
/// the whitened residuals of one component against those of a standard Normal, of the image and of the
/// variants.
class StandingPlot : public QWidget {
    Q_OBJECT

  public:
    explicit StandingPlot(const Document& document, QWidget* parent = nullptr);

    /// The component whose quantiles are shown; none: the one that makes most of the distance.
    void setComponent(const std::optional<Component>& component);
    [[nodiscard]] Component component() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;
    /// A row of the histograms chooses its component; the quantiles go on to the next one.
    void mousePressEvent(QMouseEvent* event) override;

  private:
    [[nodiscard]] QRectF histogramArea() const;
    [[nodiscard]] QRectF quantileArea() const;
    void drawHistograms(QPainter& painter, const QRectF& area) const;
    void drawQuantiles(QPainter& painter, const QRectF& area) const;

    const Document& document_;
    std::optional<Component> chosen_;
};

}  // namespace suss
