#pragma once

#include <vips/vips8>

#include <memory>
#include <string>
#include <string_view>

namespace suss {

/// Starts libvips once for the process (thread-safe), silences what it would print and keeps it from caching
/// files that may change on disk. Its modules are left out: they take longer to load than a picture. Throws
/// Error if it cannot start. Call before any other use of vips.
void startVips();

/// Makes what vips has from ImageMagick available; false if that is not installed. Needs startVips().
bool loadMagick();

/// What vips complained of last, as one short line without its internal prefixes; empty if it said nothing.
/// Clears it.
std::string vipsComplaint();

/// A blob that somebody owns.
struct ReleaseBlob {
    void operator()(VipsBlob* blob) const { vips_area_unref(VIPS_AREA(blob)); }
};
using Blob = std::unique_ptr<VipsBlob, ReleaseBlob>;

/// The bytes of a blob that vips gave away, which is let go.
std::string bytesOf(VipsBlob* blob);
/// The bytes in a blob, as long as it lives.
std::string_view bytesIn(const Blob& blob);

}  // namespace suss
