#include "core/gaussian/structured_gaussian.h"

#include "core/error.h"
#include "core/gaussian/cell_rect.h"
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <numeric>
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

/// Sets the coefficients of neighbours outside the grid to zero.
void clearOutside(std::vector<float>& block, const Grid& grid, const NeighbourSlot& slot) {
    const int left = std::min(std::max(0, -slot.dx), grid.width),
              right = std::min(std::max(0, slot.dx), grid.width);
    for (int y = 0; y < grid.height; ++y) {
        float* row = block.data() + std::size_t(y) * grid.width;
        const bool below = y + slot.dy >= grid.height;
        std::fill_n(row, below ? grid.width : left, 0.0f);
        std::fill_n(row + grid.width - right, right, 0.0f);
    }
}

/// The least power of two that all of them are at most 32767 times as large as.
float stepFor(const SlotBlocks& blocks) {
    float largest = std::numeric_limits<float>::min() * 0x1p16f;  // the step itself stays a normal number
    for (const std::vector<float>& block : blocks)
        for (const float b : block) largest = std::max(largest, std::abs(b));
    const float step = std::ldexp(1.0f, std::ilogb(largest) - 14);
    return largest <= 32767 * step ? step : 2 * step;
}

std::vector<std::int16_t> rounded(const std::vector<float>& block, float step) {
    std::vector<std::int16_t> steps(block.size());
    const float perStep = 1 / step;
    parallelFor(static_cast<int>(block.size() / kGrain) + 1, 1, [&](int begin, int end) {
        const std::size_t last = std::min(block.size(), std::size_t(end) * kGrain);
        for (std::size_t i = std::size_t(begin) * kGrain; i < last; ++i)
            steps[i] = static_cast<std::int16_t>(std::nearbyint(block[i] * perStep));
    });
    return steps;
}

}  // namespace

SlotBlocks slotBlocksOf(std::span<const float> values, int channels) {
    const std::size_t slots = neighbourSlots(channels).size(), pixels = values.size() / slots;
    requireSize(values.size(), std::int64_t(pixels * slots), "the set of coefficients");
    SlotBlocks blocks;
    for (std::size_t k = 0; k < slots; ++k) {
        const auto block = values.subspan(k * pixels, pixels);
        blocks.emplace_back(block.begin(), block.end());
    }
    return blocks;
}

StructuredGaussian::StructuredGaussian(Grid grid, std::vector<float> mean, std::vector<float> logDiagonal,
                                       SlotBlocks coefficients, float leastStep)
    : grid_(grid), mean_(std::move(mean)), logDiagonal_(std::move(logDiagonal)) {
    require(grid.height > 0 && grid.width > 0, "its grid is empty");
    requireSize(mean_.size(), grid.variables(), "the mean");
    requireSize(logDiagonal_.size(), grid.variables(), "the log-diagonal");
    requireSize(coefficients.size(), std::int64_t(slots().size()), "the list of coefficient blocks");
    require(allFinite(mean_), "its mean is not finite");
    require(allFinite(logDiagonal_), "its log-diagonal is not finite");
    for (std::size_t k = 0; k < slots().size(); ++k) {
        requireSize(coefficients[k].size(), grid.pixels(), "a block of coefficients");
        require(allFinite(coefficients[k]), "its coefficients are not finite");
        clearOutside(coefficients[k], grid, slots()[k]);
    }
    step_ = std::max(leastStep, stepFor(coefficients));
    for (std::vector<float>& block : coefficients) {
        coefficients_.push_back(rounded(block, step_));
        block = {};
    }

    const int rowCount = grid.height * grid.channels;
    diagonal_.resize(logDiagonal_.size());
    parallelFor(rowCount, std::max(1, kGrain / grid.width), [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            const std::size_t first = std::size_t(row) * grid.width;
            for (std::size_t i = first; i < first + grid.width; ++i) diagonal_[i] = std::exp(logDiagonal_[i]);
        }
    });
    require(allFinite(diagonal_) && *std::min_element(diagonal_.begin(), diagonal_.end()) > 0,
            "its log-diagonal is beyond what exp can hold");
    logNormalizer_ = logNormalizer({0, 0, grid.width, grid.height});
}

double StructuredGaussian::logNormalizer(const CellRect& rect) const {
    std::vector<double> rowSums(std::size_t(rect.height) * std::size_t(grid_.channels));
    parallelFor(static_cast<int>(rowSums.size()), std::max(1, kGrain / std::max(1, rect.width)),
                [&](int begin, int end) {
                    for (int row = begin; row < end; ++row) {
                        const int channel = row / rect.height, y = rect.y + row % rect.height;
                        const float* a = logDiagonal_.data() +
                                         (std::size_t(channel) * grid_.height + y) * grid_.width + rect.x;
                        for (int x = 0; x < rect.width; ++x) rowSums[row] += a[x];
                    }
                });
    return std::accumulate(rowSums.begin(), rowSums.end(), 0.0) -
           0.5 * static_cast<double>(rect.area()) * grid_.channels * std::log(2 * std::numbers::pi);
}

SlotBlocks StructuredGaussian::coefficients() const {
    SlotBlocks blocks;
    for (const std::vector<std::int16_t>& block : coefficients_) {
        blocks.emplace_back(block.begin(), block.end());
        for (float& b : blocks.back()) b *= step_;
    }
    return blocks;
}

}  // namespace suss
