#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <system_error>

namespace suss {

/// Creates a folder, and those it lies in, unless it is there. Throws Error.
void createFolder(const std::filesystem::path& folder);
/// Throws Error if that will not work or nothing can be written there, as far as that shows beforehand.
void checkFolder(const std::filesystem::path& folder);

/// How the name of a file ends, in lower case: ".png". Empty if it has no ending.
std::string endingOf(const std::filesystem::path& file);

/// Throws Error if the file cannot be written, as far as that shows beforehand: its folder is missing, it is
/// a folder or a device. For work that takes long before it has something to write.
void checkWritable(const std::filesystem::path& file);

/// Calls writeTo with a temporary path in the same folder, then renames it to `file`: either the whole new
/// file is there afterwards or what was there before. Throws Error when it cannot be written.
void writeAtomically(const std::filesystem::path& file,
                     const std::function<void(const std::filesystem::path& temporary)>& writeTo);

/// Writes bytes (atomically).
void writeFile(const std::filesystem::path& file, std::string_view bytes);

/// Why there is nothing to be read at a path: a clause without a stop. `failure` is what looking there came
/// to.
std::string whyNotThere(const std::error_code& failure);

/// Throws Error that this file cannot be written, and why: a clause without a stop.
[[noreturn]] void refuseToWrite(const std::filesystem::path& file, const std::string& why);

}  // namespace suss
