#include "core/network/forward.h"

#include "core/gaussian/stencil.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr float kInputGain = 4.f;  // planes span about one: brings them to about unit variance
constexpr float kMeanGain = 0.1f;  // corrections of the mean are small
constexpr float kInitialLogDiagonal = 3.f;

void say(const ForwardStep& step, double fraction) {
    if (step) step(fraction);
}

ForwardStep within(const ForwardStep& step, double from, double to) {
    if (!step) return {};
    return [&step, from, to](double fraction) { step(from + fraction * (to - from)); };
}

/// Calls body(y) for the rows of a tile that are kept, counted in the tile.
template <class Body>
void forKeptRows(const TileOutput& tile, const Body& body) {
    const int first = tile.rows.keepBegin - tile.rows.begin, last = tile.rows.keepEnd - tile.rows.begin;
#pragma omp parallel for num_threads(threadCount()) schedule(static)
    for (int y = first; y < last; ++y) body(y);
}

}  // namespace

GaussianArrays::GaussianArrays(Grid size)
    : grid(size),
      mean(std::size_t(size.variables())),
      logDiagonal(mean.size()),
      coefficients(neighbourSlots(size.channels).size(), std::vector<float>(std::size_t(size.pixels()))) {}

int UNetForward::alignment(const UNetShape& shape) {
    return 1 << (shape.channels.size() - 1);
}

int UNetForward::reach(const UNetShape& shape) {
    // Two 3 x 3 convolutions on every level, down and up, reach two of its pixels each; an enlarged pixel
    // begins up to 2^l - 1 away; the smoother of the coarsest output adds one of its pixels.
    const int coarsest = alignment(shape);
    int reach = 1 << (shape.outputs - 1);
    for (int pixel = 1; pixel <= coarsest; pixel *= 2) reach += pixel == coarsest ? 2 * pixel : 5 * pixel;
    return (reach + coarsest - 1) / coarsest * coarsest;
}

UNetForward::UNetForward(const UNetShape& shape, const NetworkConfig& config, const NetworkWeights& weights,
                         int height, int width)
    : shape_(shape), config_(config), weights_(&weights) {
    levels_.resize(shape_.channels.size());
    makeRoom(height, width);
    for (std::size_t level = 0; level < levels_.size(); ++level)
        encoder_.push_back(pairOf("encoder" + std::to_string(level), level,
                                  level ? std::vector<int>{shape_.channels[level - 1]} : std::vector<int>{}));
    factor_ = decoderOf("factor", 1.0);
    mean_ = decoderOf("mean", shape_.meanDecoderWidth);
}

const WeightArray& UNetForward::array(const std::string& name) const {
    return weights_->at(shape_.name + "." + name);
}

UNetForward::Pair UNetForward::pairOf(const std::string& name, std::size_t level,
                                      const std::vector<int>& parts) const {
    const WeightArray &first = array(name + ".first.weight"), &second = array(name + ".second.weight");
    const int height = levels_[level].joint.height, width = levels_[level].joint.width;
    return {Convolution(first, array(name + ".first.bias"), {height, width, parts}),
            Convolution(second, array(name + ".second.bias"), {height, width, {int(second.shape[1])}})};
}

UNetForward::DecoderSteps UNetForward::decoderOf(const std::string& name, double width) const {
    DecoderSteps steps;
    steps.channels = shape_.decoderChannels(width);
    for (std::size_t level = 0; level + 1 < levels_.size(); ++level)
        steps.pairs.push_back(pairOf(name + ".level" + std::to_string(level), level,
                                     {shape_.channels[level], steps.channels[level + 1]}));
    for (int level = 0; level < shape_.outputs; ++level) {
        const std::string head = name + "_head" + std::to_string(level);
        const Features& size = levels_[std::size_t(level)].joint;
        steps.heads.emplace_back(array(head + ".weight"), array(head + ".bias"),
                                 Convolution::Options{size.height,
                                                      size.width,
                                                      {steps.channels[std::size_t(level)]},
                                                      /*activated=*/false});
    }
    return steps;
}

void UNetForward::makeRoom(int height, int width) {
    const auto mean = shape_.decoderChannels(shape_.meanDecoderWidth), factor = shape_.decoderChannels(1.0);
    const int values = shape_.planeChannels + int(neighbourSlots(shape_.planeChannels).size());
    for (std::size_t l = 0; l < levels_.size(); ++l) {
        Level& level = levels_[l];
        const int h = height >> l, w = width >> l, own = shape_.channels[l];
        const bool coarsest = l + 1 == levels_.size();
        const int above = coarsest ? 0 : std::max(mean[l + 1], factor[l + 1]);
        const int decoded = coarsest ? 0 : std::max(mean[l], factor[l]);
        const int spare = std::max(l ? shape_.channels[l - 1] : 0, decoded);
        const int heads = int(l) < shape_.outputs ? values : 0;
        memory_.reserve(level.joint, wholeBlocks(own) + wholeBlocks(std::max(above, spare)), h, w);
        memory_.reserve(level.between, std::max({own, decoded, heads}), h, w);
    }
    memory_.allocate();
    for (std::size_t l = 0; l < levels_.size(); ++l) {
        Level& level = levels_[l];
        const int own = wholeBlocks(shape_.channels[l]) / channelBlock();
        level.skip = level.joint.part(0, own);
        level.above = level.spare = level.joint.part(own, level.joint.blocks - own);
    }
    input_.resize(std::size_t(shape_.planeChannels) * std::size_t(height + 2) * std::size_t(width + 2));
}

void UNetForward::read(const TileOutput& tile) {
    const float centre = shape_.planeChannels == 1 ? 0.5f : 0.f;
    const int height = levels_[0].joint.height, width = levels_[0].joint.width;
    const Grid& grid = tile.plane->grid;
    float* to = input_.data();
    for (int channel = 0; channel < shape_.planeChannels; ++channel)
        for (int y = -1; y <= height; ++y) {
            // The ring repeats the tile's edge, not what lies beyond it, as where tiles do not end.
            const int row = tile.rows.begin + std::clamp(y, 0, height - 1);
            const float* from = tile.plane->row(channel, std::min(row, grid.height - 1));
            for (int x = -1; x <= width; ++x) {
                const int column = tile.columns.begin + std::clamp(x, 0, width - 1);
                *to++ = (from[std::min(column, grid.width - 1)] - centre) * kInputGain;
            }
        }
}

void UNetForward::encode(const ForwardStep& step) {
    for (std::size_t l = 0; l < levels_.size(); ++l) {
        const Level& level = levels_[l];
        if (l) halve(levels_[l - 1].skip, level.spare.part(0, levels_[l - 1].skip.blocks));
        const Features between = level.between.part(0, level.skip.blocks);
        encoder_[l].first.run(l ? level.spare.data : input_.data(), between);
        say(step, l ? 0.8 : 0.3);
        encoder_[l].second.run(between.data, level.skip);
        say(step, l ? 0.9 : 0.7);
    }
}

template <class Take>
void UNetForward::decode(const DecoderSteps& decoder, const Take& take, const ForwardStep& step) {
    const auto blocks = [](int channels) { return wholeBlocks(channels) / channelBlock(); };
    Features x = levels_.back().skip;
    for (std::size_t l = levels_.size() - 1; l-- > 0;) {
        const Level& level = levels_[l];
        const int own = blocks(decoder.channels[l]);
        enlarge(x, level.above.part(0, blocks(decoder.channels[l + 1])));
        decoder.pairs[l].first.run(level.joint.data, level.between.part(0, own));
        say(step, 0.6 * std::pow(0.25, double(l)));  // cost grows fourfold with each finer level
        x = level.spare.part(0, own);
        decoder.pairs[l].second.run(level.between.data, x);
        say(step, 0.85 * std::pow(0.25, double(l)));
        if (int(l) < shape_.outputs) {
            decoder.heads[l].run(x.data, level.between);
            take(l);
            say(step, std::pow(0.25, double(l)));
        }
    }
}

void UNetForward::takeMean(std::size_t level, const TileOutput& tile) const {
    const Features& said = levels_[level].between;
    const int block = channelBlock(), skipped = tile.columns.keepBegin - tile.columns.begin;
    forKeptRows(tile, [&](int y) {
        for (int channel = 0; channel < shape_.planeChannels; ++channel) {
            const float* from = said.at(0, y, skipped) + channel;
            const float* plane = tile.plane->row(channel, tile.rows.begin + y);
            float* to = tile.whole->mean.data() +
                        (std::int64_t(channel) * tile.whole->grid.height + tile.rows.begin + y) *
                            tile.whole->grid.width;
            for (int x = tile.columns.keepBegin; x < tile.columns.keepEnd; ++x, from += block)
                to[x] = plane[x] + kMeanGain * *from;
        }
    });
}

void UNetForward::takeFactor(std::size_t level, const TileOutput& tile) const {
    const Features& said = levels_[level].between;
    const auto& grid = tile.whole->grid;
    const int channels = shape_.planeChannels, slots = int(neighbourSlots(channels).size());
    const int block = channelBlock(), skipped = tile.columns.keepBegin - tile.columns.begin;
    const auto middle = float(config_.logDiagonalMax + config_.logDiagonalMin) / 2;
    const auto half = float(config_.logDiagonalMax - config_.logDiagonalMin) / 2;
    const auto& kernels = array("smoother" + std::to_string(level) + ".weight").values;
    const auto& scales = array("log_scale" + std::to_string(level)).values;
    forKeptRows(tile, [&](int y) {
        const auto rowOf = [&](std::vector<float>& values, int channel) {
            return values.data() + (std::int64_t(channel) * grid.height + tile.rows.begin + y) * grid.width;
        };
        for (int channel = 0; channel < channels; ++channel) {
            float* to = rowOf(tile.whole->logDiagonal, channel);
            const float* kernel = kernels.data() + 9 * channel;
            for (int x = tile.columns.keepBegin; x < tile.columns.keepEnd; ++x) {
                float raw = kInitialLogDiagonal - middle;
                for (int dy = -1; dy <= 1; ++dy) {
                    const float* from = said.at(0, y + dy, x - tile.columns.begin) + channel;
                    for (int dx = -1; dx <= 1; ++dx) raw += kernel[3 * dy + dx + 4] * from[dx * block];
                }
                to[x] = middle + half * std::tanh(raw / half) + scales[std::size_t(channel)];
            }
        }
        for (int slot = 0; slot < slots; ++slot) {
            const int value = channels + slot;
            const float* from = said.at(value / block, y, skipped) + value % block;
            float* to = rowOf(tile.whole->coefficients[std::size_t(slot)], 0);
            for (int x = tile.columns.keepBegin; x < tile.columns.keepEnd; ++x, from += block) to[x] = *from;
        }
    });
}

void UNetForward::run(const std::vector<TileOutput>& tiles, const ForwardStep& step) {
    read(tiles[0]);
    encode(within(step, 0.0, 0.3));
    decode(
        mean_, [&](std::size_t level) { takeMean(level, tiles[level]); }, within(step, 0.3, 0.55));
    decode(
        factor_, [&](std::size_t level) { takeFactor(level, tiles[level]); }, within(step, 0.55, 1.0));
}

}  // namespace suss
