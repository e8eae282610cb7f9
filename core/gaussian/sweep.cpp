#include "core/gaussian/sweep.h"

namespace suss::rows {

void sweepBackward(const StructuredGaussian& gaussian, int sides, const ReadRow& noise, const TakeRow& take) {
    const FlushToZero flush;
    const Grid grid = gaussian.grid();
    std::vector<PaddedRows> done(static_cast<std::size_t>(sides), PaddedRows(grid));
    std::vector<float*> lanes(done.size() * grid.channels);
    InRowCoefficients inRow(gaussian);
    std::vector<float> deviation(static_cast<std::size_t>(grid.width));  // exp(-a)

    for (int y = grid.height - 1; y >= 0; --y) {
        for (int channel = 0; channel < grid.channels; ++channel) {
            const float* diagonal = diagonalRow(gaussian, channel, y);
            for (int x = 0; x < grid.width; ++x) deviation[x] = 1.0f / diagonal[x];
            for (int side = 0; side < sides; ++side) {
                const float* noiseRow = noise(side, channel, y);
                float* row = lanes[side * grid.channels + channel] = done[side].row(channel, y);
                for (int x = 0; x < grid.width; ++x) row[x] = deviation[x] * noiseRow[x];
                combineLater(subtractProducts, gaussian, done[side], 1, channel, y, row);
            }
        }
        solveBackward(inRow.of(y), grid.channels, lanes.data(), sides, grid.width);
        for (int side = 0; side < sides; ++side)
            for (int channel = 0; channel < grid.channels; ++channel)
                take(side, channel, y, done[side].row(channel, y));
    }
}

}  // namespace suss::rows
