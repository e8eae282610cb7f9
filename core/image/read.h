#pragma once

#include "core/image/image.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace suss {

struct ReadOptions {
    std::array<float, 3> background{0.5f, 0.5f, 0.5f};  ///< sRGB colour that transparent pixels are laid on
    std::int64_t maxPixels = 400'000'000;  ///< larger pictures are refused before they are decoded
    double exposure = 0;  ///< stops: linear light is multiplied by 2 to their power, before anything clips
};

/// How the names of files that readImage() reads end. Their content decides, but folders are searched by
/// name.
inline constexpr std::array<std::string_view, 13> kImageEndings{".png",  ".jpg", ".jpeg", ".webp", ".tif",
                                                                ".tiff", ".bmp", ".ppm",  ".pgm",  ".pbm",
                                                                ".pnm",  ".exr", ".hdr"};

/// Reads PNG, JPEG, WebP, TIFF, BMP, PPM/PGM/PBM (up to 16 bits; grey, RGB, CMYK, alpha), OpenEXR and
/// Radiance HDR. The embedded colour profile is converted to sRGB, EXIF orientation applied, alpha composited
/// (in sRGB values) on the background. Nothing is reduced to 8 bits on the way. OpenEXR and Radiance are
/// taken as linear light with sRGB primaries and encoded (OpenEXR at half precision); values outside [0, 1]
/// clip, which is said in Image::notes. Throws Error (one sentence naming the file) for anything that cannot
/// be read in full.
Image readImage(const std::filesystem::path& file, const ReadOptions& options = {});

/// What is said of a picture with so many transparent pixels, whoever laid them on the background.
std::string transparencyNote(std::int64_t pixels, const Image& image);

/// What the first readImage() would do before it reads. That changes the environment for a moment: a program
/// whose threads may look there by then calls this first. What cannot start is said when a picture is read.
void prepareToRead();

}  // namespace suss
