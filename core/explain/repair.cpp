#include "core/explain/repair.h"

#include "core/error.h"
#include "core/explain/score_gradient.h"
#include "core/parallel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace suss {
namespace {

/// Parts of the walk that are one step each, if no pixel meets its end in between.
constexpr int kParts = 48;
/// Steps that a walk takes at most. Photos need about a hundred.
constexpr int kMostSteps = 300;
/// The climb is at its top when this many steps gained less than this part of all that was gained.
constexpr int kStepsToJudge = 8;
constexpr double kWorthwhile = 2e-3;

/// Of the whole gain, what is still to come: at the place where equal gains become equal ratios, and at the
/// end of the walk.
constexpr double kKnee = 0.25, kLeft = 0.01;

/// Positions that the whole gain would take at the pace of the beginning.
double pace() {
    return 1 / (1 - kKnee + kKnee * std::log(kKnee / kLeft));
}

/// Part of the whole gain that is still to come at a position.
double leftAt(double position) {
    const double left = 1 - position / pace();
    return left >= kKnee ? left : kKnee * std::exp((left - kKnee) / kKnee);
}

/// Its inverse.
double positionAt(double left) {
    const double straight = left >= kKnee ? left : kKnee + kKnee * std::log(std::max(left, kLeft) / kKnee);
    return std::clamp(pace() * (1 - straight), 0.0, 1.0);
}

/// What moving a part `u` of a step gains: slope u - square u^2 / 2.
struct Parabola {
    double slope = 0, square = 0;

    [[nodiscard]] double at(double u) const { return u * (slope - 0.5 * square * u); }
    /// Where the gain is largest, or as soon as it is `gain`.
    [[nodiscard]] double reaching(double gain) const {
        const double discriminant = slope * slope - 2 * square * gain;
        if (!(discriminant > 0)) return slope / square;
        return 2 * gain / (slope + std::sqrt(discriminant));
    }
};

/// The state of a walk: where the pixels are, and the whitened residuals there.
class Walk {
  public:
    Walk(const Comparison& comparison, const Weighting& weighting)
        : distributions_(comparison.reference->distributions),
          weighting_(weighting),
          difference_(*comparison.reference->image),
          alpha_(pixels()),
          slope_(pixels()),
          direction_(pixels()) {
        for (std::size_t i = 0; i < difference_.rgb.size(); ++i)
            difference_.rgb[i] -= comparison.image->rgb[i];
        for (std::size_t c = 0; c < kComponentCount; ++c)
            if (weighting.of(kComponents[c]) != 0) residuals_[c] = comparison.whitened.residuals[c];
    }

    struct Step {
        std::vector<float> target;  ///< alphas at its end
        WhitenedChange change;      ///< of the whitened residuals
        Parabola gain;
        double length = 1;   ///< part of it to go
        bool whole = false;  ///< it goes to the best place on its line
    };

    /// The next step, which gains at most `mostGain`; nothing if no step gains.
    [[nodiscard]] std::optional<Step> next(double mostGain) {
        const double steepness = turn();
        if (!(steepness > 0)) return std::nullopt;
        Step step;
        step.change = whitenedAlong(direction_);
        Parabola free{steepness, weightedSquare(step.change, weighting_)};
        if (!(free.square > 0)) return std::nullopt;
        // Some more than is wanted, because what meets an end of its way gains less; then cut to length.
        const double best = free.slope / free.square, reach = std::min(best, free.reaching(2 * mostGain));

        // Pixels that meet an end of their way stay there; the others keep their course.
        step.target.resize(pixels());
        std::vector<float> course(pixels());
        step.gain.slope = sumOverRows([&](int, std::size_t first, std::size_t last) {
            double sum = 0;
            for (std::size_t p = first; p < last; ++p) {
                step.target[p] = std::clamp(alpha_[p] + float(reach) * direction_[p], 0.0f, 1.0f);
                course[p] = step.target[p] - alpha_[p];
                sum += double{course[p]} * slope_[p];
            }
            return sum;
        });
        step.change = whitenedAlong(course);
        step.gain.square = weightedSquare(step.change, weighting_);
        if (!(step.gain.slope > 0) || !(step.gain.square > 0)) return std::nullopt;
        step.length = std::min(1.0, step.gain.reaching(mostGain));
        step.whole = reach == best && step.gain.at(step.length) < mostGain;
        return step;
    }

    void take(const Step& step) {
        for (std::size_t c = 0; c < kComponentCount; ++c)
            for (std::size_t i = 0; i < residuals_[c].values.size(); ++i)
                residuals_[c].values[i] += float(step.length) * step.change[c].values[i];
        gained_ += step.gain.at(step.length);
        alpha_ = alphaAlong(step, step.length);
        conjugate_ = step.whole;
    }

    [[nodiscard]] std::vector<float> alphaAlong(const Step& step, double length) const {
        if (length == 1) return step.target;
        std::vector<float> alpha(pixels());
        for (std::size_t p = 0; p < alpha.size(); ++p)
            alpha[p] = alpha_[p] + float(length) * (step.target[p] - alpha_[p]);
        return alpha;
    }
    [[nodiscard]] const std::vector<float>& alpha() const { return alpha_; }
    [[nodiscard]] double gained() const { return gained_; }

  private:
    [[nodiscard]] std::size_t pixels() const {
        return std::size_t(difference_.width) * std::size_t(difference_.height);
    }

    /// Sums work(y, first pixel, last pixel) over the rows, in order.
    template <class Work>
    double sumOverRows(const Work& work) const {
        std::vector<double> rows(std::size_t(difference_.height));
        parallelFor(difference_.height, kRowGrain, [&](int begin, int end) {
            for (int y = begin; y < end; ++y) {
                const auto first = std::size_t(y) * std::size_t(difference_.width);
                rows[y] = work(y, first, first + std::size_t(difference_.width));
            }
        });
        return std::accumulate(rows.begin(), rows.end(), 0.0);
    }

    [[nodiscard]] WhitenedChange whitenedAlong(const std::vector<float>& course) const {
        Image change(difference_.width, difference_.height);
        parallelFor(change.height, kRowGrain, [&](int begin, int end) {
            for (std::size_t p = std::size_t(begin) * change.width; p < std::size_t(end) * change.width; ++p)
                for (std::size_t i = 3 * p; i < 3 * p + 3; ++i)
                    change.rgb[i] = course[p] * difference_.rgb[i];
        });
        return whitenedChange(distributions_, change, weighting_);
    }

    /// Takes the steepest direction at this place, made conjugate to the last one if that led to the best
    /// place on its line. Returns the score's slope along it.
    double turn() {
        const std::vector<float> gradient =
            scoreGradient(distributions_, residuals_, weighting_, difference_.width, difference_.height);
        const std::vector<float> before = slope_;
        const double mixed = sumOverRows([&](int, std::size_t first, std::size_t last) {
            double sum = 0;
            for (std::size_t p = first; p < last; ++p) {
                float slope = 0;
                for (std::size_t i = 3 * p; i < 3 * p + 3; ++i) slope += gradient[i] * difference_.rgb[i];
                // A pixel at an end of its way cannot go further.
                if ((alpha_[p] <= 0 && slope < 0) || (alpha_[p] >= 1 && slope > 0)) slope = 0;
                slope_[p] = slope;
                sum += double{slope} * (double{slope} - before[p]);
            }
            return sum;
        });
        const double square = sumOverRows([&](int, std::size_t first, std::size_t last) {
            double sum = 0;
            for (std::size_t p = first; p < last; ++p) sum += double{slope_[p]} * slope_[p];
            return sum;
        });
        // Polak and Ribiere's factor, never negative: it restarts by itself when the pixels that are free
        // change.
        const double factor = conjugate_ ? std::max(0.0, mixed / squareBefore_) : 0.0;
        squareBefore_ = square;
        const double steepness = sumOverRows([&](int, std::size_t first, std::size_t last) {
            double sum = 0;
            for (std::size_t p = first; p < last; ++p) {
                direction_[p] = slope_[p] == 0 ? 0 : slope_[p] + float(factor) * direction_[p];
                sum += double{slope_[p]} * direction_[p];
            }
            return sum;
        });
        if (steepness > 0) return steepness;
        direction_ = slope_;
        return square;
    }

    const Distributions& distributions_;
    const Weighting weighting_;
    Image difference_;  ///< reference - image
    std::vector<float> alpha_;
    std::vector<float> slope_;  ///< of the score in alpha, of the pixels that can move that way
    std::vector<float> direction_;
    WhitenedChange residuals_;
    double gained_ = 0, squareBefore_ = 0;
    bool conjugate_ = false;
};

/// What the best mixture gains: as long steps as there are.
double wholeGain(Walk walk, const Progress& progress) {
    double judged = 0;
    for (int i = 0; i < kMostSteps; ++i) {
        report(progress, double(i) / (i + 30), "Looking how far repair can go");
        const auto step = walk.next(std::numeric_limits<double>::infinity());
        if (!step) break;
        walk.take(*step);
        if (i % kStepsToJudge != kStepsToJudge - 1) continue;
        if (walk.gained() - judged < kWorthwhile * walk.gained()) break;
        judged = walk.gained();
    }
    return walk.gained();
}

RepairFrame frameOf(const Comparison& comparison, const Weighting& weighting, double position,
                    const std::vector<float>& alpha) {
    RepairFrame frame;
    frame.position = position;
    frame.alpha.resize(alpha.size());
    for (std::size_t p = 0; p < alpha.size(); ++p)
        frame.alpha[p] = static_cast<std::uint16_t>(std::lround(alpha[p] * 65535));
    const Account account =
        accountOf(*compare(comparison.reference, frameImage(comparison, frame)), weighting);
    frame.suss = account.suss;
    frame.distance = account.distance;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        frame.contributions[c] = account.components[c].contribution;
    return frame;
}

/// Notes the pixels that pass the middle of their way while the walk goes from one position to another.
void notePassing(Map& firstChanged, const std::vector<float>& before, const std::vector<float>& after,
                 double from, double to) {
    for (std::size_t p = 0; p < before.size(); ++p)
        if (before[p] < 0.5f && after[p] >= 0.5f && std::isnan(firstChanged.values[p])) {
            const double part = (0.5 - double{before[p]}) / (double{after[p]} - double{before[p]});
            firstChanged.values[p] = static_cast<float>(from + part * (to - from));
        }
}

}  // namespace

Map earlinessOf(const Repair& repair, double sigma) {
    Map early(repair.width, repair.height);
    for (std::size_t p = 0; p < early.values.size(); ++p) {
        const float when = repair.firstChanged.values[p];
        early.values[p] = std::isnan(when) ? 0 : 1 - when;
    }
    cv::Mat values(early.height, early.width, CV_32F, early.values.data());
    cv::GaussianBlur(values, values, {}, sigma, sigma, cv::BORDER_REFLECT);
    return early;
}

Image frameImage(const Comparison& comparison, const RepairFrame& frame) {
    Image image = *comparison.image;
    const Image& reference = *comparison.reference->image;
    parallelFor(image.height, kRowGrain, [&](int begin, int end) {
        for (std::size_t p = std::size_t(begin) * image.width; p < std::size_t(end) * image.width; ++p) {
            const float alpha = float(frame.alpha[p]) / 65535;
            for (std::size_t i = 3 * p; i < 3 * p + 3; ++i)
                image.rgb[i] = std::lerp(image.rgb[i], reference.rgb[i], alpha);
        }
    });
    return image;
}

Repair repair(const Comparison& comparison, const Weighting& weighting, int frames,
              const Progress& progress) {
    if (frames < 2) throw Error("A repair has at least 2 frames: the image and the end of the walk.");
    constexpr double kLooked = 0.4;  // part of the progress bar
    Walk walk(comparison, weighting);
    const double whole = wholeGain(walk, subProgress(progress, 0, kLooked));

    Repair result;
    result.width = comparison.image->width;
    result.height = comparison.image->height;
    result.firstChanged = Map(result.width, result.height);
    std::fill(result.firstChanged.values.begin(), result.firstChanged.values.end(),
              std::numeric_limits<float>::quiet_NaN());
    result.frames.push_back(frameOf(comparison, weighting, 0, walk.alpha()));
    if (!(whole > 0)) return result;

    const auto gainAt = [&](double position) { return whole * (1 - leftAt(position)); };
    const auto positionOf = [&](double gain) { return positionAt(1 - gain / whole); };
    const auto framePosition = [&](std::size_t index) { return double(index) / (frames - 1); };
    const double rounding = 1e-6 * whole;  // of gains that should be equal

    int steps = 0;
    for (int part = 1; part <= kParts; ++part) {
        const double goal = gainAt(double(part) / kParts);
        while (walk.gained() < goal - rounding && steps++ < kMostSteps) {
            const double from = positionOf(walk.gained());
            report(progress, kLooked + (1 - kLooked) * from, "Repairing");
            const auto step = walk.next(goal - walk.gained());
            if (!step) break;
            const std::vector<float> before = walk.alpha();
            while (std::ssize(result.frames) < frames) {
                const double position = framePosition(result.frames.size());
                const double gain = gainAt(position) - walk.gained();
                if (gain > step->gain.at(step->length) + rounding) break;
                const double length = std::min(step->length, step->gain.reaching(std::max(gain, 0.0)));
                result.frames.push_back(
                    frameOf(comparison, weighting, position, walk.alphaAlong(*step, length)));
            }
            walk.take(*step);
            notePassing(result.firstChanged, before, walk.alpha(), from, positionOf(walk.gained()));
        }
    }
    report(progress, 1.0, "Repaired");
    return result;
}

}  // namespace suss
