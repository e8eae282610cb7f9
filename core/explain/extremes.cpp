#include "core/explain/extremes.h"

#include "core/error.h"
#include "core/explain/score_form.h"
#include "core/gaussian/extremal.h"
#include "core/image/sizes.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <vector>

namespace suss {
namespace {

constexpr double kLevels = 255;
/// Part of the progress bar that the eigenvectors take.
constexpr double kFound = 0.97;
/// A change may grow this much to make up for what clipping takes; beyond, it is another change.
constexpr double kLargestGrowth = 16;
constexpr double kScaleAccuracy = 1e-7;
/// No window takes more than this many times the mean square error of the picture.
constexpr double kLargestShare = 4;

/// Borders that cut a range into pieces of about `side`, at multiples of the coarsest cell, without slivers.
std::vector<int> bordersOf(int begin, int length, int side) {
    const int pieces = std::max(1, (length + side / 2) / side), cell = pixelsPerCell(Component::Y3);
    std::vector<int> borders{begin};
    for (int piece = 1; piece < pieces; ++piece) {
        const int at =
            static_cast<int>(begin + std::int64_t{length} * piece / pieces + cell / 2) / cell * cell;
        if (at > borders.back() && at < begin + length) borders.push_back(at);
    }
    borders.push_back(begin + length);
    return borders;
}

std::vector<Rect> windowsOf(const Rect& region, const ExtremesRequest& request) {
    if (request.spread == Spread::Whole) return {region};
    const std::vector<int> across = bordersOf(region.x, region.width, request.window);
    const std::vector<int> down = bordersOf(region.y, region.height, request.window);
    std::vector<Rect> windows;
    for (std::size_t y = 0; y + 1 < down.size(); ++y)
        for (std::size_t x = 0; x + 1 < across.size(); ++x)
            windows.push_back({across[x], down[y], across[x + 1] - across[x], down[y + 1] - down[y]});
    return windows;
}

/// The sum of squares over a rectangle of what differs between two pictures.
double squaresIn(const Rect& rect, const Image& a, const Image& b) {
    double sum = 0;
    for (int y = rect.y; y < rect.y + rect.height; ++y)
        for (int i = 3 * rect.x; i < 3 * (rect.x + rect.width); ++i) {
            const double difference = double{a.row(y)[i]} - double{b.row(y)[i]};
            sum += difference * difference;
        }
    return sum;
}

/// Writes reference + scale * change, clipped, into its rectangle of the image.
void write(const Image& reference, const Change& change, double scale, Image& image) {
    const float* value = change.rgb.data();
    for (int y = change.rect.y; y < change.rect.y + change.rect.height; ++y)
        for (int i = 3 * change.rect.x; i < 3 * (change.rect.x + change.rect.width); ++i)
            image.row(y)[i] = static_cast<float>(
                std::clamp(double{reference.row(y)[i]} + scale * double{*value++}, 0.0, 1.0));
}

/// Adds a change of unit norm so that the clipped picture differs by the wanted sum of squares there.
void addScaled(const Image& reference, const Change& change, double squares, Image& image) {
    const auto squaresAt = [&](double scale) {
        write(reference, change, scale, image);
        return squaresIn(change.rect, reference, image);
    };
    const double unclipped = std::sqrt(squares);
    const double sign = squaresAt(-unclipped) > squaresAt(unclipped) ? -1 : 1;
    double low = 0, high = unclipped;
    while (squaresAt(sign * high) < squares) {
        low = high;
        high *= 2;
        if (high > kLargestGrowth * unclipped)
            throw Error(
                "A change of this error does not fit between black and white: ask for a smaller error, or "
                "for "
                "windows.");
    }
    while (high - low > kScaleAccuracy * high) {
        const double middle = 0.5 * (low + high);
        (squaresAt(sign * middle) < squares ? low : high) = middle;
    }
    write(reference, change, sign * high, image);
}

/// What the search found in a window, for either end.
struct Found {
    Change change;  ///< of unit norm
    double value = 0, residual = 0;
};
using Ends = std::array<Found, 2>;
constexpr std::array kEnds{EigenOptions::End::Largest, EigenOptions::End::Smallest};

Ends searchWindow(const Reference& reference, const ExtremesRequest& request, const Rect& window,
                  std::size_t number, const Progress& progress) {
    const ScoreForm form(reference.distributions, request.weighting, reference.image->width,
                         reference.image->height, window);
    const LinearMap apply = [&](auto v, auto product) { form.apply(v, product); };
    const LinearMap precondition = [&](auto v, auto product) { form.precondition(v, product); };
    Ends ends;
    for (std::size_t e = 0; e < kEnds.size(); ++e) {
        EigenOptions options;
        options.end = kEnds[e];
        options.tolerance = request.tolerance;
        options.iterations = request.iterations;
        options.seed = request.seed;
        options.stream = number * kEnds.size() + e;
        const bool smallest = options.end == EigenOptions::End::Smallest;
        const Eigenpair pair =
            extremalEigenpair(form.size(), apply, smallest ? precondition : LinearMap(), options,
                              subProgress(progress, 0.5 * double(e), 0.5 * double(e + 1)));
        ends[e] = {form.changeOf(pair.vector), pair.value, pair.residual};
    }
    return ends;
}

/// Mean square error that each window gets, over that of the picture. For the most visible change 1. For the
/// least, so much that all windows add the same to the distance per pixel, as far as none gets more than
/// kLargestShare: then no place shows more than another.
std::vector<double> sharesOf(const std::vector<Ends>& found, std::size_t end) {
    std::vector<double> shares(found.size(), 1.0);
    if (kEnds[end] == EigenOptions::End::Largest) return shares;
    double area = 0, least = found.front()[end].value, most = least;
    for (const Ends& ends : found) {
        area += static_cast<double>(ends[end].change.rgb.size());
        least = std::min(least, ends[end].value);
        most = std::max(most, ends[end].value);
    }
    // share = min(level / value, kLargestShare), at the level where their mean over the area is 1.
    const auto meanAt = [&](double level) {
        double sum = 0;
        for (std::size_t w = 0; w < found.size(); ++w) {
            shares[w] = std::min(level / found[w][end].value, kLargestShare);
            sum += shares[w] * static_cast<double>(found[w][end].change.rgb.size());
        }
        return sum / area;
    };
    double low = least, high = most;
    for (int step = 0; step < 60; ++step) {
        const double middle = 0.5 * (low + high);
        (meanAt(middle) < 1 ? low : high) = middle;
    }
    const double mean = meanAt(high);
    for (double& share : shares) share /= mean;
    return shares;
}

Rect regionOf(const Reference& reference, const ExtremesRequest& request) {
    return request.region.value_or(Rect{0, 0, reference.image->width, reference.image->height});
}

void check(const Reference& reference, const ExtremesRequest& request) {
    requireInside(regionOf(reference, request), reference.image->width, reference.image->height,
                  "The region");
    if (!(request.rmse > 0 && request.rmse <= kLevels))
        throw Error("The error must be more than 0 and at most 255 levels.");
    if (request.window < 8 || request.window % 4 != 0)
        throw Error("The side of a window must be a multiple of 4 and at least 8 pixels.");
}

}  // namespace

ExtremeFigures figuresOf(const std::shared_ptr<const Reference>& reference, const Image& image,
                         const ExtremesRequest& request) {
    const Rect region = regionOf(*reference, request);
    requireInside(region, reference->image->width, reference->image->height, "The region");
    if (!image.sameSize(*reference->image)) throw Error(unequalSizes(*reference->image, image));
    const double samples = 3.0 * region.width * region.height;
    return {kLevels * std::sqrt(squaresIn(region, *reference->image, image) / samples),
            accountOf(*compare(reference, image), request.weighting), baselinesOf(*reference->image, image)};
}

Extremes extremesOf(const std::shared_ptr<const Reference>& reference, const ExtremesRequest& request,
                    const Progress& progress) {
    check(*reference, request);
    const Image& image = *reference->image;
    const std::vector<Rect> windows = windowsOf(regionOf(*reference, request), request);

    std::vector<Ends> found(windows.size());
    std::mutex reporting;
    std::size_t done = 0;
    parallelFor(static_cast<int>(windows.size()), 1, [&](int begin, int end) {
        for (int w = begin; w < end; ++w) {
            const auto number = static_cast<std::size_t>(w);
            found[number] = searchWindow(
                *reference, request, windows[number], number, [&](double fraction, std::string_view stage) {
                    const std::lock_guard lock(reporting);
                    // Several windows are under way at once: each counts when it is done.
                    const double part = windows.size() == 1 ? fraction : static_cast<double>(done);
                    report(progress, kFound * part / static_cast<double>(windows.size()), stage);
                    return true;
                });
            const std::lock_guard lock(reporting);
            ++done;
        }
    });

    report(progress, kFound, "Measuring the extremes");
    Extremes extremes;
    for (std::size_t e = 0; e < kEnds.size(); ++e) {
        Extreme& extreme = kEnds[e] == EigenOptions::End::Largest ? extremes.most : extremes.least;
        extreme.image = image;
        const std::vector<double> shares = sharesOf(found, e);
        parallelFor(static_cast<int>(windows.size()), 1, [&](int begin, int end) {
            for (int w = begin; w < end; ++w) {  // windows write to separate pixels
                const Change& change = found[static_cast<std::size_t>(w)][e].change;
                const double samples = static_cast<double>(change.rgb.size());
                const double error = request.rmse / kLevels;
                addScaled(image, change, shares[static_cast<std::size_t>(w)] * error * error * samples,
                          extreme.image);
            }
        });
        for (const Ends& ends : found) {
            extreme.residual = std::max(extreme.residual, ends[e].residual);
        }
        extreme.figures = figuresOf(reference, extreme.image, request);
    }
    report(progress, 1, "Extremes found");
    return extremes;
}

}  // namespace suss
