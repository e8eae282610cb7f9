#pragma once

#include "core/image/image.h"

namespace suss {

/// A painted landscape that stands in for a photograph: smooth sky, hazy ridges, reflections, grass, leaves,
/// straight edges and saturated red, with the softness of a lens and the grain of a film. 768 x 512; the same
/// on every machine up to rounding.
Image paintedLandscape();

}  // namespace suss
