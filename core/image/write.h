#pragma once

#include "core/image/image.h"

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>

namespace suss {

/// Creates a folder, and those it lies in, unless it is there. Throws Error.
void createFolder(const std::filesystem::path& folder);
/// Throws Error if that will not work or nothing can be written there, as far as that shows beforehand.
void checkFolder(const std::filesystem::path& folder);

/// Throws Error if the file cannot be written, as far as that shows beforehand: its folder is missing, it is
/// a folder or a device. For work that takes long before it has something to write.
void checkWritable(const std::filesystem::path& file);

/// Calls writeTo with a temporary path in the same folder, then renames it to `file`: either the whole new
/// file is there afterwards or what was there before. Throws Error when it cannot be written.
void writeAtomically(const std::filesystem::path& file,
                     const std::function<void(const std::filesystem::path& temporary)>& writeTo);

/// Writes bytes (atomically).
void writeFile(const std::filesystem::path& file, std::string_view bytes);

/// What is left of a picture in a file of that many bits (8 or 16): to say of a file what holds for it.
Image roundedTo(Image image, int bits);

/// PNG, TIFF or JPEG by extension. `bits` is 8 or 16 (JPEG: 8); values are rounded, not truncated.
/// `text` is kept with the picture: PNG text chunks by key; TIFF as an image description in JSON.
void writeImage(const std::filesystem::path& file, const Image& image, int bits,
                const std::map<std::string, std::string>& text = {});

/// A NumPy .npy file (version 1.0, little-endian float32, C order).
void writeNpy(const std::filesystem::path& file, std::span<const float> values,
              std::span<const std::int64_t> shape);

}  // namespace suss
