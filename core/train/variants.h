#pragma once

#include "core/train/variant_planes.h"

#include <torch/torch.h>

#include <array>

namespace suss {

/// A batch of references and their imperceptible variants as planes: N x C x H x W and N x V x C x H x W.
struct VariantBatch {
    std::array<torch::Tensor, kComponentCount> references, variants;
};

/// Makes `perCrop` variants of every crop; crops have kVariantMargin pixels to spare on each side and are all
/// of one size that leaves multiples of 8. All randomness is drawn from Torch's generator.
VariantBatch makeVariants(const std::vector<Image>& crops, int perCrop, const VariantConfig& config);

/// 3 x H x W.
torch::Tensor tensorOf(const Image& image);

/// N x 3 x H x W sRGB to planes, the Torch twin of planesOf(); H and W are multiples of 4.
std::array<torch::Tensor, kComponentCount> planesOfBatch(const torch::Tensor& rgb);

}  // namespace suss
