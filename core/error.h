#pragma once

#include <new>
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

/// What went wrong as a sentence for a person, whoever has thrown it.
inline std::string sentenceOf(const std::exception& problem) {
    if (dynamic_cast<const Error*>(&problem)) return problem.what();
    if (dynamic_cast<const std::bad_alloc*>(&problem))
        return "There is not enough memory for this; close other pictures or programs, or take smaller "
               "pictures.";
    return std::string("Something went wrong that should not have: ") + problem.what() + '.';
}

}  // namespace suss
