#include "core/network/features.h"

#include "core/multiversion.h"
#include "core/parallel.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <dnnl.hpp>
#include <new>
#include <sys/mman.h>

namespace suss {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20;
// Convolutions of BFloats also read beyond a pixel, up to 32 values, and multiply those by zero: there must
// be some, and finite ones.
constexpr int kBeyondRing = 16;

bool has(dnnl::cpu_isa wanted) {
    return (unsigned(dnnl::get_effective_cpu_isa()) & unsigned(wanted)) == unsigned(wanted);
}

/// With AMX, oneDNN 2.6 makes many more kernels for convolutions on narrower maps, 20 to 100 ms for each
/// (DNNL_VERBOSE=2): the pixels that are added take less.
int leastPitch() {
    return multipliesMatrices() ? 256 : 0;
}

/// Calls body(y) for all rows. oneDNN's threads are OpenMP's, and wait for work by spinning: threads of
/// another kind would have to share the cores with them.
template <class Body>
void forRows(int height, const Body& body) {
#pragma omp parallel for num_threads(threadCount()) schedule(static)
    for (int y = 0; y < height; ++y) body(y);
}

/// Means of pairs of pixels of two rows. `values` of a pixel are a multiple of kGroup.
SUSS_MULTIVERSION void halveRow(const float* above, const float* below, float* to, int width, int values) {
    for (int x = 0; x < width; ++x, above += 2 * values, below += 2 * values, to += values)
        for (int c = 0; c < values; ++c)
            to[c] = 0.25f * (above[c] + above[c + values] + below[c] + below[c + values]);
}

SUSS_MULTIVERSION void halveRow(const BFloat* above, const BFloat* below, BFloat* to, int width, int values) {
    for (int x = 0; x < width; ++x, above += 2 * values, below += 2 * values, to += values)
        for (int c = 0; c < values; ++c)
            to[c] = bfloatOf(0.25f * (floatOf(above[c]) + floatOf(above[c + values]) + floatOf(below[c]) +
                                      floatOf(below[c + values])));
}

SUSS_MULTIVERSION void roundRow(const float* from, BFloat* to, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) to[i] = bfloatOf(from[i]);
}

/// Pixels of `bytes`, a multiple of kPiece, from two rows in turn.
SUSS_MULTIVERSION void interleaveRow(const std::byte* left, const std::byte* right, std::byte* to, int width,
                                     std::size_t bytes) {
    constexpr std::size_t kPiece = kGroup * sizeof(BFloat);
    for (int x = 0; x < width; x += 2, left += bytes, right += bytes) {
        for (std::size_t i = 0; i < bytes; i += kPiece, to += kPiece) std::memcpy(to, left + i, kPiece);
        for (std::size_t i = 0; i < bytes; i += kPiece, to += kPiece) std::memcpy(to, right + i, kPiece);
    }
}

template <class Value>
void halveRows(const Features& from, const Features& to) {
    forRows(to.height, [&](int y) {
        halveRow(from.at<Value>(2 * y, 0), from.at<Value>(2 * y + 1, 0), to.at<Value>(y, 0), to.width,
                 to.channels);
    });
}

}  // namespace

bool multipliesMatrices() {
    static const bool does = has(dnnl::cpu_isa::avx512_core_amx);
    return does;
}

Precision fastestPrecision() {
    static const Precision precision =
        has(dnnl::cpu_isa::avx512_core_bf16) ? Precision::BFloat : Precision::Float;
    return precision;
}

std::size_t bytesOf(Precision precision) {
    return precision == Precision::BFloat ? sizeof(BFloat) : sizeof(float);
}

void FeatureMemory::Free::operator()(std::byte* data) const {
    std::free(data);
}

void FeatureMemory::reserve(Features& features, std::initializer_list<Use> uses, int height, int width,
                            std::size_t leastBytes) {
    features.height = height;
    features.width = width;
    features.pitch = width + 2;
    for (const Use& use : uses)
        if (use.precision == Precision::BFloat)
            features.pitch = std::max(width + 2 + kBeyondRing, leastPitch());
    std::size_t bytes = leastBytes;
    for (const Use& use : uses) {
        features = features.as(use.precision, use.channels);
        bytes = std::max(bytes, features.bytes());
    }
    reserved_.push_back({&features, bytes});
}

void FeatureMemory::allocate() {
    const auto roundedUp = [](std::size_t bytes, std::size_t unit) {
        return (bytes + unit - 1) / unit * unit;
    };
    constexpr std::size_t kLine = 64;
    std::size_t bytes = 0;
    for (const Reserved& reserved : reserved_) bytes += roundedUp(reserved.bytes, kLine);
    bytes = roundedUp(std::max(bytes, kLine), kLargePage);
    data_.reset(static_cast<std::byte*>(std::aligned_alloc(kLargePage, bytes)));
    if (!data_) throw std::bad_alloc();
    madvise(data_.get(), bytes, MADV_HUGEPAGE);  // a wish: without large pages it is only slower
    std::byte* next = data_.get();
    for (const Reserved& reserved : reserved_) {
        reserved.features->data = next;
        next += roundedUp(reserved.bytes, kLine);
    }
}

void fillRing(const Features& features) {
    const std::size_t pixel = features.pixelBytes(), row = std::size_t(features.pitch) * pixel;
    for (int y = 0; y < features.height; ++y) {
        std::byte *first = features.row(y), *end = first + std::size_t(features.width) * pixel;
        std::memcpy(first - pixel, first, pixel);
        std::memcpy(end, end - pixel, pixel);
        if (features.pitch > features.width + 2) std::memcpy(end + pixel, end, pixel);
    }
    std::byte *top = features.row(0) - pixel, *bottom = features.row(features.height - 1) - pixel;
    std::memcpy(top - row, top, row);
    std::memcpy(bottom + row, bottom, row);
}

void halve(const Features& from, const Features& to) {
    if (from.precision == Precision::BFloat)
        halveRows<BFloat>(from, to);
    else
        halveRows<float>(from, to);
    fillRing(to);
}

void round(const Features& from, const Features& to) {
    const std::size_t values = std::size_t(from.width + 3) * std::size_t(from.channels);
    forRows(from.height + 2,
            [&](int y) { roundRow(from.at<float>(y - 1, -1), to.at<BFloat>(y - 1, -1), values); });
}

void interleave(const std::array<const std::byte*, 4>& quarters, std::size_t pitchBytes, const Features& to) {
    forRows(to.height, [&](int y) {
        const std::byte* const* pair = &quarters[std::size_t(y % 2 * 2)];
        const std::size_t skipped = std::size_t(y / 2) * pitchBytes;
        interleaveRow(pair[0] + skipped, pair[1] + skipped, to.row(y), to.width, to.pixelBytes());
    });
}

}  // namespace suss
