#include "core/network/forward.h"

#include "core/gaussian/requirements.h"
#include "core/multiversion.h"
#include "core/parallel.h"

#include <Eigen/Core>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <future>

namespace suss {
namespace {

/// Of coefficients, hardly any of which is beyond 4: tiles of a picture, each with its own largest, and the
/// picture as a whole are then rounded alike, by 6e-5 at most.
constexpr float kLeastStep = 0x1p-13f;

void say(const ForwardStep& step, double fraction) {
    if (step) step(fraction);
}

ForwardStep within(const ForwardStep& step, double from, double to) {
    if (!step) return {};
    return [&step, from, to](double fraction) { step(from + fraction * (to - from)); };
}

/// A picture's value is given as it is, or in three parts (inThreeParts).
int partsOf(Precision precision) {
    return precision == Precision::Float ? 1 : 3;
}

/// Rounds values. Returns the largest |value|, infinite or not a number if one of them is, as bits: as whole
/// numbers the loop becomes SIMD.
SUSS_MULTIVERSION std::uint32_t roundRow(const float* from, float stepsPerUnit, std::int16_t* to, int count) {
    std::uint32_t largest = 0;
    for (int i = 0; i < count; ++i) {
        largest = std::max(largest, std::bit_cast<std::uint32_t>(from[i]) & 0x7fffffffu);
        to[i] = roundedToSteps(from[i], stepsPerUnit);
    }
    return largest;
}

/// Adds the sums of three values in a row, by their weights.
SUSS_MULTIVERSION void addThree(const float* values, const float* weights, float* to, int count) {
    for (int i = 0; i < count; ++i)
        to[i] += weights[0] * values[i] + weights[1] * values[i + 1] + weights[2] * values[i + 2];
}

/// Calls body(buffers, first, end) for bands of the rows of a tile that are kept, counted in the tile. Every
/// band has a copy of the buffers, made before: what is thrown must not be thrown in OpenMP's threads.
template <class Buffers, class Body>
void forKeptBands(const TileOutput& tile, const Buffers& buffers, const Body& body) {
    const int first = tile.rows.keepBegin - tile.rows.begin, rows = tile.rows.keepEnd - tile.rows.keepBegin;
    const int bands = std::min(rows, threadCount());
    std::vector<Buffers> ofBands(std::size_t(bands), buffers);
#pragma omp parallel for num_threads(threadCount()) schedule(static)
    for (int band = 0; band < bands; ++band)
        body(ofBands[std::size_t(band)], first + rows * band / bands, first + rows * (band + 1) / bands);
}

}  // namespace

GaussianArrays::GaussianArrays(Grid size, int fromRow, int fromColumn)
    : grid(size),
      top(fromRow),
      left(fromColumn),
      mean(std::size_t(size.variables())),
      logDiagonal(mean.size()),
      coefficients(size, kLeastStep) {}

int UNetForward::reach(const UNetShape& shape, int margin) {
    // Two 3 x 3 convolutions on every level, down and, as far as the answer's level, up, reach two of its
    // pixels each; an enlarged pixel begins up to 2^l - 1 away; the smoother adds one of the answer's pixels.
    const int coarsest = shape.alignment(), coarsestAnswer = 1 << (shape.outputs - 1);
    int farthest = 0;
    for (int answer = 1; answer <= coarsestAnswer; answer *= 2) {
        int reach = (1 + margin) * answer;
        for (int pixel = 1; pixel <= coarsest; pixel *= 2)
            reach += pixel < answer || pixel == coarsest ? 2 * pixel : 5 * pixel;
        farthest = std::max(farthest, reach);
    }
    return (farthest + coarsest - 1) / coarsest * coarsest;
}

UNetForward::UNetForward(const UNetShape& shape, const NetworkConfig& config, const NetworkWeights& weights,
                         int height, int width, Precision precision)
    : shape_(shape), config_(config), precision_(precision), weights_(&weights) {
    levels_.resize(shape_.channels.size());
    makeRoom(height, width);
    // oneDNN compiles a millisecond or two for every convolution.
    auto factor = std::async(std::launch::async, [this] { return decoderOf("factor", 1.0); });
    for (std::size_t level = 0; level < levels_.size(); ++level) encoder_.push_back(encoderOf(level));
    mean_ = decoderOf("mean", shape_.meanDecoderWidth);
    factor_ = factor.get();
    makeScratch();
}

const WeightArray& UNetForward::array(const std::string& name) const {
    return weights_->at(shape_.name + "." + name);
}

Precision UNetForward::decodedPrecision(std::size_t level) const {
    return int(level) < shape_.outputs ? Precision::Float : precision_;
}

UNetForward::Pair UNetForward::encoderOf(std::size_t level) const {
    const std::string name = "encoder" + std::to_string(level);
    const Features& size = levels_[level].skip;
    const WeightArray &first = array(name + ".first.weight"), &second = array(name + ".second.weight");
    const bool inParts = !level && precision_ == Precision::BFloat;
    return {Convolution(inParts ? inThreeParts(first) : first, array(name + ".first.bias"),
                        {.size = size, .isPicture = level == 0, .from = precision_, .to = precision_}),
            Convolution(second, array(name + ".second.bias"),
                        {.size = size, .from = precision_, .to = precision_})};
}

UNetForward::DecoderSteps UNetForward::decoderOf(const std::string& name, double width) const {
    DecoderSteps steps;
    steps.channels = shape_.decoderChannels(width);
    for (std::size_t level = 0; level + 1 < levels_.size(); ++level) {
        const std::string part = name + ".level" + std::to_string(level);
        const Features& size = levels_[level].skip;
        steps.pairs.push_back(
            {JoiningConvolution(array(part + ".first.weight"), array(part + ".first.bias"), size,
                                levels_[level + 1].skip, steps.channels[level + 1], precision_),
             Convolution(array(part + ".second.weight"), array(part + ".second.bias"),
                         {.size = size, .from = precision_, .to = decodedPrecision(level)})});
        if (int(level) >= shape_.outputs) continue;
        const std::string head = name + "_head" + std::to_string(level);
        steps.heads.emplace_back(array(head + ".weight"), array(head + ".bias"));
    }
    return steps;
}

void UNetForward::makeRoom(int height, int width) {
    const auto mean = shape_.decoderChannels(shape_.meanDecoderWidth), factor = shape_.decoderChannels(1.0);
    for (std::size_t l = levels_.size(); l-- > 0;) {
        Level& level = levels_[l];
        const int h = height >> l, w = width >> l, own = shape_.channels[l];
        memory_.reserve(level.skip, {{precision_, own}}, h, w);
        const int before = l ? shape_.channels[l - 1] : 0;
        if (l + 1 == levels_.size()) {
            memory_.reserve(level.outer, {{precision_, before}}, h, w);
            memory_.reserve(level.between, {{precision_, own}}, h, w);
            continue;
        }
        const int decoded = std::max(mean[l], factor[l]), above = std::max(mean[l + 1], factor[l + 1]);
        const Features& coarser = levels_[l + 1].skip;
        memory_.reserve(level.outer, {{precision_, before}, {decodedPrecision(l), decoded}}, h, w,
                        (decodedPrecision(l + 1) == precision_ ? 0 : coarser.as(precision_, above).bytes()) +
                            JoiningConvolution::roomBytes(coarser, decoded, precision_));
        memory_.reserve(level.between, {{precision_, decoded}, {precision_, own}}, h, w);
    }
    memory_.reserve(input_, {{precision_, shape_.planeChannels * partsOf(precision_)}}, height, width);
    memory_.allocate();
    input_.channels = shape_.planeChannels * partsOf(precision_);  // no whole groups
}

void UNetForward::makeScratch() {
    std::size_t bytes = 0;
    const auto count = [&](const auto& pair) {
        bytes = std::max({bytes, pair.first.scratchBytes(), pair.second.scratchBytes()});
    };
    for (const Pair& pair : encoder_) count(pair);
    for (const DecoderSteps* decoder : {&mean_, &factor_})
        for (const DecoderPair& pair : decoder->pairs) count(pair);
    scratchMemory_.reserve(scratch_, {}, 0, 0, bytes);
    scratchMemory_.allocate();
}

void UNetForward::read(const TileOutput& tile) {
    const float centre = shape_.planeChannels == 1 ? 0.5f : 0.f;
    const int height = input_.height, width = input_.width;
    const Grid& grid = tile.plane->grid;
#pragma omp parallel for num_threads(threadCount()) schedule(static)
    for (int y = -1; y <= height; ++y) {
        // The ring, and what is beyond it, repeats the tile's edge, not what lies there, as where tiles do
        // not end.
        const int row = std::min(tile.rows.begin + std::clamp(y, 0, height - 1), grid.height - 1);
        for (int x = -1; x < input_.pitch - 1; ++x) {
            const int column = std::min(tile.columns.begin + std::clamp(x, 0, width - 1), grid.width - 1);
            for (int channel = 0; channel < shape_.planeChannels; ++channel) {
                const float value = (tile.plane->row(channel, row)[column] - centre) * kInputGain;
                if (precision_ == Precision::Float) {
                    input_.at<float>(y, x)[channel] = value;
                } else {
                    const BFloat rounded = bfloatOf(value);
                    BFloat* parts = input_.at<BFloat>(y, x) + 3 * channel;
                    parts[0] = parts[2] = rounded;
                    parts[1] = bfloatOf(value - floatOf(rounded));
                }
            }
        }
    }
}

void UNetForward::encode(const ForwardStep& step) {
    for (std::size_t l = 0; l < levels_.size(); ++l) {
        const Level& level = levels_[l];
        Features from = input_;
        if (l) {
            from = level.outer.as(precision_, shape_.channels[l - 1]);
            halve(levels_[l - 1].skip, from);
        }
        const Features between = level.between.as(precision_, shape_.channels[l]);
        encoder_[l].first.run(from, between, scratch_.data);
        fillRing(between);
        say(step, l ? 0.8 : 0.3);
        encoder_[l].second.run(between, level.skip, scratch_.data);
        fillRing(level.skip);
        say(step, l ? 0.9 : 0.7);
    }
}

template <class Take>
void UNetForward::decode(const DecoderSteps& decoder, const Take& take, const ForwardStep& step) {
    Features x = levels_.back().skip;
    for (std::size_t l = levels_.size() - 1; l-- > 0;) {
        const Level& level = levels_[l];
        const int own = decoder.channels[l];
        std::byte* room = level.outer.data;
        if (x.precision != precision_) {
            Features rounded = levels_[l + 1].skip.as(precision_, x.channels);
            rounded.data = room;
            round(x, rounded);
            x = rounded;
            room += rounded.bytes();
        }
        const Features between = level.between.as(precision_, own);
        decoder.pairs[l].first.run(level.skip, x, room, between, scratch_.data);
        say(step, 0.6 * std::pow(0.25, double(l)));  // cost grows fourfold with each finer level
        x = level.outer.as(decodedPrecision(l), own);
        decoder.pairs[l].second.run(between, x, scratch_.data);
        fillRing(x);
        say(step, 0.85 * std::pow(0.25, double(l)));
        if (int(l) < shape_.outputs) {
            take(l, decoder.heads[l], x);
            say(step, std::pow(0.25, double(l)));
        }
    }
}

void UNetForward::takeMean(const Head& head, const Features& decoded, const TileOutput& tile) const {
    const int skipped = tile.columns.keepBegin - tile.columns.begin;
    const int width = tile.columns.keepEnd - tile.columns.keepBegin;
    const std::vector<float> buffer(std::size_t(head.values()) * std::size_t(width));
    forKeptBands(tile, buffer, [&](std::vector<float>& said, int first, int end) {
        for (int y = first; y < end; ++y) {
            head.say(decoded, y, skipped, width, said.data());
            const int row = tile.rows.begin + y, left = tile.columns.keepBegin;
            for (int channel = 0; channel < shape_.planeChannels; ++channel) {
                const float* plane = tile.plane->row(channel, row) + left;
                float* to = tile.arrays->at(tile.arrays->mean, channel, row, left);
                const float* from = said.data() + std::ptrdiff_t{channel} * width;
                for (int x = 0; x < width; ++x) to[x] = plane[x] + kMeanGain * from[x];
            }
        }
    });
}

void UNetForward::takeFactor(std::size_t level, const Head& head, const Features& decoded,
                             const TileOutput& tile) const {
    // What is beyond the steps was not kept right: all is taken again, in larger ones.
    if (const float beyond = takeFactorOnce(level, head, decoded, tile); beyond > 0) {
        tile.arrays->coefficients.makeRoomFor(beyond);
        takeFactorOnce(level, head, decoded, tile);
    }
}

float UNetForward::takeFactorOnce(std::size_t level, const Head& head, const Features& decoded,
                                  const TileOutput& tile) const {
    GaussianArrays& arrays = *tile.arrays;
    const int channels = shape_.planeChannels;
    const auto middle = float(config_.logDiagonalMax + config_.logDiagonalMin) / 2;
    const auto half = float(config_.logDiagonalMax - config_.logDiagonalMin) / 2;
    const auto& kernels = array("smoother" + std::to_string(level) + ".weight").values;
    const auto& scales = array("log_scale" + std::to_string(level)).values;
    const float stepsPerUnit = 1 / arrays.coefficients.step();
    const int left = tile.columns.keepBegin, width = tile.columns.keepEnd - left;
    const int around = width + 2;  // with what the smoother reads on both sides
    std::vector<std::uint32_t> largestOfRows(std::size_t(tile.rows.keepEnd - tile.rows.keepBegin));

    struct Buffers {
        std::array<std::vector<float>, 3> said;  // of the last three rows
        Eigen::ArrayXf raw;
    };
    const auto smooth = [&](const std::array<std::vector<float>, 3>& rows, Eigen::ArrayXf& raw, int y) {
        for (int channel = 0; channel < channels; ++channel) {
            raw = kInitialLogDiagonal - middle;
            for (std::size_t i = 0; i < rows.size(); ++i)
                addThree(rows[i].data() + std::ptrdiff_t{channel} * around,
                         kernels.data() + 9 * std::size_t(channel) + 3 * i, raw.data(), width);
            Eigen::Map<Eigen::ArrayXf>(arrays.at(arrays.logDiagonal, channel, tile.rows.begin + y, left),
                                       width) =
                middle + half * (raw / half).tanh() + scales[std::size_t(channel)];
        }
    };
    const auto takeCoefficients = [&](const float* said, int y) {
        const int row = tile.rows.begin + y;
        std::uint32_t& largest = largestOfRows[std::size_t(row - tile.rows.keepBegin)];
        for (std::size_t slot = 0; slot < arrays.coefficients.slots(); ++slot)
            largest =
                std::max(largest, roundRow(said + (std::size_t(channels) + slot) * std::size_t(around) + 1,
                                           stepsPerUnit, arrays.at(slot, row, left), width));
    };
    const std::vector<float> one(std::size_t(head.values()) * std::size_t(around));
    const Buffers buffers{{one, one, one}, Eigen::ArrayXf(width)};
    forKeptBands(tile, buffers, [&](Buffers& own, int first, int end) {
        auto& [said, raw] = own;
        for (int y = first - 1; y <= end; ++y) {
            head.say(decoded, y, left - tile.columns.begin - 1, around, said[2].data());
            if (y >= first && y < end) takeCoefficients(said[2].data(), y);
            if (y > first) smooth(said, raw, y - 1);
            std::rotate(said.begin(), said.begin() + 1, said.end());
        }
    });
    const auto largest = std::bit_cast<float>(*std::max_element(largestOfRows.begin(), largestOfRows.end()));
    require(std::isfinite(largest), "its coefficients are not finite");
    return largest > arrays.coefficients.largest() ? largest : 0;
}

void UNetForward::run(const std::vector<TileOutput>& tiles, const ForwardStep& step) {
    read(tiles[0]);
    encode(within(step, 0.0, 0.3));
    decode(
        mean_,
        [&](std::size_t level, const Head& head, const Features& decoded) {
            takeMean(head, decoded, tiles[level]);
        },
        within(step, 0.3, 0.55));
    decode(
        factor_,
        [&](std::size_t level, const Head& head, const Features& decoded) {
            takeFactor(level, head, decoded, tiles[level]);
        },
        within(step, 0.55, 1.0));
}

}  // namespace suss
