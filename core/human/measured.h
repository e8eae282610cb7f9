#pragma once

#include "core/explain/baselines.h"
#include "core/image/read.h"
#include "core/network/predictor.h"

#include <filesystem>
#include <optional>
#include <vector>

namespace suss {

/// What each component lost of its log-likelihood, in nats per variable: l_c(X, X) - l_c(X, Y). The distance
/// of an image is the sum of these, weighted.
using ComponentLosses = std::array<double, kComponentCount>;

/// What every measure says of one image against its reference.
struct Measured {
    ComponentLosses losses{};
    Baselines baselines;
    double msSsim = 0;
};

struct PicturePair {
    std::filesystem::path reference, image;
    auto operator<=>(const PicturePair&) const = default;
};

/// Measures every pair, in the order given. Each reference is analysed once, whatever the order. Throws Error
/// for pictures that cannot be read or differ in size; Cancelled.
std::vector<Measured> measure(const std::vector<PicturePair>& pairs, const Predictor& predictor,
                              const Progress& progress = {});

}  // namespace suss
