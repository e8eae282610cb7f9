#pragma once

#include "core/explain/comparison.h"

#include <cstdint>
#include <vector>

namespace suss {

// Samples of a reference's model as pictures. Component planes become one picture by unclippedImageOf():
// coarse planes replace their band, so that all agree. That is affine, so a sample of any strength, and any
// mixture of two, is a sum of pictures that are drawn once.

/// The picture at strength 0: every component that is drawn at its mean, the others stay those of the
/// reference. Values may lie outside [0, 1].
Image sampleMean(const Reference& reference, const ComponentSwitches& drawn);

/// The picture that the model expects: every component at its mean, clipped to [0, 1].
Image meanPicture(const Reference& reference);

/// Samples [first, first + count) of a seed, less the mean, at strength 1. A sample depends on the seed and
/// its number alone, not on what is drawn with it nor on threads. Values of either sign.
std::vector<Image> sampleDeviations(const Reference& reference, const ComponentSwitches& drawn,
                                    std::uint64_t seed, int first, int count, const Progress& progress = {});

/// mean + strength * deviation, clipped to [0, 1].
Image samplePicture(const Image& mean, const Image& deviation, double strength);

/// mean + strength * (cos(angle) a + sin(angle) b), clipped to [0, 1]: with independent samples a and b,
/// itself a sample at every angle, so that a path of growing angle walks through the distribution.
Image walkPicture(const Image& mean, const Image& a, const Image& b, double angle, double strength);

/// Which sample: sample 3 of a seed is at 3, half way on the walk from it to the next at 3.5.
struct SampleSettings {
    std::uint64_t seed = 1;
    double number = 0;    ///< 0 or more
    double strength = 1;  ///< by which deviations from the mean are multiplied
    bool operator==(const SampleSettings&) const = default;
};
/// Its picture, clipped to [0, 1].
Image pictureOfSample(const Reference& reference, const ComponentSwitches& drawn,
                      const SampleSettings& settings);

}  // namespace suss
