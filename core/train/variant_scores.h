#pragma once

#include "core/explain/surprise.h"

#include <cstdint>

namespace suss {

/// Scores fresh imperceptible variants of a reference, made as those that the model has learned from, at most
/// a megapixel in the middle of it. The same seed gives the same scores. Throws Cancelled;
/// Error if LibTorch is not installed or the training record does not make sense.
VariantScores scoreVariants(const Reference& reference, const ModelInfo& model, int count, std::uint64_t seed,
                            const Progress& progress = {});

}  // namespace suss
