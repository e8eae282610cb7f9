#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace suss {

/// How it is known which colour space a picture's numbers are in.
enum class ProfileOrigin {
    Defined,  ///< the program made it in sRGB, or the format says so (OpenEXR, Radiance)
    File,     ///< the file, or the clipboard, holds a profile
    Assumed,  ///< it holds none
};

/// A rectangle of image pixels.
struct Rect {
    int x = 0, y = 0, width = 0, height = 0;
    bool operator==(const Rect&) const = default;
};

/// A picture in sRGB, colour profile, orientation and alpha already applied.
struct Image {
    int width = 0, height = 0;
    std::vector<float> rgb;  ///< height x width x 3, interleaved, gamma-encoded sRGB in [0, 1]

    int sourceBits = 8;            ///< bits per channel where it came from: 8, 16, or 32 for floating point
    std::string profile = "sRGB";  ///< name of the colour profile that was applied
    ProfileOrigin profileOrigin = ProfileOrigin::Defined;
    std::vector<std::string> notes;  ///< what a person should know: values were clipped, for example

    Image() = default;
    Image(int w, int h) : width(w), height(h), rgb(std::size_t(w) * std::size_t(h) * 3) {}
    [[nodiscard]] bool empty() const { return rgb.empty(); }
    [[nodiscard]] bool sameSize(const Image& other) const {
        return width == other.width && height == other.height;
    }
    [[nodiscard]] float* row(int y) { return rgb.data() + std::size_t(y) * width * 3; }
    [[nodiscard]] const float* row(int y) const { return rgb.data() + std::size_t(y) * width * 3; }
};

}  // namespace suss
