#include "tests/support/photos.h"

#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace suss::test {

namespace fs = std::filesystem;

std::vector<fs::path> publicPhotos() {
    const char* named = std::getenv("SUSS_TEST_PHOTOS");
    const fs::path folder = named != nullptr ? named : "/usr/lib/python3/dist-packages/skimage/data";
    std::vector<fs::path> photos;
    std::error_code ignored;
    for (const char* name : {"chelsea.png", "astronaut.png", "coffee.png", "rocket.jpg"})
        if (fs::exists(folder / name, ignored)) photos.push_back(folder / name);
    return photos;
}

ScratchFolder::ScratchFolder() {
    std::string pattern = (fs::temp_directory_path() / "suss-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no scratch folder: " + pattern);
    path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

}  // namespace suss::test
