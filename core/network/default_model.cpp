#include "core/error.h"
#include "core/network/predictor.h"

#include <cstdlib>
#include <vector>

namespace suss {

namespace fs = std::filesystem;

fs::path defaultModelFile() {
    if (const char* chosen = std::getenv("SUSS_MODEL"); chosen && *chosen) return chosen;
    std::error_code ignored;
    const fs::path programs = fs::read_symlink("/proc/self/exe", ignored).parent_path();
    const std::vector<fs::path> places{programs / "default.suss",
                                       programs / "../share/suss/model/default.suss",
                                       fs::path(SUSS_INSTALLED_MODEL_FOLDER) / "default.suss"};
    std::string tried;
    for (const fs::path& place : places) {
        if (fs::is_regular_file(place, ignored)) return place.lexically_normal();
        tried += (tried.empty() ? "\"" : ", \"") + place.lexically_normal().string() + "\"";
    }
    throw Error("No model was found; set SUSS_MODEL to a .suss file or reinstall (looked for " + tried +
                ").");
}

}  // namespace suss
