#pragma once

#include "core/image/image.h"

#include <cstdint>

namespace suss {

// Everyday changes of a picture, to try and to learn with. Results are in [0, 1].

/// Gaussian blur, sigma in pixels.
Image gaussianBlurred(const Image& image, double sigma);

/// Gaussian noise of R, G and B, in units of [0, 1].
Image withNoise(const Image& image, double standardDeviation, std::uint64_t seed);

/// Shift to the right, by the Lanczos kernel of 4 x 4 lobes; the left edge is repeated.
Image shiftedRight(const Image& image, double pixels);

/// Red and blue times these factors.
Image withColourCast(const Image& image, float red, float blue);

/// JPEG encode and decode at the given quality (1 to 100), 4:2:0 colour below 90 and 4:4:4 from there on.
Image throughJpeg(const Image& image, int quality);

}  // namespace suss
