#pragma once

#include "core/image/image.h"

#include <cstdint>
#include <vector>

namespace suss {

/// A picture with 8 bits a channel: a quarter of the memory of an Image, for thousands of them.
struct BytePicture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;  ///< sRGB, interleaved, row by row
};

/// Rounded; values outside [0, 1] are clipped.
BytePicture bytePictureOf(const Image& image);

}  // namespace suss
