#include "core/explain/baselines.h"

#include "core/error.h"
#include "core/parallel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace suss {
namespace {

constexpr int kWindow = 11;  // of SSIM

cv::Mat lumaOf(const Image& image) {
    cv::Mat luma(image.height, image.width, CV_32F);
    parallelFor(image.height, 32, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* rgb = image.row(y);
            float* row = luma.ptr<float>(y);
            for (int x = 0; x < image.width; ++x)
                row[x] = 0.299f * rgb[3 * x] + 0.587f * rgb[3 * x + 1] + 0.114f * rgb[3 * x + 2];
        }
    });
    return luma;
}

// Rows are summed on their own and then in order, so that the result does not depend on the threads.
double psnrOf(const Image& a, const Image& b) {
    std::vector<double> rows(static_cast<std::size_t>(a.height));
    parallelFor(a.height, 32, [&](int begin, int end) {
        for (int y = begin; y < end; ++y)
            for (int i = 0; i < 3 * a.width; ++i) {
                const double difference = double{a.row(y)[i]} - b.row(y)[i];
                rows[y] += difference * difference;
            }
    });
    const double meanSquare =
        std::accumulate(rows.begin(), rows.end(), 0.0) / static_cast<double>(a.rgb.size());
    return meanSquare > 0 ? -10 * std::log10(meanSquare) : std::numeric_limits<double>::infinity();
}

// Local means under the Gaussian window, of the rows and columns where the whole window fits.
cv::Mat windowMeans(const cv::Mat& values) {
    static const cv::Mat kernel = cv::getGaussianKernel(kWindow, 1.5, CV_32F);
    cv::Mat means;
    cv::sepFilter2D(values, means, CV_32F, kernel, kernel, {-1, -1}, 0,
                    cv::BORDER_REFLECT | cv::BORDER_ISOLATED);
    constexpr int kMargin = kWindow / 2;
    return means(cv::Rect(kMargin, kMargin, values.cols - 2 * kMargin, values.rows - 2 * kMargin));
}

// Calls visit(y, x, index, contrast) for every window that fits, at its upper left pixel: the index, and its
// factor of contrast and structure alone. Values are taken around mid grey: variances are differences of
// squares, which should be small.
template <class Visit>
void forEachWindow(const cv::Mat& lumaA, const cv::Mat& lumaB, const Visit& visit) {
    constexpr float kMiddle = 0.5f, kC1 = 0.01f * 0.01f, kC2 = 0.03f * 0.03f;
    const cv::Mat a = lumaA - kMiddle, b = lumaB - kMiddle;
    const cv::Mat meanA = windowMeans(a), meanB = windowMeans(b);
    const cv::Mat squares = windowMeans(a.mul(a) + b.mul(b)), product = windowMeans(a.mul(b));
    for (int y = 0; y < meanA.rows; ++y) {
        const float *rowA = meanA.ptr<float>(y), *rowB = meanB.ptr<float>(y);
        const float *square = squares.ptr<float>(y), *mixed = product.ptr<float>(y);
        for (int x = 0; x < meanA.cols; ++x) {
            const float variances = square[x] - (rowA[x] * rowA[x] + rowB[x] * rowB[x]);
            const float covariance = mixed[x] - rowA[x] * rowB[x];
            const float ma = rowA[x] + kMiddle, mb = rowB[x] + kMiddle;
            const float contrast = (2 * covariance + kC2) / (variances + kC2);
            visit(y, x, (2 * ma * mb + kC1) / (ma * ma + mb * mb + kC1) * contrast, contrast);
        }
    }
}

// Calls work(strip, first row) for strips of windows, some at a time: whole planes of every moment would be
// large. A strip holds all rows that its windows need.
template <class Work>
void forEachStrip(int rows, const Work& work) {
    constexpr int kStrip = 64;
    parallelFor((rows - kWindow + kStrip) / kStrip, 1, [&](int begin, int end) {
        for (int strip = begin; strip < end; ++strip)
            work(strip, cv::Range(strip * kStrip, std::min((strip + 1) * kStrip + kWindow - 1, rows)));
    });
}

// Sums over every window that fits.
struct SsimSums {
    double index = 0, contrast = 0;
};

// Their means over the picture.
SsimSums ssimOf(const cv::Mat& a, const cv::Mat& b) {
    std::vector<SsimSums> strips(static_cast<std::size_t>(a.rows));
    forEachStrip(a.rows, [&](int strip, const cv::Range& range) {
        SsimSums sums;
        forEachWindow(a.rowRange(range), b.rowRange(range), [&](int, int, float index, float contrast) {
            sums.index += index;
            sums.contrast += contrast;
        });
        strips[strip] = sums;
    });
    const double windows = double(a.rows - kWindow + 1) * (a.cols - kWindow + 1);
    SsimSums means;
    for (const SsimSums& strip : strips) {
        means.index += strip.index / windows;
        means.contrast += strip.contrast / windows;
    }
    return means;
}

// Gradient magnitude of the luma at half size, on the scale 0 to 255. The borders are zeros, as in the
// authors' code.
cv::Mat gradientMagnitude(const cv::Mat& luma) {
    const cv::Mat average = cv::Mat::ones(2, 2, CV_32F) * (255.0 / 4);
    cv::Mat smooth;
    cv::filter2D(luma, smooth, CV_32F, average, {0, 0}, 0, cv::BORDER_CONSTANT);
    cv::Mat half((luma.rows + 1) / 2, (luma.cols + 1) / 2, CV_32F);
    for (int y = 0; y < half.rows; ++y)
        for (int x = 0; x < half.cols; ++x) half.at<float>(y, x) = smooth.at<float>(2 * y, 2 * x);

    const cv::Mat step = (cv::Mat_<float>(3, 1) << -1, 0, 1), ones = cv::Mat::ones(3, 1, CV_32F) / 3;
    cv::Mat across, down, magnitude;
    cv::sepFilter2D(half, across, CV_32F, step, ones, {-1, -1}, 0, cv::BORDER_CONSTANT);
    cv::sepFilter2D(half, down, CV_32F, ones, step, {-1, -1}, 0, cv::BORDER_CONSTANT);
    cv::magnitude(across, down, magnitude);
    return magnitude;
}

double gmsdOf(const cv::Mat& a, const cv::Mat& b) {
    constexpr double kT = 170;
    const cv::Mat gradientA = gradientMagnitude(a), gradientB = gradientMagnitude(b);
    std::vector<double> similarities;
    similarities.reserve(gradientA.total());
    for (int y = 0; y < gradientA.rows; ++y)
        for (int x = 0; x < gradientA.cols; ++x) {
            const double ga = gradientA.at<float>(y, x), gb = gradientB.at<float>(y, x);
            similarities.push_back((2 * ga * gb + kT) / (ga * ga + gb * gb + kT));
        }
    const double count = static_cast<double>(similarities.size());
    const double mean = std::accumulate(similarities.begin(), similarities.end(), 0.0) / count;
    double squares = 0;
    for (const double similarity : similarities) squares += (similarity - mean) * (similarity - mean);
    return std::sqrt(squares / (count - 1));
}

// The 2 x 2 means; an odd last row or column is left out.
cv::Mat halved(const cv::Mat& luma) {
    const cv::Size half(luma.cols / 2, luma.rows / 2);
    cv::Mat means;
    cv::resize(luma(cv::Rect(0, 0, half.width * 2, half.height * 2)), means, half, 0, 0, cv::INTER_AREA);
    return means;
}

void checkSizes(const Image& reference, const Image& image) {
    const auto size = [](const Image& of) {
        return std::to_string(of.width) + " x " + std::to_string(of.height);
    };
    if (!reference.sameSize(image))
        throw Error("The pictures have different sizes: " + size(reference) + " and " + size(image) +
                    " pixels.");
    if (reference.width < kWindow || reference.height < kWindow)
        throw Error("The picture has " + size(reference) + " pixels; SSIM needs at least 11 x 11.");
}

}  // namespace

Baselines baselinesOf(const Image& reference, const Image& image) {
    checkSizes(reference, image);
    const cv::Mat a = lumaOf(reference), b = lumaOf(image);
    return {psnrOf(reference, image), ssimOf(a, b).index, gmsdOf(a, b)};
}

Map ssimMap(const Image& reference, const Image& image) {
    checkSizes(reference, image);
    Map map(reference.width, reference.height);
    std::fill(map.values.begin(), map.values.end(), std::numeric_limits<float>::quiet_NaN());
    const cv::Mat a = lumaOf(reference), b = lumaOf(image);
    forEachStrip(a.rows, [&](int, const cv::Range& range) {
        forEachWindow(a.rowRange(range), b.rowRange(range), [&](int y, int x, float index, float) {
            map.row(range.start + y + kWindow / 2)[x + kWindow / 2] = index;
        });
    });
    return map;
}

double msSsimOf(const Image& reference, const Image& image) {
    constexpr std::array kExponents{0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    checkSizes(reference, image);
    if (std::min(reference.width, reference.height) < kWindow << (kExponents.size() - 1))
        return std::numeric_limits<double>::quiet_NaN();
    cv::Mat a = lumaOf(reference), b = lumaOf(image);
    double product = 1;
    for (std::size_t scale = 0; scale < kExponents.size(); ++scale) {
        const SsimSums means = ssimOf(a, b);
        const bool coarsest = scale + 1 == kExponents.size();
        product *= std::pow(std::max(0.0, coarsest ? means.index : means.contrast), kExponents[scale]);
        if (!coarsest) a = halved(a), b = halved(b);
    }
    return product;
}

}  // namespace suss
