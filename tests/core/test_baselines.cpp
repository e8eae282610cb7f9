#include "core/error.h"
#include "core/explain/baselines.h"
#include "core/explain/distortions.h"
#include "core/parallel.h"

#include <QtTest>

#include <cmath>

using namespace suss;

namespace {

Image greyImage(int width, int height, const std::function<float(int, int)>& at) {
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) std::fill_n(image.row(y) + 3 * x, 3, at(x, y));
    return image;
}

Image waves(int width, int height) {
    return greyImage(width, height, [](int x, int y) {
        return 0.5f + 0.25f * std::sin(0.7f * float(x)) + 0.2f * std::cos(0.5f * float(y) + 0.1f * float(x));
    });
}

// SSIM written out from Wang et al. (2004), one window after the other, in double precision; without the term
// of the means if only contrast and structure are asked for.
double plainSsim(const Image& a, const Image& b, bool meansToo = true) {
    std::array<double, 11> window;
    double total = 0;
    for (int i = 0; i < 11; ++i) total += window[i] = std::exp(-(i - 5) * (i - 5) / (2 * 1.5 * 1.5));
    for (double& weight : window) weight /= total;
    const auto luma = [](const Image& image, int x, int y) {
        const float* p = image.row(y) + 3 * x;
        return 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
    };
    double sum = 0;
    for (int y = 0; y + 11 <= a.height; ++y)
        for (int x = 0; x + 11 <= a.width; ++x) {
            double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
            for (int dy = 0; dy < 11; ++dy)
                for (int dx = 0; dx < 11; ++dx) {
                    const double weight = window[dy] * window[dx];
                    const double va = luma(a, x + dx, y + dy), vb = luma(b, x + dx, y + dy);
                    ma += weight * va, mb += weight * vb;
                    aa += weight * va * va, bb += weight * vb * vb, ab += weight * va * vb;
                }
            const double c1 = 0.0001, c2 = 0.0009;
            const double means = meansToo ? (2 * ma * mb + c1) / (ma * ma + mb * mb + c1) : 1;
            sum += means * (2 * (ab - ma * mb) + c2) / (aa - ma * ma + bb - mb * mb + c2);
        }
    return sum / ((a.height - 10.0) * (a.width - 10.0));
}

/// The 2 x 2 means; an odd last row or column is left out.
Image plainHalf(const Image& image) {
    return greyImage(image.width / 2, image.height / 2, [&](int x, int y) {
        const auto at = [&](int dx, int dy) { return image.row(2 * y + dy)[3 * (2 * x + dx)]; };
        return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4;
    });
}

// GMSD written out as in the authors' MATLAB code: conv2 with zeros around, std2 over n - 1.
double plainGmsd(const Image& a, const Image& b) {
    const auto gradients = [](const Image& image) {
        const int height = (image.height + 1) / 2, width = (image.width + 1) / 2;
        const auto luma = [&](int x, int y) {
            if (x >= image.width || y >= image.height) return 0.0;
            const float* p = image.row(y) + 3 * x;
            return 255 * (0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]);
        };
        const auto half = [&](int x, int y) {
            if (x < 0 || y < 0 || x >= width || y >= height) return 0.0;
            return (luma(2 * x, 2 * y) + luma(2 * x + 1, 2 * y) + luma(2 * x, 2 * y + 1) +
                    luma(2 * x + 1, 2 * y + 1)) /
                   4;
        };
        std::vector<double> result;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                double across = 0, down = 0;
                for (int i : {-1, 0, 1}) {
                    across += (half(x + 1, y + i) - half(x - 1, y + i)) / 3;
                    down += (half(x + i, y + 1) - half(x + i, y - 1)) / 3;
                }
                result.push_back(std::hypot(across, down));
            }
        return result;
    };
    std::vector<double> similarity = gradients(a);
    const std::vector<double> other = gradients(b);
    double mean = 0, squares = 0;
    for (std::size_t i = 0; i < other.size(); ++i) {
        const double ga = similarity[i], gb = other[i];
        similarity[i] = (2 * ga * gb + 170) / (ga * ga + gb * gb + 170);
        mean += similarity[i] / double(other.size());
    }
    for (const double value : similarity) squares += (value - mean) * (value - mean);
    return std::sqrt(squares / double(other.size() - 1));
}

}  // namespace

class TestBaselines : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void identicalPictures() {
        const Image image = withNoise(waves(61, 47), 0.1, 1);
        const Baselines baselines = baselinesOf(image, image);
        QVERIFY(std::isinf(baselines.psnr) && baselines.psnr > 0);
        QVERIFY(baselines.ssim == 1.0);
        QVERIFY(baselines.gmsd == 0.0);
    }

    void ssimHasAMap() {
        const Image a = withNoise(waves(61, 147), 0.05, 1), b = withNoise(waves(61, 147), 0.05, 2);
        const Map map = ssimMap(a, b);
        double sum = 0;
        int count = 0;
        for (int y = 0; y < map.height; ++y)
            for (int x = 0; x < map.width; ++x) {
                const bool border = x < 5 || y < 5 || x >= 56 || y >= 142;
                QCOMPARE(std::isnan(map.row(y)[x]), border);
                if (border) continue;
                sum += double{map.row(y)[x]};
                ++count;
            }
        QVERIFY(std::abs(sum / count - baselinesOf(a, b).ssim) < 1e-9);
        QVERIFY_EXCEPTION_THROWN(ssimMap(a, waves(61, 146)), Error);
    }

    void severalScales() {
        const Image a = withNoise(waves(181, 177), 0.02, 3);
        const Image grey = greyImage(181, 177, [&](int x, int y) { return a.row(y)[3 * x]; });
        const Image other = greyImage(181, 177, [&](int x, int y) {
            return 0.8f * grey.row(y)[3 * x] + 0.02f * float((x * 7 + y * 3) % 5);
        });
        QCOMPARE(msSsimOf(grey, grey), 1.0);
        double expected = 1;
        Image one = grey, two = other;
        for (const double exponent : {0.0448, 0.2856, 0.3001, 0.2363, 0.1333}) {
            expected *= std::pow(plainSsim(one, two, exponent == 0.1333), exponent);
            one = plainHalf(one);
            two = plainHalf(two);
        }
        QVERIFY2(std::abs(msSsimOf(grey, other) - expected) < 1e-5, qPrintable(QString::number(expected)));
        QVERIFY(std::isnan(msSsimOf(waves(175, 300), waves(175, 300))));
        QVERIFY_EXCEPTION_THROWN(msSsimOf(waves(200, 200), waves(200, 201)), Error);
    }

    void flatPictures() {
        // Two greys: PSNR is 20 log10(1 / difference), SSIM the term of the means alone.
        const double a = 0.25, b = 0.5;
        const Image first = greyImage(32, 24, [](int, int) { return 0.25f; });
        const Image second = greyImage(32, 24, [](int, int) { return 0.5f; });
        const Baselines baselines = baselinesOf(first, second);
        QVERIFY(std::abs(baselines.psnr - 20 * std::log10(4.0)) < 1e-6);
        QVERIFY(std::abs(baselines.ssim - (2 * a * b + 0.0001) / (a * a + b * b + 0.0001)) < 1e-6);
    }

    void psnrCountsEveryChannel() {
        Image image(20, 20);
        Image other = image;
        other.rgb[3 * 57 + 1] = 0.5f;  // one of 1200 values
        QVERIFY(std::abs(baselinesOf(image, other).psnr - 10 * std::log10(1200 / 0.25)) < 1e-6);
    }

    void agreeWithTheFormulasWrittenOut() {
        for (const auto& [width, height] : {std::pair{16, 16}, {11, 11}, {37, 29}, {40, 150}}) {
            const Image image = withNoise(waves(width, height), 0.05, 2);
            const Image other = gaussianBlurred(withNoise(image, 0.05, 3), 0.8);
            const Baselines baselines = baselinesOf(image, other);
            // Single precision: about 1e-7 of the moments, against C2 = 9e-4.
            QVERIFY(std::abs(baselines.ssim - plainSsim(image, other)) < 1e-5);
            QVERIFY(std::abs(baselines.gmsd - plainGmsd(image, other)) < 1e-5);
        }
    }

    void invertedStructureIsNegative() {
        const Image image = waves(48, 48);
        Image inverted = image;
        for (float& value : inverted.rgb) value = 1 - value;
        QVERIFY(baselinesOf(image, inverted).ssim < 0);
    }

    void moreNoiseIsWorse() {
        const Image image = waves(64, 64);
        Baselines last = baselinesOf(image, withNoise(image, 0.005, 4));
        for (const double strength : {0.01, 0.02, 0.04, 0.08}) {
            const Baselines next = baselinesOf(image, withNoise(image, strength, 4));
            QVERIFY(next.psnr < last.psnr - 4);  // 6 dB for each doubling, less what clips
            QVERIFY(next.ssim < last.ssim);
            QVERIFY(next.gmsd > last.gmsd);
            last = next;
        }
    }

    void sameOnAnyNumberOfThreads() {
        const Image image = waves(90, 301), other = withNoise(image, 0.03, 5);
        const int threads = threadCount();
        setThreadCount(1);
        const Baselines alone = baselinesOf(image, other);
        setThreadCount(3);
        const Baselines together = baselinesOf(image, other);
        setThreadCount(threads);
        QVERIFY(alone.psnr == together.psnr && alone.ssim == together.ssim && alone.gmsd == together.gmsd);
    }

    void whatCannotBeCompared() {
        QVERIFY_EXCEPTION_THROWN(baselinesOf(Image(32, 32), Image(32, 31)), Error);
        QVERIFY_EXCEPTION_THROWN(baselinesOf(Image(32, 10), Image(32, 10)), Error);
    }
};

QTEST_GUILESS_MAIN(TestBaselines)
#include "test_baselines.moc"
