#pragma once

#include "core/explain/account.h"
#include "core/explain/comparison.h"
#include "ui/paint/field.h"
#include "ui/view_kind.h"

#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace suss {

/// Numbers as they are, in raster order with the channels of a pixel side by side.
struct RawMap {
    std::vector<float> values;
    int width = 0, height = 0, channels = 1;
};

/// What a comparison consists of: SUSS map, difference and whitened residuals.
inline constexpr std::array kRawMaps{ViewKind::Map, ViewKind::Difference, ViewKind::Y1, ViewKind::Y2,
                                     ViewKind::Y3,  ViewKind::Cb,         ViewKind::Cr};
/// Whether it is one of them.
bool isOfComparison(ViewKind kind);

/// A map of a comparison, as `suss compare --raw` writes it: local distance, whose mean is the distance;
/// image less reference in R, G and B; residuals in standard deviations, at the size of their component.
RawMap rawMapOf(const WhitenedPair& pair, const Weighting& weighting, ViewKind kind);
/// A map that is known, a value for each of its cells.
RawMap rawMapOf(const Field& field);

/// "map", "difference", "Y1", "spread-Y1": what stands in the name of its file.
std::string rawNameOf(ViewKind kind);

/// In the format of the file's ending (write_floats.h). Throws Error.
void writeRawMap(const std::filesystem::path& file, const RawMap& map);

}  // namespace suss
