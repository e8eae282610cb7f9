#pragma once

#include "core/planes/planes.h"

#include <optional>
#include <string>

namespace suss {

/// What became of a picture as a whole, in terms that need no model: least-squares fits of one picture's
/// luminance and colour to the other's. Pictures that lie over each other; a moved one looks soft. Ours, not
/// the paper's.
struct PlainChange {
    /// What is added to the means of luma, Cb and Cr, in levels of 255.
    double brighter = 0, bluer = 0, redder = 0;
    /// Slopes on the reference's values; 1 where those vary too little, or too few are known, to tell.
    double contrast = 1;    ///< of the means of 8 x 8 pixels
    double detail = 1;      ///< of what differs from the mean of 3 x 3 pixels: below 1 softer, above sharper
    double saturation = 1;  ///< of Cb and Cr
    /// Root mean square of detail that is not the reference's, in levels.
    double added = 0;
    /// How much more of a step there is at borders of 8 x 8 pixels than elsewhere, in levels.
    double blocks = 0;
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
