#pragma once

#include "ui/report/html.h"
#include "ui/report/report.h"

#include <vector>

namespace suss {

/// Distance against bits for each pixel of the images in files that are compressed with loss, as a drawing
/// that leads to their sections, which are numbered from 1 in the order of `items`. Empty if fewer than three
/// of them are such files.
Html sizePlotOf(const std::vector<const ReportItem*>& items);

}  // namespace suss
