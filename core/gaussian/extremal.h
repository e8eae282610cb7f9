#pragma once

#include "core/progress.h"

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace suss {

/// output = (a linear map) input. Both have the size of the space and never overlap.
using LinearMap = std::function<void(std::span<const double> input, std::span<double> output)>;

struct EigenOptions {
    enum class End { Smallest, Largest };
    End end = End::Smallest;
    double tolerance = 1e-3;  ///< of the relative residual
    int iterations = 300;     ///< at most
    int block = 2;            ///< vectors that are improved together: neighbours in the spectrum confuse less
    std::uint64_t seed = 0, stream = 0;  ///< of the random start
};

/// An approximate eigenvector v of unit norm, with its Rayleigh quotient v^T A v and what is missing.
struct Eigenpair {
    std::vector<double> vector;
    double value = 0;
    double residual = 0;  ///< |A v - value v| / value; at most the tolerance unless the iterations ran out
    int iterations = 0;
};

/// The smallest or largest eigenvalue of a symmetric positive definite map with its eigenvector, by LOBPCG
/// (Knyazev, SIAM J. Sci. Comput. 2001): Rayleigh-Ritz on the span of the current vectors, their
/// preconditioned residuals and the last steps. Holds 7 `block` vectors.
///
/// By the Krylov-Weinstein bound an eigenvalue lies within residual * value of the value. `precondition`
/// (may be empty) applies a symmetric positive definite approximation of the inverse. The same on any number
/// of threads if the maps are. The vector's entry of the largest magnitude is positive. Throws Cancelled if
/// progress asks to stop.
Eigenpair extremalEigenpair(std::size_t size, const LinearMap& apply, const LinearMap& precondition,
                            const EigenOptions& options, const Progress& progress = {});

}  // namespace suss
