#pragma once

#include "core/explain/comparison.h"
#include "core/explain/map.h"

#include <string>

namespace suss::cli {

/// A map of local distance in colours from 0 to `high`, which is kept in the file's text. Throws Error.
void writeMapPicture(const std::string& file, const Map& map, double high);

/// The whitened residual of every component that is switched on at every image pixel, side by side in the
/// order Y1, Y2, Y3, Cb, Cr, in diverging colours from -4 to 4 standard deviations. Throws Error.
void writeResidualPicture(const std::string& file, const WhitenedPair& pair,
                          const ComponentSwitches& switches);

/// Where a repair changes the image first (earlinessOf): bright early, dark late or never, from 0 to the
/// automatic range, which is kept in the file's text. Throws Error.
void writeEarlinessPicture(const std::string& file, const Map& earliness);

}  // namespace suss::cli
