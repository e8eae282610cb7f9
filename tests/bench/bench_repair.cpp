// SUSS as a loss: a blurred, a noisy and a JPEG version of a photo are improved by descending SUSS distance,
// squared error and SSIM loss, each with the same optimiser and settings, and every measure is printed on the
// way. Not a test.
//     bench_repair [PHOTO [STEPS]]      (the built-in example, 200)
//
// Optimiser: Adam (Kingma and Ba 2015) with rate 0.002, decays 0.9 and 0.999 and epsilon 1e-12, values
// clipped to [0, 1] after each step. It divides by the gradient's own size, so that the losses need no common
// scale.

#include "core/explain/baselines.h"
#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/explain/score_gradient.h"
#include "core/image/read.h"
#include "core/parallel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>

using namespace suss;

namespace {

constexpr float kRate = 0.002f, kFirstDecay = 0.9f, kSecondDecay = 0.999f, kEpsilon = 1e-12f;
constexpr std::array kPrinted{0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
constexpr std::array kLuma{0.299, 0.587, 0.114};

struct LossAndGradient {
    double loss = 0;
    std::vector<float> gradient;
};
using Loss = std::function<LossAndGradient(const Image&)>;

Loss sussLoss(const std::shared_ptr<const Reference>& reference, const Weighting& weighting) {
    return [=](const Image& image) {
        const auto comparison = compare(reference, image);
        LossAndGradient result{accountOf(*comparison, weighting).distance,
                               scoreGradient(*comparison, weighting)};
        for (float& value : result.gradient) value = -value;
        return result;
    };
}

Loss squaredError(const Image& reference) {
    return [&reference](const Image& image) {
        LossAndGradient result{0, std::vector<float>(image.rgb.size())};
        for (std::size_t i = 0; i < image.rgb.size(); ++i) {
            const float difference = image.rgb[i] - reference.rgb[i];
            result.loss += double{difference} * difference / double(image.rgb.size());
            result.gradient[i] = 2 * difference / float(image.rgb.size());
        }
        return result;
    };
}

cv::Mat lumaOf(const Image& image) {
    cv::Mat luma(image.height, image.width, CV_64F);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            double value = -0.5;  // around mid grey: variances are differences of squares
            for (std::size_t i = 0; i < 3; ++i) value += kLuma[i] * image.row(y)[std::size_t(3 * x) + i];
            luma.at<double>(y, x) = value;
        }
    return luma;
}

/// Means under the Gaussian window around every pixel; what lies outside counts as zero, so that the filter
/// is its own adjoint.
cv::Mat windowMeans(const cv::Mat& values) {
    const cv::Mat kernel = cv::getGaussianKernel(11, 1.5, CV_64F);
    cv::Mat means;
    cv::sepFilter2D(values, means, CV_64F, kernel, kernel, {-1, -1}, 0, cv::BORDER_CONSTANT);
    return means;
}

/// 1 - mean SSIM over the windows that fit. With the windows' means m = E[y], q = E[y^2], p = E[x y] the
/// index is a function of m, q and p, and the gradient W^T dS/dm + 2 y W^T dS/dq + x W^T dS/dp.
Loss ssimLoss(const Image& reference) {
    constexpr double kC1 = 1e-4, kC2 = 9e-4;
    constexpr int kMargin = 5;
    const cv::Mat x = lumaOf(reference), meanX = windowMeans(x), squareX = windowMeans(x.mul(x));
    return [=](const Image& image) {
        const cv::Mat y = lumaOf(image), m = windowMeans(y), q = windowMeans(y.mul(y)),
                      p = windowMeans(x.mul(y));
        const double windows = double(y.rows - 2 * kMargin) * (y.cols - 2 * kMargin);
        cv::Mat byMean = cv::Mat::zeros(y.size(), CV_64F), bySquare = byMean.clone(),
                byProduct = byMean.clone();
        LossAndGradient result{1, std::vector<float>(image.rgb.size())};
        for (int r = kMargin; r < y.rows - kMargin; ++r)
            for (int c = kMargin; c < y.cols - kMargin; ++c) {
                const double mx = meanX.at<double>(r, c), my = m.at<double>(r, c);
                const double bx = mx + 0.5, by = my + 0.5;  // the means themselves
                const double a1 = 2 * bx * by + kC1, b1 = bx * bx + by * by + kC1;
                const double a2 = 2 * (p.at<double>(r, c) - mx * my) + kC2;
                const double b2 = squareX.at<double>(r, c) - mx * mx + q.at<double>(r, c) - my * my + kC2;
                const double index = a1 * a2 / (b1 * b2);
                result.loss -= index / windows;
                const double dProduct = 2 * a1 / (b1 * b2), dSquare = -index / b2;
                byProduct.at<double>(r, c) = dProduct / windows;
                bySquare.at<double>(r, c) = dSquare / windows;
                byMean.at<double>(r, c) =
                    (2 * bx * a2 / (b1 * b2) - 2 * by * index / b1 - mx * dProduct - 2 * my * dSquare) /
                    windows;
            }
        const cv::Mat gradient =
            windowMeans(byMean) + 2 * y.mul(windowMeans(bySquare)) + x.mul(windowMeans(byProduct));
        for (int r = 0; r < y.rows; ++r)
            for (int c = 0; c < y.cols; ++c)
                for (std::size_t i = 0; i < 3; ++i)
                    result.gradient[std::size_t(3 * (r * y.cols + c)) + i] =
                        float(-kLuma[i] * gradient.at<double>(r, c));
        return result;
    };
}

/// Largest relative miss of the slope along the gradient by a central difference: says that it is one.
double gradientMiss(const Loss& loss, const Image& image) {
    const LossAndGradient here = loss(image);
    double square = 0, largest = 0;
    for (const float value : here.gradient) {
        square += double{value} * value;
        largest = std::max(largest, std::abs(double{value}));
    }
    const auto at = [&](double step) {
        Image moved = image;
        for (std::size_t i = 0; i < moved.rgb.size(); ++i)
            moved.rgb[i] += float(step / largest) * here.gradient[i];
        return loss(moved).loss;
    };
    constexpr double kStep = 2e-3;
    return std::abs((at(kStep) - at(-kStep)) / (2 * kStep / largest) / square - 1);
}

struct Measures {
    double suss = 0, psnr = 0, ssim = 0;
};
struct Descent {
    std::vector<Measures> printed;
    int rises = 0;  ///< steps after which the loss was higher than before
    double seconds = 0;
};

Descent descend(const Loss& loss, Image image, int steps,
                const std::function<Measures(const Image&)>& measure) {
    Descent descent;
    std::vector<float> first(image.rgb.size()), second(image.rgb.size());
    double before = HUGE_VAL;
    float firstBias = 1, secondBias = 1;
    for (int step = 0; step <= steps; ++step) {
        if (std::find(kPrinted.begin(), kPrinted.end(), step) != kPrinted.end() || step == steps)
            descent.printed.push_back(measure(image));
        const auto start = std::chrono::steady_clock::now();
        const LossAndGradient here = loss(image);
        if (here.loss > before) ++descent.rises;
        before = here.loss;
        firstBias *= kFirstDecay;
        secondBias *= kSecondDecay;
        for (std::size_t i = 0; i < image.rgb.size(); ++i) {
            const float g = here.gradient[i];
            first[i] += (1 - kFirstDecay) * (g - first[i]);
            second[i] += (1 - kSecondDecay) * (g * g - second[i]);
            const float root = std::sqrt(second[i] / (1 - secondBias));
            image.rgb[i] =
                std::clamp(image.rgb[i] - kRate * first[i] / (1 - firstBias) / (root + kEpsilon), 0.0f, 1.0f);
        }
        descent.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }
    return descent;
}

}  // namespace

int main(int argc, char** argv) {
    setThreadCount(0);
    const Image photo = argc > 1 ? readImage(argv[1]) : exampleReference();
    const int steps = argc > 2 ? std::atoi(argv[2]) : 200;
    const Predictor predictor = Predictor::load(defaultModelFile());
    const Weighting weighting = weightingNamed(predictor.info(), "");
    const auto reference = analyse(photo, predictor);
    const auto measure = [&](const Image& image) {
        const Baselines baselines = baselinesOf(photo, image);
        return Measures{accountOf(*compare(reference, image), weighting).suss, baselines.psnr,
                        baselines.ssim};
    };
    const std::array<std::pair<const char*, Loss>, 3> losses{{{"SUSS", sussLoss(reference, weighting)},
                                                              {"squared error", squaredError(photo)},
                                                              {"SSIM", ssimLoss(photo)}}};
    const std::array<std::pair<const char*, Image>, 3> starts{
        {{"Gaussian blur, sigma 1.5", gaussianBlurred(photo, 1.5)},
         {"noise, standard deviation 0.05", withNoise(photo, 0.05, 1)},
         {"JPEG, quality 20", throughJpeg(photo, 20)}}};

    std::printf("%d x %d pixels, Adam with rate %g, %d steps; the reference's own SUSS is %.4f\n",
                photo.width, photo.height, double{kRate}, steps,
                accountOf(*compare(reference, photo), weighting).suss);
    for (const auto& [name, loss] : losses)
        std::printf("gradient of %s misses a central difference by %.1e of it\n", name,
                    gradientMiss(loss, starts[0].second));
    for (const auto& [start, image] : starts) {
        std::printf("\n%s\n%5s", start, "");
        std::vector<Descent> descents;
        for (const auto& [name, loss] : losses) {
            std::printf("  |  %-26s", ("descending " + std::string(name)).c_str());
            descents.push_back(descend(loss, image, steps, measure));
        }
        std::printf("\n%5s", "step");
        for (std::size_t i = 0; i < losses.size(); ++i)
            std::printf("  |  %10s %7s %7s", "SUSS", "PSNR", "SSIM");
        std::printf("\n");
        std::size_t row = 0;
        for (int step = 0; step <= steps; ++step) {
            if (std::find(kPrinted.begin(), kPrinted.end(), step) == kPrinted.end() && step != steps)
                continue;
            std::printf("%5d", step);
            for (const Descent& descent : descents) {
                const Measures& at = descent.printed[row];
                std::printf("  |  %10.4f %7.2f %7.4f", at.suss, at.psnr, at.ssim);
            }
            std::printf("\n");
            ++row;
        }
        std::printf("%5s", "rises");
        for (const Descent& descent : descents)
            std::printf("  |  %-10d %8.1f ms/step", descent.rises, 1000 * descent.seconds / (steps + 1));
        std::printf("\n");
        std::fflush(stdout);
    }
    return 0;
}
