#include "ui/paint/range.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace suss {

std::optional<Range> rangeBetween(double low, double high) {
    return std::isfinite(low) && std::isfinite(high) && low < high ? std::optional(Range{low, high})
                                                                   : std::nullopt;
}

Range rangeOfMost(const std::vector<float>& values, bool isSigned) {
    std::vector<float> sizes;
    sizes.reserve(values.size());
    for (const float value : values)
        if (std::isfinite(value) && (isSigned || value > 0)) sizes.push_back(std::abs(value));
    if (sizes.empty()) return isSigned ? Range{-1, 1} : Range{0, 1};
    const auto at = sizes.begin() + std::ptrdiff_t(0.995 * double(sizes.size() - 1));
    std::nth_element(sizes.begin(), at, sizes.end());
    const double most = *at > 0 ? double(*at) : 1.0;
    return {isSigned ? -most : 0.0, most};
}

std::vector<float> sampleOf(const float* values, std::size_t count) {
    constexpr std::size_t kEnough = 100'000;
    // Odd, so that the sample of a picture of even width does not fall on a few columns.
    const std::size_t stride = count > kEnough ? (count / kEnough) | 1 : 1;
    std::vector<float> sample;
    sample.reserve(count / stride + 1);
    for (std::size_t i = 0; i < count; i += stride)
        if (std::isfinite(values[i])) sample.push_back(values[i]);
    return sample;
}

Range automaticRange(const Map& map, bool isSigned) {
    return rangeOfMost(sampleOf(map.values.data(), map.values.size()), isSigned);
}

double commonHigh(std::vector<double> highs) {
    const auto middle = highs.begin() + std::ptrdiff_t(highs.size() / 2);
    std::nth_element(highs.begin(), middle, highs.end());
    return *middle;
}

double commonHigh(std::vector<double> resting, std::vector<double> moved) {
    return commonHigh(resting.empty() ? std::move(moved) : std::move(resting));
}

}  // namespace suss
