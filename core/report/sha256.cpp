#include "core/report/sha256.h"

#include "core/error.h"

#include <fstream>
#include <glib.h>
#include <memory>
#include <vector>

namespace suss {

std::string sha256Of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) throw Error("The file \"" + file.string() + "\" cannot be opened for reading.");

    const std::unique_ptr<GChecksum, decltype(&g_checksum_free)> checksum(g_checksum_new(G_CHECKSUM_SHA256),
                                                                          g_checksum_free);
    std::vector<char> block(1 << 16);
    while (in) {
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        g_checksum_update(checksum.get(), reinterpret_cast<const guchar*>(block.data()), in.gcount());
    }
    if (!in.eof()) throw Error("The file \"" + file.string() + "\" cannot be read in full.");
    return g_checksum_get_string(checksum.get());
}

}  // namespace suss
