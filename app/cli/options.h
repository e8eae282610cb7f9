#pragma once

#include "core/image/image.h"
#include "core/network/predictor.h"
#include "core/planes/planes.h"

#include <CLI/App.hpp>

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace suss::cli {

/// --model FILE and --weights NAME.
struct ModelOptions {
    std::string file, weightSet;

    void addTo(CLI::App& command);
    void addFileTo(CLI::App& command);  ///< --model alone, for commands that weigh nothing
    [[nodiscard]] Predictor load() const;
    /// The name of the weight set in force: the model's default unless one was given.
    [[nodiscard]] std::string weightSetOf(const ModelInfo& info) const;
};

/// --components Y1,Y2,Y3,CbCr. All of them unless given.
struct ComponentsOption {
    std::string list;

    void addTo(CLI::App& command, const std::string& help);
    [[nodiscard]] ComponentSwitches switches() const;
};

/// Tells on standard error what there is to know of a picture (Image::notes).
void sayNotes(const std::string& path, const Image& image);

/// --background COLOUR, --exposure STOPS, and --resize where an image is compared with a reference.
struct ReadingOptions {
    std::string background;
    bool resize = false;
    double exposure = 0;

    void addTo(CLI::App& command);
    void addResizeTo(CLI::App& command);
    /// Reads a picture and says its notes, unless `quiet`.
    [[nodiscard]] Image read(const std::string& path, bool quiet = false) const;
    /// The same of a picture that a model is to look at. Throws Error if it is too small for that.
    [[nodiscard]] Image readReference(const std::string& path, bool quiet = false) const;
    /// Reads an image of the reference's size, or scales it if --resize was given. Throws Error on another
    /// size.
    [[nodiscard]] Image readLike(const Image& reference, const std::string& referencePath,
                                 const std::string& path, bool quiet = false) const {
        return fitted(read(path, quiet), reference, referencePath, path, quiet);
    }
    /// The same of an image that was read from `path`.
    [[nodiscard]] Image fitted(Image image, const Image& reference, const std::string& referencePath,
                               const std::string& path, bool quiet = false) const;
};

/// The files that a command reads: it must not write over them.
class InputFiles {
  public:
    /// Empty names are of options that were not given.
    explicit InputFiles(const std::vector<std::string>& files);
    /// Throws Error if a file that is to be written is one of them.
    void refuse(const std::filesystem::path& output) const;

  private:
    std::set<std::filesystem::path> files_;  // without links and dots
};

/// -o DIR and --format, of commands that write a set of pictures.
struct OutputPictures {
    std::string folder, format = "png16";

    void addTo(CLI::App& command, const std::string& help);
    [[nodiscard]] int bits() const { return format == "png16" ? 16 : 8; }
    /// "NAME-007.png" in the folder. Throws Error if that is one of the inputs.
    [[nodiscard]] std::filesystem::path file(const std::string& name, std::size_t index,
                                             const InputFiles& inputs) const;
};

/// REF IMG..., where REF may also be given as -r/--reference and each IMG as -t/--test.
struct PictureArguments {
    std::string firstPositional, referenceOption;
    std::vector<std::string> otherPositionals, testOptions;

    void addTo(CLI::App& command, bool severalImages);

    struct Paths {
        std::string reference;
        std::vector<std::string> images;
    };
    /// Whether there is any of them.
    [[nodiscard]] bool isGiven() const;
    /// Throws Error if there is no reference, no image, or more images than the command takes.
    [[nodiscard]] Paths paths() const;

  private:
    std::string command_;
    bool severalImages_ = false;
};

/// A check that an option is a number within a range; CLI::Range lets "nan" through.
CLI::Validator within(double low, double high);
/// A check that an option is a positive number and not "nan" or "inf".
CLI::Validator positive();
/// A check that an option is a number and not "nan" or "inf".
CLI::Validator finite();

/// --threads N, in force before the command's work begins.
void addThreadsOption(CLI::App& command);

/// "X,Y,W,H" as a rectangle that lies inside a picture of the given size. Throws Error that names the option
/// otherwise.
Rect rectNamed(const std::string& text, int width, int height, const std::string& option = "--region");

/// "LO,HI" as two numbers of which the second is larger. Throws Error otherwise.
std::pair<double, double> rangeNamed(const std::string& text);

}  // namespace suss::cli
