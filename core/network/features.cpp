#include "core/network/features.h"

#include "core/parallel.h"

#include <cstdlib>
#include <cstring>
#include <dnnl.hpp>
#include <new>
#include <sys/mman.h>

namespace suss {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20;

/// Calls body(block, y) for all rows of all blocks. oneDNN's threads are OpenMP's, and wait for work by
/// spinning: threads of another kind would have to share the cores with them.
template <class Body>
void forRows(int blocks, int height, const Body& body) {
#pragma omp parallel for num_threads(threadCount()) schedule(static)
    for (int row = 0; row < blocks * height; ++row) body(row / height, row % height);
}

template <int Block>
void halveRow(const float* above, const float* below, float* to, int width) {
    for (int x = 0; x < width; ++x, above += 2 * Block, below += 2 * Block, to += Block)
        for (int c = 0; c < Block; ++c)
            to[c] = 0.25f * (above[c] + above[c + Block] + below[c] + below[c + Block]);
}

template <int Block>
void enlargeRow(const float* from, float* to, int width) {
    for (int x = 0; x < width; ++x, from += Block, to += 2 * Block) {
        std::memcpy(to, from, Block * sizeof(float));
        std::memcpy(to + Block, from, Block * sizeof(float));
    }
}

}  // namespace

int channelBlock() {
    static const int block = [] {
        const auto isa = dnnl::get_effective_cpu_isa();
        return int(isa) >= int(dnnl::cpu_isa::avx512_core) ? 16 : 8;
    }();
    return block;
}

int wholeBlocks(int channels) {
    return (channels + channelBlock() - 1) / channelBlock() * channelBlock();
}

void FeatureMemory::Free::operator()(float* data) const {
    std::free(data);
}

void FeatureMemory::reserve(Features& features, int channels, int height, int width) {
    features = {nullptr, wholeBlocks(channels) / channelBlock(), height, width};
    reserved_.push_back(&features);
}

void FeatureMemory::allocate() {
    const auto aligned = [](std::size_t values) { return (values + 15) / 16 * 16; };
    std::size_t values = 0;
    for (const Features* features : reserved_) values += aligned(features->size());
    const std::size_t bytes = (values * sizeof(float) + kLargePage - 1) / kLargePage * kLargePage;
    data_.reset(static_cast<float*>(std::aligned_alloc(kLargePage, bytes)));
    if (!data_) throw std::bad_alloc();
    madvise(data_.get(), bytes, MADV_HUGEPAGE);  // a wish: without large pages it is only slower
    float* next = data_.get();
    for (Features* features : reserved_) {
        features->data = next;
        next += aligned(features->size());
    }
}

void fillRing(const Features& features) {
    const std::size_t pixel = std::size_t(channelBlock()) * sizeof(float);
    const int width = features.width, height = features.height;
    for (int block = 0; block < features.blocks; ++block) {
        for (int y = 0; y < height; ++y) {
            std::memcpy(features.at(block, y, -1), features.at(block, y, 0), pixel);
            std::memcpy(features.at(block, y, width), features.at(block, y, width - 1), pixel);
        }
        const std::size_t row = std::size_t(width + 2) * pixel;
        std::memcpy(features.at(block, -1, -1), features.at(block, 0, -1), row);
        std::memcpy(features.at(block, height, -1), features.at(block, height - 1, -1), row);
    }
}

void halve(const Features& from, const Features& to) {
    const auto row = channelBlock() == 16 ? halveRow<16> : halveRow<8>;
    forRows(to.blocks, to.height, [&](int block, int y) {
        row(from.at(block, 2 * y, 0), from.at(block, 2 * y + 1, 0), to.at(block, y, 0), to.width);
    });
    fillRing(to);
}

void enlarge(const Features& from, const Features& to) {
    const auto row = channelBlock() == 16 ? enlargeRow<16> : enlargeRow<8>;
    forRows(to.blocks, to.height,
            [&](int block, int y) { row(from.at(block, y / 2, 0), to.at(block, y, 0), from.width); });
    fillRing(to);
}

}  // namespace suss
