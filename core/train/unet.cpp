#include "core/train/unet.h"

#include "core/gaussian/stencil.h"

#include <utility>

namespace suss {

namespace nn = torch::nn;
namespace F = torch::nn::functional;

namespace {

nn::Conv2d convolution(int in, int out, int size) {
    auto options = nn::Conv2dOptions(in, out, size);
    // A filter of one pixel is the same however it is spread. Torch takes another kernel for it on a single
    // thread, with other rounding, unless it counts as spread: results must not depend on threads.
    if (size == 1) options.dilation(2);
    if (size > 1) options.padding(size / 2).padding_mode(torch::kReplicate);
    return nn::Conv2d(options);
}

torch::Tensor activated(const torch::Tensor& x) {
    return torch::leaky_relu(x, kLeak);
}

}  // namespace

ConvolutionPairImpl::ConvolutionPairImpl(int in, int out)
    : first(register_module("first", convolution(in, out, 3))),
      second(register_module("second", convolution(out, out, 3))) {}

torch::Tensor ConvolutionPairImpl::forward(torch::Tensor x) {
    x = activated(first(x));      // N x out x H x W
    return activated(second(x));  // N x out x H x W
}

DecoderImpl::DecoderImpl(const std::vector<int>& encoder, const std::vector<int>& channels) {
    for (std::size_t level = 0; level + 1 < encoder.size(); ++level)
        levels_.push_back(
            register_module("level" + std::to_string(level),
                            ConvolutionPair(encoder[level] + channels[level + 1], channels[level])));
}

std::vector<torch::Tensor> DecoderImpl::forward(const std::vector<torch::Tensor>& skips) {
    std::vector<torch::Tensor> features(levels_.size());
    torch::Tensor x = skips.back();
    for (std::size_t level = levels_.size(); level-- > 0;) {
        x = torch::upsample_nearest2d(x, {skips[level].size(2), skips[level].size(3)});
        x = levels_[level]->forward(torch::cat({skips[level], x}, 1));  // N x channels[level] x H_l x W_l
        features[level] = x;
    }
    return features;
}

StructuredUNetImpl::StructuredUNetImpl(UNetShape shape, const NetworkConfig& config)
    : shape_(std::move(shape)),
      logDiagonalMin_(config.logDiagonalMin),
      logDiagonalMax_(config.logDiagonalMax) {
    int in = shape_.planeChannels;
    for (std::size_t level = 0; level < shape_.channels.size(); ++level) {
        const int out = shape_.channels[level];
        encoder_.push_back(register_module("encoder" + std::to_string(level), ConvolutionPair(in, out)));
        in = out;
    }
    const auto ofMean = shape_.decoderChannels(shape_.meanDecoderWidth), ofFactor = shape_.decoderChannels(1);
    meanDecoder_ = register_module("mean", Decoder(shape_.channels, ofMean));
    factorDecoder_ = register_module("factor", Decoder(shape_.channels, ofFactor));

    const int c = shape_.planeChannels;
    const int slots = int(neighbourSlots(c).size());
    for (int level = 0; level < shape_.outputs; ++level) {
        const std::string number = std::to_string(level);
        auto mean = convolution(ofMean[std::size_t(level)], c, 1);
        auto factor = convolution(ofFactor[std::size_t(level)], c + slots, 1);
        auto smoother = nn::Conv2d(
            nn::Conv2dOptions(c, c, 3).groups(c).bias(false).padding(1).padding_mode(torch::kReplicate));
        {
            torch::NoGradGuard guard;
            mean->weight.zero_();
            mean->bias.zero_();
            factor->weight.mul_(0.1);
            factor->bias.zero_();
            smoother->weight.zero_();
            smoother->weight.slice(2, 1, 2).slice(3, 1, 2).fill_(1);  // starts as the identity
        }
        meanHeads_.push_back(register_module("mean_head" + number, mean));
        factorHeads_.push_back(register_module("factor_head" + number, factor));
        smoothers_.push_back(register_module("smoother" + number, smoother));
        logScales_.push_back(register_buffer("log_scale" + number, torch::zeros({1, c, 1, 1})));
    }
}

std::vector<GaussianTensors> StructuredUNetImpl::forward(const std::vector<torch::Tensor>& planes) {
    std::vector<torch::Tensor> skips;
    const double centre = shape_.planeChannels == 1 ? 0.5 : 0.0;
    torch::Tensor x = (planes[0] - centre) * kInputGain;  // N x C x H x W
    for (std::size_t level = 0; level < encoder_.size(); ++level) {
        if (level > 0) x = torch::avg_pool2d(x, 2);
        x = encoder_[level]->forward(x);  // N x channels[level] x H/2^level x W/2^level
        skips.push_back(x);
    }
    const auto meanFeatures = meanDecoder_->forward(skips);
    const auto factorFeatures = factorDecoder_->forward(skips);

    const double middle = (logDiagonalMax_ + logDiagonalMin_) / 2;
    const double half = (logDiagonalMax_ - logDiagonalMin_) / 2;
    std::vector<GaussianTensors> outputs;
    for (int level = 0; level < shape_.outputs; ++level) {
        const auto head = factorHeads_[level]->forward(factorFeatures[level]);  // N x (C + K) x H_l x W_l
        const auto raw = smoothers_[level]->forward(head.slice(1, 0, shape_.planeChannels));
        outputs.push_back({planes[level] + kMeanGain * meanHeads_[level]->forward(meanFeatures[level]),
                           middle + half * torch::tanh((raw + (kInitialLogDiagonal - middle)) / half) +
                               logScales_[std::size_t(level)],
                           head.slice(1, shape_.planeChannels)});
    }
    return outputs;
}

void StructuredUNetImpl::rescale(int output, const torch::Tensor& logFactor) {
    const torch::NoGradGuard guard;
    logScales_.at(std::size_t(output)).add_(logFactor.view({1, -1, 1, 1}));
}

std::vector<torch::Tensor> StructuredUNetImpl::factorParameters() const {
    auto all = factorDecoder_->parameters();
    for (const auto* heads : {&factorHeads_, &smoothers_})
        for (const auto& head : *heads)
            for (const auto& parameter : head->parameters()) all.push_back(parameter);
    return all;
}

NetworkPairImpl::NetworkPairImpl(const NetworkConfig& config) {
    luma = register_module("luma", StructuredUNet(lumaShape(config), config));
    chroma = register_module("chroma", StructuredUNet(chromaShape(config), config));
}

void NetworkPairImpl::rescale(Component component, const torch::Tensor& logFactor) {
    if (component == Component::CbCr)
        chroma->rescale(0, logFactor);
    else
        luma->rescale(int(indexOf(component)), logFactor);
}

std::array<GaussianTensors, kComponentCount> NetworkPairImpl::forward(
    const std::array<torch::Tensor, kComponentCount>& planes) {
    const auto luminance = luma->forward({planes[0], planes[1], planes[2]});
    return {luminance[0], luminance[1], luminance[2], chroma->forward({planes[3]})[0]};
}

}  // namespace suss
