#pragma once

#include <cstddef>
#include <vector>

namespace suss {

/// A value per image pixel.
struct Map {
    int width = 0, height = 0;
    std::vector<float> values;

    Map() = default;
    Map(int w, int h) : width(w), height(h), values(std::size_t(w) * std::size_t(h)) {}
    [[nodiscard]] float* row(int y) { return values.data() + std::size_t(y) * width; }
    [[nodiscard]] const float* row(int y) const { return values.data() + std::size_t(y) * width; }
};

}  // namespace suss
