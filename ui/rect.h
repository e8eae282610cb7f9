#pragma once

#include "core/image/image.h"

#include <QRect>

namespace suss {

inline QRect toQRect(const Rect& rect) {
    return {rect.x, rect.y, rect.width, rect.height};
}

inline Rect toRect(const QRect& rect) {
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

}  // namespace suss
