#pragma once

#include <string>

namespace suss {

/// A number so that reading it back gives the same double.
std::string exact(double value);

}  // namespace suss
