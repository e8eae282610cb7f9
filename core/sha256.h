#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace suss {

/// SHA-256 of a whole file, 64 hexadecimal digits. Throws Error if it cannot be read.
std::string sha256Of(const std::filesystem::path& file);

/// The same of what is in memory.
std::string sha256OfContent(std::string_view content);

}  // namespace suss
