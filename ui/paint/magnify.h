#pragma once

#include <QImage>
#include <QRectF>

namespace suss {

enum class Edges { Soft, Hard };

/// A picture of 32 bits per pixel, opaque or premultiplied, made as large as `target` or larger than itself
/// at least: its pixels stay rectangles of one size, with edges at most one screen pixel soft; with hard
/// edges, a screen pixel shows what its middle lies in. Plain nearest neighbour makes some wider than others
/// at a fraction like 2.4. One pixel for each screen pixel of `covered`; what reaches beyond the target takes
/// the colour of its edge.
QImage magnified(const QImage& picture, const QRectF& target, const QRect& covered, Edges edges);

}  // namespace suss
