#pragma once

#include <string>
#include <vector>

namespace suss {

/// "a", "a and b", "a, b and c".
inline std::string listed(const std::vector<std::string>& items) {
    std::string list;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) list += i + 1 == items.size() ? " and " : ", ";
        list += items[i];
    }
    return list;
}

}  // namespace suss
