#pragma once

#include "core/train/unet.h"

#include <torch/torch.h>

namespace suss {

/// Whitened residual z = L^T (y - mu) of a batch, differentiable once, in all that it is made of: the Torch
/// twin of whiten() in gaussian/whiten.h, to which it is tested equal. `variants` is N x V x C x H x W: V
/// variants of each of the N references.
torch::Tensor whitenedResidual(const GaussianTensors& gaussian, const torch::Tensor& variants);

/// Mean over batch, variants and variables of the negative log-likelihood, in nats per variable (a scalar).
torch::Tensor negativeNatsPerVariable(const GaussianTensors& gaussian, const torch::Tensor& whitened);

}  // namespace suss
