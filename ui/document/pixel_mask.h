#pragma once

#include "core/explain/account.h"
#include "core/image/image.h"

#include <QImage>
#include <QLineF>

namespace suss {

/// Pixels of a picture that somebody has chosen: a rectangle of them, or what a brush has painted.
class PixelMask {
  public:
    /// Of no picture.
    PixelMask() = default;
    explicit PixelMask(const QSize& size);
    static PixelMask of(const Rect& rect, const QSize& size);

    /// Adds what a round brush covers on its way between two image points; radius in pixels.
    void paint(const QLineF& stroke, double radius);
    /// Takes it away.
    void erase(const QLineF& stroke, double radius);

    /// The pixels as a PNG, and back; of no picture if it is none of the given size.
    [[nodiscard]] QByteArray toPng() const;
    static PixelMask fromPng(const QByteArray& png, const QSize& size);

    [[nodiscard]] QSize size() const { return pixels_.size(); }
    [[nodiscard]] bool isEmpty() const { return bounds_.isEmpty(); }
    /// All of them lie in here.
    [[nodiscard]] QRect bounds() const { return bounds_; }
    [[nodiscard]] bool has(int x, int y) const { return qAlpha(pixels_.pixel(x, y)) > 0; }
    /// To be laid over the picture: translucent where pixels are chosen, else transparent.
    [[nodiscard]] const QImage& overlay() const { return pixels_; }

  private:
    void draw(const QLineF& stroke, double radius, const QColor& color);
    void shrinkBounds();

    QImage pixels_;  // one copy, changed in place while somebody paints
    QRect bounds_;
};

/// `image` with the chosen pixels as in `other`; all of one size.
Image replaced(Image image, const Image& other, const PixelMask& chosen);

}  // namespace suss
