#pragma once

#include <cstdint>

namespace suss::rows {

/// Fills row y of a channel with independent standard Normal values. Each depends on seed, stream, channel, y
/// and x alone, not on the size of the grid.
///
/// Uniform bits: Philox4x32-10 (Salmon et al., SC 2011; passes BigCrush) with the seed as key and
/// (x, y, channel, stream) as counter, so that seeds and streams give independent sequences. Normal values:
/// Box-Muller with functions good to 1e-6, radius from 31 bits, angle from 32. None is beyond 6.7 standard
/// deviations, which has probability 2e-11.
void standardNormalRow(float* values, int width, int channel, int y, std::uint64_t seed,
                       std::uint64_t stream);

}  // namespace suss::rows
