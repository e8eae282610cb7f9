#include "core/report/exact.h"

#include <charconv>
#include <iterator>

namespace suss {

std::string exact(double value) {
    char text[32];
    const auto result = std::to_chars(std::begin(text), std::end(text), value);
    return {text, result.ptr};
}

}  // namespace suss
