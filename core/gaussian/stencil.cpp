#include "core/gaussian/stencil.h"

#include "core/error.h"

#include <array>
#include <string>

namespace suss {
namespace {

/// Pixels of the window at or after its centre in raster order: (0,0..2), (1,-2..2), (2,-2..2).
constexpr int kPixels = 1 + kReach + kReach * (2 * kReach + 1);

/// Every pair of channels at the later pixels, and the pairs in order at the pixel itself.
constexpr int slotCount(int channels) {
    return channels * channels * (kPixels - 1) + channels * (channels - 1) / 2;
}

template <int Channels>
constexpr auto makeSlots() {
    std::array<NeighbourSlot, slotCount(Channels)> slots{};
    std::size_t next = 0;
    for (int from = 0; from < Channels; ++from)
        for (int dy = 0; dy <= kReach; ++dy)
            for (int dx = dy == 0 ? 0 : -kReach; dx <= kReach; ++dx)
                for (int to = dy == 0 && dx == 0 ? from + 1 : 0; to < Channels; ++to)
                    slots[next++] = {dy, dx, from, to};
    return slots;
}

constexpr auto kOneChannel = makeSlots<1>();
constexpr auto kTwoChannels = makeSlots<2>();
static_assert(kOneChannel.size() == 12 && kTwoChannels.size() == 49);

}  // namespace

std::span<const NeighbourSlot> neighbourSlots(int channels) {
    if (channels == 1) return kOneChannel;
    if (channels == 2) return kTwoChannels;
    throw Error("A component has one or two channels, not " + std::to_string(channels) + ".");
}

}  // namespace suss
