#include "core/network/convolution.h"

#include "core/error.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <dnnl.hpp>
#include <omp.h>
#include <string>

namespace suss {
namespace {

using dnnl::memory;

const dnnl::engine& processor() {
    static const dnnl::engine engine = [] {
        dnnl::set_jit_profiling_flags(0);  // telling profilers of every kernel takes longer than making it
        return dnnl::engine(dnnl::engine::kind::cpu, 0);
    }();
    return engine;
}

/// How many threads oneDNN uses from here on, until this goes.
class ThreadsOfOpenMP {
  public:
    explicit ThreadsOfOpenMP(int count) : before_(omp_get_max_threads()) { omp_set_num_threads(count); }
    ~ThreadsOfOpenMP() { omp_set_num_threads(before_); }
    ThreadsOfOpenMP(const ThreadsOfOpenMP&) = delete;
    ThreadsOfOpenMP& operator=(const ThreadsOfOpenMP&) = delete;

  private:
    int before_;
};

memory::data_type typeOf(Precision precision) {
    return precision == Precision::BFloat ? memory::data_type::bf16 : memory::data_type::f32;
}

/// The weights as oneDNN sees them: with zeros for the rest of the last group that is read and written.
std::vector<float> padded(const WeightArray& weight, int paddedIn, int paddedOut) {
    const auto out = weight.shape[0], in = weight.shape[1], taps = weight.shape[2] * weight.shape[3];
    std::vector<float> result(std::size_t(paddedOut) * std::size_t(paddedIn) * std::size_t(taps));
    for (std::int64_t o = 0; o < out; ++o)
        std::copy_n(weight.values.begin() + o * in * taps, in * taps, result.begin() + o * paddedIn * taps);
    return result;
}

/// The weights of `count` of the channels that are read.
WeightArray channelsOf(const WeightArray& weight, std::int64_t first, std::int64_t count) {
    const auto out = weight.shape[0], in = weight.shape[1], taps = weight.shape[2] * weight.shape[3];
    WeightArray part;
    part.shape = {out, count, weight.shape[2], weight.shape[3]};
    for (std::int64_t o = 0; o < out; ++o) {
        const auto from = weight.values.begin() + (o * in + first) * taps;
        part.values.insert(part.values.end(), from, from + count * taps);
    }
    return part;
}

/// What a 3 x 3 kernel is on maps of half the size, for the upper or lower row and the left or right column
/// of every 2 x 2 pixels: 2 x 2 weights, or the same in a kernel of `side` 3.
WeightArray quarterOf(const WeightArray& weight, bool lower, bool right, int side) {
    WeightArray quarter;
    quarter.shape = {weight.shape[0], weight.shape[1], side, side};
    quarter.values.resize(weight.values.size() / 9 * std::size_t(side * side));
    const auto place = [side](int tap, bool second) {
        const int half = second ? tap / 2 : (tap + 1) / 2;
        return side == 3 && second ? half + 1 : half;
    };
    for (std::size_t i = 0; i < weight.values.size(); ++i) {
        const int tap = int(i % 9), row = place(tap / 3, lower), column = place(tap % 3, right);
        quarter.values[i / 9 * std::size_t(side * side) + std::size_t(side * row + column)] +=
            weight.values[i];
    }
    return quarter;
}

WeightArray noBias(const WeightArray& bias) {
    return {bias.shape, std::vector<float>(bias.values.size())};
}

}  // namespace

struct Convolution::Primitive {
    dnnl::convolution_forward forward;
    memory::desc from, to;
    memory weight, bias;
    memory::desc scratch;  // oneDNN's own belongs to the thread that sets a convolution up
};

Convolution::Convolution(const WeightArray& weight, const WeightArray& bias, const Options& options) {
    const int size = int(weight.shape[2]), out = int(weight.shape[0]);
    const int paddedOut = wholeGroups(out);
    const int paddedIn = options.isPicture ? int(weight.shape[1]) : wholeGroups(int(weight.shape[1]));
    const memory::dim height = options.size.height + 2, width = options.size.pitch;
    const memory::dim padding = size == 3 ? 1 : 0, lost = size == 2 ? 1 : 0;
    constexpr auto kLayout = memory::format_tag::nhwc;
    try {
        const ThreadsOfOpenMP all(threadCount());
        auto primitive = std::make_shared<Primitive>();
        primitive->from = memory::desc({1, paddedIn, height, width}, typeOf(options.from), kLayout);
        primitive->to =
            memory::desc({1, paddedOut, height - lost, width - lost}, typeOf(options.to), kLayout);
        const memory::dims shape{paddedOut, paddedIn, size, size};
        const memory::desc anyWeight(shape, typeOf(options.from), memory::format_tag::any);
        const memory::desc plainWeight(shape, memory::data_type::f32, memory::format_tag::oihw);
        const memory::desc biasShape({paddedOut}, memory::data_type::f32, memory::format_tag::a);
        dnnl::primitive_attr attributes;
        dnnl::post_ops operations;
        if (options.addsTo) operations.append_sum();
        if (options.activated) operations.append_eltwise(1.f, dnnl::algorithm::eltwise_relu, kLeak, 0.f);
        attributes.set_post_ops(operations);
        attributes.set_scratchpad_mode(dnnl::scratchpad_mode::user);
        const dnnl::convolution_forward::primitive_desc description({dnnl::prop_kind::forward_inference,
                                                                     dnnl::algorithm::convolution_direct,
                                                                     primitive->from,
                                                                     anyWeight,
                                                                     biasShape,
                                                                     primitive->to,
                                                                     {1, 1},
                                                                     {padding, padding},
                                                                     {padding, padding}},
                                                                    attributes, processor());
        primitive->forward = dnnl::convolution_forward(description);
        primitive->scratch = description.scratchpad_desc();

        // Several are set up side by side: for the few weights no thread need wait for another.
        const ThreadsOfOpenMP one(1);
        auto weights = padded(weight, paddedIn, paddedOut);
        dnnl::stream stream(processor());
        memory given(plainWeight, processor(), weights.data());
        primitive->weight = memory(description.weights_desc(), processor());
        dnnl::reorder(given, primitive->weight).execute(stream, given, primitive->weight);
        primitive->bias = memory(biasShape, processor());
        stream.wait();
        auto* biases = static_cast<float*>(primitive->bias.get_data_handle());
        std::fill_n(biases, paddedOut, 0.f);
        std::copy(bias.values.begin(), bias.values.end(), biases);
        primitive_ = std::move(primitive);
    } catch (const dnnl::error& error) {
        throw Error(std::string("The network cannot be set up on this machine: ") + error.what() + ".");
    }
}

std::size_t Convolution::scratchBytes() const {
    return primitive_->scratch.get_size();
}

void Convolution::run(const Features& from, const Features& to, std::byte* scratch) const {
    try {
        const ThreadsOfOpenMP all(threadCount());
        dnnl::stream stream(processor());
        memory input(primitive_->from, processor(), from.data);
        memory output(primitive_->to, processor(), to.data);
        memory scratchpad(primitive_->scratch, processor(), scratch);
        primitive_->forward.execute(stream, {{DNNL_ARG_SRC, input},
                                             {DNNL_ARG_WEIGHTS, primitive_->weight},
                                             {DNNL_ARG_BIAS, primitive_->bias},
                                             {DNNL_ARG_DST, output},
                                             {DNNL_ARG_SCRATCHPAD, scratchpad}});
        stream.wait();
    } catch (const dnnl::error& error) {
        throw Error(std::string("The network failed on this machine: ") + error.what() + ".");
    }
}

JoiningConvolution::JoiningConvolution(const WeightArray& weight, const WeightArray& bias,
                                       const Features& size, const Features& coarserSize, int coarserChannels,
                                       Precision precision, int side)
    : own_(channelsOf(weight, 0, weight.shape[1] - coarserChannels), bias,
           {.size = size, .from = precision, .to = precision, .addsTo = true}),
      side_(side) {
    const WeightArray coarser = channelsOf(weight, weight.shape[1] - coarserChannels, coarserChannels);
    const WeightArray none = noBias(bias);
    for (const bool lower : {false, true})
        for (const bool right : {false, true})
            quarters_.emplace_back(
                quarterOf(coarser, lower, right, side), none,
                Convolution::Options{
                    .size = coarserSize, .from = precision, .to = precision, .activated = false});
}

int JoiningConvolution::fastestSide() {
    return multipliesMatrices() ? 3 : 2;
}

std::size_t JoiningConvolution::roomBytes(const Features& coarserSize, int channels, Precision precision) {
    return 4 * coarserSize.as(precision, channels).bytes();
}

std::size_t JoiningConvolution::scratchBytes() const {
    return std::max(own_.scratchBytes(), quarters_.front().scratchBytes());
}

void JoiningConvolution::run(const Features& from, const Features& coarser, std::byte* room,
                             const Features& to, std::byte* scratch) const {
    Features quarter = coarser.as(to.precision, to.channels);
    const std::size_t pitch = std::size_t(side_ == 2 ? quarter.pitch - 1 : quarter.pitch);
    std::array<const std::byte*, 4> firsts{};
    for (std::size_t i = 0; i < firsts.size(); ++i) {
        quarter.data = room + i * quarter.bytes();
        quarters_[i].run(coarser, quarter, scratch);
        // Of 2 x 2 answers, the first pixel's is that between the ring and it, or that between it and the
        // next.
        const std::size_t row = side_ == 2 ? i / 2 : 1, column = side_ == 2 ? i % 2 : 1;
        firsts[i] = quarter.data + (row * pitch + column) * quarter.pixelBytes();
    }
    interleave(firsts, pitch * quarter.pixelBytes(), to);
    own_.run(from, to, scratch);
    fillRing(to);
}

WeightArray inThreeParts(const WeightArray& weight) {
    const auto out = weight.shape[0], in = weight.shape[1], taps = weight.shape[2] * weight.shape[3];
    WeightArray parts;
    parts.shape = {out, 3 * in, weight.shape[2], weight.shape[3]};
    for (std::int64_t first = 0; first < out * in * taps; first += taps)
        for (const bool leftOut : {false, false, true})
            for (std::int64_t i = first; i < first + taps; ++i) {
                const float value = weight.values[std::size_t(i)], rounded = floatOf(bfloatOf(value));
                parts.values.push_back(leftOut ? value - rounded : rounded);
            }
    return parts;
}

}  // namespace suss
