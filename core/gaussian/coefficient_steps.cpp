#include "core/gaussian/coefficient_steps.h"

#include "core/gaussian/requirements.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace suss {
namespace {

/// The least power of two that a value is at most 32767 times as large as.
float stepFor(float largest) {
    largest =
        std::max(largest, std::numeric_limits<float>::min() * 0x1p16f);  // the step stays a normal number
    const float step = std::ldexp(1.0f, std::ilogb(largest) - 14);
    return largest <= 32767 * step ? step : 2 * step;
}

float largestOf(const Grid& grid, const SlotBlocks& blocks) {
    requireSize(blocks.size(), std::int64_t(neighbourSlots(grid.channels).size()),
                "the list of coefficient blocks");
    float largest = 0;
    for (const std::vector<float>& block : blocks) {
        requireSize(block.size(), grid.pixels(), "a block of coefficients");
        const float magnitude = largestMagnitude(block);
        require(std::isfinite(magnitude), "its coefficients are not finite");
        largest = std::max(largest, magnitude);
    }
    return largest;
}

}  // namespace

CoefficientSteps::CoefficientSteps(const Grid& grid, float step)
    : grid_(grid),
      step_(step),
      blocks_(neighbourSlots(grid.channels).size(),
              std::vector<std::int16_t>(static_cast<std::size_t>(grid.pixels()))) {}

CoefficientSteps::CoefficientSteps(const Grid& grid, const SlotBlocks& blocks)
    : CoefficientSteps(grid, stepFor(largestOf(grid, blocks))) {
    for (std::size_t k = 0; k < blocks.size(); ++k)
        parallelFor(grid.height, rowGrain(grid.width), [&](int begin, int end) {
            const std::size_t first = std::size_t(begin) * grid.width, last = std::size_t(end) * grid.width;
            for (std::size_t i = first; i < last; ++i)
                blocks_[k][i] = roundedToSteps(blocks[k][i], 1 / step_);
        });
}

void CoefficientSteps::makeRoomFor(float value) {
    const float step = std::max(step_, stepFor(value)), part = step_ / step;
    if (step == step_) return;
    for (std::vector<std::int16_t>& block : blocks_)
        for (std::int16_t& steps : block) steps = roundedToSteps(float(steps), part);
    step_ = step;
}

void CoefficientSteps::clearOutside() {
    const auto slots = neighbourSlots(grid_.channels);
    for (std::size_t k = 0; k < slots.size(); ++k) {
        const int left = std::clamp(-slots[k].dx, 0, grid_.width),
                  right = std::clamp(slots[k].dx, 0, grid_.width);
        for (int y = 0; y < grid_.height; ++y) {
            const bool below = y + slots[k].dy >= grid_.height;
            std::fill_n(row(k, y), below ? grid_.width : left, std::int16_t{0});
            std::fill_n(row(k, y) + grid_.width - right, right, std::int16_t{0});
        }
    }
}

SlotBlocks CoefficientSteps::values() const {
    SlotBlocks values;
    for (const std::vector<std::int16_t>& block : blocks_) {
        values.emplace_back(block.begin(), block.end());
        for (float& b : values.back()) b *= step_;
    }
    return values;
}

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

}  // namespace suss
