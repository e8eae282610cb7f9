#include "core/explain/distortions.h"

#include "core/error.h"
#include "core/gaussian/sample.h"
#include "core/image/byte_picture.h"
#include "core/image/vips_support.h"
#include "core/parallel.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

cv::Mat matOver(Image& image) {
    return {image.height, image.width, CV_32FC3, image.rgb.data()};
}

void clip(Image& image) {
    for (float& value : image.rgb) value = std::clamp(value, 0.0f, 1.0f);
}

}  // namespace

Image gaussianBlurred(const Image& image, double sigma) {
    Image result = image;
    if (sigma <= 0 || image.empty()) return result;
    const int side = 2 * static_cast<int>(std::ceil(4 * sigma)) + 1;
    Image source = image;
    cv::Mat target = matOver(result);
    cv::GaussianBlur(matOver(source), target, {side, side}, sigma, sigma, cv::BORDER_REPLICATE);
    clip(result);  // rounding of the kernel
    return result;
}

Image withNoise(const Image& image, double standardDeviation, std::uint64_t seed) {
    Image result = image;
    const Plane noise = standardNormal({image.height, image.width, 3}, seed);
    const float strength = static_cast<float>(standardDeviation);
    parallelFor(image.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y)
            for (int channel = 0; channel < 3; ++channel) {
                const float* values = noise.row(channel, y);
                float* rgb = result.row(y) + channel;
                for (int x = 0; x < image.width; ++x)
                    rgb[3 * x] = std::clamp(rgb[3 * x] + strength * values[x], 0.0f, 1.0f);
            }
    });
    return result;
}

Image shiftedRight(const Image& image, double pixels) {
    Image result = image;
    Image source = image;
    cv::Mat target = matOver(result);
    const cv::Mat shift = (cv::Mat_<double>(2, 3) << 1, 0, pixels, 0, 1, 0);
    cv::warpAffine(matOver(source), target, shift, target.size(), cv::INTER_LANCZOS4, cv::BORDER_REPLICATE);
    clip(result);
    return result;
}

Image withColourCast(const Image& image, float red, float blue) {
    Image result = image;
    for (std::size_t i = 0; i < result.rgb.size(); i += 3) {
        result.rgb[i] *= red;
        result.rgb[i + 2] *= blue;
    }
    clip(result);
    return result;
}

Image throughJpeg(const Image& image, int quality) {
    if (image.empty()) throw Error("An empty picture cannot be saved as JPEG.");
    if (quality < 1 || quality > 100) throw Error("JPEG quality must be 1 to 100.");
    startVips();
    BytePicture bytes = bytePictureOf(image);
    Image result = image;
    result.sourceBits = 8;
    try {
        using vips::VImage;
        const VImage source = VImage::new_from_memory(bytes.rgb.data(), bytes.rgb.size(), image.width,
                                                      image.height, 3, VIPS_FORMAT_UCHAR)
                                  .copy(VImage::option()->set("interpretation", VIPS_INTERPRETATION_sRGB));
        const Blob blob(
            source.jpegsave_buffer(VImage::option()
                                       ->set("Q", quality)
                                       ->set("strip", true)
                                       ->set("subsample_mode", quality < 90 ? VIPS_FOREIGN_SUBSAMPLE_ON
                                                                            : VIPS_FOREIGN_SUBSAMPLE_OFF)));
        const VImage decoded = VImage::jpegload_buffer(blob.get()).copy_memory();
        const auto* samples = static_cast<const std::uint8_t*>(decoded.data());
        std::transform(samples, samples + result.rgb.size(), result.rgb.begin(),
                       [](std::uint8_t v) { return static_cast<float>(v) / 255; });
    } catch (const vips::VError&) {
        throw Error("The picture cannot be saved as JPEG: " + vipsComplaint() + ".");
    }
    return result;
}

}  // namespace suss
