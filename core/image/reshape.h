#pragma once

#include "core/image/image.h"

namespace suss {

/// The image scaled to the given size: area averaging when it shrinks, Lanczos when it grows. For --resize.
Image resized(const Image& image, int width, int height);
/// The same for a picture that is to be compared with one of that size: Image::notes say so.
Image resizedToCompare(const Image& image, int width, int height);

/// The rectangle of the image; it must lie inside.
Image cropped(const Image& image, int x, int y, int width, int height);

}  // namespace suss
