#include "core/train/sample_spread.h"

#include "core/gaussian/sample.h"
#include "core/train/likelihood.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <vector>

namespace suss {

using torch::Tensor;

namespace {

constexpr double kLeastVariance = 1e-8;  // far below that of rounding to 8 bits

std::vector<float> valuesOf(const Tensor& tensor) {
    const auto contiguous = tensor.detach().contiguous();
    const auto* data = contiguous.data_ptr<float>();
    return {data, data + contiguous.numel()};
}

/// Applies a sweep of every crop's factor (correlate or solveFactor) to each of its planes, N x S x C x H x
/// W.
template <class Sweep>
Tensor swept(const GaussianTensors& gaussians, const Tensor& planes, const Sweep& sweep) {
    const Grid grid{int(planes.size(3)), int(planes.size(4)), int(planes.size(2))};
    auto results = torch::empty_like(planes);
    at::parallel_for(0, planes.size(0), 1, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t n = begin; n < end; ++n) {
            const StructuredGaussian gaussian(
                grid, std::vector<float>(std::size_t(grid.variables())),  // deviations: the mean is zero
                valuesOf(gaussians.logDiagonal[n]),
                slotBlocksOf(valuesOf(gaussians.coefficients[n]), grid.channels));
            for (std::int64_t s = 0; s < planes.size(1); ++s) {
                Plane plane(grid);
                plane.values = valuesOf(planes[n][s]);
                const Plane result = sweep(gaussian, plane);
                std::copy(result.values.begin(), result.values.end(), results[n][s].data_ptr<float>());
            }
        }
    });
    return results;
}

/// Mean square over a window around every pixel, N x S x C x H x W.
Tensor localVariance(const Tensor& deviations, int window) {
    const auto shape = deviations.sizes();
    return torch::avg_pool2d(deviations.square().flatten(0, 1), window, 1, window / 2, false, false)
        .view(shape);
}

}  // namespace

Tensor excessSpread(const GaussianTensors& gaussians, const Tensor& variants, const SpreadConfig& config) {
    auto shape = variants.sizes().vec();
    shape[1] = config.draws;
    // Bounded, so that squares stay finite where a factor has gone astray.
    auto deviations = swept(gaussians, torch::randn(shape), [](const auto& gaussian, const auto& noise) {
                          return correlate(gaussian, noise);
                      }).clamp_(-1e4, 1e4);

    deviations.set_requires_grad(true);
    const auto residuals = (variants - gaussians.mean.unsqueeze(1)).detach();
    const auto expected = localVariance(residuals, config.window).mean(1, true) + kLeastVariance;
    const auto ratio = (localVariance(deviations, config.window) + kLeastVariance) / expected;
    const auto excess = torch::relu(torch::log(ratio) - std::log(config.tolerance)).mean();
    const auto slope = torch::autograd::grad({excess}, {deviations})[0];

    // The deviations x are where L^T x equals the noise. So a change of the factor that moves L^T x at fixed
    // x by d moves x by -L^-T d, and the excess by -(L^-1 slope)^T d: the gradient without a tape of the
    // sweep.
    const auto adjoint = swept(gaussians, slope, [](const auto& gaussian, const auto& rightHandSide) {
        return solveFactor(gaussian, rightHandSide);
    });
    const GaussianTensors centred{torch::zeros_like(gaussians.mean), gaussians.logDiagonal,
                                  gaussians.coefficients};
    const auto change = -(adjoint * whitenedResidual(centred, deviations.detach())).sum();
    return excess.detach() + change - change.detach();
}

}  // namespace suss
