#pragma once

#include "core/planes/planes.h"

#include <optional>
#include <string>

namespace suss {

/// How a picture as a whole lies over its reference, an affine map: what is at (x, y) of the reference is at
/// (xx x + xy y + x0, yx x + yy y + y0) of the image. In pixels, whose centres are whole numbers.
struct Movement {
    double xx = 1, xy = 0, x0 = 0;
    double yx = 0, yy = 1, y0 = 0;
    bool operator==(const Movement&) const = default;
};

/// A movement as a person would say it: what becomes of the middle of the picture, and how the rest turns and
/// grows about it.
struct MovementParts {
    double right = 0, down = 0;    ///< of the middle, in pixels
    double clockwise = 0;          ///< degrees
    double wider = 1, higher = 1;  ///< factors
};
MovementParts partsOf(const Movement& movement, int width, int height);
/// "3.2 px to the right, turned 0.3 degrees clockwise, 1.2 % larger": the parts that are not negligible.
std::string inWords(const MovementParts& parts);

/// Mean over the pixels of a picture of the squared distance by which each is moved, in square pixels.
double meanSquareOf(const Movement& movement, int width, int height);

/// Finds the movement between two pictures of one size from their luminance (Y1): enhanced correlation
/// coefficient (Evangelidis and Psarakis, TPAMI 2008), coarse to fine, from rest and from the peak of the
/// phase correlation. Nothing if none is found, if it is smaller than 0.15 pixels (root mean square), if half
/// of the reference or more is out of the image, or if a side is longer than 32,000 pixels. What is found
/// need not explain much: a blurred picture "moves" too.
std::optional<Movement> movementBetween(const Plane& reference, const Plane& image);

/// The image laid back over its reference (Lanczos of 8 x 8 pixels); where it does not show what the
/// reference shows, the reference's pixels, with a note that says so. Throws Error if the sizes differ.
Image movedBack(const Image& image, const Movement& movement, const Image& reference);

}  // namespace suss
