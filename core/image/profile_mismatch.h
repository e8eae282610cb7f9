#pragma once

#include "core/image/image.h"

#include <string>

namespace suss {

/// Whether colours may differ only because two files say differently, or not at all, what their numbers mean:
/// said of `image` without a subject ("is in ...") and without a full stop. Empty if both are of one colour
/// space, or one comes from nowhere that could name one.
std::string profileMismatch(const Image& reference, const Image& image);

}  // namespace suss
