#pragma once

#include "core/image/image.h"

#include <array>
#include <filesystem>

namespace suss {

inline constexpr double kMostStops = 20;  ///< of exposure, up and down

struct ReadOptions {
    std::array<float, 3> background{0.5f, 0.5f, 0.5f};  ///< sRGB colour that transparent pixels are laid on
    std::int64_t maxPixels = 400'000'000;  ///< larger pictures are refused before they are decoded
    double exposure = 0;  ///< stops: linear light is multiplied by 2 to their power, before anything clips
};

/// Reads PNG, JPEG, WebP, TIFF, BMP, PPM/PGM (8 or 16 bits; grey, RGB, CMYK, alpha), OpenEXR and Radiance
/// HDR. The embedded colour profile is converted to sRGB, EXIF orientation applied, alpha composited (in sRGB
/// values) on the background. Nothing is reduced to 8 bits on the way. OpenEXR and Radiance are taken as
/// linear light with sRGB primaries and encoded (OpenEXR at half precision); values outside [0, 1] clip,
/// which is said in Image::notes. Throws Error (one sentence naming the file) for anything that cannot be
/// read in full.
Image readImage(const std::filesystem::path& file, const ReadOptions& options = {});

/// What the first readImage() would do before it reads. That changes the environment for a moment: a program
/// whose threads may look there by then calls this first. What cannot start is said when a picture is read.
void prepareToRead();

/// The image scaled to the given size: area averaging when it shrinks, Lanczos when it grows. For --resize.
Image resized(const Image& image, int width, int height);
/// The same for a picture that is to be compared with one of that size: Image::notes say so.
Image resizedToCompare(const Image& image, int width, int height);

/// A picture that was read already, so many stops brighter; what becomes brighter than white clips, and the
/// notes say so. 0 stops: as it is.
Image exposed(Image image, double stops);

/// The rectangle of the image; it must lie inside.
Image cropped(const Image& image, int x, int y, int width, int height);

/// JPEG encode and decode at the given quality (1 to 100), 4:2:0 colour below 90 and 4:4:4 from there on.
Image throughJpeg(const Image& image, int quality);

}  // namespace suss
