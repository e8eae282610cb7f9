#include "core/image/reshape.h"

#include "core/error.h"
#include "core/image/sizes.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

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

}  // namespace suss
