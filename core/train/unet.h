#pragma once

#include "core/network/network_weights.h"
#include "core/planes/planes.h"

#include <torch/torch.h>

namespace suss {

/// Parameters of a structured Gaussian for a batch of pictures (see structured_gaussian.h), shapes N x C x H
/// x W for mean and logDiagonal, N x K x H x W for coefficients.
struct GaussianTensors {
    torch::Tensor mean, logDiagonal, coefficients;
};

/// Two 3 x 3 convolutions with replicate padding and LeakyReLU: N x in x H x W -> N x out x H x W.
struct ConvolutionPairImpl : torch::nn::Module {
    ConvolutionPairImpl(int in, int out);
    torch::Tensor forward(torch::Tensor x);
    torch::nn::Conv2d first{nullptr}, second{nullptr};
};
TORCH_MODULE(ConvolutionPair);

/// The way back up from the coarsest encoder level, with skip connections.
struct DecoderImpl : torch::nn::Module {
    /// Channels of the encoder and of this decoder, finest first (UNetShape::decoderChannels).
    DecoderImpl(const std::vector<int>& encoder, const std::vector<int>& channels);
    /// Features at every level but the coarsest, finest first; `skips` are the encoder's outputs, finest
    /// first.
    std::vector<torch::Tensor> forward(const std::vector<torch::Tensor>& skips);

  private:
    std::vector<ConvolutionPair> levels_;
};
TORCH_MODULE(Decoder);

/// One encoder and two decoders, mean and factor, with a head on each output level (arXiv 2512.03701,
/// figure 2). The mean is a correction added to the plane; the log-diagonal is smoothed with a learned 3 x 3
/// kernel and kept in its range by a tanh; mean and coefficients start at zero. One constant per output and
/// channel, not learned by gradients but fitted by rescale(), is added to the log-diagonal.
struct StructuredUNetImpl : torch::nn::Module {
    /// The log-diagonal is kept in the range that `config` has.
    StructuredUNetImpl(UNetShape shape, const NetworkConfig& config);

    /// `planes` are the reference's planes, finest first, one per output, each N x C x H x W with H and W of
    /// the finest a multiple of UNetShape::alignment(). Returns one distribution per plane.
    std::vector<GaussianTensors> forward(const std::vector<torch::Tensor>& planes);

    /// Divides the standard deviations of an output by exp(logFactor), one value per channel.
    void rescale(int output, const torch::Tensor& logFactor);

    [[nodiscard]] const UNetShape& shape() const { return shape_; }
    /// Parameters of the factor decoder, its heads and smoothers.
    [[nodiscard]] std::vector<torch::Tensor> factorParameters() const;

  private:
    UNetShape shape_;
    double logDiagonalMin_, logDiagonalMax_;
    std::vector<ConvolutionPair> encoder_;
    Decoder meanDecoder_{nullptr}, factorDecoder_{nullptr};
    std::vector<torch::nn::Conv2d> meanHeads_, factorHeads_, smoothers_;
    std::vector<torch::Tensor> logScales_;  ///< per output: 1 x C x 1 x 1
};
TORCH_MODULE(StructuredUNet);

/// The model's two networks: luma (Y1, Y2, Y3 from three levels) and chroma (CbCr on its own grid).
struct NetworkPairImpl : torch::nn::Module {
    explicit NetworkPairImpl(const NetworkConfig& config);

    /// One distribution per component, from a batch of planes (indexed as Planes).
    std::array<GaussianTensors, kComponentCount> forward(
        const std::array<torch::Tensor, kComponentCount>& planes);

    /// See StructuredUNetImpl::rescale.
    void rescale(Component component, const torch::Tensor& logFactor);

    StructuredUNet luma{nullptr}, chroma{nullptr};
};
TORCH_MODULE(NetworkPair);

}  // namespace suss
