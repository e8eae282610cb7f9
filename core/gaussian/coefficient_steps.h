#pragma once

#include "core/gaussian/stencil.h"
#include "core/planes/planes.h"

#include <bit>
#include <cstdint>
#include <vector>

namespace suss {

/// A height x width block of values per slot of neighbourSlots(channels).
using SlotBlocks = std::vector<std::vector<float>>;

/// A value times a power of two, rounded to the nearest whole number, half to even. Right as long as that is
/// at most 32767 in size.
inline std::int16_t roundedToSteps(float value, float stepsPerUnit) {
    // A float of this size has no room for a fraction: the whole number stands in its last bits.
    return static_cast<std::int16_t>(std::bit_cast<std::int32_t>(value * stepsPerUnit + 0x1.8p23f));
}

/// The coefficients of a StructuredGaussian, as 16-bit multiples of a step: they are most of what a picture
/// takes in memory. The step is a power of two, so that what is rounded stays as it is. The rounding is half
/// a step at most.
class CoefficientSteps {
  public:
    /// All zero. The step grows from the given one, a power of two, when there has to be room.
    CoefficientSteps(const Grid& grid, float step);
    /// The given ones in the least step in which all have room: the rounding is 2^-15 of the largest at most.
    /// Throws Error on wrong sizes or values that are not finite.
    CoefficientSteps(const Grid& grid, const SlotBlocks& blocks);

    [[nodiscard]] float step() const { return step_; }
    [[nodiscard]] float largest() const { return 32767 * step_; }
    /// Makes the step large enough for a value, and rounds what is there again.
    void makeRoomFor(float value);
    /// Sets the coefficients of neighbours outside the grid to zero.
    void clearOutside();

    /// Row y of one slot: width values.
    [[nodiscard]] const std::int16_t* row(std::size_t slot, int y) const {
        return blocks_[slot].data() + std::size_t(y) * grid_.width;
    }
    [[nodiscard]] std::int16_t* row(std::size_t slot, int y) {
        return blocks_[slot].data() + std::size_t(y) * grid_.width;
    }
    [[nodiscard]] std::size_t slots() const { return blocks_.size(); }
    /// Whether they are those of such a grid.
    [[nodiscard]] bool fits(const Grid& grid) const { return grid_ == grid; }
    /// A copy of all of them, in units of the coefficients.
    [[nodiscard]] SlotBlocks values() const;

  private:
    Grid grid_;
    float step_;
    std::vector<std::vector<std::int16_t>> blocks_;
};

/// The blocks from one array. Throws Error if it does not divide evenly.
SlotBlocks slotBlocksOf(std::span<const float> values, int channels);

}  // namespace suss
