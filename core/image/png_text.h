#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace suss {

/// An encoded PNG with texts by key after its header, and the note that it is sRGB: tEXt, or iTXt where a
/// value is not ASCII; never compressed, so that any tool finds them. Image libraries write Latin-1 only, or
/// cannot read a key with a colon back. Throws Error for a key that PNG does not allow.
std::string withPngText(const std::string& png, const std::map<std::string, std::string>& text);

/// The text of that key as withPngText() writes it; none if there is none or this is not a PNG.
std::optional<std::string> pngText(std::string_view png, std::string_view key);

}  // namespace suss
