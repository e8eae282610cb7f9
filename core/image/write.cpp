#include "core/image/write.h"

#include "core/files.h"
#include "core/image/png_text.h"
#include "core/image/vips_support.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace suss {
namespace {

namespace fs = std::filesystem;
using vips::VImage;

template <typename Sample>
std::vector<Sample> rounded(const std::vector<float>& values) {
    constexpr float kTop = std::numeric_limits<Sample>::max();
    std::vector<Sample> result(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        result[i] = static_cast<Sample>(std::clamp(values[i], 0.0f, 1.0f) * kTop + 0.5f);
    return result;
}

VImage vipsImage(const void* samples, std::size_t bytes, const Image& image, int bits) {
    constexpr double kPixelsPerMm = 96 / 25.4;  // else vips states one pixel per millimetre
    return VImage::new_from_memory(const_cast<void*>(samples), bytes, image.width, image.height, 3,
                                   bits == 8 ? VIPS_FORMAT_UCHAR : VIPS_FORMAT_USHORT)
        .copy(VImage::option()
                  ->set("interpretation", bits == 8 ? VIPS_INTERPRETATION_sRGB : VIPS_INTERPRETATION_RGB16)
                  ->set("xres", kPixelsPerMm)
                  ->set("yres", kPixelsPerMm));
}

std::string encoded(VImage image, const std::string& extension,
                    const std::map<std::string, std::string>& text) {
    if (extension == ".png") {
        const auto* options = VImage::option()->set("filter", VIPS_FOREIGN_PNG_FILTER_ALL);
        return withPngText(bytesOf(image.pngsave_buffer(const_cast<vips::VOption*>(options))), text);
    }
    if (extension == ".jpg" || extension == ".jpeg")
        return bytesOf(image.jpegsave_buffer(VImage::option()
                                                 ->set("Q", 95)
                                                 ->set("subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF)
                                                 ->set("strip", true)));
    if (!text.empty())
        image.set(VIPS_META_IMAGEDESCRIPTION,
                  nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace).c_str());
    return bytesOf(image.tiffsave_buffer(VImage::option()
                                             ->set("compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE)
                                             ->set("predictor", VIPS_FOREIGN_TIFF_PREDICTOR_HORIZONTAL)));
}

}  // namespace

Image roundedTo(Image image, int bits) {
    const float most = bits == 16 ? 65535.0f : 255.0f;
    for (float& value : image.rgb) value = std::round(value * most) / most;
    return image;
}

void writeImage(const fs::path& file, const Image& image, int bits,
                const std::map<std::string, std::string>& text) {
    constexpr std::array kExtensions{".png", ".tif", ".tiff", ".jpg", ".jpeg"};
    const std::string extension = endingOf(file);
    if (std::ranges::find(kExtensions, extension) == kExtensions.end())
        refuseToWrite(file, "its name must end in .png, .tif or .jpg");
    if (image.empty()) refuseToWrite(file, "the picture is empty");
    if (bits != 8 && (bits != 16 || extension.starts_with(".j")))
        refuseToWrite(file, "it cannot hold " + std::to_string(bits) +
                                " bits a channel; PNG and TIFF hold 8 or 16, JPEG 8");
    startVips();
    std::string bytes;
    try {
        if (bits == 8) {
            const auto samples = rounded<std::uint8_t>(image.rgb);
            bytes = encoded(vipsImage(samples.data(), samples.size(), image, bits), extension, text);
        } else {
            const auto samples = rounded<std::uint16_t>(image.rgb);
            bytes = encoded(vipsImage(samples.data(), 2 * samples.size(), image, bits), extension, text);
        }
    } catch (const vips::VError&) {
        refuseToWrite(file, "it could not be encoded (" + vipsComplaint() + ")");
    }
    writeFile(file, bytes);
}

}  // namespace suss
