#pragma once

#include "core/explain/map.h"
#include "core/image/image.h"

namespace suss {

/// Root mean square difference over R, G and B at every pixel, in levels of 255. Throws Error on unequal
/// sizes.
Map differenceMap(const Image& reference, const Image& image);

}  // namespace suss
