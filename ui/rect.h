#pragma once

#include "core/image/image.h"

#include <QRectF>

namespace suss {

inline QRect toQRect(const Rect& rect) {
    return {rect.x, rect.y, rect.width, rect.height};
}

inline QRectF toQRectF(const Rect& rect) {
    return toQRect(rect);
}

inline Rect toRect(const QRect& rect) {
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

}  // namespace suss
