#include "core/train/variants.h"

#include "core/explain/distortions.h"
#include "core/planes/bt601.h"
#include "core/train/torch_part.h"

#include <cmath>
#include <mutex>
#include <numbers>

namespace suss {

namespace F = torch::nn::functional;
using torch::Tensor;

namespace {

/// One value per variant, shaped for broadcasting over pictures.
Tensor perVariant(const Tensor& values) {
    return values.view({-1, 1, 1, 1});
}

/// A strength per variant: Normal with the given deviation, scaled by its family's level.
Tensor drawn(const Tensor& level, double deviation) {
    return torch::randn_like(level) * level * deviation;
}

/// Level of a family in each of n variants as a factor (k + 1) / levels, level k with probability
/// proportional to 1 / (k + 1); zero where the family does not take part.
Tensor drawLevels(std::int64_t n, double chance, const VariantConfig& config) {
    const auto number = torch::arange(1, config.levels + 1, torch::kFloat);
    const auto level = (torch::multinomial(1 / number, n, true) + 1).to(torch::kFloat) / config.levels;
    return level * (torch::rand({n}) < chance).to(torch::kFloat);
}

/// Where each pixel of a variant is read from, in pixels relative to itself: n x H x W x 2 (x, y).
Tensor displacements(std::int64_t n, std::int64_t height, std::int64_t width, const VariantConfig& config) {
    const auto level = drawLevels(n, config.familyChance, config);
    const auto translation =
        torch::stack({drawn(level, config.translation), drawn(level, config.translation)}, 1);
    const auto angle = perVariant(drawn(level, config.rotation * std::numbers::pi / 180)).squeeze(1);
    const auto growth = perVariant(drawn(level, config.scaling)).squeeze(1);

    const auto axis = [](std::int64_t size) {
        return torch::arange(size, torch::kFloat) - (double(size) - 1) / 2;
    };
    const auto y = axis(height).view({1, height, 1}).expand({n, height, width});
    const auto x = axis(width).view({1, 1, width}).expand({n, height, width});
    auto move = torch::stack({growth * x - angle * y, angle * x + growth * y}, -1);  // n x H x W x 2

    // A bicubic surface through independent control points is smooth; its deviation is about 0.7 of theirs.
    const auto points = [&](std::int64_t size) { return size / config.elasticSpacing + 4; };
    auto warp =
        torch::randn({n, 2, points(height), points(width)}) * perVariant(level * (config.elastic / 0.7));
    const std::vector<std::int64_t> stretched{points(height) * config.elasticSpacing,
                                              points(width) * config.elasticSpacing};
    warp = F::interpolate(
        warp, F::InterpolateFuncOptions().size(stretched).mode(torch::kBicubic).align_corners(false));
    const auto top = (stretched[0] - height) / 2, left = (stretched[1] - width) / 2;
    warp = warp.slice(2, top, top + height).slice(3, left, left + width).permute({0, 2, 3, 1});
    return move + warp + translation.view({n, 1, 1, 2});
}

/// Reads the central part of each picture through its displacements, with bicubic interpolation.
Tensor moved(const Tensor& pictures, const Tensor& move) {
    const auto height = move.size(1), width = move.size(2);
    const auto wholeHeight = pictures.size(2), wholeWidth = pictures.size(3);
    const auto axis = [](std::int64_t size, std::int64_t whole) {
        return torch::arange(size, torch::kFloat) + (double(whole - size)) / 2;
    };
    const auto base = torch::stack({axis(width, wholeWidth).view({1, width}).expand({height, width}),
                                    axis(height, wholeHeight).view({height, 1}).expand({height, width})},
                                   -1);
    const auto whole = torch::tensor({double(wholeWidth), double(wholeHeight)}, torch::kFloat);
    const auto position = (base + move) * (2.0 / whole) + (1.0 / whole - 1.0);  // pixel centres in [-1, 1]
    constexpr int kBicubic = 2, kReflection = 2;  // the functional interface of LibTorch 1.13 has no bicubic
    return torch::grid_sampler(pictures, position, kBicubic, kReflection, false);
}

/// Separable Gaussian blur with a sigma of its own for every picture (0: none).
Tensor blurred(const Tensor& pictures, const Tensor& sigma) {
    constexpr int kRadius = 3;
    const auto n = pictures.size(0), channels = pictures.size(1);
    const auto height = pictures.size(2), width = pictures.size(3);
    const auto tap = torch::arange(-kRadius, kRadius + 1, torch::kFloat).view({1, -1});
    auto kernel = torch::exp(-tap.square() / (2 * sigma.clamp_min(0.05).square()).view({-1, 1}));
    kernel = kernel / kernel.sum(1, true);
    kernel = kernel.repeat_interleave(channels, 0);  // (n * channels) x 7
    const auto flat = torch::replication_pad2d(pictures, {kRadius, kRadius, kRadius, kRadius})
                          .reshape({1, n * channels, height + 2 * kRadius, width + 2 * kRadius});
    const auto options = F::Conv2dFuncOptions().groups(n * channels);
    const auto across = F::conv2d(flat, kernel.view({n * channels, 1, 1, -1}), options);
    return F::conv2d(across, kernel.view({n * channels, 1, -1, 1}), options)
        .view({n, channels, height, width});
}

struct LumaChroma {
    Tensor y, cb, cr;
};

LumaChroma lumaChromaOf(const Tensor& rgb) {
    const auto red = rgb.slice(1, 0, 1), green = rgb.slice(1, 1, 2), blue = rgb.slice(1, 2, 3);
    const auto y = bt601::kRed * red + bt601::kGreen * green + bt601::kBlue * blue;
    return {y, (blue - y) / bt601::kCbRange, (red - y) / bt601::kCrRange};
}

Tensor tonesChanged(Tensor rgb, const VariantConfig& config) {
    const auto tones = drawLevels(rgb.size(0), config.familyChance, config);
    const auto colours = drawLevels(rgb.size(0), config.familyChance, config);
    const auto gamma = torch::exp(perVariant(drawn(tones, config.gamma)));
    rgb = torch::pow(rgb.clamp(1e-4, 1), gamma);
    rgb = (rgb - 0.5) * (1 + perVariant(drawn(tones, config.contrast))) + 0.5 +
          perVariant(drawn(tones, config.brightness));

    const auto angle = perVariant(drawn(colours, config.hue * std::numbers::pi / 180));
    const auto gain = 1 + perVariant(drawn(colours, config.saturation));
    const auto [y, cb, cr] = lumaChromaOf(rgb);
    const auto cb2 = gain * (torch::cos(angle) * cb - torch::sin(angle) * cr);
    const auto cr2 = gain * (torch::sin(angle) * cb + torch::cos(angle) * cr);
    const auto red = y + bt601::kCrRange * cr2, blue = y + bt601::kCbRange * cb2;
    return torch::cat({red, (y - bt601::kRed * red - bt601::kBlue * blue) / bt601::kGreen, blue}, 1);
}

/// Sends the chosen pictures through JPEG, stronger at higher levels.
void compress(Tensor& rgb, const VariantConfig& config) {
    const auto level = drawLevels(rgb.size(0), config.jpegChance, config);
    for (std::int64_t i = 0; i < rgb.size(0); ++i) {
        if (level[i].item<float>() == 0) continue;
        const auto pixels = rgb[i].permute({1, 2, 0}).contiguous();
        Image image(int(pixels.size(1)), int(pixels.size(0)));
        std::copy_n(pixels.data_ptr<float>(), pixels.numel(), image.rgb.begin());
        const double strength = level[i].item<float>();
        const int quality = int(std::lround(config.jpegQualityHigh +
                                            strength * (config.jpegQualityLow - config.jpegQualityHigh)));
        rgb[i].copy_(tensorOf(throughJpeg(image, quality)));
    }
}

/// C x H x W as a plane.
Plane planeFrom(const Tensor& values) {
    const auto contiguous = values.contiguous();
    Plane plane(Grid{int(values.size(1)), int(values.size(2)), int(values.size(0))});
    std::copy_n(contiguous.data_ptr<float>(), plane.values.size(), plane.values.begin());
    return plane;
}

}  // namespace

Tensor tensorOf(const Image& image) {
    return torch::from_blob(const_cast<float*>(image.rgb.data()), {image.height, image.width, 3})
        .permute({2, 0, 1})
        .contiguous();
}

std::array<Tensor, kComponentCount> planesOfBatch(const Tensor& rgb) {
    const auto [y, cb, cr] = lumaChromaOf(rgb);
    const auto y2 = torch::avg_pool2d(y, 2);
    return {y, y2, torch::avg_pool2d(y2, 2), torch::avg_pool2d(torch::cat({cb, cr}, 1), 4)};
}

VariantBatch makeVariants(const std::vector<Image>& crops, int perCrop, const VariantConfig& config) {
    const torch::NoGradGuard guard;
    std::vector<Tensor> stack;
    for (const Image& crop : crops) stack.push_back(tensorOf(crop));
    const auto pictures = torch::stack(stack);  // N x 3 x (H + 2 margin) x (W + 2 margin)
    const auto height = pictures.size(2) - 2 * kVariantMargin, width = pictures.size(3) - 2 * kVariantMargin;
    const auto inner = pictures.slice(2, kVariantMargin, kVariantMargin + height)
                           .slice(3, kVariantMargin, kVariantMargin + width)
                           .contiguous();

    auto rgb = pictures.repeat_interleave(perCrop, 0);
    const auto n = rgb.size(0);
    rgb = moved(rgb, displacements(n, height, width, config));
    rgb = blurred(rgb, torch::rand({n}) * drawLevels(n, config.blurChance, config) * config.blurSigma);
    rgb = tonesChanged(rgb, config);
    const auto noisy = perVariant(drawLevels(n, config.familyChance, config) * config.noise);
    const auto shot = torch::sqrt(0.1 + 0.9 * rgb.mean(1, true).clamp(0, 1));
    rgb = (rgb + torch::randn_like(rgb) * noisy * shot).clamp(0, 1);
    compress(rgb, config);
    rgb = rgb + torch::randn_like(rgb) * config.noiseFloor;

    VariantBatch batch;
    batch.references = planesOfBatch(inner);
    batch.variants = planesOfBatch(rgb);
    for (auto& planes : batch.variants)
        planes = planes.view(
            {std::int64_t(crops.size()), perCrop, planes.size(1), planes.size(2), planes.size(3)});
    return batch;
}

VariantPlanes variantPlanesWithTorch(const Image& crop, int count, const VariantConfig& config,
                                     std::uint64_t seed) {
    // Torch has one generator for all threads: whoever seeds it draws alone.
    static std::mutex seeded;
    const VariantBatch batch = [&] {
        const std::lock_guard alone(seeded);
        torch::manual_seed(seed);
        return makeVariants({crop}, count, config);
    }();
    VariantPlanes planes;
    planes.variants.resize(std::size_t(count));
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        planes.reference[c] = planeFrom(batch.references[c][0]);
        for (int v = 0; v < count; ++v)
            planes.variants[std::size_t(v)][c] = planeFrom(batch.variants[c][0][v]);
    }
    return planes;
}

}  // namespace suss
