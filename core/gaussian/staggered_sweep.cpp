#include "core/gaussian/staggered_sweep.h"

#include "core/gaussian/stencil_rows.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

namespace suss::rows {
namespace {

/// A row's blocks: long enough to pay for the calls that a block takes, and enough of them that rows overlap.
int blocksOf(int width) {
    constexpr int kWidth = 96, kLeastWidth = 24, kEnough = 5;
    return std::max(1, std::min(width / kLeastWidth, std::max(width / kWidth, kEnough)));
}

/// Two channels have two chains in a row already.
int rowsTogether(const Grid& grid) {
    return grid.channels == 1 ? kBlocksAtOnce : kBlocksAtOnce / 2;
}

/// Rows in the order of a sweep, in groups of `lanes` that go together. A thread takes the next group
/// and follows the last row of the group before.
class Groups {
  public:
    /// Columns are counted from where the sweep enters a row.
    Groups(int rows, int width, int lanes)
        : rows_(rows),
          lanes_(lanes),
          width_(width),
          blocks_(blocksOf(width)),
          finished_((static_cast<std::size_t>(rows) + lanes - 1) / lanes) {}

    /// Calls prepare(lane, row, columns) for the blocks that are next in their row, of up to `lanes`
    /// rows, then solve() for all of them together, then keep(lane, row, columns) for each. Returns when no
    /// group is left to take.
    template <class Prepare, class Solve, class Keep>
    void work(const Prepare& prepare, const Solve& solve, const Keep& keep) {
        for (int group = next_++; group < int(finished_.size()); group = next_++) {
            const int first = group * lanes_, lanes = std::min(lanes_, rows_ - first);
            for (int stage = 0; stage < blocks_ + lanes - 1; ++stage) {
                if (group > 0 && stage < blocks_) waitFor(group - 1, std::min(stage + 2, blocks_));
                const int firstLane = std::max(0, stage - blocks_ + 1), lastLane = std::min(stage, lanes - 1);
                for (int lane = firstLane; lane <= lastLane; ++lane)
                    prepare(lane, first + lane, columnsOf(lane, stage - lane));
                solve();
                for (int lane = firstLane; lane <= lastLane; ++lane)
                    keep(lane, first + lane, columnsOf(lane, stage - lane));
                if (lastLane == lanes - 1)
                    finished_[group].store(stage - lastLane + 1, std::memory_order_release);
            }
        }
    }

  private:
    /// A row needs the one before it kReach columns further, so its blocks begin and end that much earlier.
    [[nodiscard]] Columns columnsOf(int lane, int block) const {
        const auto edge = [&](int i) {
            return i == 0         ? 0
                   : i == blocks_ ? width_
                                  : int(std::int64_t{i} * width_ / blocks_) - kReach * lane;
        };
        return {edge(block), edge(block + 1)};
    }
    /// Groups are taken in order, so that the one waited for is being worked on.
    void waitFor(int group, int blocks) const {
        for (int turns = 0; finished_[group].load(std::memory_order_acquire) < blocks; ++turns)
            if (turns > 1000) std::this_thread::yield();
    }

    int rows_, lanes_, width_, blocks_;
    std::atomic<int> next_{0};
    std::vector<std::atomic<int>> finished_;  ///< blocks of the group's last row
};

/// Couplings inside a row, at most: those of two channels.
constexpr int kMostCoefficients = 9;

/// The blocks that a thread solves together, with their coefficients.
class BlocksInHand {
  public:
    explicit BlocksInHand(const StructuredGaussian& gaussian)
        : gaussian_(gaussian), coefficients_(std::size_t(kBlocksAtOnce) * kMostCoefficients * kBlockStride) {
        const auto slots = gaussian.slots();
        for (std::size_t k = 0; k < slots.size(); ++k)
            if (slots[k].dy == 0) slots_.push_back(k);
    }
    void add(int lane, PaddedRows& values, int y, Columns columns) {
        Block& block = blocks_[count_++];
        block.width = columns.end - columns.begin;
        float* coefficients = coefficients_.data() + std::size_t(lane) * kMostCoefficients * kBlockStride;
        block.coefficients = coefficients + kReach;
        // With the kReach columns to the left, which a forward sweep looks back to.
        const int outside = std::max(0, kReach - columns.begin), begin = columns.begin - kReach + outside;
        for (std::size_t k : slots_) {
            std::fill_n(coefficients, outside, 0.0f);
            unpack(gaussian_.coefficientRow(k, y) + begin, gaussian_.step(), coefficients + outside,
                   columns.end - begin);
            coefficients += kBlockStride;
        }
        for (int channel = 0; channel < gaussian_.grid().channels; ++channel)
            block.values[channel] = values.row(channel, y) + columns.begin;
    }
    template <class Solve>
    void solve(const Solve& solveBlocks) {
        solveBlocks(blocks_.data(), count_, gaussian_.grid().channels);
        count_ = 0;
    }

  private:
    const StructuredGaussian& gaussian_;
    std::vector<std::size_t> slots_;
    std::vector<float> coefficients_;
    std::array<Block, kBlocksAtOnce> blocks_{};
    int count_ = 0;
};

/// Into the second-level cache: what all rows in hand read next would push out of the first one what they
/// read now.
template <class Number>
void fetch(const Number* row, Columns columns) {
    constexpr int kLine = 64 / sizeof(Number);  // numbers in a line of the cache
    for (int x = columns.begin; x < columns.end; x += kLine) __builtin_prefetch(row + x, 0, 2);
}

/// Asks for what the row's next block will read. A block is too short for the processor to see where it goes.
/// `columns` may reach beyond the row.
void fetchNext(const StructuredGaussian& gaussian, const Plane& rightHandSide, bool coefficientsAbove, int y,
               Columns columns) {
    const auto slots = gaussian.slots();
    for (std::size_t k = 0; k < slots.size(); ++k) {
        const int from = coefficientsAbove ? y - slots[k].dy : y;
        if (from >= 0) fetch(gaussian.coefficientRow(k, from), columns);
    }
    for (int channel = 0; channel < gaussian.grid().channels; ++channel) {
        fetch(rightHandSide.row(channel, y), columns);
        fetch(diagonalRow(gaussian, channel, y), columns);
    }
}

/// Small grids are left to one thread: there is little to gain, and training sweeps many of them side by
/// side.
int threadsFor(const Grid& grid) {
    constexpr std::int64_t kWorthThreads = 50'000;
    return grid.variables() < kWorthThreads ? 1 : threadCount();
}

/// Rows that some thread still needs: those of the groups in hand and the last of the group before.
PaddedRows rowsInHand(const Grid& grid) {
    return PaddedRows(grid, kBlocksAtOnce * (threadsFor(grid) + 1));
}

}  // namespace

void sweepBackward(const StructuredGaussian& gaussian, const Plane& noise, Plane& solution) {
    const Grid grid = gaussian.grid();
    PaddedRows done = rowsInHand(grid);
    Groups groups(grid.height, grid.width, rowsTogether(grid));
    const auto rowOf = [&](int row) { return grid.height - 1 - row; };
    const auto placeOf = [&](Columns columns) {
        return Columns{grid.width - columns.end, grid.width - columns.begin};
    };
    parallelFor(threadsFor(grid), 1, [&](int, int) {
        const FlushToZero flush;
        BlocksInHand blocks(gaussian);
        groups.work(
            [&](int lane, int row, Columns fromEntry) {
                const int y = rowOf(row);
                const Columns columns = placeOf(fromEntry);
                fetchNext(gaussian, noise, false, y, {2 * columns.begin - columns.end, columns.begin});
                for (int channel = 0; channel < grid.channels; ++channel) {
                    const float* diagonal = diagonalRow(gaussian, channel, y);
                    const float* noiseRow = noise.row(channel, y);
                    float* values = done.row(channel, y);
                    divide(noiseRow + columns.begin, diagonal + columns.begin, values + columns.begin,
                           columns.end - columns.begin);
                    combineLater(subtractProducts, gaussian, done, 1, channel, y, columns, values);
                }
                blocks.add(lane, done, y, columns);
            },
            [&] {
                blocks.solve(
                    [](const Block* all, int count, int channels) { solveBackward(all, count, channels); });
            },
            [&](int, int row, Columns fromEntry) {
                const int y = rowOf(row);
                const Columns columns = placeOf(fromEntry);
                for (int channel = 0; channel < grid.channels; ++channel)
                    std::copy_n(done.row(channel, y) + columns.begin, columns.end - columns.begin,
                                solution.row(channel, y) + columns.begin);
            });
    });
}

void sweepForward(const StructuredGaussian& gaussian, int firstRow, const Plane& rightHandSide,
                  Plane& solution) {
    const Grid grid = gaussian.grid();
    PaddedRows done = rowsInHand(grid);  // L_ii v_i; zero above the first row, where nothing is written
    Groups groups(grid.height - firstRow, grid.width, rowsTogether(grid));
    parallelFor(threadsFor(grid), 1, [&](int, int) {
        const FlushToZero flush;
        BlocksInHand blocks(gaussian);
        groups.work(
            [&](int lane, int row, Columns columns) {
                const int y = firstRow + row;
                fetchNext(gaussian, rightHandSide, true, y, {columns.end, 2 * columns.end - columns.begin});
                for (int channel = 0; channel < grid.channels; ++channel) {
                    float* values = done.row(channel, y);
                    std::copy_n(rightHandSide.row(channel, y) + columns.begin, columns.end - columns.begin,
                                values + columns.begin);
                    combineEarlier(subtractProducts, gaussian, done, 1, channel, y, columns, values);
                }
                blocks.add(lane, done, y, columns);
            },
            [&] {
                blocks.solve(
                    [](const Block* all, int count, int channels) { solveForward(all, count, channels); });
            },
            [&](int, int row, Columns columns) {
                const int y = firstRow + row;
                for (int channel = 0; channel < grid.channels; ++channel) {
                    const float* diagonal = diagonalRow(gaussian, channel, y);
                    const float* values = done.row(channel, y);
                    float* to = solution.row(channel, y);
                    for (int x = columns.begin; x < columns.end; ++x) to[x] = values[x] / diagonal[x];
                }
            });
    });
}

}  // namespace suss::rows
