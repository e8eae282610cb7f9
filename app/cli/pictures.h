#pragma once

#include "app/cli/options.h"
#include "core/explain/relevance_map.h"

#include <string>
#include <vector>

namespace suss::cli {

struct NamedMap {
    std::string file;  ///< the PNG it belongs in
    Map map;
};

/// Maps of local distance in colours of one range, from 0 to the largest automatic range, so that they can be
/// compared. The range is kept in each file's text. Throws Error.
void writeMapPictures(const std::vector<NamedMap>& maps);

/// The whitened residual of every component that is switched on at every image pixel, side by side in the
/// order Y1, Y2, Y3, Cb, Cr, in diverging colours from -4 to 4 standard deviations. Throws Error.
void writeResidualPicture(const std::string& file, const Comparison& comparison,
                          const ComponentSwitches& switches);

/// Where a repair changes the image first (Repair::firstChanged): bright at its start, dark at its end, grey
/// where nothing changes. Throws Error.
void writeFirstChangedPicture(const std::string& file, const Map& firstChanged);

}  // namespace suss::cli
