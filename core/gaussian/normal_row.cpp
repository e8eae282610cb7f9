#include "core/gaussian/normal_row.h"

#include "core/multiversion.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>

namespace suss::rows {
namespace {

/// Counters worked on side by side. Each yields four values, kCounters columns apart.
constexpr int kCounters = 16;
constexpr int kBlock = 4 * kCounters;

/// Uniform bits: four words of each counter.
struct Block {
    std::uint32_t words[4][kCounters];
};

SUSS_INLINE std::uint32_t upperHalf(std::uint32_t a, std::uint32_t b) {
    return static_cast<std::uint32_t>((std::uint64_t{a} * std::uint64_t{b}) >> 32);
}

SUSS_INLINE void philox(Block& block, std::uint32_t firstCounter, std::uint32_t row, std::uint64_t stream,
                        std::uint64_t seed) {
    constexpr std::uint32_t kMultiplier0 = 0xD2511F53, kMultiplier1 = 0xCD9E8D57;
    constexpr std::uint32_t kWeyl0 = 0x9E3779B9, kWeyl1 = 0xBB67AE85;
    const auto seed0 = static_cast<std::uint32_t>(seed), seed1 = static_cast<std::uint32_t>(seed >> 32);
    for (int i = 0; i < kCounters; ++i) {
        std::uint32_t c0 = firstCounter + static_cast<std::uint32_t>(i), c1 = row;
        auto c2 = static_cast<std::uint32_t>(stream), c3 = static_cast<std::uint32_t>(stream >> 32);
        std::uint32_t key0 = seed0, key1 = seed1;
#pragma GCC unroll 10
        for (int round = 0; round < 10; ++round) {
            const std::uint32_t upper0 = upperHalf(kMultiplier0, c0), lower0 = kMultiplier0 * c0;
            const std::uint32_t upper1 = upperHalf(kMultiplier1, c2), lower1 = kMultiplier1 * c2;
            c0 = upper1 ^ c1 ^ key0;
            c1 = lower1;
            c2 = upper0 ^ c3 ^ key1;
            c3 = lower0;
            key0 += kWeyl0;
            key1 += kWeyl1;
        }
        block.words[0][i] = c0;
        block.words[1][i] = c1;
        block.words[2][i] = c2;
        block.words[3][i] = c3;
    }
}

/// log(u) for normal u in (0, 1], with the polynomial of Cephes' logf. Written out so that loops become SIMD.
SUSS_INLINE float logarithm(float u) {
    constexpr std::uint32_t kRootOfHalf = 0x3f3504f3;
    const auto bits = std::bit_cast<std::uint32_t>(u);
    const std::int32_t exponent = static_cast<std::int32_t>(bits - kRootOfHalf) >> 23;
    const float x = std::bit_cast<float>(bits - (static_cast<std::uint32_t>(exponent) << 23)) - 1.0f;
    const auto e = static_cast<float>(exponent);
    const float square = x * x;
    float y = 7.0376836292e-2f;
    y = y * x - 1.1514610310e-1f;
    y = y * x + 1.1676998740e-1f;
    y = y * x - 1.2420140846e-1f;
    y = y * x + 1.4249322787e-1f;
    y = y * x - 1.6668057665e-1f;
    y = y * x + 2.0000714765e-1f;
    y = y * x - 2.4999993993e-1f;
    y = y * x + 3.3333331174e-1f;
    y = y * x * square - 2.12194440e-4f * e - 0.5f * square;
    return x + y + 0.693359375f * e;
}

/// Two independent Normal values from two words of uniform bits.
SUSS_INLINE void boxMuller(std::uint32_t radiusBits, std::uint32_t angleBits, float& one, float& other) {
    const float uniform = (static_cast<float>(static_cast<std::int32_t>(radiusBits >> 1)) + 0.5f) * 0x1p-31f;
    const float radius = std::sqrt(-2.0f * logarithm(uniform));
    // An angle in [-pi/4, pi/4) from 30 bits; the other two choose its quadrant.
    const float angle = static_cast<float>(static_cast<std::int32_t>(angleBits << 2)) *
                        (std::numbers::pi_v<float> / 4 * 0x1p-31f);
    const float square = angle * angle;
    const float sine =
        ((-1.9515295891e-4f * square + 8.3321608736e-3f) * square - 1.6666654611e-1f) * square * angle +
        angle;
    const float cosine =
        ((2.4433157118e-5f * square - 1.3887316255e-3f) * square + 4.1666645683e-2f) * square * square -
        0.5f * square + 1.0f;
    const float signedCosine =
        std::bit_cast<float>(std::bit_cast<std::uint32_t>(cosine) | (angleBits & 0x80000000u));
    const bool swapped = (angleBits & 0x40000000u) != 0;
    one = radius * (swapped ? sine : signedCosine);
    other = radius * (swapped ? signedCosine : sine);
}

}  // namespace

SUSS_MULTIVERSION void standardNormalRow(float* values, int width, int channel, int y, std::uint64_t seed,
                                         std::uint64_t stream) {
    constexpr std::uint32_t kMaxChannels = 4;
    const std::uint32_t row =
        kMaxChannels * static_cast<std::uint32_t>(y) + static_cast<std::uint32_t>(channel);
    for (int x = 0; x < width; x += kBlock) {
        Block block;
        philox(block, static_cast<std::uint32_t>(x / 4), row, stream, seed);
        float normal[4][kCounters];
        for (int pair = 0; pair < 4; pair += 2)
            for (int i = 0; i < kCounters; ++i)
                boxMuller(block.words[pair][i], block.words[pair + 1][i], normal[pair][i],
                          normal[pair + 1][i]);
        std::copy_n(&normal[0][0], std::min(kBlock, width - x), values + x);
    }
}

}  // namespace suss::rows
