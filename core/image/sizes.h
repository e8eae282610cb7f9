#pragma once

#include "core/image/image.h"

#include <string>

namespace suss {

/// "768 x 512"; a window writes a sign of its own between the two.
std::string sizeOf(const Image& image, const std::string& times = " x ");

/// One sentence about two pictures that cannot be compared, with the names of their files if they have one:
/// "blurred.png is 384 x 256 pixels and the reference original.png is 768 x 512: they need equal sizes."
std::string unequalSizes(const Image& reference, const Image& image, const std::string& referenceName = {},
                         const std::string& imageName = {}, const std::string& times = " x ");

/// Throws Error if a rectangle is empty or does not lie inside a picture of that size: "`what` does not lie
/// inside the picture of 16 x 16 pixels."
void requireInside(const Rect& rect, int width, int height, const std::string& what);

}  // namespace suss
