#pragma once

#include "core/train/train_config.h"
#include "core/train/unet.h"

#include <torch/torch.h>

namespace suss {

/// How much wider samples of the distributions are than the variants (N x V x C x H x W): the mean over
/// pixels, channels and draws of max(0, ln(variance of samples / variance of variants) - ln tolerance), both
/// variances taken over a window around the pixel. Zero where samples spread no wider than they should. Its
/// gradient reaches the factor, not the mean; the samples are drawn from Torch's generator.
torch::Tensor excessSpread(const GaussianTensors& gaussians, const torch::Tensor& variants,
                           const SpreadConfig& config);

}  // namespace suss
