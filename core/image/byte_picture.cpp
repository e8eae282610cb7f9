#include "core/image/byte_picture.h"

#include <algorithm>
#include <cmath>

namespace suss {

BytePicture bytePictureOf(const Image& image) {
    BytePicture picture{image.width, image.height, std::vector<std::uint8_t>(image.rgb.size())};
    std::transform(image.rgb.begin(), image.rgb.end(), picture.rgb.begin(),
                   [](float value) { return std::uint8_t(std::lround(std::clamp(value, 0.f, 1.f) * 255)); });
    return picture;
}

}  // namespace suss
