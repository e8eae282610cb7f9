#pragma once

#include "core/explain/map.h"
#include "core/image/image.h"

namespace suss {

/// Fixed formulas people know, to stand beside the score.
struct Baselines {
    double psnr = 0;  ///< dB over R, G, B with peak 1; infinity for identical pictures
    double ssim = 0;  ///< mean SSIM of Y (Wang et al. 2004): Gaussian window of 11 with sigma 1.5, valid area
    double gmsd = 0;  ///< gradient magnitude similarity deviation of Y (Xue et al. 2014); 0 if identical
};

/// Throws Error if the sizes differ, or below 11 x 11.
Baselines baselinesOf(const Image& reference, const Image& image);

/// SSIM of Y at every pixel, whose mean is Baselines::ssim. NaN in the five rows and columns at each border,
/// where no whole window lies. Throws Error if the sizes differ, or below 11 x 11.
Map ssimMap(const Image& reference, const Image& image);
/// 1 - SSIM of every pixel.
Map ssimLoss(const Image& reference, const Image& image);

/// Multi-scale SSIM of Y over five scales, each the 2 x 2 mean of the one before (Wang, Simoncelli, Bovik
/// 2003). NaN below 176 x 176 pixels, where the window does not fit the coarsest scale. Throws Error if the
/// sizes differ, or below 11 x 11.
double msSsimOf(const Image& reference, const Image& image);

}  // namespace suss
