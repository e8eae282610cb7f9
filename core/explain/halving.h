#pragma once

#include "core/gaussian/cell_rect.h"
#include "core/planes/planes.h"

#include <span>
#include <vector>

namespace suss {

/// Cells of twice the side that meet a rectangle.
CellRect halved(const CellRect& fine);

/// From the cells of a rectangle to those of twice the side, and back: sums of the fine values in each coarse
/// cell, each times a weight of its column and of its row.
class Halving {
  public:
    /// The change of the 2 x 2 means, where an odd last row or column of the whole grid counts twice.
    static Halving means(const CellRect& fine, const Grid& whole);
    /// Rows of unit length: the coordinate of the fine values along what is constant in each coarse cell.
    static Halving orthonormal(const CellRect& fine);

    [[nodiscard]] std::vector<double> apply(std::span<const double> values) const;
    /// values += the transpose of apply, times `factor`.
    void addAdjoint(std::span<const double> sums, std::span<double> values, double factor = 1) const;

  private:
    explicit Halving(const CellRect& fine) : fine_(fine), coarse_(halved(fine)) {}
    /// Where the coarse cell of column x lies.
    [[nodiscard]] std::size_t at(int coarseY, int x) const {
        return std::size_t(coarseY) * coarse_.width + ((fine_.x + x) / 2 - coarse_.x);
    }

    CellRect fine_, coarse_;
    std::vector<double> across_, down_;
};

}  // namespace suss
