// Samples of all components recomposed to one picture, and the walk through them.

#include "core/explain/sample_pictures.h"
#include "core/gaussian/sample.h"
#include "core/parallel.h"
#include "tests/support/random_reference.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace suss;
using namespace suss::test;

namespace {

// Distributions narrow enough that no value leaves [0, 1].
Reference smallReference() {
    return *referenceOf(randomImage(37, 26, 1), 0.01f, 6);
}

double largestDifference(const std::vector<float>& a, const std::vector<float>& b) {
    double largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, double(std::abs(a[i] - b[i])));
    return largest;
}

// Values near 0.5 that went through some twenty sums and products in single precision.
constexpr double kRounding = 1e-5;

}  // namespace

class TestSamplePictures : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { setThreadCount(0); }

    // Coarse components replace their band: the picture has exactly the Y3 and the colour that were drawn.
    void coarseComponentsWin() {
        const Reference reference = smallReference();
        const Image mean = sampleMean(reference, kAllComponents);
        const auto deviation = sampleDeviations(reference, kAllComponents, 5, 3, 1);
        const Planes planes = planesOf(samplePicture(mean, deviation[0], 0.5));
        for (const Component component : {Component::Y3, Component::CbCr}) {
            const std::size_t c = indexOf(component);
            const StructuredGaussian& gaussian = *reference.distributions[c];
            const Plane expected = sampleFrom(
                gaussian, correlate(gaussian, standardNormal(gaussian.grid(), 5, 3 * kComponentCount + c)),
                0.5f);
            QVERIFY(largestDifference(planes[c].values, expected.values) < kRounding);
        }
    }

    void aSampleDependsOnSeedAndNumberAlone() {
        const Reference reference = smallReference();
        const auto several = sampleDeviations(reference, kAllComponents, 7, 0, 4);
        setThreadCount(1);
        QCOMPARE(sampleDeviations(reference, kAllComponents, 7, 2, 1)[0].rgb, several[2].rgb);
        QVERIFY(several[1].rgb != several[2].rgb);
        QVERIFY(sampleDeviations(reference, kAllComponents, 8, 2, 1)[0].rgb != several[2].rgb);
    }

    void componentsThatAreNotDrawnStayThoseOfTheReference() {
        const Reference reference = smallReference();
        const ComponentSwitches none{false, false, false, false};
        const Image same =
            samplePicture(sampleMean(reference, none), sampleDeviations(reference, none, 1, 0, 1)[0], 1);
        QVERIFY(largestDifference(same.rgb, reference.image->rgb) < kRounding);
        const ComponentSwitches colour{false, false, false, true};
        const Planes planes = planesOf(
            samplePicture(sampleMean(reference, colour), sampleDeviations(reference, colour, 1, 0, 1)[0], 1));
        QVERIFY(largestDifference(planes[0].values, reference.planes[0].values) < kRounding);
        QVERIFY(largestDifference(planes[3].values, reference.planes[3].values) > 1e-3);
    }

    // cos(angle) a + sin(angle) b of independent standard Normal noises is standard Normal, and the picture
    // is that of this noise: so every moment of the walk is a sample.
    void theWalkIsThePictureOfTurnedNoise() {
        const Reference reference = smallReference();
        const Image mean = sampleMean(reference, kAllComponents);
        const auto ends = sampleDeviations(reference, kAllComponents, 9, 0, 2);
        QCOMPARE(walkPicture(mean, ends[0], ends[1], 0, 1).rgb, samplePicture(mean, ends[0], 1).rgb);
        QVERIFY(largestDifference(walkPicture(mean, ends[0], ends[1], std::numbers::pi / 2, 1).rgb,
                                  samplePicture(mean, ends[1], 1).rgb) < kRounding);
        const double angle = 0.6;
        const std::size_t c = indexOf(Component::Y3);
        const StructuredGaussian& gaussian = *reference.distributions[c];
        Plane noise = standardNormal(gaussian.grid(), 9, c);
        const Plane other = standardNormal(gaussian.grid(), 9, kComponentCount + c);
        for (std::size_t i = 0; i < noise.values.size(); ++i)
            noise.values[i] = float(std::cos(angle) * noise.values[i] + std::sin(angle) * other.values[i]);
        const Plane expected = sampleFrom(gaussian, correlate(gaussian, noise), 1);
        const Planes planes = planesOf(walkPicture(mean, ends[0], ends[1], angle, 1));
        QVERIFY(largestDifference(planes[c].values, expected.values) < kRounding);
    }

    void valuesBeyondTheScreenAreClipped() {
        Image mean(16, 16), deviation(16, 16);
        std::fill(mean.rgb.begin(), mean.rgb.end(), 0.5f);
        std::fill(deviation.rgb.begin(), deviation.rgb.end(), 0.3f);
        QCOMPARE(samplePicture(mean, deviation, 3).rgb[7], 1.0f);
        QCOMPARE(samplePicture(mean, deviation, -3).rgb[7], 0.0f);
        QCOMPARE(samplePicture(mean, deviation, 1).rgb[7], 0.8f);
    }
};

QTEST_GUILESS_MAIN(TestSamplePictures)
#include "test_sample_pictures.moc"
