// What LPIPS costs, for scale: backbone alexnet|vgg REFERENCE IMAGE runs the convolutions of its network, the
// normalised differences and the learned average over both pictures, with random weights of the right shapes
// (Zhang et al., CVPR 2018). The number that it prints means nothing; peers.py times the process.

#include "core/error.h"
#include "core/image/read.h"

#include <torch/torch.h>

#include <cstdio>
#include <string>
#include <vector>

namespace {

namespace nn = torch::nn;

/// Layers up to each feature map that LPIPS compares, and the channels of that map.
struct Stage {
    nn::Sequential layers;
    std::int64_t channels;
};

nn::Conv2d convolution(std::int64_t in, std::int64_t out, std::int64_t side, std::int64_t stride = 1) {
    // AlexNet's first one is padded by 2, all others keep the size.
    return nn::Conv2d(nn::Conv2dOptions(in, out, side).stride(stride).padding(stride > 1 ? 2 : side / 2));
}

std::vector<Stage> alexNet() {
    const auto pool = [] { return nn::MaxPool2d(nn::MaxPool2dOptions(3).stride(2)); };
    return {{nn::Sequential(convolution(3, 64, 11, 4), nn::ReLU()), 64},
            {nn::Sequential(pool(), convolution(64, 192, 5), nn::ReLU()), 192},
            {nn::Sequential(pool(), convolution(192, 384, 3), nn::ReLU()), 384},
            {nn::Sequential(convolution(384, 256, 3), nn::ReLU()), 256},
            {nn::Sequential(convolution(256, 256, 3), nn::ReLU()), 256}};
}

std::vector<Stage> vgg16() {
    std::vector<Stage> stages;
    std::int64_t in = 3;
    for (const auto& [channels, convolutions] :
         std::vector<std::pair<std::int64_t, int>>{{64, 2}, {128, 2}, {256, 3}, {512, 3}, {512, 3}}) {
        Stage stage{nn::Sequential(), channels};
        if (in > 3) stage.layers->push_back(nn::MaxPool2d(nn::MaxPool2dOptions(2)));
        for (int i = 0; i < convolutions; ++i) {
            stage.layers->push_back(convolution(in, channels, 3));
            stage.layers->push_back(nn::ReLU(nn::ReLUOptions(true)));
            in = channels;
        }
        stages.push_back(stage);
    }
    return stages;
}

torch::Tensor tensorOf(suss::Image& image) {
    return torch::from_blob(image.rgb.data(), {1, image.height, image.width, 3})
        .permute({0, 3, 1, 2})
        .contiguous();
}

double distanceOf(std::vector<Stage>& stages, torch::Tensor reference, torch::Tensor image) {
    const torch::InferenceMode guard;
    double distance = 0;
    for (Stage& stage : stages) {
        reference = stage.layers->forward(reference);
        image = stage.layers->forward(image);
        const auto normalised = [](const torch::Tensor& features) {
            return features / (features.norm(2, 1, true) + 1e-10);
        };
        const torch::Tensor squares = (normalised(reference) - normalised(image)).square();
        const torch::Tensor weights = torch::rand({1, stage.channels, 1, 1});
        distance += torch::conv2d(squares, weights).mean().item<double>();
    }
    return distance;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string name = argc == 4 ? argv[1] : "";
    if (name != "alexnet" && name != "vgg") {
        std::fputs("backbone alexnet|vgg REFERENCE IMAGE\n", stderr);
        return 2;
    }
    try {
        suss::Image reference = suss::readImage(argv[2]), image = suss::readImage(argv[3]);
        torch::manual_seed(1);
        std::vector<Stage> stages = name == "vgg" ? vgg16() : alexNet();
        std::printf("%g\n", distanceOf(stages, tensorOf(reference), tensorOf(image)));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "backbone: %s\n", error.what());
        return 2;
    }
    return 0;
}
