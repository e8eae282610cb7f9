#include "core/image/sizes.h"

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

}  // namespace suss
