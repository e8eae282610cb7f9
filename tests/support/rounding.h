#pragma once

#include "tests/support/random_gaussian.h"

#include <cmath>
#include <cstring>
#include <vector>

namespace suss::test {

/// Unit roundoff of float.
inline constexpr double kUnit = 0x1p-24;

/// A product of the factor with a vector, or a solve with it, passes each addend through at most K sums and K
/// products (K = 12 or 25 neighbours) and a handful of operations more: exp, the residual, the scaling. By
/// the standard analysis (Higham, Accuracy and Stability, ch. 3 and 8) with gamma as returned,
///     |computed L v - L v| <= gamma |L| |v|,      computed x solves (L + E) x = v with |E| <= gamma |L|,
/// element by element. The tests take these bounds as they are, with nothing added.
inline double roundingBound(int channels) {
    const double operations = (channels == 1 ? 12 : 25) + 8;
    return operations * kUnit / (1 - operations * kUnit);
}

/// Largest |actual - expected| / bound. At most 1 when the bound holds; infinite for NaN or a miss of a zero
/// bound.
inline double worstRatio(const Eigen::VectorXd& actual, const Eigen::VectorXd& expected,
                         const Eigen::VectorXd& bound) {
    double worst = 0;
    for (Eigen::Index i = 0; i < actual.size(); ++i) {
        const double error = std::abs(actual(i) - expected(i));
        if (error == 0) continue;
        const double ratio = error / bound(i);
        if (!(ratio <= worst)) worst = std::isnan(ratio) ? HUGE_VAL : ratio;
    }
    return worst;
}

/// The distribution with mean 0 and the absolute values of the coefficients: its factor is |L|, for bounds on
/// grids too large for a dense matrix.
inline StructuredGaussian absoluteOf(const StructuredGaussian& gaussian) {
    SlotBlocks coefficients = gaussian.coefficients();
    for (std::vector<float>& block : coefficients)
        for (float& b : block) b = std::abs(b);
    return {gaussian.grid(), std::vector<float>(gaussian.mean().size()),
            std::vector<float>(gaussian.logDiagonal().begin(), gaussian.logDiagonal().end()),
            std::move(coefficients)};
}

inline Plane absoluteOf(Plane plane) {
    for (float& value : plane.values) value = std::abs(value);
    return plane;
}

inline bool sameBits(const Plane& a, const Plane& b) {
    return a.grid == b.grid &&
           std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(float)) == 0;
}

}  // namespace suss::test
