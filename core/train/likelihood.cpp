#include "core/train/likelihood.h"

#include "core/gaussian/stencil.h"
#include "core/multiversion.h"

#include <ATen/Parallel.h>
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace suss {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// sums[x] += a[x] * b[x]
SUSS_MULTIVERSION void addProducts(float* sums, const float* a, const float* b, std::int64_t count) {
    for (std::int64_t x = 0; x < count; ++x) sums[x] += a[x] * b[x];
}

/// The pixels of a row of one picture (C x H x W) that have a certain later neighbour.
struct Coupling {
    std::int64_t coefficients;  ///< where theirs begin, in K x H x W
    std::int64_t pixels;        ///< where they begin
    std::int64_t neighbours;    ///< where the neighbours begin
    std::int64_t count;
};

/// Calls use(coupling) for all of row y.
template <class Use>
void forEachCoupling(int channels, std::int64_t height, std::int64_t width, std::int64_t y, const Use& use) {
    const auto slots = neighbourSlots(channels);
    for (std::size_t k = 0; k < slots.size(); ++k) {
        const auto& slot = slots[k];
        const std::int64_t begin = std::max(0, -slot.dx), end = width - std::max(0, slot.dx);
        if (y + slot.dy >= height || begin >= end) continue;
        use(Coupling{(std::int64_t(k) * height + y) * width + begin, (slot.from * height + y) * width + begin,
                     (slot.to * height + y + slot.dy) * width + slot.dx + begin, end - begin});
    }
}

/// r_i + sum over the later neighbours j of b_ij r_j: L^T r but for its scaling. One function, as Torch by
/// itself would make several tensors of the size of all residuals for each of the 12 or 49 neighbours.
struct LaterNeighbours : torch::autograd::Function<LaterNeighbours> {
    /// residual: N x V x C x H x W; coefficients: N x K x H x W.
    static Tensor forward(AutogradContext* context, const Tensor& anyResidual,
                          const Tensor& anyCoefficients) {
        const Tensor residual = anyResidual.contiguous(), coefficients = anyCoefficients.contiguous();
        context->save_for_backward({residual, coefficients});
        Tensor sums = residual.clone();
        forEachPicture(
            residual, coefficients, [&](std::int64_t picture, const float* b, const Coupling& coupling) {
                addProducts(sums.data_ptr<float>() + picture + coupling.pixels, b,
                            residual.data_ptr<float>() + picture + coupling.neighbours, coupling.count);
            });
        return sums;
    }

    /// Has no slope of its own: second derivatives would leave out what goes through here.
    static variable_list backward(AutogradContext* context, const variable_list& slopes) {
        const auto saved = context->get_saved_variables();
        const Tensor &residual = saved[0], &coefficients = saved[1];
        const Tensor slope = slopes[0].contiguous();
        variable_list results(2);
        if (context->needs_input_grad(0)) {
            results[0] = slope.clone();
            forEachPicture(
                residual, coefficients, [&](std::int64_t picture, const float* b, const Coupling& coupling) {
                    addProducts(results[0].data_ptr<float>() + picture + coupling.neighbours, b,
                                slope.data_ptr<float>() + picture + coupling.pixels, coupling.count);
                });
        }
        if (context->needs_input_grad(1)) {
            results[1] = torch::zeros_like(coefficients);
            const auto variants = residual.size(1), height = residual.size(3);
            at::parallel_for(0, residual.size(0) * height, 1, [&](std::int64_t begin, std::int64_t end) {
                for (auto row = begin; row < end; ++row) {
                    const auto n = row / height;
                    float* to = results[1].data_ptr<float>() + n * coefficients.stride(0);
                    for (auto v = n * variants; v < (n + 1) * variants; ++v) {
                        const auto picture = v * residual.stride(1);
                        forEachCoupling(int(residual.size(2)), height, residual.size(4), row % height,
                                        [&](const Coupling& coupling) {
                                            addProducts(
                                                to + coupling.coefficients,
                                                slope.data_ptr<float>() + picture + coupling.pixels,
                                                residual.data_ptr<float>() + picture + coupling.neighbours,
                                                coupling.count);
                                        });
                    }
                }
            });
        }
        return results;
    }

  private:
    /// Calls use(where the picture begins, coefficients of the coupling, coupling) for every one, pictures in
    /// parallel.
    template <class Use>
    static void forEachPicture(const Tensor& residual, const Tensor& coefficients, const Use& use) {
        const auto variants = residual.size(1);
        at::parallel_for(0, residual.size(0) * variants, 1, [&](std::int64_t begin, std::int64_t end) {
            for (auto v = begin; v < end; ++v) {
                const float* b = coefficients.data_ptr<float>() + v / variants * coefficients.stride(0);
                for (std::int64_t y = 0; y < residual.size(3); ++y)
                    forEachCoupling(int(residual.size(2)), residual.size(3), residual.size(4), y,
                                    [&](const Coupling& coupling) {
                                        use(v * residual.stride(1), b + coupling.coefficients, coupling);
                                    });
            }
        });
    }
};

}  // namespace

torch::Tensor whitenedResidual(const GaussianTensors& gaussian, const torch::Tensor& variants) {
    const auto sums = LaterNeighbours::apply(variants - gaussian.mean.unsqueeze(1), gaussian.coefficients);
    return sums * torch::exp(gaussian.logDiagonal).unsqueeze(1);  // N x V x C x H x W
}

torch::Tensor negativeNatsPerVariable(const GaussianTensors& gaussian, const torch::Tensor& whitened) {
    return 0.5 * whitened.square().mean() - gaussian.logDiagonal.mean() +
           0.5 * std::log(2 * std::numbers::pi);
}

}  // namespace suss
