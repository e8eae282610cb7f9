#include "core/memory.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace suss {
namespace {

/// The number after a name in a file of lines "name number ...".
std::optional<std::int64_t> numberAfter(const char* file, const std::string& name) {
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        if (line.starts_with(name)) return std::strtoll(line.c_str() + name.size(), nullptr, 10);
    return std::nullopt;
}

/// The number that a file consists of; nothing if it is "max".
std::optional<std::int64_t> numberIn(const char* file) {
    std::ifstream stream(file);
    std::int64_t number = 0;
    return stream >> number ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> leftToMachine() {
    const auto available = numberAfter("/proc/meminfo", "MemAvailable:");
    if (!available) return std::nullopt;
    return 1024 * (*available + numberAfter("/proc/meminfo", "SwapFree:").value_or(0));
}

std::optional<std::int64_t> leftToGroup() {
    const auto most = numberIn("/sys/fs/cgroup/memory.max"), now = numberIn("/sys/fs/cgroup/memory.current");
    if (!most || !now) return std::nullopt;
    // What is cached of files is given up when it is needed.
    const auto cached = [](const char* name) {
        return numberAfter("/sys/fs/cgroup/memory.stat", name).value_or(0);
    };
    return *most - *now + cached("inactive_file ") + cached("active_file ");
}

std::optional<std::int64_t> leftToProcess() {
    rlimit limit{};
    const auto pages = numberIn("/proc/self/statm");
    if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || !pages) return std::nullopt;
    return std::int64_t(limit.rlim_cur) - *pages * sysconf(_SC_PAGESIZE);
}

std::string gigabytes(std::int64_t bytes) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f GB", double(bytes) * 1e-9);
    return text;
}

}  // namespace

std::optional<std::int64_t> availableMemory() {
    std::optional<std::int64_t> least;
    for (const auto left : {leftToMachine(), leftToGroup(), leftToProcess()})
        if (left) least = std::min(least.value_or(*left), std::max<std::int64_t>(*left, 0));
    return least;
}

void requireMemory(std::int64_t bytes, const std::string& what) {
    const auto available = availableMemory();
    if (available && bytes > *available)
        throw NotEnoughMemory(what + " would take about " + gigabytes(bytes) + " of memory, and " +
                              gigabytes(*available) +
                              " are free; scale it down, crop it or close other programs.");
}

}  // namespace suss
