#include "core/gaussian/row_kernels.h"

#include "core/multiversion.h"

#include <algorithm>

#ifdef __SSE__
#include <xmmintrin.h>
#endif

namespace suss::rows {
namespace {

/// Terms summed per pass over the row: few enough that all pointers stay in registers.
constexpr int kTermsAtOnce = 5;
/// Right-hand sides whose serial chains run side by side.
constexpr int kLanesAtOnce = 8;

struct Add {
    SUSS_INLINE static float apply(float sum, float b, float v) { return sum + b * v; }
};
struct Subtract {
    SUSS_INLINE static float apply(float sum, float b, float v) { return sum - b * v; }
};
struct AddSquare {
    SUSS_INLINE static float apply(float sum, float b, float v) {
        const float product = b * v;
        return sum + product * product;
    }
};

template <class Operation, int Count>
SUSS_INLINE void accumulateSome(float* __restrict sums, const Term* terms, float step, int width) {
    const std::int16_t* b[Count];
    const float* v[Count];
    for (int k = 0; k < Count; ++k) {
        b[k] = terms[k].coefficients;
        v[k] = terms[k].values;
    }
#pragma GCC ivdep
    for (int x = 0; x < width; ++x) {
        float sum = sums[x];
        for (int k = 0; k < Count; ++k) sum = Operation::apply(sum, step * float(b[k][x]), v[k][x]);
        sums[x] = sum;
    }
}

template <class Operation>
SUSS_INLINE void accumulate(float* sums, const Term* terms, int count, float step, int width) {
    for (; count >= kTermsAtOnce; count -= kTermsAtOnce, terms += kTermsAtOnce)
        accumulateSome<Operation, kTermsAtOnce>(sums, terms, step, width);
    if (count == 4) accumulateSome<Operation, 4>(sums, terms, step, width);
    if (count == 3) accumulateSome<Operation, 3>(sums, terms, step, width);
    if (count == 2) accumulateSome<Operation, 2>(sums, terms, step, width);
    if (count == 1) accumulateSome<Operation, 1>(sums, terms, step, width);
}

/// Two columns' solutions of one right-hand side: those that the next column needs. In each sum below the
/// value that was computed last comes last: only its product is on the critical path.
struct BackwardOne {
    static constexpr int kCoefficients = 2, kChannels = 1;
    float next = 0, afterNext = 0;

    SUSS_INLINE void startAt(float* const* row, int x) {
        next = row[0][x];
        afterNext = row[0][x + 1];
    }
    SUSS_INLINE void solve(const float* b, float* const* row, int x) {
        const float value = (row[0][x] - b[1] * afterNext) - b[0] * next;
        afterNext = next;
        next = row[0][x] = value;
    }
};

struct BackwardTwo {
    static constexpr int kCoefficients = 9, kChannels = 2;
    float nextFirst = 0, nextSecond = 0, afterFirst = 0, afterSecond = 0;  // of the two channels

    SUSS_INLINE void startAt(float* const* row, int x) {
        nextFirst = row[0][x];
        nextSecond = row[1][x];
        afterFirst = row[0][x + 1];
        afterSecond = row[1][x + 1];
    }
    SUSS_INLINE void solve(const float* b, float* const* row, int x) {
        const float second =
            (((row[1][x] - b[7] * afterFirst) - b[8] * afterSecond) - b[6] * nextSecond) - b[5] * nextFirst;
        const float first = ((((row[0][x] - b[3] * afterFirst) - b[4] * afterSecond) - b[2] * nextSecond) -
                             b[1] * nextFirst) -
                            b[0] * second;
        afterFirst = nextFirst;
        afterSecond = nextSecond;
        nextFirst = row[0][x] = first;
        nextSecond = row[1][x] = second;
    }
};

struct ForwardOne {
    static constexpr int kChannels = 1;
    float before, beforeThat;

    SUSS_INLINE void startAt(const Block& block) {
        before = block.values[0][-1];
        beforeThat = block.values[0][-2];
    }
    SUSS_INLINE void solve(const Block& block, int x) {
        const float* b = block.coefficients;
        float* row = block.values[0];
        const float value = (row[x] - b[kBlockStride + x - 2] * beforeThat) - b[x - 1] * before;
        beforeThat = before;
        before = row[x] = value;
    }
};

struct ForwardTwo {
    static constexpr int kChannels = 2;
    float oneFirst, oneSecond, twoFirst, twoSecond;  // one and two columns before

    SUSS_INLINE void startAt(const Block& block) {
        oneFirst = block.values[0][-1];
        oneSecond = block.values[1][-1];
        twoFirst = block.values[0][-2];
        twoSecond = block.values[1][-2];
    }
    SUSS_INLINE void solve(const Block& block, int x) {
        const float* here = block.coefficients + x;
        const float *one = here - 1, *two = here - 2;
        const auto& row = block.values;
        const float first =
            (((row[0][x] - two[3 * kBlockStride] * twoFirst) - two[7 * kBlockStride] * twoSecond) -
             one[1 * kBlockStride] * oneFirst) -
            one[5 * kBlockStride] * oneSecond;
        const float second =
            ((((row[1][x] - two[4 * kBlockStride] * twoFirst) - two[8 * kBlockStride] * twoSecond) -
              one[2 * kBlockStride] * oneFirst) -
             one[6 * kBlockStride] * oneSecond) -
            here[0] * first;
        twoFirst = oneFirst;
        twoSecond = oneSecond;
        oneFirst = row[0][x] = first;
        oneSecond = row[1][x] = second;
    }
};

template <class Column, int Lanes>
SUSS_INLINE void backward(InRow b, float* const* lane, int width) {
    float* row[Column::kChannels * Lanes];
    std::copy_n(lane, Column::kChannels * Lanes, row);
    Column columns[Lanes];
    for (int x = width - 1; x >= 0; --x) {
        float c[Column::kCoefficients];
        for (int k = 0; k < Column::kCoefficients; ++k) c[k] = b[k][x];
        for (int s = 0; s < Lanes; ++s) columns[s].solve(c, row + s * Column::kChannels, x);
    }
}

template <class Column>
SUSS_INLINE void backwardAll(InRow b, float* const* lane, int lanes, int width) {
    constexpr int channels = Column::kChannels;
    for (; lanes >= kLanesAtOnce; lanes -= kLanesAtOnce, lane += kLanesAtOnce * channels)
        backward<Column, kLanesAtOnce>(b, lane, width);
    for (; lanes >= 4; lanes -= 4, lane += 4 * channels) backward<Column, 4>(b, lane, width);
    for (; lanes >= 2; lanes -= 2, lane += 2 * channels) backward<Column, 2>(b, lane, width);
    if (lanes == 1) backward<Column, 1>(b, lane, width);
}

/// A block's columns from right to left.
template <class Column>
class BackwardBlock {
  public:
    SUSS_INLINE void start(const Block& block) {
        block_ = block;
        x_ = block.width;
        column_.startAt(block_.values.data(), x_);
    }
    SUSS_INLINE void solveNext() {
        --x_;
        float c[Column::kCoefficients];
        for (int k = 0; k < Column::kCoefficients; ++k) c[k] = block_.coefficients[k * kBlockStride + x_];
        column_.solve(c, block_.values.data(), x_);
    }
    SUSS_INLINE int left() const { return x_; }

  private:
    Block block_;
    Column column_;
    int x_;
};

/// From left to right.
template <class Column>
class ForwardBlock {
  public:
    SUSS_INLINE void start(const Block& block) {
        block_ = block;
        x_ = 0;
        column_.startAt(block_);
    }
    SUSS_INLINE void solveNext() { column_.solve(block_, x_++); }
    SUSS_INLINE int left() const { return block_.width - x_; }

  private:
    Block block_;
    Column column_;
    int x_;
};

template <class Solver, int Count>
SUSS_INLINE void solveSome(const Block* blocks) {
    Solver solvers[Count];
    for (int i = 0; i < Count; ++i) solvers[i].start(blocks[i]);
    int common = solvers[0].left();
    for (int i = 1; i < Count; ++i) common = std::min(common, solvers[i].left());
    for (; common > 0; --common)
        for (int i = 0; i < Count; ++i) solvers[i].solveNext();
    for (int i = 0; i < Count; ++i)
        while (solvers[i].left() > 0) solvers[i].solveNext();
}

template <class Solver>
SUSS_INLINE void solveBlocks(const Block* blocks, int count) {
    static_assert(kBlocksAtOnce == 4);
    if (count == 4) solveSome<Solver, 4>(blocks);
    if (count == 3) solveSome<Solver, 3>(blocks);
    if (count == 2) solveSome<Solver, 2>(blocks);
    if (count == 1) solveSome<Solver, 1>(blocks);
}

}  // namespace

SUSS_MULTIVERSION void addProducts(float* sums, const Term* terms, int count, float step, int width) {
    accumulate<Add>(sums, terms, count, step, width);
}

SUSS_MULTIVERSION void subtractProducts(float* sums, const Term* terms, int count, float step, int width) {
    accumulate<Subtract>(sums, terms, count, step, width);
}

SUSS_MULTIVERSION void addSquaredProducts(float* sums, const Term* terms, int count, float step, int width) {
    accumulate<AddSquare>(sums, terms, count, step, width);
}

SUSS_MULTIVERSION void divide(const float* numerators, const float* divisors, float* values, int width) {
    for (int x = 0; x < width; ++x) values[x] = 1.0f / divisors[x] * numerators[x];
}

SUSS_MULTIVERSION void unpack(const std::int16_t* coefficients, float step, float* values, int width) {
    for (int x = 0; x < width; ++x) values[x] = step * float(coefficients[x]);
}

SUSS_MULTIVERSION void solveBackward(InRow b, int channels, float* const* lane, int lanes, int width) {
    if (channels == 1)
        backwardAll<BackwardOne>(b, lane, lanes, width);
    else
        backwardAll<BackwardTwo>(b, lane, lanes, width);
}

SUSS_MULTIVERSION void solveBackward(const Block* blocks, int count, int channels) {
    if (channels == 1)
        solveBlocks<BackwardBlock<BackwardOne>>(blocks, count);
    else
        solveBlocks<BackwardBlock<BackwardTwo>>(blocks, count);
}

SUSS_MULTIVERSION void solveForward(const Block* blocks, int count, int channels) {
    if (channels == 1)
        solveBlocks<ForwardBlock<ForwardOne>>(blocks, count);
    else
        solveBlocks<ForwardBlock<ForwardTwo>>(blocks, count);
}

SUSS_MULTIVERSION double sumOfSquares(const float* values, int width) {
    constexpr int kPartialSums = 16;
    double partial[kPartialSums] = {};
    const int whole = width - width % kPartialSums;
    for (int x = 0; x < whole; x += kPartialSums)
        for (int k = 0; k < kPartialSums; ++k) partial[k] += double{values[x + k]} * double{values[x + k]};
    double sum = 0;
    for (int x = whole; x < width; ++x) sum += double{values[x]} * double{values[x]};
    for (const double part : partial) sum += part;
    return sum;
}

#ifdef __SSE__
FlushToZero::FlushToZero() : before_(_mm_getcsr()) {
    constexpr unsigned kFlushResults = 1u << 15, kDenormalsAreZero = 1u << 6;
    _mm_setcsr(before_ | kFlushResults | kDenormalsAreZero);
}
FlushToZero::~FlushToZero() {
    _mm_setcsr(before_);
}
#else
FlushToZero::FlushToZero() : before_(0) {}
FlushToZero::~FlushToZero() = default;
#endif

}  // namespace suss::rows
