#pragma once

#include <string>
#include <string_view>

namespace suss {

// What libvips does not do right with files of the PNM family (PBM, PGM, PPM).

/// A file that is text (P1 to P3) as libvips understands it: without comments, of which it skips one at a
/// time, and with a blank between all samples, which those of P1 need not have. Empty for other files.
std::string plainTextOf(std::string_view bytes);

/// Whether a plain text, as above, or a bitmap (P4) holds all the samples that its header promises: libvips
/// makes up the rest of one that was cut short. True for what libvips checks itself: the binary PGM and PPM,
/// and headers without sense.
bool isWholePnm(std::string_view bytes);

}  // namespace suss
