#include "app/cli/options.h"

#include "core/error.h"
#include "core/image/exposure.h"
#include "core/image/read.h"
#include "core/image/reshape.h"
#include "core/image/sizes.h"
#include "core/parallel.h"
#include "core/planes/planes.h"

#include <array>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <limits>
#include <sstream>

namespace suss::cli {

namespace {

std::vector<std::string> splitAtCommas(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
    return parts;
}

/// The whole text as a number; `base` is one of integers.
template <typename Number, typename... Base>
bool parsed(std::string_view text, Number& number, Base... base) {
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number, base...);
    return failure == std::errc() && end == text.data() + text.size();
}

/// "#rgb", "#rrggbb", "white", "black", "grey" or "gray" as sRGB values in [0, 1]. Throws Error otherwise.
std::array<float, 3> colourNamed(const std::string& text) {
    if (text == "white") return {1, 1, 1};
    if (text == "black") return {0, 0, 0};
    if (text == "grey" || text == "gray") return {0.5f, 0.5f, 0.5f};
    if ((text.size() == 4 || text.size() == 7) && text[0] == '#') {
        const std::size_t digits = (text.size() - 1) / 3;
        const float most = digits == 1 ? 15.0f : 255.0f;
        std::array<float, 3> colour{};
        bool valid = true;
        for (std::size_t c = 0; c < 3; ++c) {
            unsigned value = 0;
            valid = valid && parsed(std::string_view(text).substr(1 + c * digits, digits), value, 16);
            colour[c] = static_cast<float>(value) / most;
        }
        if (valid) return colour;
    }
    throw Error("\"" + text + "\" is not a colour: give #rgb, #rrggbb, white, black or grey.");
}

}  // namespace

void ModelOptions::addFileTo(CLI::App& command) {
    command.add_option("--model", file, "Model file instead of the installed one")->type_name("FILE");
}

void ModelOptions::addTo(CLI::App& command) {
    addFileTo(command);
    command.add_option("--weights", weightSet, "Set of weights in the model instead of its default")
        ->type_name("NAME");
}

Predictor ModelOptions::load() const {
    return Predictor::load(file.empty() ? defaultModelFile() : std::filesystem::path(file));
}

std::string ModelOptions::weightSetOf(const ModelInfo& info) const {
    return weightSet.empty() ? info.defaultWeights : weightSet;
}

void ComponentsOption::addTo(CLI::App& command, const std::string& help) {
    command.add_option("--components", list, help)->type_name("Y1,Y2,Y3,CbCr");
}

ComponentSwitches ComponentsOption::switches() const {
    if (list.empty()) return kAllComponents;
    ComponentSwitches switches{};
    for (const std::string& name : splitAtCommas(list)) {
        const auto component = componentNamed(name);
        if (!component)
            throw Error("--components: there is no component \"" + name + "\", only Y1, Y2, Y3 and CbCr.");
        switches[indexOf(*component)] = true;
    }
    return switches;
}

void ReadingOptions::addTo(CLI::App& command) {
    command
        .add_option(
            "--background", background,
            "Colour that transparent pixels are laid on: #rgb, #rrggbb, white, black or grey (mid grey)")
        ->type_name("COLOUR");
    command
        .add_option("--exposure", exposure,
                    "Read pictures so many stops brighter, in linear light: a negative number shows what is "
                    "brighter than white in OpenEXR and Radiance files")
        ->type_name("STOPS")
        ->check(within(-kMostStops, kMostStops));
}

void sayNotes(const std::string& path, const Image& image) {
    for (const std::string& note : image.notes) std::cerr << "suss: " + path + ": " + note + '\n';
}

Image ReadingOptions::read(const std::string& path, bool quiet) const {
    ReadOptions options;
    if (!background.empty()) options.background = colourNamed(background);
    options.exposure = exposure;
    Image image = readImage(path, options);
    if (!quiet) sayNotes(path, image);
    return image;
}

Image ReadingOptions::readReference(const std::string& path, bool quiet) const {
    Image image = read(path, quiet);
    requireLargeEnough(image, path);
    return image;
}

void ReadingOptions::addResizeTo(CLI::App& command) {
    command.add_flag("--resize", resize, "Scale an image of another size to that of the reference");
}

Image ReadingOptions::fitted(Image image, const Image& reference, const std::string& referencePath,
                             const std::string& path, bool quiet) const {
    if (image.sameSize(reference)) return image;
    if (resize) {
        Image scaled = resizedToCompare(image, reference.width, reference.height);
        if (!quiet) std::cerr << "suss: " << path << ": " << scaled.notes.back() << '\n';
        return scaled;
    }
    std::string sentence = unequalSizes(reference, image, referencePath, path);
    sentence.pop_back();  // its full stop
    throw Error(sentence + ", or let --resize scale the image.");
}

void OutputPictures::addTo(CLI::App& command, const std::string& help) {
    command.add_option("-o,--output", folder, help)->type_name("DIR")->required();
    command.add_option("--format", format, "Bits a channel: png16 or png (8)")
        ->capture_default_str()
        ->type_name("png16|png")
        ->check(CLI::IsMember({"png16", "png"}).description(""));
}

InputFiles::InputFiles(const std::vector<std::string>& files) {
    std::error_code ignored;
    for (const std::string& file : files) {
        if (file.empty()) continue;
        if (const auto path = std::filesystem::weakly_canonical(file, ignored); !path.empty())
            files_.insert(path);
    }
}

void InputFiles::refuse(const std::filesystem::path& output) const {
    std::error_code ignored;
    if (files_.contains(std::filesystem::weakly_canonical(output, ignored)))
        throw Error("\"" + output.string() + "\" is read by this command; write to another file.");
}

std::filesystem::path OutputPictures::file(const std::string& name, std::size_t index,
                                           const InputFiles& inputs) const {
    const std::string number = std::to_string(index);
    const auto file =
        std::filesystem::path(folder) /
        (name + '-' + std::string(number.size() < 3 ? 3 - number.size() : 0, '0') + number + ".png");
    inputs.refuse(file);
    return file;
}

void PictureArguments::addTo(CLI::App& command, bool severalImages) {
    command_ = command.get_name();
    severalImages_ = severalImages;
    command.add_option("REF", firstPositional, "The reference picture")->type_name("FILE");
    command
        .add_option("IMG", otherPositionals,
                    severalImages ? "Pictures to compare with it" : "A picture to compare with it")
        ->type_name("FILE");
    command.add_option("-r,--reference", referenceOption, "The reference picture, instead of REF")
        ->type_name("FILE");
    command.add_option("-t,--test", testOptions, "A picture to compare with it, instead of IMG")
        ->type_name("FILE")
        ->allow_extra_args(false);
}

bool PictureArguments::isGiven() const {
    return !firstPositional.empty() || !otherPositionals.empty() || !referenceOption.empty() ||
           !testOptions.empty();
}

PictureArguments::Paths PictureArguments::paths() const {
    Paths paths{referenceOption, {}};
    if (!firstPositional.empty()) {
        if (paths.reference.empty())
            paths.reference = firstPositional;
        else
            paths.images.push_back(firstPositional);
    }
    paths.images.insert(paths.images.end(), otherPositionals.begin(), otherPositionals.end());
    paths.images.insert(paths.images.end(), testOptions.begin(), testOptions.end());
    if (paths.reference.empty() || paths.images.empty())
        throw Error(command_ + " needs a reference and an image to compare with it (suss " + command_ +
                    " --help tells more).");
    if (!severalImages_ && paths.images.size() > 1)
        throw Error(command_ + " takes one image beside the reference, not " +
                    std::to_string(paths.images.size()) + ".");
    return paths;
}

CLI::Validator within(double low, double high) {
    return {[=](std::string& text) {
                double number = 0;
                if (CLI::detail::lexical_cast(text, number) && number >= low && number <= high)
                    return std::string();
                std::ostringstream problem;
                problem << "Value " << text << " not in range " << low << " to " << high;
                return problem.str();
            },
            ""};
}

CLI::Validator positive() {
    constexpr double kLeast = std::numeric_limits<double>::min(), kMost = std::numeric_limits<double>::max();
    return {[](std::string& text) {
                return within(kLeast, kMost)(text).empty() ? std::string()
                                                           : text + " is not a positive number";
            },
            ""};
}

CLI::Validator finite() {
    constexpr double kMost = std::numeric_limits<double>::max();
    return {[](std::string& text) {
                return within(-kMost, kMost)(text).empty() ? std::string() : text + " is not a number";
            },
            ""};
}

void addThreadsOption(CLI::App& command) {
    command
        .add_option_function<int>("--threads", setThreadCount, "Processor threads to use (0: all of them)")
        ->type_name("N")
        ->check(CLI::Range(0, 1024).description(""));
}

Rect rectNamed(const std::string& text, int width, int height, const std::string& option) {
    const std::vector<std::string> parts = splitAtCommas(text);
    Rect rect;
    if (parts.size() != 4 || !parsed(parts[0], rect.x) || !parsed(parts[1], rect.y) ||
        !parsed(parts[2], rect.width) || !parsed(parts[3], rect.height))
        throw Error(option + " takes four whole numbers X,Y,W,H in pixels, not \"" + text + "\".");
    requireInside(rect, width, height, option + " " + text);
    return rect;
}

std::pair<double, double> rangeNamed(const std::string& text) {
    const std::vector<std::string> parts = splitAtCommas(text);
    std::pair<double, double> range;
    if (parts.size() != 2 || !parsed(parts[0], range.first) || !parsed(parts[1], range.second) ||
        !std::isfinite(range.first) || !std::isfinite(range.second) || range.first >= range.second)
        throw Error("--range takes two numbers LO,HI of which the second is larger, not \"" + text + "\".");
    return range;
}

}  // namespace suss::cli
