#include "core/gaussian/requirements.h"

#include "core/error.h"
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <utility>

namespace suss {

float largestMagnitude(std::span<const float> values) {
    constexpr std::size_t kGrain = 1 << 16;
    std::atomic<std::uint32_t> largest = 0;
    parallelFor(static_cast<int>(values.size() / kGrain) + 1, 1, [&](int begin, int end) {
        const std::size_t last = std::min(values.size(), std::size_t(end) * kGrain);
        std::uint32_t found =
            0;  // as integers, so that the loop becomes SIMD, and what is not finite is largest
        for (std::size_t i = std::size_t(begin) * kGrain; i < last; ++i)
            found = std::max(found, std::bit_cast<std::uint32_t>(values[i]) & 0x7fffffffu);
        for (std::uint32_t before = largest;
             before < found && !largest.compare_exchange_weak(before, found);) {
        }
    });
    return std::bit_cast<float>(largest.load());
}

void require(bool holds, const std::string& what) {
    if (!holds) throw Error("This is not a distribution: " + what + ".");
}

void requireSize(std::size_t size, std::int64_t expected, const std::string& what) {
    require(std::cmp_equal(size, expected),
            what + " has " + std::to_string(size) + " values where " + std::to_string(expected) + " belong");
}

}  // namespace suss
