#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace suss {

/// Channels that oneDNN's convolutions keep side by side on this processor: 16 or 8.
int channelBlock();

/// `channels` rounded up to whole blocks.
int wholeBlocks(int channels);

/// Feature maps in oneDNN's blocked layout: per block of channels, (height + 2) rows of (width + 2) pixels of
/// channelBlock() values. The ring of one pixel around the picture repeats its edge, so that a convolution
/// that pads with zeros gives, inside the ring, what one with replicate padding would give. Does not own its
/// memory.
struct Features {
    float* data = nullptr;
    int blocks = 0, height = 0, width = 0;

    /// The pixel at (y, x) of a block: channelBlock() values; y and x from -1 to height and width.
    [[nodiscard]] float* at(int block, int y, int x) const {
        return data + ((std::ptrdiff_t(block) * (height + 2) + y + 1) * (width + 2) + x + 1) * channelBlock();
    }
    /// Some of the blocks of channels.
    [[nodiscard]] Features part(int first, int count) const {
        return {at(first, -1, -1), count, height, width};
    }
    [[nodiscard]] std::size_t size() const {
        return std::size_t(blocks) * std::size_t(height + 2) * std::size_t(width + 2) *
               std::size_t(channelBlock());
    }
};

/// Memory of many feature maps in one piece, in large pages where the system has them: the first touch of
/// small pages would take longer than the arithmetic.
class FeatureMemory {
  public:
    /// Adds room for feature maps; they point to it once allocate() was called.
    void reserve(Features& features, int channels, int height, int width);
    /// Throws std::bad_alloc.
    void allocate();

  private:
    struct Free {
        void operator()(float* data) const;
    };
    std::vector<Features*> reserved_;
    std::unique_ptr<float, Free> data_;
};

/// Repeats the edge of the picture in the ring around it.
void fillRing(const Features& features);

/// Mean over squares of 2 x 2 pixels; `to` has half the size. Fills the ring.
void halve(const Features& from, const Features& to);

/// Every pixel twice in both directions; `to` has twice the size. Fills the ring.
void enlarge(const Features& from, const Features& to);

}  // namespace suss
