#include "core/network/convolution.h"

#include "core/error.h"
#include "core/parallel.h"

#include <dnnl.hpp>
#include <omp.h>
#include <string>

namespace suss {
namespace {

using dnnl::memory;
constexpr auto kFloat = memory::data_type::f32;

const dnnl::engine& processor() {
    static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
    return engine;
}

/// The weights as oneDNN sees them: channels of every part that is read padded with zeros to whole blocks.
std::vector<float> padded(const WeightArray& weight, const std::vector<int>& parts, int paddedIn,
                          int paddedOut) {
    const auto out = weight.shape[0], in = weight.shape[1], taps = weight.shape[2] * weight.shape[3];
    std::vector<float> result(std::size_t(paddedOut) * std::size_t(paddedIn) * std::size_t(taps));
    for (std::int64_t o = 0; o < out; ++o) {
        std::int64_t from = o * in * taps, to = o * paddedIn * taps;
        for (const int part : parts) {
            std::copy_n(weight.values.begin() + from, part * taps, result.begin() + to);
            from += part * taps;
            to += wholeBlocks(part) * taps;
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
    const int size = int(weight.shape[2]), in = int(weight.shape[1]), out = int(weight.shape[0]);
    const bool plain = options.parts.empty();
    int paddedIn = in;
    if (!plain) {
        paddedIn = 0;
        for (const int part : options.parts) paddedIn += wholeBlocks(part);
    }
    const int paddedOut = wholeBlocks(out);
    const auto blocked = channelBlock() == 16 ? memory::format_tag::nChw16c : memory::format_tag::nChw8c;
    const memory::dim height = options.height + 2, width = options.width + 2, padding = size / 2;
    try {
        omp_set_num_threads(threadCount());
        auto primitive = std::make_shared<Primitive>();
        primitive->from =
            memory::desc({1, paddedIn, height, width}, kFloat, plain ? memory::format_tag::nchw : blocked);
        primitive->to = memory::desc({1, paddedOut, height, width}, kFloat, blocked);
        const memory::desc anyWeight({paddedOut, paddedIn, size, size}, kFloat, memory::format_tag::any);
        const memory::desc plainWeight({paddedOut, paddedIn, size, size}, kFloat, memory::format_tag::oihw);
        const memory::desc biasShape({paddedOut}, kFloat, memory::format_tag::a);
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

        auto weights = padded(weight, plain ? std::vector<int>{in} : options.parts, paddedIn, paddedOut);
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

void Convolution::run(const float* from, const Features& to) const {
    try {
        omp_set_num_threads(threadCount());
        dnnl::stream stream(processor());
        memory input(primitive_->from, processor(), const_cast<float*>(from));
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

}  // namespace suss
