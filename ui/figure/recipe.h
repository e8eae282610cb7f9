#pragma once

#include "core/network/model_info.h"
#include "ui/figure/options.h"

#include <filesystem>
#include <optional>
#include <string>

namespace suss {

/// Everything that makes a figure, as JSON inside it (schema "suss.figure/1"): the same recipe gives the same
/// bytes of PNG and SVG again. It travels unchanged: a figure made from it holds it as it was read, but for
/// hashes and version if they are others now.
struct FigureRecipe {
    struct Input {
        std::string path;                      ///< relative to the recipe's folder if it lies in there
        std::string sha256;                    ///< of the file; empty: not known
        std::optional<std::string> example{};  ///< the built-in example instead; empty: not distorted
        bool operator==(const Input&) const = default;
    };
    Input reference, image;
    std::string background;  ///< as --background; empty: mid grey
    bool resize = false;     ///< the image is scaled to the size of the reference
    double exposure = 0;     ///< stops, as --exposure

    Input model;  ///< no path: the installed one
    std::string modelName, weightSet;
    std::optional<Weights> weights;  ///< edited ones, instead of those of the set
    ComponentSwitches components = kAllComponents;

    SampleSettings sample;
    FigureOptions options;
    /// Why the command line cannot make it, "Pasted picture is in no file"; empty if it can.
    std::string onlyInWindow;
    bool operator==(const FigureRecipe&) const = default;
};

/// One line of JSON, UTF-8.
QString toText(const FigureRecipe& recipe);
/// Throws Error for what is not JSON, another schema, keys that are not known and values of another kind.
FigureRecipe recipeIn(const QString& text);

/// A file as a recipe in `folder` names it, and back.
std::string nameIn(const std::filesystem::path& folder, const std::filesystem::path& file);
std::filesystem::path fileNamed(const std::string& name, const std::filesystem::path& folder);

/// Notes the hashes of both pictures' files as they are now. Throws Error if one cannot be read.
void noteHashes(FigureRecipe& recipe, const std::filesystem::path& folder);

}  // namespace suss
