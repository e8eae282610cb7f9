#include "core/error.h"
#include "core/explain/baselines.h"
#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/parallel.h"
#include "core/planes/planes.h"

#include <QtTest>

#include <cmath>
#include <set>

using namespace suss;

namespace {

struct Spread {
    double mean = 0, deviation = 0;
};

Spread spreadOf(const std::vector<float>& values) {
    Spread spread;
    for (const float value : values) spread.mean += value / double(values.size());
    for (const float value : values)
        spread.deviation += std::pow(value - spread.mean, 2) / double(values.size());
    spread.deviation = std::sqrt(spread.deviation);
    return spread;
}

}  // namespace

class TestExample : public QObject {
    Q_OBJECT

    Image picture_ = exampleReference();

  private Q_SLOTS:
    void sizeAndRange() {
        QCOMPARE(picture_.width, 768);
        QCOMPARE(picture_.height, 512);
        for (const float value : picture_.rgb) QVERIFY(value >= 0 && value <= 1);
    }

    void sameEveryTime() {
        const int threads = threadCount();
        setThreadCount(1);
        QVERIFY(exampleReference().rgb == picture_.rgb);
        setThreadCount(threads);
    }

    // Smooth sky, fine texture, a hard edge and a saturated colour: what the components are to be seen on.
    void hasSomethingOfEverything() {
        const auto roughness = [&](int x0, int y0) {
            std::vector<float> steps;
            for (int y = y0; y < y0 + 40; ++y)
                for (int x = x0; x < x0 + 40; ++x)
                    steps.push_back(picture_.row(y)[3 * (x + 1) + 1] - picture_.row(y)[3 * x + 1]);
            return spreadOf(steps).deviation;
        };
        QVERIFY(roughness(300, 20) < 0.02);   // sky
        QVERIFY(roughness(300, 460) > 0.03);  // meadow
        float reddest = 0, steepest = 0;
        for (int y = 300; y < 400; ++y)
            for (int x = 540; x < 690; ++x) {
                const float* p = picture_.row(y) + 3 * x;
                reddest = std::max(reddest, p[0] - std::max(p[1], p[2]));
                steepest = std::max(steepest, std::abs(p[3] - p[0]));
            }
        QVERIFY(reddest > 0.4f);
        QVERIFY(steepest > 0.3f);
    }

    void everyDistortionDoesWhatItSays() {
        std::set<std::string> keys;
        for (const Distortion& distortion : exampleDistortions()) {
            const Image image = distorted(picture_, distortion.key);
            QVERIFY(!distortion.title.empty() && image.sameSize(picture_));
            QVERIFY(distorted(picture_, distortion.key).rgb == image.rgb);
            for (const float value : image.rgb) QVERIFY(value >= 0 && value <= 1);
            const double psnr = baselinesOf(picture_, image).psnr;
            QVERIFY2(psnr > 25 && psnr < 50, qPrintable(QString::number(psnr)));
            keys.insert(distortion.key);
        }
        QVERIFY(keys == (std::set<std::string>{"blur", "jpeg", "noise", "shift", "cast", "blemish"}));
        QVERIFY_EXCEPTION_THROWN(distorted(picture_, "nonsense"), Error);
    }

    void blemishIsLocal() {
        const Image image = distorted(picture_, "blemish");
        std::int64_t changed = 0;
        for (std::size_t i = 0; i < image.rgb.size(); ++i)
            changed += std::abs(image.rgb[i] - picture_.rgb[i]) > 0.5f / 255;
        QVERIFY(changed > 1000);
        QVERIFY(changed < std::int64_t(image.rgb.size()) / 50);
    }

    void shiftIsHalfAPixel() {
        // A slow wave has a closed form everywhere; away from the edges the kernel meets it.
        Image wave(96, 32);
        const auto at = [](double x) { return float(0.5 + 0.4 * std::sin(0.3 * x)); };
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 96; ++x) std::fill_n(wave.row(y) + 3 * x, 3, at(x));
        const Image shifted = distorted(wave, "shift");
        for (int x = 8; x < 88; ++x) QVERIFY(std::abs(shifted.row(16)[3 * x] - at(x - 0.5)) < 2e-3f);
    }

    void castMovesColourOnly() {
        Image grey(32, 32);
        std::fill(grey.rgb.begin(), grey.rgb.end(), 0.5f);
        const Image image = distorted(grey, "cast");
        QVERIFY(image.rgb[0] > 0.5f && image.rgb[2] < 0.5f);
        QVERIFY(std::abs(planesOf(image)[indexOf(Component::Y1)].values[0] - 0.5f) < 0.01f);
    }

    void noiseHasItsDeviation() {
        Image grey(200, 200);
        std::fill(grey.rgb.begin(), grey.rgb.end(), 0.5f);
        const Image noisy = withNoise(grey, 0.05, 7);
        const Spread spread = spreadOf(noisy.rgb);
        // 120 000 values: the standard error of the deviation is 0.05 / sqrt(240 000), that of the mean 0.05
        // / sqrt(120 000).
        QVERIFY(std::abs(spread.deviation - 0.05) < 5 * 0.05 / std::sqrt(240000.0));
        QVERIFY(std::abs(spread.mean - 0.5) < 5 * 0.05 / std::sqrt(120000.0));
        QVERIFY(withNoise(grey, 0.05, 7).rgb == noisy.rgb);
        QVERIFY(withNoise(grey, 0.05, 8).rgb != noisy.rgb);
    }

    void blurSpreadsAPoint() {
        Image point(65, 65);
        std::fill_n(point.row(32) + 3 * 32, 3, 1.0f);
        const Image blurred = gaussianBlurred(point, 2);
        double sum = 0, squares = 0;
        for (int y = 0; y < 65; ++y)
            for (int x = 0; x < 65; ++x) {
                sum += blurred.row(y)[3 * x];
                squares += blurred.row(y)[3 * x] * (x - 32.0) * (x - 32.0);
            }
        QVERIFY(std::abs(sum - 1) < 1e-5);
        QVERIFY(std::abs(squares - 4) < 0.01);  // the variance, sigma squared, of a kernel cut at 4 sigma
        QVERIFY(gaussianBlurred(point, 0).rgb == point.rgb);
    }
};

QTEST_GUILESS_MAIN(TestExample)
#include "test_example.moc"
