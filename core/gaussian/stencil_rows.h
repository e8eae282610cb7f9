#pragma once

#include "core/gaussian/row_kernels.h"
#include "core/gaussian/structured_gaussian.h"

#include <vector>

namespace suss::rows {

/// The last rows of a pass, each with kReach zeros on both sides, so that neighbours need no border test.
/// Rows go by their y in the grid; a row takes the place of the one `count` before or after it.
class PaddedRows {
  public:
    explicit PaddedRows(const Grid& grid, int count = kReach + 1);
    [[nodiscard]] float* row(int channel, int y) {
        return values_.data() + (std::size_t(y % count_) * channels_ + std::size_t(channel)) * stride_ +
               kReach;
    }

  private:
    int count_;
    std::size_t channels_, stride_;
    std::vector<float> values_;
};

/// addProducts, subtractProducts or addSquaredProducts.
using Kernel = void (*)(float* sums, const Term* terms, int count, float step, int width);

/// Columns [begin, end) of a row.
struct Columns {
    int begin, end;
};

/// For each variable i of row y: combines sums[i] with b_ik v_j over its later neighbours j that are at least
/// `firstDy` rows below. `values` holds v in rows y + firstDy to y + kReach (as far as they are in the grid).
void combineLater(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                  int channel, int y, float* sums);
/// The same in some columns; needs v there and kReach to both sides. `sums` is the row's first.
void combineLater(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                  int channel, int y, Columns columns, float* sums);

/// For each variable j of row y: combines sums[j] with b_ik v_i over the earlier variables i whose k-th later
/// neighbour it is, at least `firstDy` rows above. `values` holds v in rows y - kReach to y - firstDy.
void combineEarlier(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                    int channel, int y, float* sums);
void combineEarlier(Kernel kernel, const StructuredGaussian& gaussian, PaddedRows& values, int firstDy,
                    int channel, int y, Columns columns, float* sums);

/// Row y of exp(a).
inline const float* diagonalRow(const StructuredGaussian& gaussian, int channel, int y) {
    return gaussian.diagonal().data() +
           (std::size_t(channel) * gaussian.grid().height + y) * gaussian.grid().width;
}

/// The couplings inside one row at a time, in the order that solveBackward and solveForward want.
class InRowCoefficients {
  public:
    explicit InRowCoefficients(const StructuredGaussian& gaussian);
    /// Those of row y, until the next call.
    [[nodiscard]] InRow of(int y);

  private:
    const StructuredGaussian& gaussian_;
    std::vector<std::size_t> slots_;
    std::vector<float> values_;
    std::vector<const float*> rows_;
};

}  // namespace suss::rows
