#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace suss {

// What the arrays that make up a distribution have to fulfil.

/// The largest |value|; infinite or not a number if one of them is.
float largestMagnitude(std::span<const float> values);

/// Throw Error.
void require(bool holds, const std::string& what);
void requireSize(std::size_t size, std::int64_t expected, const std::string& what);

}  // namespace suss
