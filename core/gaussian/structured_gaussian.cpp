#include "core/gaussian/structured_gaussian.h"

#include "core/gaussian/cell_rect.h"
#include "core/gaussian/requirements.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace suss {
StructuredGaussian::StructuredGaussian(Grid grid, std::vector<float> mean, std::vector<float> logDiagonal,
                                       const SlotBlocks& coefficients)
    : StructuredGaussian(grid, std::move(mean), std::move(logDiagonal),
                         CoefficientSteps(grid, coefficients)) {}

StructuredGaussian::StructuredGaussian(Grid grid, std::vector<float> mean, std::vector<float> logDiagonal,
                                       CoefficientSteps coefficients)
    : grid_(grid),
      mean_(std::move(mean)),
      logDiagonal_(std::move(logDiagonal)),
      coefficients_(std::move(coefficients)) {
    require(grid.height > 0 && grid.width > 0, "its grid is empty");
    requireSize(mean_.size(), grid.variables(), "the mean");
    requireSize(logDiagonal_.size(), grid.variables(), "the log-diagonal");
    require(coefficients_.fits(grid), "its coefficients are those of another grid");
    require(std::isfinite(largestMagnitude(mean_)), "its mean is not finite");
    require(std::isfinite(largestMagnitude(logDiagonal_)), "its log-diagonal is not finite");
    coefficients_.clearOutside();

    diagonal_.resize(logDiagonal_.size());
    parallelFor(grid.height * grid.channels, rowGrain(grid.width), [&](int begin, int end) {
        const std::size_t first = std::size_t(begin) * grid.width, last = std::size_t(end) * grid.width;
        for (std::size_t i = first; i < last; ++i) diagonal_[i] = std::exp(logDiagonal_[i]);
    });
    require(std::isfinite(largestMagnitude(diagonal_)) &&
                *std::min_element(diagonal_.begin(), diagonal_.end()) > 0,
            "its log-diagonal is beyond what exp can hold");
    logNormalizer_ = logNormalizer({0, 0, grid.width, grid.height});
}

double StructuredGaussian::logNormalizer(const CellRect& rect) const {
    std::vector<double> rowSums(std::size_t(rect.height) * std::size_t(grid_.channels));
    parallelFor(static_cast<int>(rowSums.size()), rowGrain(rect.width), [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            const int channel = row / rect.height, y = rect.y + row % rect.height;
            const float* a =
                logDiagonal_.data() + (std::size_t(channel) * grid_.height + y) * grid_.width + rect.x;
            for (int x = 0; x < rect.width; ++x) rowSums[row] += a[x];
        }
    });
    return std::accumulate(rowSums.begin(), rowSums.end(), 0.0) -
           0.5 * static_cast<double>(rect.area()) * grid_.channels * std::log(2 * std::numbers::pi);
}

}  // namespace suss
