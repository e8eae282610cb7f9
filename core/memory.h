#pragma once

#include "core/error.h"

#include <cstdint>
#include <optional>
#include <string>

namespace suss {

/// There is not enough memory for something; nothing is wrong with the file it was to be made of.
class NotEnoughMemory : public Error {
  public:
    using Error::Error;
};

/// Bytes that this program can still have: of the machine with its swap space, of the group of processes it
/// runs in, and of its own limit (ulimit -v). Nothing where the system does not say.
std::optional<std::int64_t> availableMemory();

/// Throws NotEnoughMemory, a sentence that begins with `what`, if so many bytes are more than are available.
/// To be asked before they are allocated: Linux promises memory that it does not have, and ends the program
/// that uses it.
void requireMemory(std::int64_t bytes, const std::string& what);

}  // namespace suss
