#include "core/explain/movement.h"

#include "core/error.h"
#include "core/image/sizes.h"

#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <vector>

namespace suss {

namespace {

constexpr int kCoarsest = 128;    ///< longer side of the coarsest grid, at most
constexpr int kThinnest = 16;     ///< shorter side of any grid, at least
constexpr int kLargest = 32'000;  ///< pixels of a side that OpenCV moves
constexpr std::int64_t kFinest =
    2'000'000;  ///< pixels of the finest grid: finer ones cost more than they tell
constexpr double kStructure =
    4;                           ///< pixels of a grid; slower changes, of light or a frame, do not move along
constexpr double kLeast = 0.15;  ///< pixels, root mean square
constexpr double kLeastShown = 0.5;  ///< part of the reference
constexpr int kSmoothing = 5;        ///< side of the filter before correlation, in pixels of a grid

cv::Mat matOver(const Plane& plane) {
    return {plane.grid.height, plane.grid.width, CV_32F, const_cast<float*>(plane.values.data())};
}

cv::Mat structureOf(const cv::Mat& luminance) {
    cv::Mat slow;
    cv::GaussianBlur(luminance, slow, {0, 0}, kStructure);
    return luminance - slow;
}

/// Two pictures on one grid, a power of two coarser than theirs.
struct Level {
    int factor;
    cv::Mat reference, image;
};

Level structureOf(const Level& luminance) {
    return {luminance.factor, structureOf(luminance.reference), structureOf(luminance.image)};
}

/// Luminance, finest last; that of the pictures' own grid is not a copy.
std::vector<Level> levelsOf(const Plane& reference, const Plane& image) {
    std::vector<Level> levels;
    Plane coarseReference, coarseImage;
    const Plane *ofReference = &reference, *ofImage = &image;
    for (int factor = 1;; factor *= 2) {
        if (ofReference->grid.pixels() <= kFinest)
            levels.push_back({factor, factor == 1 ? matOver(reference) : matOver(coarseReference).clone(),
                              factor == 1 ? matOver(image) : matOver(coarseImage).clone()});
        const auto [shorter, longer] = std::minmax(ofReference->grid.width, ofReference->grid.height);
        if (longer <= kCoarsest || shorter < 2 * kThinnest) break;
        coarseReference = halved(*ofReference);
        coarseImage = halved(*ofImage);
        ofReference = &coarseReference;
        ofImage = &coarseImage;
    }
    std::reverse(levels.begin(), levels.end());
    return levels;
}

/// The same movement between grids that are `by` times finer; a coarse value stands for the middle of its
/// fine ones.
Movement refined(const Movement& coarse, int by) {
    const double middle = 0.5 * (by - 1);
    Movement fine = coarse;
    fine.x0 = by * coarse.x0 + middle * (1 - coarse.xx - coarse.xy);
    fine.y0 = by * coarse.y0 + middle * (1 - coarse.yx - coarse.yy);
    return fine;
}

struct Found {
    double correlation;
    Movement movement;
};

bool isFlat(const cv::Mat& structure) {
    constexpr double kNothing = 1e-4;  // root mean square; rounding alone "correlates" below
    return cv::norm(structure) < kNothing * std::sqrt(double(structure.total()));
}

/// From a start nearby; nothing where the pictures do not correlate.
std::optional<Found> search(const Level& level, const Movement& start, int steps) {
    cv::Mat_<float> warp(2, 3);
    warp << float(start.xx), float(start.xy), float(start.x0), float(start.yx), float(start.yy),
        float(start.y0);
    const cv::TermCriteria until(cv::TermCriteria::COUNT + cv::TermCriteria::EPS, steps, 1e-5);
    try {
        const double correlation = cv::findTransformECC(level.reference, level.image, warp, cv::MOTION_AFFINE,
                                                        until, cv::noArray(), kSmoothing);
        if (!(correlation > 0)) return {};
        return Found{correlation, {warp(0, 0), warp(0, 1), warp(0, 2), warp(1, 0), warp(1, 1), warp(1, 2)}};
    } catch (const cv::Exception&) {
        return {};  // does not converge, or there is nothing but flat areas
    }
}

Movement peakOfPhase(const Level& level) {
    cv::Mat window;
    cv::createHanningWindow(window, level.reference.size(), CV_32F);
    const cv::Point2d peak = cv::phaseCorrelate(level.reference, level.image, window);
    return {1, 0, peak.x, 0, 1, peak.y};
}

/// Where that point of the reference is in the image.
cv::Point2d moved(const Movement& m, double x, double y) {
    return {m.xx * x + m.xy * y + m.x0, m.yx * x + m.yy * y + m.y0};
}

bool isPlausible(const Movement& movement, int width, int height) {
    const double area = movement.xx * movement.yy - movement.xy * movement.yx;
    const cv::Point2d middle = moved(movement, 0.5 * (width - 1), 0.5 * (height - 1));
    const double shown = (1 - std::abs(middle.x - 0.5 * (width - 1)) / width) *
                         (1 - std::abs(middle.y - 0.5 * (height - 1)) / height);
    return area > 0.5 && area < 2 && shown > kLeastShown;
}

std::string rounded(double value, const char* unit) {
    char text[48];
    std::snprintf(text, sizeof text, value < 9.95 ? "%.1f %s" : "%.0f %s", value, unit);
    return text;
}

}  // namespace

MovementParts partsOf(const Movement& m, int width, int height) {
    const double x = 0.5 * (width - 1), y = 0.5 * (height - 1);
    const cv::Point2d middle = moved(m, x, y);
    // The nearest rotation of the linear part, then how long its axes are.
    const double angle = std::atan2(m.yx - m.xy, m.xx + m.yy);
    return {middle.x - x, middle.y - y, angle * 180 / std::numbers::pi, std::hypot(m.xx, m.yx),
            std::hypot(m.xy, m.yy)};
}

std::string inWords(const MovementParts& parts) {
    constexpr double kLeastShift = 0.05, kLeastTurn = 0.05, kLeastGrowth = 0.0005;
    std::string words;
    const auto add = [&](const std::string& part) { words += (words.empty() ? "" : ", ") + part; };
    if (std::abs(parts.right) >= kLeastShift)
        add(rounded(std::abs(parts.right), parts.right > 0 ? "px to the right" : "px to the left"));
    if (std::abs(parts.down) >= kLeastShift)
        add(rounded(std::abs(parts.down), parts.down > 0 ? "px down" : "px up"));
    if (std::abs(parts.clockwise) >= kLeastTurn)
        add("turned " + rounded(std::abs(parts.clockwise), "degrees ") +
            (parts.clockwise > 0 ? "clockwise" : "counter-clockwise"));
    const auto growth = [&](double factor, const char* more, const char* less) {
        if (std::abs(factor - 1) >= kLeastGrowth)
            add(rounded(100 * std::abs(factor - 1), "% ") + (factor > 1 ? more : less));
    };
    if (std::abs(parts.wider - parts.higher) < 2 * kLeastGrowth) {
        growth(0.5 * (parts.wider + parts.higher), "larger", "smaller");
    } else {
        growth(parts.wider, "wider", "narrower");
        growth(parts.higher, "higher", "lower");
    }
    return words.empty() ? "hardly at all" : words;
}

double meanSquareOf(const Movement& m, int width, int height) {
    const double x = 0.5 * (width - 1), y = 0.5 * (height - 1);
    const cv::Point2d shift = moved(m, x, y) - cv::Point2d(x, y);
    // Pixels are spread evenly about the middle, and displacement is linear in where they are.
    const double acrossVariance = (double(width) * width - 1) / 12;
    const double downVariance = (double(height) * height - 1) / 12;
    return shift.dot(shift) + ((m.xx - 1) * (m.xx - 1) + m.yx * m.yx) * acrossVariance +
           (m.xy * m.xy + (m.yy - 1) * (m.yy - 1)) * downVariance;
}

std::optional<Movement> movementBetween(const Plane& reference, const Plane& image) {
    constexpr int kCoarseSteps = 60, kFineSteps = 20;
    constexpr int kEarly = 4;  // on this grid or a coarser one it shows whether a picture is moved at all
    const int width = reference.grid.width, height = reference.grid.height;
    if (std::max(width, height) > kLargest) return {};
    const std::vector<Level> levels = levelsOf(reference, image);
    if (levels.empty()) return {};
    const Level coarsest = structureOf(levels.front());

    if (isFlat(coarsest.reference) || isFlat(coarsest.image)) return {};
    std::optional<Found> best = search(coarsest, {}, kCoarseSteps);
    if (const auto other = search(coarsest, peakOfPhase(coarsest), kCoarseSteps))
        if (!best || other->correlation > best->correlation) best = other;
    if (!best) return {};

    Movement movement = best->movement;
    const auto isRest = [&](const Movement& onGrid, int factor) {
        return meanSquareOf(refined(onGrid, factor), width, height) < kLeast * kLeast;
    };
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const Level& level = levels[i];
        if (i > 0) {
            movement = refined(movement, levels[i - 1].factor / level.factor);
            if (const auto found = search(structureOf(level), movement, kFineSteps))
                movement = found->movement;
        }
        if (level.factor <= kEarly && isRest(movement, level.factor)) return {};
    }
    movement = refined(movement, levels.back().factor);
    if (!isPlausible(movement, width, height)) return {};
    return movement;
}

Image movedBack(const Image& image, const Movement& movement, const Image& reference) {
    if (!image.sameSize(reference)) throw Error(unequalSizes(reference, image));
    const cv::Matx23d warp(movement.xx, movement.xy, movement.x0, movement.yx, movement.yy, movement.y0);
    const cv::Mat source(image.height, image.width, CV_32FC3, const_cast<float*>(image.rgb.data()));
    Image result = image;
    bool isFilled = false;
    cv::Mat target(image.height, image.width, CV_32FC3, result.rgb.data());
    cv::warpAffine(source, target, warp, target.size(), cv::INTER_LANCZOS4 | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const cv::Point2d from = moved(movement, x, y);
            const bool isShown =
                from.x >= 0 && from.y >= 0 && from.x <= image.width - 1 && from.y <= image.height - 1;
            float* rgb = result.row(y) + 3 * std::ptrdiff_t{x};
            if (isShown)
                std::transform(rgb, rgb + 3, rgb, [](float value) { return std::clamp(value, 0.0f, 1.0f); });
            else
                std::copy_n(reference.row(y) + 3 * std::ptrdiff_t{x}, 3, rgb);
            isFilled |= !isShown;
        }
    const std::string note = "what it does not show at its edges was filled in from the reference";
    if (isFilled && std::find(result.notes.begin(), result.notes.end(), note) == result.notes.end())
        result.notes.push_back(note);
    return result;
}

}  // namespace suss
