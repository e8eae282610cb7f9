#pragma once

namespace suss {

/// A rectangle of a grid, all channels of each place in it.
struct CellRect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const CellRect&) const = default;
};

}  // namespace suss
