#pragma once

#include "core/error.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <unistd.h>

namespace suss::test {

/// The input as a file, always the same one.
inline std::filesystem::path fileOf(const std::uint8_t* data, std::size_t size, const char* ending) {
    static const auto folder = [] {
        const auto made = std::filesystem::temp_directory_path() / ("suss-fuzz-" + std::to_string(getpid()));
        std::filesystem::create_directories(made);
        return made;
    }();
    const auto file = folder / (std::string("input") + ending);
    std::FILE* stream = std::fopen(file.c_str(), "wb");
    std::fwrite(data, 1, size, stream);
    std::fclose(stream);
    return file;
}

/// Runs a reader. What it refuses must be refused with an Error of one sentence; anything else ends the run.
template <class Read>
int refusedOrRead(const Read& read) {
    try {
        read();
    } catch (const Error& error) {
        if (std::string(error.what()).empty()) __builtin_trap();
    }
    return 0;
}

}  // namespace suss::test
