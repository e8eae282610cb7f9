#pragma once

#include "core/explain/comparison.h"

namespace suss::test {

/// Uniform samples in [0.3, 0.7].
Image randomImage(int width, int height, unsigned seed);

/// A reference made by hand from random distributions of the four components, without a network: means within
/// `off` of the picture itself, standard deviations near exp(-logDiagonal), 0.14 for 2.
std::shared_ptr<const Reference> referenceOf(const Image& image, float off = 0.05f, float logDiagonal = 2.0f);

}  // namespace suss::test
