#pragma once

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

}  // namespace suss
