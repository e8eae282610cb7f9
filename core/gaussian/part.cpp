#include "core/gaussian/part.h"

#include "core/error.h"

namespace suss {

StructuredGaussian partOf(const StructuredGaussian& gaussian, const CellRect& rect) {
    const Grid whole = gaussian.grid();
    if (rect.x < 0 || rect.y < 0 || rect.width < 1 || rect.height < 1 || rect.width > whole.width - rect.x ||
        rect.height > whole.height - rect.y)
        throw Error("The part does not lie inside the grid of the distribution.");
    const Grid grid{rect.height, rect.width, whole.channels};
    const auto planes = [&](std::span<const float> values) {
        std::vector<float> part;
        part.reserve(static_cast<std::size_t>(grid.variables()));
        for (int channel = 0; channel < grid.channels; ++channel)
            for (int y = rect.y; y < rect.y + rect.height; ++y) {
                const float* row =
                    values.data() + (std::size_t(channel) * whole.height + y) * whole.width + rect.x;
                part.insert(part.end(), row, row + rect.width);
            }
        return part;
    };
    SlotBlocks coefficients(gaussian.slots().size());
    for (std::size_t k = 0; k < coefficients.size(); ++k)
        for (int y = rect.y; y < rect.y + rect.height; ++y)
            for (int x = rect.x; x < rect.x + rect.width; ++x)
                coefficients[k].push_back(gaussian.coefficient(k, y, x));
    return {grid, planes(gaussian.mean()), planes(gaussian.logDiagonal()), std::move(coefficients)};
}

}  // namespace suss
