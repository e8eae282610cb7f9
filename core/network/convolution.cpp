#include "core/network/convolution.h"

#include "core/error.h"
#include "core/parallel.h"

#include <dnnl.hpp>
#include <numeric>
#include <omp.h>
#include <string>

namespace suss {
namespace {

using dnnl::memory;

const dnnl::engine& processor() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

memory::data_type typeOf(Precision precision) {
    return precision == Precision::BFloat ? memory::data_type::bf16 : memory::data_type::f32;
}

/// Channels that are read, and how much room each has: whole groups, but in a picture just as many as there
/// are.
struct Part {
    int channels, room;
};

std::vector<Part> partsOf(const WeightArray& weight, const Convolution::Options& options) {
    if (options.parts.empty()) return {{int(weight.shape[1]), int(weight.shape[1])}};
    std::vector<Part> parts;
    for (const int channels : options.parts) parts.push_back({channels, wholeGroups(channels)});
    return parts;
}

/// The weights as oneDNN sees them: with zeros for the rest of every part's room and of the last group that
/// is written.
std::vector<float> padded(const WeightArray& weight, const std::vector<Part>& parts, int paddedIn,
                          int paddedOut) {
    const auto out = weight.shape[0], in = weight.shape[1], taps = weight.shape[2] * weight.shape[3];
    std::vector<float> result(std::size_t(paddedOut) * std::size_t(paddedIn) * std::size_t(taps));
    for (std::int64_t o = 0; o < out; ++o) {
        std::int64_t from = o * in * taps, to = o * paddedIn * taps;
        for (const Part& part : parts) {
            std::copy_n(weight.values.begin() + from, part.channels * taps, result.begin() + to);
            from += part.channels * taps;
            to += part.room * taps;
        }
    }
    return result;
}

}  // namespace

struct Convolution::Primitive {
    dnnl::convolution_forward forward;
    memory::desc from, to;
    memory weight, bias;
    bool fillsRing = false;
};

Convolution::Convolution(const WeightArray& weight, const WeightArray& bias, const Options& options) {
    const int size = int(weight.shape[2]), out = int(weight.shape[0]);
    const int paddedOut = wholeGroups(out);
    const auto parts = partsOf(weight, options);
    const int paddedIn = std::accumulate(parts.begin(), parts.end(), 0,
                                         [](int sum, const Part& part) { return sum + part.room; });
    const memory::dim height = options.size.height + 2, width = options.size.pitch, padding = size / 2;
    constexpr auto kLayout = memory::format_tag::nhwc;
    try {
        omp_set_num_threads(threadCount());
        auto primitive = std::make_shared<Primitive>();
        primitive->from = memory::desc({1, paddedIn, height, width}, typeOf(options.from), kLayout);
        primitive->to = memory::desc({1, paddedOut, height, width}, typeOf(options.to), kLayout);
        const memory::dims shape{paddedOut, paddedIn, size, size};
        const memory::desc anyWeight(shape, typeOf(options.from), memory::format_tag::any);
        const memory::desc plainWeight(shape, memory::data_type::f32, memory::format_tag::oihw);
        const memory::desc biasShape({paddedOut}, memory::data_type::f32, memory::format_tag::a);
        dnnl::primitive_attr attributes;
        if (options.activated) {
            dnnl::post_ops operations;
            operations.append_eltwise(1.f, dnnl::algorithm::eltwise_relu, kLeak, 0.f);
            attributes.set_post_ops(operations);
        }
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

        auto weights = padded(weight, parts, paddedIn, paddedOut);
        dnnl::stream stream(processor());
        memory given(plainWeight, processor(), weights.data());
        primitive->weight = memory(description.weights_desc(), processor());
        dnnl::reorder(given, primitive->weight).execute(stream, given, primitive->weight);
        primitive->bias = memory(biasShape, processor());
        stream.wait();
        auto* biases = static_cast<float*>(primitive->bias.get_data_handle());
        std::fill_n(biases, paddedOut, 0.f);
        std::copy(bias.values.begin(), bias.values.end(), biases);
        primitive->fillsRing = size > 1;
        primitive_ = std::move(primitive);
    } catch (const dnnl::error& error) {
        throw Error(std::string("The network cannot be set up on this machine: ") + error.what() + ".");
    }
}

void Convolution::run(const Features& from, const Features& to) const {
    try {
        omp_set_num_threads(threadCount());
        dnnl::stream stream(processor());
        memory input(primitive_->from, processor(), from.data);
        memory output(primitive_->to, processor(), to.data);
        primitive_->forward.execute(stream, {{DNNL_ARG_SRC, input},
                                             {DNNL_ARG_WEIGHTS, primitive_->weight},
                                             {DNNL_ARG_BIAS, primitive_->bias},
                                             {DNNL_ARG_DST, output}});
        stream.wait();
    } catch (const dnnl::error& error) {
        throw Error(std::string("The network failed on this machine: ") + error.what() + ".");
    }
    if (primitive_->fillsRing) fillRing(to);
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
