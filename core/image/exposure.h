#pragma once

#include "core/image/image.h"

#include <cstdint>
#include <string>

namespace suss {

inline constexpr double kMostStops = 20;  ///< of exposure, up and down

/// A picture that was read already, so many stops brighter; what becomes brighter than white clips, and the
/// notes say so. 0 stops: as it is.
Image exposed(Image image, double stops);

/// Image::notes say that it is compared so many stops brighter; nothing for 0.
void noteExposure(Image& image, double stops);
/// "12 of 400 pixels", for notes.
std::string countedPixels(std::int64_t count, const Image& image);

}  // namespace suss
