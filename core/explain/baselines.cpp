#include "core/explain/baselines.h"

#include "core/error.h"
#include "core/image/sizes.h"
#include "core/parallel.h"
#include "core/planes/bt601.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

namespace suss {
namespace {

constexpr int kWindow = 11;  // of SSIM

/// Y of some rows: of whole pictures it would be large.
cv::Mat lumaOf(const Image& image, const cv::Range& rows) {
    cv::Mat luma(rows.size(), image.width, CV_32F);
    for (int y = 0; y < luma.rows; ++y) {
        const float* rgb = image.row(rows.start + y);
        float* row = luma.ptr<float>(y);
        for (int x = 0; x < image.width; ++x)
            row[x] = float(bt601::kRed) * rgb[3 * x] + float(bt601::kGreen) * rgb[3 * x + 1] +
                     float(bt601::kBlue) * rgb[3 * x + 2];
    }
    return luma;
}

cv::Mat lumaOf(const cv::Mat& luma, const cv::Range& rows) {
    return luma.rowRange(rows);
}

// Rows are summed on their own and then in order, so that the result does not depend on the threads.
double psnrOf(const Image& a, const Image& b) {
    std::vector<double> rows(static_cast<std::size_t>(a.height));
    parallelFor(a.height, kRowGrain, [&](int begin, int end) {
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

// Their means over the picture, an Image or a cv::Mat of its Y.
template <class Picture>
SsimSums ssimOf(const Picture& a, const Picture& b, int width, int height) {
    std::vector<SsimSums> strips(static_cast<std::size_t>(height));
    forEachStrip(height, [&](int strip, const cv::Range& range) {
        SsimSums sums;
        forEachWindow(lumaOf(a, range), lumaOf(b, range), [&](int, int, float index, float contrast) {
            sums.index += index;
            sums.contrast += contrast;
        });
        strips[strip] = sums;
    });
    const double windows = double(height - kWindow + 1) * (width - kWindow + 1);
    SsimSums means;
    for (const SsimSums& strip : strips) {
        means.index += strip.index / windows;
        means.contrast += strip.contrast / windows;
    }
    return means;
}

// Means of 2 x 2 pixels of Y on the scale 0 to 255, every other one, zero beyond the picture as in the
// authors' code of GMSD.
cv::Mat halfLumaOf(const Image& image) {
    cv::Mat half((image.height + 1) / 2, (image.width + 1) / 2, CV_32F);
    parallelFor(half.rows, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const cv::Mat luma = lumaOf(image, {2 * y, std::min(2 * y + 2, image.height)});
            float* row = half.ptr<float>(y);
            for (int x = 0; x < half.cols; ++x) {
                float sum = 0;
                for (int i = 0; i < luma.rows; ++i)
                    for (int j = 2 * x; j < std::min(2 * x + 2, luma.cols); ++j) sum += luma.at<float>(i, j);
                row[x] = sum * (255.0f / 4);
            }
        }
    });
    return half;
}

// Gradient magnitude of some rows. The picture is zero beyond its borders, as in the authors' code.
cv::Mat gradientMagnitude(const cv::Mat& half, const cv::Range& rows) {
    const cv::Mat step = (cv::Mat_<float>(3, 1) << -1, 0, 1), ones = cv::Mat::ones(3, 1, CV_32F) / 3;
    cv::Mat across, down, magnitude;
    cv::sepFilter2D(half.rowRange(rows), across, CV_32F, step, ones, {-1, -1}, 0, cv::BORDER_CONSTANT);
    cv::sepFilter2D(half.rowRange(rows), down, CV_32F, ones, step, {-1, -1}, 0, cv::BORDER_CONSTANT);
    cv::magnitude(across, down, magnitude);
    return magnitude;
}

double gmsdOf(const Image& imageA, const Image& imageB) {
    constexpr double kT = 170;
    constexpr int kStrip = 64;
    const cv::Mat a = halfLumaOf(imageA), b = halfLumaOf(imageB);
    // Of 1 - similarity, which is 0 where nothing differs.
    struct Sums {
        double losses = 0, squares = 0;
    };
    std::vector<Sums> strips(static_cast<std::size_t>((a.rows + kStrip - 1) / kStrip));
    parallelFor(static_cast<int>(strips.size()), 1, [&](int begin, int end) {
        for (int strip = begin; strip < end; ++strip) {
            const cv::Range rows(strip * kStrip, std::min((strip + 1) * kStrip, a.rows));
            const cv::Mat gradientA = gradientMagnitude(a, rows), gradientB = gradientMagnitude(b, rows);
            for (int y = 0; y < gradientA.rows; ++y)
                for (int x = 0; x < gradientA.cols; ++x) {
                    const double ga = gradientA.at<float>(y, x), gb = gradientB.at<float>(y, x);
                    const double loss = (ga - gb) * (ga - gb) / (ga * ga + gb * gb + kT);
                    strips[strip].losses += loss;
                    strips[strip].squares += loss * loss;
                }
        }
    });
    Sums all;
    for (const Sums& sums : strips) {
        all.losses += sums.losses;
        all.squares += sums.squares;
    }
    const auto count = static_cast<double>(a.total());
    return std::sqrt(std::max(0.0, all.squares - all.losses * all.losses / count) / (count - 1));
}

// The 2 x 2 means; an odd last row or column is left out.
cv::Mat halved(const cv::Mat& luma) {
    const cv::Size half(luma.cols / 2, luma.rows / 2);
    cv::Mat means;
    cv::resize(luma(cv::Rect(0, 0, half.width * 2, half.height * 2)), means, half, 0, 0, cv::INTER_AREA);
    return means;
}

void checkSizes(const Image& reference, const Image& image) {
    if (!reference.sameSize(image)) throw Error(unequalSizes(reference, image));
    if (reference.width < kWindow || reference.height < kWindow)
        throw Error("The picture has " + sizeOf(reference) + " pixels; SSIM needs at least 11 x 11.");
}

}  // namespace

Baselines baselinesOf(const Image& reference, const Image& image) {
    checkSizes(reference, image);
    return {psnrOf(reference, image), ssimOf(reference, image, image.width, image.height).index,
            gmsdOf(reference, image)};
}

Map ssimMap(const Image& reference, const Image& image) {
    checkSizes(reference, image);
    Map map(reference.width, reference.height);
    std::fill(map.values.begin(), map.values.end(), std::numeric_limits<float>::quiet_NaN());
    forEachStrip(image.height, [&](int, const cv::Range& range) {
        forEachWindow(lumaOf(reference, range), lumaOf(image, range), [&](int y, int x, float index, float) {
            map.row(range.start + y + kWindow / 2)[x + kWindow / 2] = index;
        });
    });
    return map;
}

Map ssimLoss(const Image& reference, const Image& image) {
    Map map = ssimMap(reference, image);
    for (float& value : map.values) value = 1 - value;
    return map;
}

double msSsimOf(const Image& reference, const Image& image) {
    constexpr std::array kExponents{0.0448, 0.2856, 0.3001, 0.2363, 0.1333};
    checkSizes(reference, image);
    if (std::min(reference.width, reference.height) < kWindow << (kExponents.size() - 1))
        return std::numeric_limits<double>::quiet_NaN();
    const cv::Range all(0, image.height);
    cv::Mat a = lumaOf(reference, all), b = lumaOf(image, all);
    double product = 1;
    for (std::size_t scale = 0; scale < kExponents.size(); ++scale) {
        const SsimSums means = ssimOf(a, b, a.cols, a.rows);
        const bool coarsest = scale + 1 == kExponents.size();
        product *= std::pow(std::max(0.0, coarsest ? means.index : means.contrast), kExponents[scale]);
        if (!coarsest) a = halved(a), b = halved(b);
    }
    return product;
}

}  // namespace suss
