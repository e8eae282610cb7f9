#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace suss::test {

/// chelsea, astronaut, coffee and rocket from Debian's python3-skimage (CC0 or public domain), as far as they
/// are installed. SUSS_TEST_PHOTOS names another folder to look in.
std::vector<std::filesystem::path> publicPhotos();

/// A fresh folder that is removed with all its content when the object goes.
class ScratchFolder {
  public:
    ScratchFolder();
    ~ScratchFolder();
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace suss::test
