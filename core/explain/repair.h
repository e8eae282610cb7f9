#pragma once

#include "core/explain/account.h"
#include "core/explain/map.h"
#include "core/progress.h"

#include <array>
#include <cstdint>
#include <vector>

namespace suss {

// What has to change first. Every pixel p of the image walks along its own difference to the reference,
//     y(p) = image(p) + alpha(p) (reference(p) - image(p)),    0 <= alpha(p) <= 1,
// and all of them together always in the direction that gains most score (the gradient in alpha, conjugate to
// the one before where the step was a whole one). One alpha a pixel, not one a sample: each pixel then shows
// a colour on the straight line between its two, and the place where it has gone half of its way is one
// number. The score is quadratic in alpha (score_gradient.h), so each step's length is known in closed form;
// it is cut where a pixel would overshoot the reference. The score never falls.

/// A place on the walk.
struct RepairFrame {
    double position = 0;  ///< in [0, 1]: 0 is the image itself, 1 the end of the walk
    double suss = 0;      ///< score of the picture that frameImage() makes
    double distance = 0;  ///< its distance; see Repair
    std::array<double, kComponentCount> contributions{};  ///< of the components to it
    std::vector<std::uint16_t> alpha;                     ///< height x width, 65535 is the reference's colour
};

/// The walk ends where 99 % of what a first, faster climb gained has been gained; that climb stops when eight
/// steps gain less than 0.2 % of it. What is left of the distance is therefore 1 to 2 % where the reference
/// is about the best mixture. It may be negative: then the mixture is likelier to the model than the
/// reference itself, whose values are not the mean.
struct Repair {
    int width = 0, height = 0;
    /// Evenly spaced positions, scores that rise: equal gains until a quarter of the whole is left, then
    /// equal ratios of what is left. The first is the image itself, and the only one if there is nothing to
    /// gain; the last are missing if the walk does not get there in 300 steps (photos need about 100).
    std::vector<RepairFrame> frames;
    /// The position at which each pixel had first gone half of its way. NaN where it never does, and where
    /// the pictures are equal.
    Map firstChanged;
};

/// The walk, which does not depend on how many frames are kept of it (2 bytes a pixel each). The same on any
/// number of threads. Throws Error for fewer than 2 frames and Cancelled.
Repair repair(const Comparison& comparison, const Weighting& weighting, int frames = 12,
              const Progress& progress = {});

/// How early a place changes, to look at: 1 - firstChanged and 0 where nothing changes, averaged around every
/// pixel (Gaussian, sigma in pixels). Neighbouring pixels walk each on their own, so that single ones say
/// little.
Map earlinessOf(const Repair& repair, double sigma = 3);

/// The picture of a frame.
Image frameImage(const Comparison& comparison, const RepairFrame& frame);

}  // namespace suss
