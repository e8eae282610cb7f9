#pragma once

#include <span>

namespace suss {

/// Half-width of the neighbourhood of the precision's Cholesky factor: a window of 5 x 5.
inline constexpr int kReach = 2;

/// One later neighbour: variable (y, x, from) is tied to (y + dy, x + dx, to), which comes after it in raster
/// order with channels innermost. dy is 0 to 2, dx is -2 to 2.
struct NeighbourSlot {
    int dy, dx, from, to;
};

/// The later neighbours of every channel, ordered by `from`, then by raster order of the neighbour:
/// 12 slots for one channel; 25 + 24 for two channels (both reach both, and the first reaches the second at
/// its own pixel). Coefficient arrays hold one height x width block per slot in this order.
std::span<const NeighbourSlot> neighbourSlots(int channels);

}  // namespace suss
