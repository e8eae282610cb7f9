#include "core/image/sizes.h"

#include "core/error.h"

namespace suss {

std::string sizeOf(const Image& image, const std::string& times) {
    return std::to_string(image.width) + times + std::to_string(image.height);
}

std::string unequalSizes(const Image& reference, const Image& image, const std::string& referenceName,
                         const std::string& imageName, const std::string& times) {
    return (imageName.empty() ? "The image" : imageName) + " is " + sizeOf(image, times) +
           " pixels and the reference " + (referenceName.empty() ? "" : referenceName + ' ') + "is " +
           sizeOf(reference, times) + ": they need equal sizes.";
}

void requireInside(const Rect& rect, int width, int height, const std::string& what) {
    // Compared without sums, which could overflow.
    const bool inside = rect.x >= 0 && rect.y >= 0 && rect.width > 0 && rect.height > 0 && rect.x < width &&
                        rect.y < height && rect.width <= width - rect.x && rect.height <= height - rect.y;
    if (!inside)
        throw Error(what + " does not lie inside the picture of " + std::to_string(width) + " x " +
                    std::to_string(height) + " pixels.");
}

}  // namespace suss
