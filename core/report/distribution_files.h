#pragma once

#include "core/explain/comparison.h"

#include <filesystem>

namespace suss {

/// Writes, per component, NAME.mean.npy, NAME.log_diagonal.npy, NAME.planes.npy (H x W x C),
/// NAME.coefficients.npy (H x W x C x K, zero in slots that belong to another channel) and distribution.json
/// ("suss.distribution/1") into a folder that is created if needed. With these files anyone can recompute the
/// log-likelihood.
void writeDistribution(const std::filesystem::path& folder, const Reference& reference,
                       const Weights& weights);

}  // namespace suss
