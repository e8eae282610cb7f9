#pragma once

#include <bit>
#include <cstdint>

namespace suss {

/// bfloat16: the upper half of a float, with its range and eight bits of its precision.
struct BFloat {
    std::uint16_t bits = 0;
};

inline float floatOf(BFloat value) {
    return std::bit_cast<float>(std::uint32_t(value.bits) << 16);
}

/// Rounded to the nearest, ties to even. Not for what is not a number.
inline BFloat bfloatOf(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    return {std::uint16_t((bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16)};
}

}  // namespace suss
