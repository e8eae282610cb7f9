#include "ui/report/raw_maps.h"

#include "core/explain/relevance_map.h"
#include "core/image/write_floats.h"

#include <algorithm>
#include <functional>

namespace suss {

bool isOfComparison(ViewKind kind) {
    return std::find(kRawMaps.begin(), kRawMaps.end(), kind) != kRawMaps.end();
}

RawMap rawMapOf(const WhitenedPair& pair, const Weighting& weighting, ViewKind kind) {
    if (kind == ViewKind::Map) {
        Map map = localDistance(pair, weighting);
        return {std::move(map.values), map.width, map.height};
    }
    if (const auto residual = residualOf(kind)) {
        const Plane& plane = pair.whitened.residuals[indexOf(residual->component)];
        const float* values = plane.row(residual->channel, 0);
        return {std::vector<float>(values, values + plane.grid.pixels()), plane.grid.width,
                plane.grid.height};
    }
    const Image &reference = *pair.referenceImage, &image = *pair.image;
    RawMap difference{std::vector<float>(image.rgb.size()), image.width, image.height, 3};
    std::transform(image.rgb.begin(), image.rgb.end(), reference.rgb.begin(), difference.values.begin(),
                   std::minus<>());
    return difference;
}

RawMap rawMapOf(const Field& field) {
    const Field::Level& level = field.full();
    return {std::vector<float>(level.values, level.values + std::ptrdiff_t(level.width) * level.height),
            level.width, level.height};
}

std::string rawNameOf(ViewKind kind) {
    if (const auto residual = residualOf(kind)) return nameOf(*residual).toStdString();
    return keyOf(kind).replace(QLatin1Char(':'), QLatin1Char('-')).toStdString();
}

void writeRawMap(const std::filesystem::path& file, const RawMap& map) {
    writeFloats(file, map.values, map.width, map.height, map.channels);
}

}  // namespace suss
