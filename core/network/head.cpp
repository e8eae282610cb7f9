#include "core/network/head.h"

#include "core/multiversion.h"

#include <algorithm>

namespace suss {
namespace {

static_assert(kGroup == 16, "as many values as the widest registers hold");

// As one value of the compiler's own kind the sums stay in registers.
using Group = float __attribute__((vector_size(kGroup * sizeof(float)), aligned(alignof(float)), may_alias));

template <int pixels>
SUSS_INLINE void sayOf(const float* from, int channels, const float* weights, const float* biases, int values,
                       float* to, std::ptrdiff_t stride) {
    const Group bias = *reinterpret_cast<const Group*>(biases);
    Group sums[pixels];
    for (Group& sum : sums) sum = bias;
    for (int c = 0; c < channels; ++c) {
        const Group weight = *reinterpret_cast<const Group*>(weights + std::ptrdiff_t{c} * kGroup);
#pragma GCC unroll 8
        for (int pixel = 0; pixel < pixels; ++pixel) sums[pixel] += from[pixel * channels + c] * weight;
    }
    for (int k = 0; k < values; ++k)
        for (int pixel = 0; pixel < pixels; ++pixel) to[k * stride + pixel] = sums[pixel][k];
}

/// Up to a group of values of a row of pixels, `stride` apart in `to`.
SUSS_MULTIVERSION void sayRow(const float* from, int channels, const float* weights, const float* biases,
                              int values, float* to, int count) {
    constexpr int kAtOnce = 8;  // sums that do not wait for each other
    int x = 0;
    for (; x + kAtOnce <= count; x += kAtOnce)
        sayOf<kAtOnce>(from + std::ptrdiff_t{x} * channels, channels, weights, biases, values, to + x, count);
    for (; x < count; ++x)
        sayOf<1>(from + std::ptrdiff_t{x} * channels, channels, weights, biases, values, to + x, count);
}

}  // namespace

Head::Head(const WeightArray& weight, const WeightArray& bias) : values_(int(weight.shape[0])) {
    const auto read = std::size_t(weight.shape[1]), channels = std::size_t(wholeGroups(int(read)));
    const auto said = std::size_t(values_);
    weights_.resize(std::size_t(wholeGroups(values_)) * channels);
    biases_.resize(std::size_t(wholeGroups(values_)));
    std::copy(bias.values.begin(), bias.values.end(), biases_.begin());
    for (std::size_t o = 0; o < said; ++o)
        for (std::size_t c = 0; c < read; ++c)
            weights_[(o / kGroup * channels + c) * kGroup + o % kGroup] = weight.values[o * read + c];
}

void Head::say(const Features& features, int y, int x, int count, float* to) const {
    for (int first = 0; first < values_; first += kGroup)
        sayRow(features.at<float>(y, x), features.channels,
               weights_.data() + std::ptrdiff_t{first} * features.channels, biases_.data() + first,
               std::min(kGroup, values_ - first), to + std::ptrdiff_t{first} * count, count);
}

}  // namespace suss
