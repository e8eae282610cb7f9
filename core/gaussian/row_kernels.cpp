#include "core/gaussian/row_kernels.h"

#include "core/gaussian/multiversion.h"

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

/// In each sum below the value that was computed last comes last: only its product is on the critical path.
template <int Lanes>
SUSS_INLINE void backwardOne(InRow b, float* const* lane, int width) {
    float* row[Lanes];
    float next[Lanes] = {}, afterNext[Lanes] = {};
    std::copy_n(lane, Lanes, row);
    for (int x = width - 1; x >= 0; --x) {
        const float b1 = b[0][x], b2 = b[1][x];
        for (int s = 0; s < Lanes; ++s) {
            const float value = (row[s][x] - b2 * afterNext[s]) - b1 * next[s];
            afterNext[s] = next[s];
            next[s] = row[s][x] = value;
        }
    }
}

template <int Lanes>
SUSS_INLINE void backwardTwo(InRow b, float* const* lane, int width) {
    float* row[2 * Lanes];
    float next[2 * Lanes] = {}, afterNext[2 * Lanes] = {};
    std::copy_n(lane, 2 * Lanes, row);
    for (int x = width - 1; x >= 0; --x) {
        float c[9];
        for (int k = 0; k < 9; ++k) c[k] = b[k][x];
        for (int s = 0; s < Lanes; ++s) {
            const int first = 2 * s, second = 2 * s + 1;
            const float secondValue =
                (((row[second][x] - c[7] * afterNext[first]) - c[8] * afterNext[second]) -
                 c[6] * next[second]) -
                c[5] * next[first];
            const float firstValue =
                ((((row[first][x] - c[3] * afterNext[first]) - c[4] * afterNext[second]) -
                  c[2] * next[second]) -
                 c[1] * next[first]) -
                c[0] * secondValue;
            afterNext[first] = next[first];
            afterNext[second] = next[second];
            next[first] = row[first][x] = firstValue;
            next[second] = row[second][x] = secondValue;
        }
    }
}

template <int Lanes>
SUSS_INLINE void backward(InRow b, int channels, float* const* lane, int width) {
    if (channels == 1)
        backwardOne<Lanes>(b, lane, width);
    else
        backwardTwo<Lanes>(b, lane, width);
}

SUSS_INLINE void forwardOne(InRow b, float* row, int width) {
    float before = 0, beforeThat = 0;
    for (int x = 0; x < width; ++x) {
        const int x1 = std::max(x - 1, 0), x2 = std::max(x - 2, 0);
        const float value = (row[x] - b[1][x2] * beforeThat) - b[0][x1] * before;
        beforeThat = before;
        before = row[x] = value;
    }
}

SUSS_INLINE void forwardTwo(InRow b, float* first, float* second, int width) {
    float before[2] = {}, beforeThat[2] = {};
    for (int x = 0; x < width; ++x) {
        const int x1 = std::max(x - 1, 0), x2 = std::max(x - 2, 0);
        const float firstValue =
            (((first[x] - b[3][x2] * beforeThat[0]) - b[7][x2] * beforeThat[1]) - b[1][x1] * before[0]) -
            b[5][x1] * before[1];
        const float secondValue =
            ((((second[x] - b[4][x2] * beforeThat[0]) - b[8][x2] * beforeThat[1]) - b[2][x1] * before[0]) -
             b[6][x1] * before[1]) -
            b[0][x] * firstValue;
        std::copy_n(before, 2, beforeThat);
        before[0] = first[x] = firstValue;
        before[1] = second[x] = secondValue;
    }
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

SUSS_MULTIVERSION void unpack(const std::int16_t* coefficients, float step, float* values, int width) {
    for (int x = 0; x < width; ++x) values[x] = step * float(coefficients[x]);
}

SUSS_MULTIVERSION void solveBackward(InRow b, int channels, float* const* lane, int lanes, int width) {
    for (; lanes >= kLanesAtOnce; lanes -= kLanesAtOnce, lane += kLanesAtOnce * channels)
        backward<kLanesAtOnce>(b, channels, lane, width);
    for (; lanes >= 4; lanes -= 4, lane += 4 * channels) backward<4>(b, channels, lane, width);
    for (; lanes >= 2; lanes -= 2, lane += 2 * channels) backward<2>(b, channels, lane, width);
    if (lanes == 1) backward<1>(b, channels, lane, width);
}

SUSS_MULTIVERSION void solveForward(InRow b, int channels, float* const* lane, int width) {
    if (channels == 1)
        forwardOne(b, lane[0], width);
    else
        forwardTwo(b, lane[0], lane[1], width);
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
