#pragma once

#include "core/planes/planes.h"

#include <optional>
#include <string>

namespace suss {

/// What became of a picture as a whole, in terms that need no model: least-squares fits of one picture's
/// luminance and colour to the other's. Pictures that lie over each other; a moved one looks soft. Ours, not
/// the paper's.
struct PlainChange {
    double brighter = 0;  ///< mean luma, in levels of 255
    double contrast = 1;  ///< slope of the means of 8 x 8 pixels on the reference's
    double detail =
        1;             ///< slope of what differs from the mean of 3 x 3 pixels: below 1 softer, above sharper
    double added = 0;  ///< root mean square of such detail that is not the reference's, in levels
    double blocks =
        0;  ///< how much more of a step there is at borders of 8 x 8 pixels than elsewhere, in levels
    double bluer = 0;       ///< mean Cb, in levels
    double redder = 0;      ///< mean Cr, in levels
    double saturation = 1;  ///< slope of Cb and Cr on the reference's; 1 for a reference without colour
};

/// Of Y1 and CbCr; the other planes are not read.
PlainChange plainChange(const Planes& reference, const Planes& image);

/// The same of the blocks of 8 x 8 pixels that lie in a rectangle of two images of one size; empty if they
/// are too few to tell. How visible blocks are is told of large rectangles only (0 else).
std::optional<PlainChange> plainChangeIn(const Image& reference, const Image& image, const Rect& rect);

/// "is softer (detail at 62 %), has 8-pixel blocks and is darker by 3.1 levels": what is not
/// negligible; empty if all is.
std::string inWords(const PlainChange& change);
/// Only what there is most of: three things at most. Of a place, where all of it changes.
std::string inFewWords(const PlainChange& change);

}  // namespace suss
