#include "core/image/vips_support.h"

#include "core/error.h"

#include <algorithm>

namespace suss {

void startVips() {
    static const bool started = [] {
        // Whatever matters reaches the person through Error; glib would print the rest on standard error.
        for (const char* domain : {"VIPS", "GLib-GObject"})
            g_log_set_handler(
                domain, static_cast<GLogLevelFlags>(G_LOG_LEVEL_MASK & ~G_LOG_LEVEL_ERROR),
                [](const gchar*, GLogLevelFlags, const gchar*, gpointer) {}, nullptr);
        if (VIPS_INIT("suss") != 0) return false;
        vips_cache_set_max(0);
        return true;
    }();
    if (!started)
        throw Error("The image library libvips could not be started; reinstall the package libvips42.");
}

std::string vipsComplaint() {
    std::string line = vips_error_buffer();
    vips_error_clear();
    line.resize(std::min(line.find('\n'), line.size()));
    // "VipsJpeg: Premature end" names the part of vips that complained: no help to anybody.
    if (const auto colon = line.find(": "); colon != std::string::npos && line.find(' ') > colon)
        line.erase(0, colon + 2);
    constexpr std::size_t kLongest = 120;
    if (line.size() > kLongest) line = line.substr(0, kLongest) + "...";
    return line;
}

}  // namespace suss
