#include "core/image/srgb.h"

#include <cmath>

namespace suss {

float srgbEncoded(float linear) {
    const float magnitude = std::abs(linear);
    const float encoded =
        magnitude <= 0.0031308f ? 12.92f * magnitude : 1.055f * std::pow(magnitude, 1.0f / 2.4f) - 0.055f;
    return std::copysign(encoded, linear);
}

float linearOf(float encoded) {
    const float magnitude = std::abs(encoded);
    const float linear =
        magnitude <= 0.04045f ? magnitude / 12.92f : std::pow((magnitude + 0.055f) / 1.055f, 2.4f);
    return std::copysign(linear, encoded);
}

}  // namespace suss
