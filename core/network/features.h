#pragma once

#include "core/network/bfloat.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <memory>
#include <vector>

namespace suss {

/// What feature maps are made of.
enum class Precision { Float, BFloat };

/// Whether the processor multiplies matrices (AMX).
bool multipliesMatrices();

/// BFloat where the processor multiplies it (AVX-512 BF16, AMX), which is up to several times as fast and
/// moves the distance in a component by less than a thousandth of itself (test_network); Float elsewhere.
Precision fastestPrecision();

std::size_t bytesOf(Precision precision);

/// Channels are kept in whole groups, which every processor has fast convolutions for; what fills the last
/// one is zero.
inline constexpr int kGroup = 16;
constexpr int wholeGroups(int channels) {
    return (channels + kGroup - 1) / kGroup * kGroup;
}

/// Feature maps, channels last: (height + 2) rows of (width + 2) pixels of `channels` values, 64-byte
/// aligned. The ring of one pixel around the picture repeats its edge, so that a convolution that pads with
/// zeros gives, inside the ring, what one with replicate padding would give. Does not own its memory.
struct Features {
    std::byte* data = nullptr;
    Precision precision = Precision::Float;
    int channels = 0, height = 0, width = 0;
    int pitch = 0;  ///< at least width + 2; what lies beyond the ring means nothing

    [[nodiscard]] std::size_t pixelBytes() const { return std::size_t(channels) * bytesOf(precision); }
    /// The pixel at (y, 0), y from -1 to height.
    [[nodiscard]] std::byte* row(int y) const {
        return data + (std::size_t(y + 1) * std::size_t(pitch) + 1) * pixelBytes();
    }
    /// Values of the pixel at (y, x), from -1 to height and width; Value is float or BFloat, as precision
    /// says.
    template <class Value>
    [[nodiscard]] Value* at(int y, int x) const {
        return reinterpret_cast<Value*>(row(y)) + std::ptrdiff_t(x) * channels;
    }
    /// Other feature maps of the same size in the same memory, which must have been reserved for them too.
    [[nodiscard]] Features as(Precision other, int otherChannels) const {
        return {data, other, wholeGroups(otherChannels), height, width, pitch};
    }
    [[nodiscard]] std::size_t bytes() const {
        return std::size_t(height + 2) * std::size_t(pitch) * pixelBytes();
    }
};

/// Memory of many feature maps in one piece, in large pages where the system has them: the first touch of
/// small pages would take longer than the arithmetic.
class FeatureMemory {
  public:
    struct Use {
        Precision precision;
        int channels;
    };
    /// Adds room for feature maps that are used in one of these ways at a time (Features::as), or for so many
    /// bytes of anything else; they point to it once allocate() was called. Height, width and pitch are set
    /// at once.
    void reserve(Features& features, std::initializer_list<Use> uses, int height, int width,
                 std::size_t leastBytes = 0);
    /// Throws std::bad_alloc.
    void allocate();

  private:
    struct Free {
        void operator()(std::byte* data) const;
    };
    struct Reserved {
        Features* features;
        std::size_t bytes;
    };
    std::vector<Reserved> reserved_;
    std::unique_ptr<std::byte, Free> data_;
};

/// Repeats the edge of the picture in the ring around it, and in the next pixel, if rows go on.
void fillRing(const Features& features);

/// Mean over squares of 2 x 2 pixels; `to` has half the size and the same precision. Fills the ring.
void halve(const Features& from, const Features& to);

/// Floats to BFloats, with the ring and the pixel after it, which convolutions of BFloats read as well. Both
/// have the same size and channels.
void round(const Features& from, const Features& to);

/// Feature maps whose squares of 2 x 2 pixels are those of four of half the size, row by row, given by their
/// first pixels; `pitchBytes` from row to row. Leaves the ring.
void interleave(const std::array<const std::byte*, 4>& quarters, std::size_t pitchBytes, const Features& to);

}  // namespace suss
