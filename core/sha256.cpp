#include "core/sha256.h"

#include "core/error.h"

#include <array>
#include <fstream>
#include <nettle/base16.h>
#include <nettle/sha2.h>
#include <vector>

namespace suss {
namespace {

// Nettle's, because every comparison begins with the checksum of its model: with the processor's own
// instructions it takes far less time than GLib's.
class Checksum {
  public:
    Checksum() { sha256_init(&state_); }
    void add(std::string_view bytes) {
        sha256_update(&state_, bytes.size(), reinterpret_cast<const std::uint8_t*>(bytes.data()));
    }
    [[nodiscard]] std::string inHexadecimal() {
        std::array<std::uint8_t, SHA256_DIGEST_SIZE> digest{};
        sha256_digest(&state_, digest.size(), digest.data());
        std::string text(BASE16_ENCODE_LENGTH(digest.size()), '\0');
        base16_encode_update(text.data(), digest.size(), digest.data());
        return text;
    }

  private:
    sha256_ctx state_{};
};

}  // namespace

std::string sha256Of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error("The file \"" + file.string() + "\" cannot be opened for reading.");

    Checksum checksum;
    std::vector<char> block(1 << 16);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        checksum.add({block.data(), static_cast<std::size_t>(in.gcount())});
    }
    if (!in.eof()) throw Error("The file \"" + file.string() + "\" cannot be read in full.");
    return checksum.inHexadecimal();
}

std::string sha256OfContent(std::string_view content) {
    Checksum checksum;
    checksum.add(content);
    return checksum.inHexadecimal();
}

}  // namespace suss
