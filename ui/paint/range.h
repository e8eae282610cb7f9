#pragma once

#include "core/explain/map.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace suss {

/// The values that the two ends of a colour table stand for. Values beyond take the colour of the end.
struct Range {
    double low = 0, high = 1;
    bool operator==(const Range&) const = default;
};

/// Nothing if these are no ends of a range: one beyond the other, or not numbers.
std::optional<Range> rangeBetween(double low, double high);

/// The range that 99.5 % of the values lie in: symmetric about zero for signed ones, else from 0 and by the
/// positive ones, so that a small blemish in an untouched picture sets its own range. -1 to 1 or 0 to 1 if
/// there are none. Values that are not finite do not count.
Range rangeOfMost(const std::vector<float>& values, bool isSigned);

/// About 100 000 of the values, evenly spread, in order, without those that are not finite.
std::vector<float> sampleOf(const float* values, std::size_t count);

/// The range of a map by a sample of its values.
Range automaticRange(const Map& map, bool isSigned = false);

/// The upper end of a range for several maps that are to be compared, from those of their own; there is at
/// least one. The middle one: where most of a picture is untouched, its own range is that of a few pixels,
/// beside which all other maps would be black.
double commonHigh(std::vector<double> highs);
/// The same of a list of which some pictures have moved as a whole and differ everywhere: beside others,
/// whose maps would be black, they do not count.
double commonHigh(std::vector<double> resting, std::vector<double> moved);

}  // namespace suss
