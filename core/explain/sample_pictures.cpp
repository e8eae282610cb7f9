#include "core/explain/sample_pictures.h"

#include "core/gaussian/sample.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace suss {

namespace {

// Of the reference's size and kind, with values computed row by row.
template <class FillRow>
Image filled(const Image& like, FillRow fillRow) {
    Image picture(like.width, like.height);
    picture.sourceBits = like.sourceBits;
    picture.profile = like.profile;
    parallelFor(picture.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) fillRow(picture.row(y), y);
    });
    return picture;
}

}  // namespace

Image sampleMean(const Reference& reference, const ComponentSwitches& drawn) {
    Planes planes = reference.planes;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        if (drawn[c]) {
            const auto mean = reference.distributions[c]->mean();
            planes[c].values.assign(mean.begin(), mean.end());
        }
    return unclippedImageOf(planes, *reference.image);
}

Image meanPicture(const Reference& reference) {
    Image mean = sampleMean(reference, kAllComponents);
    for (float& value : mean.rgb) value = std::clamp(value, 0.0f, 1.0f);
    return mean;
}

std::vector<Image> sampleDeviations(const Reference& reference, const ComponentSwitches& drawn,
                                    std::uint64_t seed, int first, int count, const Progress& progress) {
    std::vector<Planes> deviations(static_cast<std::size_t>(count));
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        report(progress, 0.8 * double(c) / kComponentCount, "Sampling");
        const StructuredGaussian& gaussian = *reference.distributions[c];
        if (!drawn[c]) {
            for (Planes& planes : deviations) planes[c] = Plane(gaussian.grid());
            continue;
        }
        std::vector<Plane> noises;
        for (int i = 0; i < count; ++i)
            noises.push_back(
                standardNormal(gaussian.grid(), seed, std::uint64_t(first + i) * kComponentCount + c));
        std::vector<Plane> planes = correlate(gaussian, noises);
        for (std::size_t i = 0; i < planes.size(); ++i) deviations[i][c] = std::move(planes[i]);
    }
    // What the reference has beyond the planes is part of the mean.
    const Image black = filled(*reference.image, [&](float* row, int) {
        std::fill_n(row, std::size_t(reference.image->width) * 3, 0.0f);
    });
    std::vector<Image> pictures;
    for (const Planes& planes : deviations) {
        report(progress, 0.8 + 0.2 * double(pictures.size()) / count, "Sampling");
        pictures.push_back(unclippedImageOf(planes, black));
    }
    return pictures;
}

Image samplePicture(const Image& mean, const Image& deviation, double strength) {
    const auto t = float(strength);
    return filled(mean, [&](float* row, int y) {
        const float *m = mean.row(y), *d = deviation.row(y);
        for (int i = 0; i < 3 * mean.width; ++i) row[i] = std::clamp(m[i] + t * d[i], 0.0f, 1.0f);
    });
}

Image walkPicture(const Image& mean, const Image& a, const Image& b, double angle, double strength) {
    const auto ofA = float(strength * std::cos(angle)), ofB = float(strength * std::sin(angle));
    return filled(mean, [&](float* row, int y) {
        const float *m = mean.row(y), *p = a.row(y), *q = b.row(y);
        for (int i = 0; i < 3 * mean.width; ++i)
            row[i] = std::clamp(m[i] + ofA * p[i] + ofB * q[i], 0.0f, 1.0f);
    });
}

Image pictureOfSample(const Reference& reference, const ComponentSwitches& drawn,
                      const SampleSettings& settings) {
    const int index = int(settings.number);
    const auto ends = sampleDeviations(reference, drawn, settings.seed, index, 2);
    return walkPicture(sampleMean(reference, drawn), ends[0], ends[1],
                       (settings.number - index) * std::numbers::pi / 2, settings.strength);
}

}  // namespace suss
