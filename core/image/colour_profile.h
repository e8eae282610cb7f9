#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>

namespace suss {

/// An embedded ICC profile (RGB, grey or CMYK; matrix or table), ready to convert device values to sRGB:
/// relative colorimetric with black point compensation, in floating point throughout.
class ColourProfile {
  public:
    /// Null if the bytes are no profile that can be used for pictures.
    static std::unique_ptr<ColourProfile> fromBytes(std::span<const std::uint8_t> bytes);
    ~ColourProfile();

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] int channels() const;  ///< 1 grey, 3 RGB, 4 CMYK
    /// True if it moves no colour by a whole 8-bit level: sRGB under any name, with any rounding of its
    /// tables.
    [[nodiscard]] bool isSrgb() const;
    /// Interleaved device values in [0, 1] (CMYK: 1 is full ink) to interleaved sRGB, not clipped. May be
    /// called from several threads at once.
    void toSrgb(const float* device, float* rgb, int pixels) const;

  private:
    struct Impl;
    explicit ColourProfile(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace suss
