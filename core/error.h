#pragma once

#include <stdexcept>
#include <string>

namespace suss {

/// What is wrong, with which file, and what to do, in one sentence a person can act on.
class Error : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Thrown when a progress callback asked to stop. Not an Error: nothing is wrong.
class Cancelled : public std::exception {
  public:
    [[nodiscard]] const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace suss
