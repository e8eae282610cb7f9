#include "core/explain/extremes.h"

#include "core/error.h"
#include "core/explain/score_form.h"
#include "core/gaussian/extremal.h"
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
    const double* value = change.rgb.data();
    for (int y = change.rect.y; y < change.rect.y + change.rect.height; ++y)
        for (int i = 3 * change.rect.x; i < 3 * (change.rect.x + change.rect.width); ++i)
            image.row(y)[i] =
                static_cast<float>(std::clamp(double{reference.row(y)[i]} + scale * *value++, 0.0, 1.0));
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

Rect regionOf(const Reference& reference, const ExtremesRequest& request) {
    return request.region.value_or(Rect{0, 0, reference.image.width, reference.image.height});
}

void check(const Reference& reference, const ExtremesRequest& request) {
    const Rect region = regionOf(reference, request);
    const Image& image = reference.image;
    if (region.x < 0 || region.y < 0 || region.width < 1 || region.height < 1 ||
        region.width > image.width - region.x || region.height > image.height - region.y)
        throw Error("The region does not lie inside the picture.");
    if (!(request.rmse > 0 && request.rmse <= kLevels))
        throw Error("The error must be more than 0 and at most 255 levels.");
    if (request.window < 8 || request.window % 4 != 0)
        throw Error("The side of a window must be a multiple of 4 and at least 8 pixels.");
}

}  // namespace

ExtremeFigures figuresOf(const std::shared_ptr<const Reference>& reference, const Image& image,
                         const ExtremesRequest& request) {
    const Rect region = regionOf(*reference, request);
    const double samples = 3.0 * region.width * region.height;
    return {kLevels * std::sqrt(squaresIn(region, reference->image, image) / samples),
            accountOf(*compare(reference, image), request.weighting), baselinesOf(reference->image, image)};
}

Extremes extremesOf(const std::shared_ptr<const Reference>& reference, const ExtremesRequest& request,
                    const Progress& progress) {
    check(*reference, request);
    const Image& image = reference->image;
    const std::vector<Rect> windows = windowsOf(regionOf(*reference, request), request);

    struct Found {
        double residual = 0;
        int iterations = 0;
    };
    constexpr std::array kEnds{EigenOptions::End::Largest, EigenOptions::End::Smallest};
    std::vector<std::array<Found, kEnds.size()>> found(windows.size());
    std::array images{image, image};  // windows write to separate pixels

    std::mutex reporting;
    double done = 0;  // tasks that are complete
    const double tasks = static_cast<double>(windows.size() * kEnds.size());
    const auto reportTask = [&](double fraction, std::string_view stage) {
        const std::lock_guard lock(reporting);
        report(progress, kFound * (done + fraction) / tasks, stage);
        return true;
    };

    parallelFor(static_cast<int>(windows.size()), 1, [&](int begin, int end) {
        for (int w = begin; w < end; ++w) {
            const Rect& window = windows[static_cast<std::size_t>(w)];
            const ScoreForm form(reference->distributions, request.weighting, image.width, image.height,
                                 window);
            const LinearMap apply = [&](auto v, auto product) { form.apply(v, product); };
            const LinearMap precondition = [&](auto v, auto product) { form.precondition(v, product); };
            const double squares = std::pow(request.rmse / kLevels, 2) * 3.0 * window.width * window.height;
            for (std::size_t e = 0; e < kEnds.size(); ++e) {
                EigenOptions options;
                options.end = kEnds[e];
                options.tolerance = request.tolerance;
                options.iterations = request.iterations;
                options.seed = request.seed;
                options.stream = static_cast<std::uint64_t>(w) * kEnds.size() + e;
                // Only one task's own part is known at a time: several at once share the bar task by task.
                const Eigenpair pair =
                    extremalEigenpair(form.size(), apply,
                                      options.end == EigenOptions::End::Smallest ? precondition : LinearMap(),
                                      options, [&](double fraction, std::string_view stage) {
                                          return reportTask(windows.size() == 1 ? fraction : 0, stage);
                                      });
                addScaled(image, form.changeOf(pair.vector), squares, images[e]);
                found[static_cast<std::size_t>(w)][e] = {pair.residual, pair.iterations};
                const std::lock_guard lock(reporting);
                ++done;
            }
        }
    });

    report(progress, kFound, "measuring the extremes");
    Extremes extremes;
    for (std::size_t e = 0; e < kEnds.size(); ++e) {
        Extreme& extreme = e == 0 ? extremes.most : extremes.least;
        extreme.figures = figuresOf(reference, images[e], request);
        extreme.image = std::move(images[e]);
        for (const auto& window : found) {
            extreme.residual = std::max(extreme.residual, window[e].residual);
            extreme.iterations = std::max(extreme.iterations, window[e].iterations);
        }
    }
    report(progress, 1, "extremes found");
    return extremes;
}

}  // namespace suss
