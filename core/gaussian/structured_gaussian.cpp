#include "core/gaussian/structured_gaussian.h"

#include "core/error.h"
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <utility>

namespace suss {
namespace {

/// Values of a piece of work that is worth a thread.
constexpr int kGrain = 1 << 16;

bool allFinite(std::span<const float> values) {
    constexpr std::uint32_t kExponent = 0x7f800000;
    std::atomic<bool> finite = true;
    parallelFor(static_cast<int>(values.size() / kGrain) + 1, 1, [&](int begin, int end) {
        const std::size_t last = std::min(values.size(), std::size_t(end) * kGrain);
        std::uint32_t largest = 0;  // as integers, so that the loop becomes SIMD
        for (std::size_t i = std::size_t(begin) * kGrain; i < last; ++i)
            largest = std::max(largest, std::bit_cast<std::uint32_t>(values[i]) & kExponent);
        if (largest == kExponent) finite = false;
    });
    return finite;
}

void require(bool holds, const std::string& what) {
    if (!holds) throw Error("This is not a distribution: " + what + ".");
}

void requireSize(std::size_t size, std::int64_t expected, const std::string& what) {
    require(std::cmp_equal(size, expected),
            what + " has " + std::to_string(size) + " values where " + std::to_string(expected) + " belong");
}

}  // namespace

StructuredGaussian::StructuredGaussian(Grid grid, std::vector<float> mean, std::vector<float> logDiagonal,
                                       std::vector<float> coefficients)
    : grid_(grid),
      mean_(std::move(mean)),
      logDiagonal_(std::move(logDiagonal)),
      coefficients_(std::move(coefficients)) {
    require(grid.height > 0 && grid.width > 0, "its grid is empty");
    requireSize(mean_.size(), grid.variables(), "the mean");
    requireSize(logDiagonal_.size(), grid.variables(), "the log-diagonal");
    requireSize(coefficients_.size(), grid.pixels() * std::int64_t(slots().size()),
                "the set of coefficients");
    require(allFinite(mean_), "its mean is not finite");
    require(allFinite(logDiagonal_), "its log-diagonal is not finite");
    require(allFinite(coefficients_), "its coefficients are not finite");

    for (std::size_t k = 0; k < slots().size(); ++k) {
        const NeighbourSlot& slot = slots()[k];
        const int left = std::min(std::max(0, -slot.dx), grid.width),
                  right = std::min(std::max(0, slot.dx), grid.width);
        for (int y = 0; y < grid.height; ++y) {
            float* row = coefficients_.data() + (k * grid.height + y) * grid.width;
            const bool below = y + slot.dy >= grid.height;
            std::fill_n(row, below ? grid.width : left, 0.0f);
            std::fill_n(row + grid.width - right, right, 0.0f);
        }
    }

    const int rowCount = grid.height * grid.channels;
    std::vector<double> rowSums(static_cast<std::size_t>(rowCount));
    diagonal_.resize(logDiagonal_.size());
    parallelFor(rowCount, std::max(1, kGrain / grid.width), [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            const std::size_t first = std::size_t(row) * grid.width;
            for (std::size_t i = first; i < first + grid.width; ++i) {
                diagonal_[i] = std::exp(logDiagonal_[i]);
                rowSums[row] += logDiagonal_[i];
            }
        }
    });
    require(allFinite(diagonal_) && *std::min_element(diagonal_.begin(), diagonal_.end()) > 0,
            "its log-diagonal is beyond what exp can hold");
    for (const double sum : rowSums) logNormalizer_ += sum;
    logNormalizer_ -= 0.5 * static_cast<double>(grid.variables()) * std::log(2 * std::numbers::pi);
}

}  // namespace suss
