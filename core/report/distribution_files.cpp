#include "core/report/distribution_files.h"

#include "core/files.h"
#include "core/image/write_floats.h"

#include <nlohmann/json.hpp>

#include <array>

namespace suss {

namespace {

/// Planar values (channels outermost) as H x W x C, the order of the files.
std::vector<float> channelsInnermost(const Grid& grid, std::span<const float> planar) {
    const std::size_t pixels = static_cast<std::size_t>(grid.pixels());
    const std::size_t channels = static_cast<std::size_t>(grid.channels);
    std::vector<float> interleaved(planar.size());
    for (std::size_t c = 0; c < channels; ++c)
        for (std::size_t p = 0; p < pixels; ++p) interleaved[p * channels + c] = planar[c * pixels + p];
    return interleaved;
}

/// One block per slot as H x W x C x K: the slots of another channel stay zero.
std::vector<float> slotsInnermost(const StructuredGaussian& gaussian) {
    const Grid& grid = gaussian.grid();
    const auto slots = gaussian.slots();
    const std::size_t pixels = static_cast<std::size_t>(grid.pixels());
    const std::size_t channels = static_cast<std::size_t>(grid.channels);
    std::vector<float> interleaved(pixels * channels * slots.size());
    const SlotBlocks blocks = gaussian.coefficients();
    for (std::size_t k = 0; k < slots.size(); ++k) {
        const std::vector<float>& block = blocks[k];
        const std::size_t channel = static_cast<std::size_t>(slots[k].from);
        for (std::size_t p = 0; p < pixels; ++p)
            interleaved[(p * channels + channel) * slots.size() + k] = block[p];
    }
    return interleaved;
}

}  // namespace

void writeDistribution(const std::filesystem::path& folder, const Reference& reference,
                       const Weights& weights) {
    createFolder(folder);

    auto components = nlohmann::json::array();
    for (const Component component : kComponents) {
        const std::size_t index = indexOf(component);
        const std::string name(nameOf(component));
        const StructuredGaussian& gaussian = *reference.distributions[index];
        const Grid& grid = gaussian.grid();
        const std::array<std::int64_t, 3> shape{grid.height, grid.width, grid.channels};
        const std::array<std::int64_t, 4> coefficientShape{
            grid.height, grid.width, grid.channels, static_cast<std::int64_t>(gaussian.slots().size())};

        writeNpy(folder / (name + ".mean.npy"), channelsInnermost(grid, gaussian.mean()), shape);
        writeNpy(folder / (name + ".log_diagonal.npy"), channelsInnermost(grid, gaussian.logDiagonal()),
                 shape);
        writeNpy(folder / (name + ".planes.npy"), channelsInnermost(grid, reference.planes[index].values),
                 shape);
        writeNpy(folder / (name + ".coefficients.npy"), slotsInnermost(gaussian), coefficientShape);

        auto offsets = nlohmann::json::array();
        for (const NeighbourSlot& slot : gaussian.slots())
            offsets.push_back({slot.dy, slot.dx, slot.from, slot.to});
        components.push_back(
            {{"name", name}, {"shape", shape}, {"offsets", offsets}, {"weight", weights[index]}});
    }
    // Last, so that the description never speaks of files that are not there.
    const nlohmann::json document{{"schema", "suss.distribution/1"}, {"components", components}};
    writeFile(folder / "distribution.json", document.dump(2) + "\n");
}

}  // namespace suss
