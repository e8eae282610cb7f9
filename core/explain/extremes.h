#pragma once

#include "core/explain/account.h"
#include "core/explain/baselines.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace suss {

/// How an extreme is spread over the picture.
enum class Spread {
    Windows,  ///< in each window the extreme of all changes within it alone
    Whole,    ///< one change of the whole picture or region: the true extreme, gathered in few pixels
};

struct ExtremesRequest {
    double rmse = 2;               ///< over R, G and B of the region, in levels of 255
    Weighting weighting;           ///< components that are switched off, or weigh nothing, do not count
    std::optional<Rect> region{};  ///< where the picture may change; all of it if not given
    Spread spread = Spread::Windows;
    int window = 16;  ///< side in pixels, about, a multiple of 4; the larger, the more extreme and gathered
    std::uint64_t seed = 0;
    double tolerance = 1e-3;  ///< of the relative residual of each eigenvector
    int iterations = 300;     ///< at most, for each eigenvector
};

/// How far a picture is from the reference, by the score and by the formulas people know.
struct ExtremeFigures {
    double rmse = 0;      ///< as in the request
    Account account;      ///< under the weighting of the request
    Baselines baselines;  ///< of the whole picture
};
/// Throws Error if the sizes differ or the region lies outside.
ExtremeFigures figuresOf(const std::shared_ptr<const Reference>& reference, const Image& image,
                         const ExtremesRequest& request);

/// The reference with the most or the least that a change of this error can do to the score.
struct Extreme {
    Image image;
    ExtremeFigures figures;
    double residual = 0;  ///< relative, |A v - lambda v| / lambda: the worst of all windows
};
struct Extremes {
    Extreme most, least;
};

/// The eigenvectors of the largest and the smallest eigenvalue of the score's quadratic form (score_form.h),
/// added to the reference. The sign is the one that loses less by clipping to [0, 1]; the scale is such that
/// the clipped picture has the wanted error, to one in a million.
///
/// Windows all get the same error for the most visible change. For the least, each gets so much that it adds
/// the same to the distance per pixel, up to twice the wanted error: the same everywhere would have to show
/// where the picture is smooth.
///
/// The distance has a linear part as well, since the model's mean is not quite the reference: it changes sign
/// with the perturbation, and is not what is sought here.
///
/// The same on any number of threads. Throws Error on a request without sense, and if clipping keeps the
/// error from being reached; Cancelled if progress asks to stop.
Extremes extremesOf(const std::shared_ptr<const Reference>& reference, const ExtremesRequest& request,
                    const Progress& progress = {});

}  // namespace suss
