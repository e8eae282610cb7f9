#pragma once

#include "core/explain/account.h"

namespace suss {

/// What the comparison says of one channel of a component at one image pixel.
struct PixelValues {
    double value = 0, mean = 0;  ///< of the image; what the model of the reference expects. Plane units
    double whitened = 0;         ///< residual in standard deviations given the neighbours
    /// Part of the distance that this channel makes at this pixel; a coarse value is shared evenly by the
    /// pixels it covers. Summed over pixels and channels it is the distance.
    double contribution = 0;
};

/// What the model of a reference expects of one channel of a component at an image pixel, in plane units.
/// Throws Error as pixelValues() does.
double expectedValue(const Reference& reference, Component component, int channel, int x, int y);

/// Throws Error for a pixel outside the picture or a channel that the component does not have.
PixelValues pixelValues(const Comparison& comparison, const Weighting& weighting, Component component,
                        int channel, int x, int y);

}  // namespace suss
