#pragma once

#include "ui/document/pixel_mask.h"

#include <QObject>

namespace suss {

/// The part of the picture that somebody has chosen with a brush.
class PaintedPart : public QObject {
    Q_OBJECT

  public:
    using QObject::QObject;
    /// Of the pictures, empty if there are none. Another one: nothing is painted, without a signal.
    void setSize(const QSize& size);
    /// A round brush of this radius (in pixels) goes over the picture, and what it covers is chosen.
    void paint(const QLineF& stroke, double radius);
    void erase(const QLineF& stroke, double radius);
    /// What was painted earlier; nothing if it is not of this picture's size.
    void setMask(PixelMask mask);
    void clear();

    /// Empty: nothing is chosen.
    [[nodiscard]] const PixelMask& mask() const { return mask_; }

  Q_SIGNALS:
    void changed();

  private:
    QSize size_;
    PixelMask mask_;
};

}  // namespace suss
