#pragma once

#include "core/image/image.h"

#include <filesystem>
#include <map>
#include <string>

namespace suss {

/// What is left of a picture in a file of that many bits (8 or 16): to say of a file what holds for it.
Image roundedTo(Image image, int bits);

/// PNG, TIFF or JPEG by extension. `bits` is 8 or 16 (JPEG: 8); values are rounded, not truncated.
/// `text` is kept with the picture: PNG text chunks by key; TIFF as an image description in JSON.
void writeImage(const std::filesystem::path& file, const Image& image, int bits,
                const std::map<std::string, std::string>& text = {});

}  // namespace suss
