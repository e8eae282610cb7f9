#include "core/network/network_weights.h"

#include "core/gaussian/stencil.h"

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

using Shapes = std::map<std::string, std::vector<std::int64_t>>;

void addConvolution(Shapes& shapes, const std::string& name, int in, int out, int size) {
    shapes[name + ".weight"] = {out, in, size, size};
    shapes[name + ".bias"] = {out};
}

void addPair(Shapes& shapes, const std::string& name, int in, int out) {
    addConvolution(shapes, name + ".first", in, out, 3);
    addConvolution(shapes, name + ".second", out, out, 3);
}

void addUNet(Shapes& shapes, const UNetShape& shape) {
    const std::string prefix = shape.name + ".";
    int in = shape.planeChannels;
    for (std::size_t level = 0; level < shape.channels.size(); ++level) {
        addPair(shapes, prefix + "encoder" + std::to_string(level), in, shape.channels[level]);
        in = shape.channels[level];
    }
    const int c = shape.planeChannels, slots = int(neighbourSlots(c).size());
    for (const auto& [decoder, width, values] :
         {std::tuple{"mean", shape.meanDecoderWidth, c}, {"factor", 1.0, c + slots}}) {
        const auto channels = shape.decoderChannels(width);
        for (std::size_t level = 0; level + 1 < channels.size(); ++level)
            addPair(shapes, prefix + decoder + ".level" + std::to_string(level),
                    shape.channels[level] + channels[level + 1], channels[level]);
        for (int level = 0; level < shape.outputs; ++level)
            addConvolution(shapes, prefix + decoder + "_head" + std::to_string(level),
                           channels[std::size_t(level)], values, 1);
    }
    for (int level = 0; level < shape.outputs; ++level) {
        shapes[prefix + "smoother" + std::to_string(level) + ".weight"] = {c, 1, 3, 3};
        shapes[prefix + "log_scale" + std::to_string(level)] = {1, c, 1, 1};
    }
}

}  // namespace

std::vector<int> UNetShape::decoderChannels(double width) const {
    std::vector<int> result;
    for (const int count : channels) result.push_back(std::max(4, int(std::lround(count * width))));
    result.back() = channels.back();
    return result;
}

bool isUsable(const NetworkConfig& config) {
    const auto fine = [](const std::vector<int>& channels, std::size_t least) {
        return channels.size() >= least && channels.size() <= 6 &&
               std::all_of(channels.begin(), channels.end(),
                           [](int count) { return count >= 1 && count <= 1024; });
    };
    return fine(config.lumaChannels, 4) && fine(config.chromaChannels, 2) && config.meanDecoderWidth > 0 &&
           config.meanDecoderWidth <= 4 && config.logDiagonalMin < config.logDiagonalMax &&
           config.logDiagonalMin >= -20 && config.logDiagonalMax <= 20;
}

UNetShape lumaShape(const NetworkConfig& config) {
    return {"luma", 1, 3, config.lumaChannels, config.meanDecoderWidth};
}

UNetShape chromaShape(const NetworkConfig& config) {
    return {"chroma", 2, 1, config.chromaChannels, config.meanDecoderWidth};
}

Shapes weightShapes(const NetworkConfig& config) {
    Shapes shapes;
    addUNet(shapes, lumaShape(config));
    addUNet(shapes, chromaShape(config));
    return shapes;
}

}  // namespace suss
