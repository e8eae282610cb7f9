#pragma once

#include "core/image/image.h"
#include "core/network/model_info.h"
#include "core/planes/planes.h"
#include "core/train/train_config.h"

#include <cstdint>
#include <vector>

namespace suss {

/// Pixels around a crop that its variants may be drawn from when they move.
inline constexpr int kVariantMargin = 8;
/// Which pixel of a row or column of `size` pixels lies at `at`, where what is beyond its ends is its mirror
/// image; no further beyond than it is long.
inline int mirrored(int at, int size) {
    return at < 0 ? -1 - at : at < size ? at : 2 * size - 1 - at;
}

/// A reference without its margin, and imperceptible variants of it.
struct VariantPlanes {
    Planes reference;
    std::vector<Planes> variants;
};

/// Makes variants of a crop that has kVariantMargin pixels to spare on each side and, without them, sides
/// that are multiples of 8. The same seed gives the same variants. Loads LibTorch; throws Error if that is
/// not installed.
VariantPlanes variantPlanesOf(const Image& crop, int count, const VariantConfig& config, std::uint64_t seed);

/// The strengths that a model has learned with, from its training record; the program's own if it has none.
/// Throws Error if the record does not make sense.
VariantConfig variantStrengths(const ModelInfo& model);

}  // namespace suss
