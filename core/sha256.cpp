#include "core/sha256.h"

#include "core/error.h"

#include <fstream>
#include <glib.h>
#include <memory>
#include <vector>

namespace suss {
namespace {

class Checksum {
  public:
    void add(std::string_view bytes) {
        g_checksum_update(state_.get(), reinterpret_cast<const guchar*>(bytes.data()), gssize(bytes.size()));
    }
    [[nodiscard]] std::string inHexadecimal() const { return g_checksum_get_string(state_.get()); }

  private:
    std::unique_ptr<GChecksum, decltype(&g_checksum_free)> state_{g_checksum_new(G_CHECKSUM_SHA256),
                                                                  g_checksum_free};
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
