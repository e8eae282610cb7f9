#pragma once

#include <QImage>
#include <QRectF>

namespace suss {

/// A picture of 32 bits per pixel, opaque or premultiplied, made smaller to `target`: each screen pixel of
/// `covered` is the mean of the area of the picture that it covers, to a 256th of each pixel's share. What
/// reaches beyond the target takes the colour of its edge.
QImage shrunk(const QImage& picture, const QRectF& target, const QRect& covered);

}  // namespace suss
