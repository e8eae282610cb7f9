#pragma once

#include "core/image/image.h"
#include "core/planes/planes.h"

#include <algorithm>
#include <cstddef>

namespace suss {

/// A rectangle of a grid, all channels of each place in it.
struct CellRect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const CellRect&) const = default;

    [[nodiscard]] int endX() const { return x + width; }
    [[nodiscard]] int endY() const { return y + height; }
    [[nodiscard]] std::size_t area() const { return std::size_t(width) * std::size_t(height); }
};

/// The cells of a component that a rectangle of the picture touches.
inline CellRect cellsOf(Component component, const Rect& rect) {
    const int side = pixelsPerCell(component);
    const CellRect corner{rect.x / side, rect.y / side};
    return {corner.x, corner.y, (rect.x + rect.width - 1) / side + 1 - corner.x,
            (rect.y + rect.height - 1) / side + 1 - corner.y};
}

/// The rectangle grown so many cells on its sides, as far as the grid goes.
inline CellRect grown(const CellRect& rect, int above, int beside, int below, const Grid& grid) {
    const CellRect corner{std::max(0, rect.x - beside), std::max(0, rect.y - above)};
    return {corner.x, corner.y, std::min(grid.width, rect.endX() + beside) - corner.x,
            std::min(grid.height, rect.endY() + below) - corner.y};
}

}  // namespace suss
