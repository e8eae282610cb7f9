#include "tests/support/random_gaussian.h"

#include <cmath>
#include <random>

namespace suss::test {

StructuredGaussian randomGaussian(Grid grid, unsigned seed, float logDiagonal) {
    // Couplings add up to less than this per variable: then |L^-1| is at most 1 / (1 - kCoupling) / min L_ii
    // in the maximum norm, and every solve is well conditioned.
    constexpr float kCoupling = 0.8f;
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> symmetric(-1.0f, 1.0f);
    const auto slots = neighbourSlots(grid.channels);
    const auto fill = [&](std::int64_t count, float centre, float spread) {
        std::vector<float> values(static_cast<std::size_t>(count));
        for (float& value : values) value = centre + spread * symmetric(random);
        return values;
    };
    std::vector<float> mean = fill(grid.variables(), 0.0f, 1.0f);
    std::vector<float> diagonal = fill(grid.variables(), logDiagonal, 0.7f);
    const auto slotsPerVariable = static_cast<float>((slots.size() + grid.channels - 1) / grid.channels);
    std::vector<float> coefficients =
        fill(grid.pixels() * static_cast<std::int64_t>(slots.size()), 0.0f, kCoupling / slotsPerVariable);
    return {grid, std::move(mean), std::move(diagonal), slotBlocksOf(coefficients, grid.channels)};
}

Plane randomPlane(Grid grid, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> symmetric(-1.0f, 1.0f);
    Plane plane(grid);
    for (float& value : plane.values) value = symmetric(random);
    return plane;
}

Eigen::Index variableIndex(const Grid& grid, int channel, int y, int x) {
    return (Eigen::Index{y} * grid.width + x) * grid.channels + channel;
}

Eigen::MatrixXd denseFactor(const StructuredGaussian& gaussian) {
    const Grid grid = gaussian.grid();
    const auto slots = neighbourSlots(grid.channels);
    const auto pixels = static_cast<std::size_t>(grid.pixels());
    Eigen::MatrixXd factor = Eigen::MatrixXd::Zero(grid.variables(), grid.variables());
    for (int y = 0; y < grid.height; ++y)
        for (int x = 0; x < grid.width; ++x) {
            const std::size_t pixel = std::size_t(y) * grid.width + x;
            for (int channel = 0; channel < grid.channels; ++channel) {
                const Eigen::Index i = variableIndex(grid, channel, y, x);
                factor(i, i) = std::exp(double{gaussian.logDiagonal()[channel * pixels + pixel]});
            }
            for (std::size_t k = 0; k < slots.size(); ++k) {
                const NeighbourSlot& slot = slots[k];
                const int laterY = y + slot.dy, laterX = x + slot.dx;
                if (laterY >= grid.height || laterX < 0 || laterX >= grid.width) continue;
                const Eigen::Index i = variableIndex(grid, slot.from, y, x);
                factor(variableIndex(grid, slot.to, laterY, laterX), i) =
                    factor(i, i) * double{gaussian.coefficient(k, y, x)};
            }
        }
    return factor;
}

Eigen::VectorXd denseVector(const Plane& plane) {
    Eigen::VectorXd vector(plane.grid.variables());
    for (int channel = 0; channel < plane.grid.channels; ++channel)
        for (int y = 0; y < plane.grid.height; ++y)
            for (int x = 0; x < plane.grid.width; ++x)
                vector(variableIndex(plane.grid, channel, y, x)) = plane.row(channel, y)[x];
    return vector;
}

Plane planeOf(const Grid& grid, const Eigen::VectorXd& vector) {
    Plane plane(grid);
    for (int channel = 0; channel < grid.channels; ++channel)
        for (int y = 0; y < grid.height; ++y)
            for (int x = 0; x < grid.width; ++x)
                plane.row(channel, y)[x] = static_cast<float>(vector(variableIndex(grid, channel, y, x)));
    return plane;
}

}  // namespace suss::test
