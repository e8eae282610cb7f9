#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string_view>

namespace suss {

/// A NumPy .npy file (version 1.0, little-endian float32, C order).
void writeNpy(const std::filesystem::path& file, std::span<const float> values,
              std::span<const std::int64_t> shape);

/// File name endings that writeFloats() knows.
inline constexpr std::array<std::string_view, 3> kFloatFormats{"npy", "tif", "exr"};

/// Writes numbers as they are, 32-bit float, by the ending of the file's name: NumPy .npy (H x W, or
/// H x W x 3), uncompressed .tif, or OpenEXR .exr (channel Y, or R, G and B). `values` are in raster order
/// with the channels (1 or 3) of a pixel side by side. All or nothing; throws Error.
void writeFloats(const std::filesystem::path& file, std::span<const float> values, int width, int height,
                 int channels = 1);

}  // namespace suss
