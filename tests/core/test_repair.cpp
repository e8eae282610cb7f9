// SUSS as a loss: its gradient and curvature against finite differences, and the walk that follows them. The
// references are made by hand from random distributions, without a network.

#include "core/error.h"
#include "core/explain/in_words.h"
#include "core/explain/repair.h"
#include "core/explain/score_gradient.h"
#include "core/parallel.h"
#include "tests/support/random_gaussian.h"
#include "tests/support/random_reference.h"

#include <QtTest>

#include <cmath>
#include <cstring>
#include <limits>

using namespace suss;
using suss::test::randomImage;
using suss::test::referenceOf;

namespace {

const std::vector<Weighting> kWeightings{{{0.8, 0.7, 1.9, 0.4}},
                                         {{0.8, 0.7, 1.9, 0.4}, {true, false, true, false}},
                                         {{0.0, 0.7, 0.0, 0.4}, {true, true, true, false}},
                                         {{0.8, 0.7, 1.9, 0.4}, {false, false, false, true}}};

Image sum(const Image& image, float factor, const Image& change) {
    Image result = image;
    for (std::size_t i = 0; i < result.rgb.size(); ++i) result.rgb[i] += factor * change.rgb[i];
    return result;
}

Image randomChange(int width, int height, unsigned seed) {
    Image change = randomImage(width, height, seed);
    for (float& sample : change.rgb) sample -= 0.5f;
    return change;
}

double dot(const std::vector<float>& a, const std::vector<float>& b) {
    double total = 0;
    for (std::size_t i = 0; i < a.size(); ++i) total += double{a[i]} * b[i];
    return total;
}

double sussOf(const std::shared_ptr<const Reference>& reference, const Image& image,
              const Weighting& weighting) {
    return accountOf(*compare(reference, image), weighting).suss;
}

/// A reference and an image beside it: a grain everywhere and a coloured blemish in one place, so that there
/// is something to put right first.
struct Pair {
    std::shared_ptr<const Reference> reference;
    std::shared_ptr<const Comparison> comparison;
};
constexpr Rect kBlemish{12, 8, 11, 9};
Pair blemished(int width, int height) {
    const auto reference = referenceOf(randomImage(width, height, 1));
    Image image = sum(*reference->image, 0.1f, randomChange(width, height, 2));
    for (int y = kBlemish.y; y < kBlemish.y + kBlemish.height; ++y)
        for (int x = kBlemish.x; x < kBlemish.x + kBlemish.width; ++x) image.row(y)[3 * x] += 0.25f;
    return {reference, compare(reference, image)};
}

bool sameValues(const Map& a, const Map& b) {
    return a.values.size() == b.values.size() &&
           std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(float)) == 0;
}

}  // namespace

class TestRepair : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { setThreadCount(0); }

    void adjointOfPlanesIsTheAdjoint() {
        for (const QSize& size : {QSize(16, 16), QSize(17, 19), QSize(61, 45), QSize(18, 21)}) {
            const Image change = randomChange(size.width(), size.height(), 3);
            const Planes planes = planesOf(change);
            Planes all;
            double expected = 0;
            for (std::size_t c = 0; c < kComponentCount; ++c) {
                Planes one;
                one[c] = all[c] = test::randomPlane(planes[c].grid, unsigned(10 + c));
                const double alone = dot(planes[c].values, one[c].values);
                expected += alone;
                // Both sides are sums of about 10^4 products of size up to 1 with float roundings that do not
                // add up in one direction.
                QVERIFY(std::abs(dot(change.rgb, adjointOfPlanes(one, change.width, change.height)) - alone) <
                        1e-5);
            }
            QVERIFY(std::abs(dot(change.rgb, adjointOfPlanes(all, change.width, change.height)) - expected) <
                    1e-5);
        }
        Planes wrong;
        wrong[1] = Plane({16, 16, 1});
        QVERIFY_EXCEPTION_THROWN(adjointOfPlanes(wrong, 16, 16), Error);
    }

    void scoreIsItsExpansion() {
        for (const QSize& size : {QSize(16, 16), QSize(17, 19), QSize(61, 45)})
            for (const Weighting& weighting : kWeightings) {
                const auto reference = referenceOf(randomImage(size.width(), size.height(), 1));
                const Image image = randomImage(size.width(), size.height(), 2);
                const Image change = randomChange(size.width(), size.height(), 3);
                const auto comparison = compare(reference, image);
                const double slope = dot(scoreGradient(*comparison, weighting), change.rgb);
                const double curvature = scoreCurvature(*reference, change, weighting);
                QVERIFY(curvature < 0);
                const double here = accountOf(*comparison, weighting).suss;
                for (const float t : {-1.0f, -0.25f, 0.5f, 1.0f, 3.0f}) {
                    const double there = sussOf(reference, sum(image, t, change), weighting);
                    const double expected = here + t * slope + 0.5 * t * t * curvature;
                    // |z|^2 / n is below 100 and right to about 1e-6 of it.
                    QVERIFY2(std::abs(there - expected) < 1e-4,
                             qPrintable(QString("%1 against %2").arg(there).arg(expected)));
                }
            }
    }

    void gradientIsThatOfFiniteDifferences() {
        const int width = 19, height = 17;
        const auto reference = referenceOf(randomImage(width, height, 1));
        const Image image = randomImage(width, height, 2);
        for (const Weighting& weighting : kWeightings) {
            const std::vector<float> gradient = scoreGradient(*compare(reference, image), weighting);
            float largest = 0;
            for (const float value : gradient) largest = std::max(largest, std::abs(value));
            // The score is quadratic, so central differences are exact but for rounding, which a wide step
            // makes small. Corners, the odd last row and column, and the middle.
            for (const auto& [x, y] : {std::pair{0, 0}, {18, 0}, {0, 16}, {18, 16}, {18, 7}, {5, 16}, {9, 8}})
                for (int channel = 0; channel < 3; ++channel) {
                    const std::size_t i = std::size_t(3 * (y * width + x) + channel);
                    Image up = image, down = image;
                    up.rgb[i] += 1;
                    down.rgb[i] -= 1;
                    const double expected =
                        (sussOf(reference, up, weighting) - sussOf(reference, down, weighting)) / 2;
                    QVERIFY(std::abs(double{gradient[i]} - expected) < 1e-4 * double{largest} + 1e-6);
                }
        }
    }

    void perturbationOfAnotherSizeIsRefused() {
        const auto reference = referenceOf(randomImage(20, 20, 1));
        QVERIFY_EXCEPTION_THROWN(scoreCurvature(*reference, Image(21, 20), kWeightings[0]), Error);
    }

    void scoreRisesFromTheImageToNearTheReference() {
        for (const Weighting& weighting : kWeightings) {
            const Pair pair = blemished(61, 45);
            const Account before = accountOf(*pair.comparison, weighting);
            const Repair repaired = repair(*pair.comparison, weighting, 12);
            QCOMPARE(repaired.frames.size(), std::size_t(12));
            const RepairFrame& first = repaired.frames.front();
            QCOMPARE(first.position, 0.0);
            QCOMPARE(first.suss, before.suss);
            QVERIFY(frameImage(*pair.comparison, first).rgb == pair.comparison->image->rgb);
            for (std::size_t i = 0; i < repaired.frames.size(); ++i) {
                const RepairFrame& frame = repaired.frames[i];
                QCOMPARE(frame.position, double(i) / 11);
                const Account account =
                    accountOf(*compare(pair.reference, frameImage(*pair.comparison, frame)), weighting);
                QCOMPARE(frame.suss, account.suss);
                QCOMPARE(frame.distance, account.distance);
                if (i > 0) QVERIFY(frame.suss > repaired.frames[i - 1].suss);
            }
            // A mixture gains at least what the reference itself does, of which 1 % may be left to do.
            QVERIFY(repaired.frames.back().distance <= 0.0101 * before.distance);
        }
    }

    void framesAreEven() {
        const Pair pair = blemished(61, 45);
        const Repair repaired = repair(*pair.comparison, kWeightings[0], 24);
        QCOMPARE(repaired.frames.size(), std::size_t(24));
        const double start = repaired.frames.front().suss, end = repaired.frames.back().suss;
        const double whole = (end - start) / 0.99;
        const auto gain = [&](std::size_t i) {
            return repaired.frames[i].suss - repaired.frames[i - 1].suss;
        };
        const auto left = [&](std::size_t i) { return whole - (repaired.frames[i].suss - start); };
        for (std::size_t i = 2; i < 24; ++i) {
            if (left(i) > 0.26 * whole) QVERIFY(std::abs(gain(i) / gain(1) - 1) < 0.01);
            if (left(i - 2) < 0.24 * whole)
                QVERIFY(std::abs(left(i) / left(i - 1) / (left(23) / left(22)) - 1) < 0.02);
        }
    }

    void walkDoesNotDependOnFramesOrThreads() {
        const Pair pair = blemished(61, 45);
        setThreadCount(1);
        const Repair one = repair(*pair.comparison, kWeightings[0], 4);
        setThreadCount(2);
        const Repair two = repair(*pair.comparison, kWeightings[0], 4),
                     many = repair(*pair.comparison, kWeightings[0], 7);
        QCOMPARE(one.frames.size(), std::size_t(4));
        QCOMPARE(two.frames.size(), std::size_t(4));
        QCOMPARE(many.frames.size(), std::size_t(7));
        QVERIFY(sameValues(one.firstChanged, two.firstChanged));
        QVERIFY(sameValues(one.firstChanged, many.firstChanged));
        for (std::size_t i = 0; i < 4; ++i) {
            QVERIFY(one.frames[i].alpha == two.frames[i].alpha);
            QCOMPARE(one.frames[i].suss, two.frames[i].suss);
            QVERIFY(one.frames[i].alpha == many.frames[2 * i].alpha);
        }
    }

    void sentenceSaysWhatComesFirst() {
        const Pair pair = blemished(61, 45);
        const Weighting& weighting = kWeightings[0];
        const Repair repaired = repair(*pair.comparison, weighting, 24);
        const std::string sentence = firstInWords(*pair.comparison, weighting, repaired);
        QVERIFY2(sentence.find(" in place 1; what is gained is ") != std::string::npos, sentence.c_str());

        // Of one component, all of the gain is that component's.
        Weighting fine = weighting;
        fine.enabled = {true, false, false, false};
        const std::string alone = firstInWords(*pair.comparison, fine, repair(*pair.comparison, fine, 24));
        QVERIFY2(alone.ends_with("what is gained is nearly all fine luminance (Y1)."), alone.c_str());

        const auto same = compare(pair.reference, *pair.reference->image);
        QCOMPARE(firstInWords(*same, weighting, repair(*same, weighting)), std::string());
    }

    void theBlemishGoesFirst() {
        const Pair pair = blemished(61, 45);
        const Repair repaired = repair(*pair.comparison, kWeightings[0]);
        std::vector<float> inside, outside;
        for (int y = 0; y < 45; ++y)
            for (int x = 0; x < 61; ++x) {
                const bool in = x >= kBlemish.x && x < kBlemish.x + kBlemish.width && y >= kBlemish.y &&
                                y < kBlemish.y + kBlemish.height;
                const float when = repaired.firstChanged.row(y)[x];
                QVERIFY(std::isnan(when) || (when > 0 && when <= 1));
                (in ? inside : outside).push_back(std::isnan(when) ? 2 : when);
            }
        const auto median = [](std::vector<float>& values) {
            std::sort(values.begin(), values.end());
            return values[values.size() / 2];
        };
        QVERIFY(median(inside) < 0.75f * median(outside));
    }

    /// The map says of every pixel between which frames it first passed the middle of its way.
    void firstChangedAgreesWithTheFrames() {
        const Pair pair = blemished(61, 45);
        const Repair repaired = repair(*pair.comparison, kWeightings[0], 49);
        int passed = 0, cameBack = 0;
        for (std::size_t p = 0; p < repaired.firstChanged.values.size(); ++p) {
            std::size_t i = 0;
            while (i < repaired.frames.size() && repaired.frames[i].alpha[p] < 32768) ++i;
            const double when = repaired.firstChanged.values[p];
            if (i == repaired.frames.size()) {
                if (!std::isnan(when)) ++cameBack;
                continue;
            }
            ++passed;
            QVERIFY(when <= repaired.frames[i].position + 1e-6);
            if (when < repaired.frames[i - 1].position - 1e-6) ++cameBack;
        }
        QVERIFY(passed > 1000);
        // Between two frames a pixel may pass the middle and come back, which few do.
        QVERIFY(cameBack < passed / 100);
    }

    void earlinessIsTheSmoothedMap() {
        Repair repaired;
        repaired.width = 40;
        repaired.height = 30;
        repaired.firstChanged = Map(40, 30);
        std::fill(repaired.firstChanged.values.begin(), repaired.firstChanged.values.end(),
                  std::numeric_limits<float>::quiet_NaN());
        repaired.firstChanged.row(15)[20] = 0.25f;
        const Map early = earlinessOf(repaired, 2);
        double total = 0;
        for (const float value : early.values) total += value;
        QVERIFY(std::abs(total - 0.75) < 1e-5);
        // The peak of a Gaussian of sigma 2 in two dimensions, up to its sampling and cut.
        QVERIFY(std::abs(early.row(15)[20] - 0.75 / (8 * M_PI)) < 1e-3);
        QCOMPARE(early.row(0)[0], 0.0f);
    }

    void equalPixelsStay() {
        const auto reference = referenceOf(randomImage(40, 32, 1));
        Image image = *reference->image;
        for (int y = 4; y < 12; ++y)
            for (int i = 3 * 6; i < 3 * 20; ++i) image.row(y)[i] += 0.2f;
        const auto comparison = compare(reference, image);
        const Repair repaired = repair(*comparison, kWeightings[0]);
        int changed = 0;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 40; ++x) {
                const bool equal = y < 4 || y >= 12 || x < 6 || x >= 20;
                const float when = repaired.firstChanged.row(y)[x];
                if (equal) QVERIFY(std::isnan(when));
                if (!std::isnan(when)) ++changed;
            }
        QVERIFY(changed > 100);
    }

    void anImageLikelierThanTheReferenceStaysSo() {
        const auto reference = referenceOf(randomImage(61, 45, 1));
        Planes means;
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            const auto mean = reference->distributions[c]->mean();
            means[c] = Plane(reference->planes[c].grid);
            means[c].values.assign(mean.begin(), mean.end());
        }
        const auto comparison = compare(reference, imageOf(means, *reference->image));
        const Repair repaired = repair(*comparison, kWeightings[0]);
        QVERIFY(repaired.frames.front().distance < 0);
        for (std::size_t i = 1; i < repaired.frames.size(); ++i)
            QVERIFY(repaired.frames[i].suss > repaired.frames[i - 1].suss);
    }

    void nothingToGain() {
        const auto reference = referenceOf(randomImage(32, 24, 1));
        const auto same = compare(reference, *reference->image);
        for (const Weighting& weighting :
             {kWeightings[0], Weighting{{1, 1, 1, 1}, {false, false, false, false}}}) {
            const Repair repaired = repair(*same, weighting);
            QCOMPARE(repaired.frames.size(), std::size_t(1));
            QCOMPARE(repaired.frames[0].distance, 0.0);
            for (const float when : repaired.firstChanged.values) QVERIFY(std::isnan(when));
        }
        QVERIFY_EXCEPTION_THROWN(repair(*same, kWeightings[0], 1), Error);
    }

    void canBeStopped() {
        const Pair pair = blemished(40, 32);
        double last = 0;
        bool stop = false;
        const Progress progress = [&](double fraction, std::string_view) {
            if (fraction < last || fraction > 1) qFatal("progress goes back");
            last = fraction;
            return !(stop && fraction > 0.5);
        };
        repair(*pair.comparison, kWeightings[0], 6, progress);
        QCOMPARE(last, 1.0);
        last = 0;
        stop = true;
        QVERIFY_EXCEPTION_THROWN(repair(*pair.comparison, kWeightings[0], 6, progress), Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestRepair)
#include "test_repair.moc"
