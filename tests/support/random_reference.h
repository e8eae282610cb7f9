#pragma once

#include "core/explain/comparison.h"

namespace suss::test {

/// Uniform samples in [0.3, 0.7].
Image randomImage(int width, int height, unsigned seed);

/// A reference made by hand from random distributions of the four components, without a network: means near
/// the picture itself, standard deviations near exp(-2) = 0.14.
std::shared_ptr<const Reference> referenceOf(const Image& image);

}  // namespace suss::test
