#include "core/gaussian/sweep.h"

#include <algorithm>

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

void sweepForward(const StructuredGaussian& gaussian, int firstRow, const ReadRow& rightHandSide,
                  const TakeRow& take) {
    const FlushToZero flush;
    const Grid grid = gaussian.grid();
    PaddedRows done(grid);  // L_ii v_i; zero above the first row, where nothing is written
    std::vector<float*> row(static_cast<std::size_t>(grid.channels));
    InRowCoefficients inRow(gaussian);
    std::vector<float> solution(static_cast<std::size_t>(grid.width));
    for (int y = firstRow; y < grid.height; ++y) {
        for (int channel = 0; channel < grid.channels; ++channel) {
            row[channel] = done.row(channel, y);
            std::copy_n(rightHandSide(0, channel, y), grid.width, row[channel]);
            combineEarlier(subtractProducts, gaussian, done, 1, channel, y, row[channel]);
        }
        solveForward(inRow.of(y), grid.channels, row.data(), grid.width);
        for (int channel = 0; channel < grid.channels; ++channel) {
            const float* diagonal = diagonalRow(gaussian, channel, y);
            for (int x = 0; x < grid.width; ++x) solution[x] = row[channel][x] / diagonal[x];
            take(0, channel, y, solution.data());
        }
    }
}

}  // namespace suss::rows
