#include "core/explain/example.h"

#include "core/error.h"
#include "core/explain/distortions.h"
#include "core/explain/landscape.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace suss {
namespace {

constexpr double kBlurSigma = 1.2;
constexpr int kJpegQuality = 30;
constexpr double kNoiseDeviation = 0.03;

// A thumb on the lens: a soft brownish patch in the upper right, with a thin bright scratch across it.
Image blemished(const Image& image) {
    Image result = image;
    const float size = static_cast<float>(std::min(image.width, image.height));
    const float cx = 0.72f * float(image.width), cy = 0.2f * float(image.height), radius = 0.055f * size;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const float dx = (float(x) - cx) / radius, dy = (float(y) - cy) / (0.7f * radius);
            const float smudge = 0.35f * std::exp(-(dx * dx + dy * dy));
            const float across = std::abs(float(y) - cy + 0.4f * (float(x) - cx)),
                        along = std::abs(dx) / 1.6f;
            const float scratch = along < 1 ? 0.7f * std::max(0.0f, 1 - across / 1.2f) : 0.0f;
            constexpr std::array kStain{0.42f, 0.34f, 0.25f};
            float* rgb = result.row(y) + 3 * x;
            for (std::size_t c = 0; c < 3; ++c) {
                rgb[c] += smudge * (kStain[c] - rgb[c]);
                rgb[c] += scratch * (0.97f - rgb[c]);
            }
        }
    return result;
}

}  // namespace

Image exampleReference() {
    return paintedLandscape();
}

const std::vector<Distortion>& exampleDistortions() {
    static const std::vector<Distortion> distortions{
        {"blur", "Gaussian blur, sigma 1.2 pixels"},
        {"jpeg", "JPEG, quality 30"},
        {"noise", "Noise, standard deviation 3 %"},
        {"shift", "Shift, half a pixel to the right"},
        {"cast", "Colour cast, slightly warm"},
        {"blemish", "Blemish, a smudge and a scratch in the sky"},
    };
    return distortions;
}

Image distorted(const Image& image, const std::string& key) {
    if (key == "blur") return gaussianBlurred(image, kBlurSigma);
    if (key == "jpeg") return throughJpeg(image, kJpegQuality);
    if (key == "noise") return withNoise(image, kNoiseDeviation, 1);
    if (key == "shift") return shiftedRight(image, 0.5);
    if (key == "cast") return withColourCast(image, 1.04f, 0.92f);
    if (key == "blemish") return blemished(image);
    std::string known;
    for (const Distortion& distortion : exampleDistortions())
        known += (known.empty() ? "" : ", ") + distortion.key;
    throw Error("There is no distortion named \"" + key + "\"; choose one of " + known + ".");
}

}  // namespace suss
