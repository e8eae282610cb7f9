#include "core/files.h"

#include "core/error.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <fstream>
#include <system_error>
#include <unistd.h>

namespace suss {
namespace {

namespace fs = std::filesystem;

// Removes the temporary file unless it has been renamed away.
struct Temporary {
    fs::path path;
    ~Temporary() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

fs::path checkedTarget(const fs::path& file) {
    std::error_code failure;
    // Through a symbolic link, so that the link stays and what it points to is replaced.
    fs::path target = fs::is_symlink(file, failure) ? fs::weakly_canonical(file, failure) : file;
    const auto status = fs::status(target, failure);
    if (fs::is_directory(status)) refuseToWrite(file, "it is a folder; name a file");
    if (fs::exists(status) && !fs::is_regular_file(status))
        refuseToWrite(file, "it is not an ordinary file; name another");
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, failure)) refuseToWrite(file, "its folder does not exist; create it first");
    if (::access(folder.c_str(), W_OK) != 0) refuseToWrite(file, "its folder cannot be written to");
    if (!target.has_filename()) refuseToWrite(file, "the name of the file is missing");
    return target;
}

fs::path temporaryBeside(const fs::path& target) {
    static std::atomic<unsigned> counter{0};
    return target.parent_path() / (".suss-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) +
                                   target.extension().string());
}

}  // namespace

void refuseToWrite(const fs::path& file, const std::string& why) {
    throw Error("Cannot write \"" + file.string() + "\": " + why + ".");
}

std::string whyNotThere(const std::error_code& failure) {
    const bool isMissing =
        !failure || failure == std::errc::no_such_file_or_directory || failure == std::errc::not_a_directory;
    return isMissing ? "there is no such file; check the path"
                     : "it cannot be looked at: " + failure.message();
}

std::string endingOf(const fs::path& file) {
    std::string ending = file.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return char(std::tolower(c)); });
    return ending;
}

void createFolder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error("The folder \"" + folder.string() + "\" cannot be created: " + failure.message() + '.');
}

void checkFolder(const fs::path& folder) {
    if (folder.empty()) throw Error("The name of the folder to write to is missing.");
    fs::path there = fs::absolute(folder);
    std::error_code failure;
    while (!fs::exists(there, failure) && there.has_relative_path()) there = there.parent_path();
    if (!fs::is_directory(there, failure) || ::access(there.c_str(), W_OK) != 0)
        throw Error("The folder \"" + folder.string() + "\" cannot be written to: see \"" + there.string() +
                    "\".");
}

void checkWritable(const fs::path& file) {
    checkedTarget(file);
}

void writeAtomically(const fs::path& file, const std::function<void(const fs::path& temporary)>& writeTo) {
    const fs::path target = checkedTarget(file);
    const Temporary temporary{temporaryBeside(target)};
    writeTo(temporary.path);

    std::error_code failure;
    if (!fs::exists(temporary.path, failure))
        refuseToWrite(file, "nothing was written; check the folder's permissions");
    if (const auto old = fs::status(target, failure); fs::exists(old))
        fs::permissions(temporary.path, old.permissions(), failure);
    fs::rename(temporary.path, target, failure);
    if (failure) refuseToWrite(file, failure.message() + "; check the folder's permissions and free space");
}

void writeFile(const fs::path& file, std::string_view bytes) {
    writeAtomically(file, [&](const fs::path& temporary) {
        std::ofstream stream(temporary, std::ios::binary);
        if (!stream) refuseToWrite(file, "its folder may not be written to; check its permissions");
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        stream.close();
        if (!stream) refuseToWrite(file, "the disk is full or failed; free some space");
    });
}

}  // namespace suss
