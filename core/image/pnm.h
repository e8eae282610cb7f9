#pragma once

#include <string_view>

namespace suss {

/// Whether a file of the PNM family (PBM, PGM, PPM) that is text or a bitmap holds all the samples that its
/// header promises: libvips takes the rest of one that was cut short for black. True for what libvips checks
/// itself: the binary PGM and PPM, and headers without sense.
bool isWholePnm(std::string_view bytes);

}  // namespace suss
