#include "core/train/likelihood.h"

#include "core/gaussian/stencil.h"

#include <cmath>
#include <numbers>

namespace suss {

torch::Tensor whitenedResidual(const GaussianTensors& gaussian, const torch::Tensor& variants) {
    const auto channels = variants.size(2), height = variants.size(3), width = variants.size(4);
    const auto residual = variants - gaussian.mean.unsqueeze(1);  // N x V x C x H x W
    // Zeros outside the grid: neighbours there do not exist.
    const auto padded = torch::constant_pad_nd(residual, {kReach, kReach, 0, kReach});
    const auto slots = neighbourSlots(int(channels));

    std::vector<torch::Tensor> whitened;
    for (std::int64_t channel = 0; channel < channels; ++channel) {
        torch::Tensor sum = residual.select(2, channel);  // N x V x H x W
        for (std::size_t k = 0; k < slots.size(); ++k) {
            if (slots[k].from != channel) continue;
            const auto neighbour = padded.select(2, slots[k].to)
                                       .slice(2, slots[k].dy, slots[k].dy + height)
                                       .slice(3, kReach + slots[k].dx, kReach + slots[k].dx + width);
            sum =
                torch::addcmul(sum, gaussian.coefficients.select(1, std::int64_t(k)).unsqueeze(1), neighbour);
        }
        whitened.push_back(sum * torch::exp(gaussian.logDiagonal.select(1, channel)).unsqueeze(1));
    }
    return torch::stack(whitened, 2);
}

torch::Tensor negativeNatsPerVariable(const GaussianTensors& gaussian, const torch::Tensor& whitened) {
    return 0.5 * whitened.square().mean() - gaussian.logDiagonal.mean() +
           0.5 * std::log(2 * std::numbers::pi);
}

}  // namespace suss
