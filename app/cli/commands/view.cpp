#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "core/error.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <unistd.h>
#include <vector>

namespace suss::cli {

namespace {

/// Becomes suss-viewer, which stands beside this program.
void run(const PictureArguments& pictures) {
    PictureArguments::Paths paths = pictures.paths();
    std::string viewer =
        (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "suss-viewer").string();
    std::string endOfOptions = "--";
    std::vector<char*> arguments{viewer.data(), endOfOptions.data(), paths.reference.data()};
    for (std::string& image : paths.images) arguments.push_back(image.data());
    arguments.push_back(nullptr);
    execv(viewer.c_str(), arguments.data());
    throw Error("The window " + viewer + " cannot be started: " + std::strerror(errno) + '.');
}

}  // namespace

void addView(CLI::App& program) {
    CLI::App* command = program.add_subcommand("view", "Opens the window on a reference and images");
    const auto pictures = std::make_shared<PictureArguments>();
    pictures->addTo(*command, true);
    command->callback([pictures] { run(*pictures); });
}

}  // namespace suss::cli
