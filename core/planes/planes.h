#pragma once

#include "core/image/image.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace suss {

/// The perceptual components of the score: luminance structure at three scales, and colour.
enum class Component { Y1, Y2, Y3, CbCr };

inline constexpr std::array kComponents{Component::Y1, Component::Y2, Component::Y3, Component::CbCr};
inline constexpr std::size_t kComponentCount = kComponents.size();
/// Which components take part.
using ComponentSwitches = std::array<bool, kComponentCount>;
inline constexpr ComponentSwitches kAllComponents = [] {
    ComponentSwitches all{};
    all.fill(true);
    return all;
}();
constexpr std::size_t indexOf(Component component) {
    return static_cast<std::size_t>(component);
}

/// "Y1", "Y2", "Y3", "CbCr": the name used in files, options and on screen.
std::string_view nameOf(Component component);
/// "fine luminance", "middle luminance", "coarse luminance", "colour": what it is, in a sentence.
std::string_view meaningOf(Component component);
/// The component of that name, compared exactly; empty if there is none.
std::optional<Component> componentNamed(std::string_view name);
/// The names of the components that are on, separated by commas.
std::string listOf(const ComponentSwitches& on);
/// Side of the square of image pixels that one value of the component stands for: 1, 2, 4, 4.
int pixelsPerCell(Component component);

/// Size of a component's grid. Variables are numbered in raster order with channels innermost (paper order).
struct Grid {
    int height = 0, width = 0, channels = 1;

    [[nodiscard]] std::int64_t pixels() const { return std::int64_t{height} * width; }
    [[nodiscard]] std::int64_t variables() const { return pixels() * channels; }
    bool operator==(const Grid&) const = default;
};

/// Values on a grid, one contiguous height x width block per channel (channels outermost).
struct Plane {
    Grid grid;
    std::vector<float> values;

    Plane() = default;
    explicit Plane(Grid size) : grid(size), values(static_cast<std::size_t>(size.variables())) {}
    [[nodiscard]] float* row(int channel, int y) {
        return values.data() + (std::size_t(channel) * grid.height + y) * grid.width;
    }
    [[nodiscard]] const float* row(int channel, int y) const {
        return values.data() + (std::size_t(channel) * grid.height + y) * grid.width;
    }
};

/// One plane per component, indexed by indexOf(Component).
using Planes = std::array<Plane, kComponentCount>;

/// Grid of a component for an image of the given size: each coarser grid is the ceiling of half the finer
/// one.
Grid gridOf(Component component, int imageWidth, int imageHeight);

/// Full-range BT.601 Y in [0, 1], Cb and Cr in [-0.5, 0.5], gamma-encoded; coarser grids are 2 x 2 area means
/// with odd edges replicated. Throws Error below 16 x 16 pixels.
Planes planesOf(const Image& image);

/// The next coarser grid: 2 x 2 area means; the last row or column of an odd size stands for the one that is
/// missing.
Plane halved(const Plane& fine);

/// Pixels that the sides of a picture need at least.
inline constexpr int kSmallestSide = 16;
/// Throws Error for a smaller picture, with the name of its file if it has one.
void requireLargeEnough(const Image& image, const std::string& name = {});

/// Of the components in `wanted` (the others stay empty), what planesOf(image) has in a part of the picture,
/// to the bit. The part begins at multiples of 4 pixels and ends at such or with the picture.
Planes planesOf(const Image& image, const Rect& part, const ComponentSwitches& wanted);

/// Adjoint of planesOf, which is linear: from what a change of each plane value is worth to what a change of
/// each RGB sample is worth, so that for every image d
///     sum over components c of planesOf(d)[c] . worths[c] = d.rgb . result.
/// An empty plane counts as zeros. Height x width x 3 values as in Image::rgb. Throws Error for planes of
/// another image size.
std::vector<float> adjointOfPlanes(const Planes& worths, int imageWidth, int imageHeight);

/// One image from four planes that need not agree (for example samples of each component). Coarse planes win
/// over their band: Y1 supplies only what Y2 cannot hold and Y2 only what Y3 cannot, so that planesOf(result)
/// has the given Y3 and CbCr, and the detail of Y1 and Y2 around them, up to clipping to [0, 1].
/// `detail` is an image of full size whose chroma detail finer than the CbCr grid is kept (the reference).
Image imageOf(const Planes& planes, const Image& detail);

/// The same before clipping, whose values may lie outside [0, 1]: affine in planes and detail, so that sums
/// of planes become sums of pictures.
Image unclippedImageOf(const Planes& planes, const Image& detail);

}  // namespace suss
