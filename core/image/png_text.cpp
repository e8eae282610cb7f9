#include "core/image/png_text.h"

#include "core/error.h"

#include <algorithm>
#include <cstdint>

namespace suss {
namespace {

constexpr std::string_view kSignature("\x89PNG\r\n\x1a\n", 8);

std::uint32_t crc32(std::string_view bytes) {
    std::uint32_t crc = ~0u;
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (0xedb88320u & (0u - (crc & 1u)));
    }
    return ~crc;
}

std::string bigEndian(std::uint32_t value) {
    std::string bytes(4, '\0');
    for (int i = 0; i < 4; ++i) bytes[i] = static_cast<char>(value >> (24 - 8 * i));
    return bytes;
}

std::string pngChunk(const std::string& type, const std::string& data) {
    return bigEndian(static_cast<std::uint32_t>(data.size())) + type + data + bigEndian(crc32(type + data));
}

// tEXt is Latin-1 and known to every reader; iTXt is UTF-8 and only used where it must be.
std::string pngTextChunk(const std::string& key, const std::string& value) {
    if (key.empty() || key.size() > 79)
        throw Error("A PNG text key has 1 to 79 characters, not \"" + key + "\".");
    const bool ascii = std::ranges::all_of(value, [](unsigned char c) { return c < 128; });
    return ascii ? pngChunk("tEXt", key + '\0' + value)
                 : pngChunk("iTXt", key + std::string(5, '\0') + value);
}

std::uint32_t numberIn(std::string_view bytes) {
    std::uint32_t value = 0;
    for (const char byte : bytes.substr(0, 4)) value = value << 8 | static_cast<std::uint8_t>(byte);
    return value;
}

}  // namespace

std::string withPngText(const std::string& png, const std::map<std::string, std::string>& text) {
    constexpr std::size_t kHeaderEnd = 8 + 25;  // signature and IHDR
    std::string chunks = pngChunk("sRGB", std::string(1, '\0'));
    for (const auto& [key, value] : text) chunks += pngTextChunk(key, value);
    return png.substr(0, kHeaderEnd) + chunks + png.substr(kHeaderEnd);
}

std::optional<std::string> pngText(std::string_view png, std::string_view key) {
    if (!png.starts_with(kSignature)) return std::nullopt;
    png.remove_prefix(kSignature.size());
    constexpr std::size_t kAround = 12;  // length, type and checksum
    const std::string wanted = std::string(key) + '\0';
    while (png.size() >= kAround) {
        const std::size_t length = numberIn(png);
        if (length > png.size() - kAround) break;
        const std::string_view type = png.substr(4, 4);
        std::string_view data = png.substr(8, length);
        if (data.starts_with(wanted) && (type == "tEXt" || type == "iTXt")) {
            data.remove_prefix(wanted.size());
            constexpr std::size_t kPlain = 4;  // not compressed, no language, no translated key
            if (type == "iTXt") {
                if (!data.starts_with(std::string(kPlain, '\0'))) return std::nullopt;
                data.remove_prefix(kPlain);
            }
            return std::string(data);
        }
        png.remove_prefix(length + kAround);
    }
    return std::nullopt;
}

}  // namespace suss
