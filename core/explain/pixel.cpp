#include "core/explain/pixel.h"

#include "core/error.h"

#include <algorithm>
#include <string>

namespace suss {

double expectedValue(const Reference& reference, Component component, int channel, int x, int y) {
    const Plane& plane = reference.planes[indexOf(component)];
    const Grid picture = reference.planes[0].grid;
    if (x < 0 || x >= picture.width || y < 0 || y >= picture.height || channel < 0 ||
        channel >= plane.grid.channels)
        throw Error("There is no value at (" + std::to_string(x) + ", " + std::to_string(y) +
                    ") in channel " + std::to_string(channel) + ".");
    const int side = pixelsPerCell(component);
    const float* at = plane.row(channel, y / side) + x / side;
    const auto place = static_cast<std::size_t>(at - plane.values.data());
    return double{reference.distributions[indexOf(component)]->mean()[place]};
}

PixelValues pixelValues(const Comparison& comparison, const Weighting& weighting, Component component,
                        int channel, int x, int y) {
    const double mean = expectedValue(*comparison.reference, component, channel, x, y);
    const std::size_t c = indexOf(component);
    const Grid picture = comparison.whitened.residuals[0].grid;
    const Plane& z = comparison.whitened.residuals[c];
    const int side = pixelsPerCell(component), column = x / side, row = y / side;
    const auto at = [&](const Plane& plane) { return double{plane.row(channel, row)[column]}; };

    PixelValues values;
    values.value = at(comparison.planes[c]);
    values.mean = mean;
    values.whitened = at(z);
    const double before = at(comparison.reference->self.residuals[c]);
    const int covered =
        std::min(side, picture.width - column * side) * std::min(side, picture.height - row * side);
    values.contribution = weighting.of(component) * (values.whitened * values.whitened - before * before) /
                          (2.0 * static_cast<double>(z.grid.variables()) * covered);
    return values;
}

}  // namespace suss
