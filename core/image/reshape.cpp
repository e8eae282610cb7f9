#include "core/image/reshape.h"

#include "core/error.h"
#include "core/image/byte_picture.h"
#include "core/image/sizes.h"
#include "core/image/vips_support.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <memory>

namespace suss {
namespace {

cv::Mat matOver(const Image& image) {
    return {image.height, image.width, CV_32FC3, const_cast<float*>(image.rgb.data())};
}

Image blankLike(const Image& image, int width, int height) {
    Image result(width, height);
    result.sourceBits = image.sourceBits;
    result.profile = image.profile;
    result.profileOrigin = image.profileOrigin;
    result.notes = image.notes;
    return result;
}

}  // namespace

Image resized(const Image& image, int width, int height) {
    if (image.empty() || width < 1 || height < 1)
        throw Error("Cannot scale a picture to " + std::to_string(width) + " x " + std::to_string(height) +
                    " pixels.");
    Image result = blankLike(image, width, height);
    const cv::Mat source = matOver(image);
    cv::Mat target = matOver(result);
    const auto method = [](bool shrinks) { return shrinks ? cv::INTER_AREA : cv::INTER_LANCZOS4; };
    const bool narrower = width <= image.width, lower = height <= image.height;
    if (narrower == lower) {
        cv::resize(source, target, target.size(), 0, 0, method(narrower));
    } else {
        cv::Mat half;
        cv::resize(source, half, {width, image.height}, 0, 0, method(narrower));
        cv::resize(half, target, target.size(), 0, 0, method(lower));
    }
    for (float& value : result.rgb) value = std::clamp(value, 0.0f, 1.0f);
    return result;
}

Image resizedToCompare(const Image& image, int width, int height) {
    Image result = resized(image, width, height);
    result.notes.push_back("scaled from " + std::to_string(image.width) + " x " +
                           std::to_string(image.height) + " pixels");
    return result;
}

Image cropped(const Image& image, int x, int y, int width, int height) {
    requireInside({x, y, width, height}, image.width, image.height,
                  "The rectangle " + std::to_string(width) + " x " + std::to_string(height) + " at " +
                      std::to_string(x) + ", " + std::to_string(y));
    Image result = blankLike(image, width, height);
    for (int row = 0; row < height; ++row)
        std::copy_n(image.row(y + row) + 3 * std::ptrdiff_t{x}, 3 * std::ptrdiff_t{width}, result.row(row));
    return result;
}

Image throughJpeg(const Image& image, int quality) {
    if (image.empty()) throw Error("An empty picture cannot be saved as JPEG.");
    if (quality < 1 || quality > 100) throw Error("JPEG quality must be 1 to 100.");
    startVips();
    BytePicture bytes = bytePictureOf(image);
    Image result = blankLike(image, image.width, image.height);
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
