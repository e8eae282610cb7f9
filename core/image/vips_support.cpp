#include "core/image/vips_support.h"

#include "core/error.h"

#include <algorithm>
#include <cstdlib>
#include <dlfcn.h>
#include <filesystem>
#include <mutex>

namespace suss {

void startVips() {
    static const bool started = [] {
        // Whatever matters reaches the person through Error; glib would print the rest on standard error.
        for (const char* domain : {"VIPS", "GLib-GObject"})
            g_log_set_handler(
                domain, static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK & ~G_LOG_LEVEL_ERROR),
                [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
        // libvips looks for modules where it is installed, or below this folder.
        const char* home = std::getenv("VIPSHOME");
        if (!home) setenv("VIPSHOME", "/nonexistent", 0);
        const bool fails = VIPS_INIT("suss") != 0;
        if (!home) unsetenv("VIPSHOME");
        if (fails) return false;
        vips_cache_set_max(0);
        return true;
    }();
    if (!started)
        throw Error("The image library libvips could not be started; reinstall the package libvips42.");
}

bool loadMagick() {
    static std::once_flag once;
    std::call_once(once, [] {
        Dl_info library{};
        if (vips_type_find("VipsOperation", "magickload_buffer") ||
            !dladdr(reinterpret_cast<void*>(&vips_init), &library))
            return;
        const auto module =
            std::filesystem::path(library.dli_fname).parent_path() /
            ("vips-modules-" + std::to_string(vips_version(0)) + "." + std::to_string(vips_version(1))) /
            "vips-magick.so";
        // As GModule does: a module registers what it brings when it is told to begin.
        if (void* magick = dlopen(module.c_str(), RTLD_LAZY))
            if (void* begin = dlsym(magick, "g_module_check_init"))
                reinterpret_cast<const char* (*)(void*)>(begin)(nullptr);
    });
    return vips_type_find("VipsOperation", "magickload_buffer") != 0;
}

std::string vipsComplaint() {
    // Copied and cleared at once: other threads may complain meanwhile.
    const std::unique_ptr<char, decltype(&g_free)> complaint(vips_error_buffer_copy(), g_free);
    std::string line = complaint.get();
    line.resize(std::min(line.find('\n'), line.size()));
    // "VipsJpeg: Premature end" names the part of vips that complained: no help to anybody.
    if (const auto colon = line.find(": "); colon != std::string::npos && line.find(' ') > colon)
        line.erase(0, colon + 2);
    constexpr std::size_t kLongest = 120;
    if (line.size() > kLongest) line = line.substr(0, kLongest) + "...";
    return line;
}

std::string bytesOf(VipsBlob* blob) {
    const Blob owner(blob);
    return std::string(bytesIn(owner));
}

std::string_view bytesIn(const Blob& blob) {
    std::size_t size = 0;
    const auto* data = static_cast<const char*>(vips_blob_get(blob.get(), &size));
    return {data, size};
}

}  // namespace suss
