#include "ui/figure/recipe.h"

#include "core/error.h"
#include "core/image/exposure.h"
#include "core/sha256.h"
#include "ui/text.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <set>

namespace suss {
namespace {

using nlohmann::json;

constexpr auto kSchema = "suss.figure/1";

std::string utf8(const QString& text) {
    return text.toStdString();
}

json jsonOf(const QRect& rect) {
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

json jsonOf(const FigureRecipe::Input& input) {
    if (input.example) return {{"example", *input.example}};
    json object = json::object();
    if (!input.path.empty()) object["path"] = input.path;
    if (!input.sha256.empty()) object["sha256"] = input.sha256;
    return object;
}

json jsonOf(const Weights& weights) {
    json object = json::object();
    for (const Component component : kComponents)
        object[std::string(nameOf(component))] = weights[indexOf(component)];
    return object;
}

// The members of one object. Whatever is not asked for is not known.
class Members {
  public:
    Members(const json& object, std::string name) : object_(object), name_(std::move(name)) {
        if (!object.is_object()) throw Error(nameInSentence() + " is not an object.");
    }

    [[nodiscard]] const json* find(const std::string& key) {
        known_.insert(key);
        const auto member = object_.find(key);
        return member == object_.end() || member->is_null() ? nullptr : &*member;
    }

    void read(const std::string& key, std::string& value) {
        if (const json* member = find(key)) {
            if (!member->is_string()) refuse(key, "a text");
            value = member->get<std::string>();
        }
    }
    void read(const std::string& key, QString& value) {
        std::string text = utf8(value);
        read(key, text);
        value = toQString(text);
    }
    void read(const std::string& key, bool& value) {
        if (const json* member = find(key)) {
            if (!member->is_boolean()) refuse(key, "true or false");
            value = member->get<bool>();
        }
    }
    void read(const std::string& key, double& value, double least, double most) {
        if (const json* member = find(key)) {
            if (member->is_number()) value = member->get<double>();
            if (!member->is_number() || !(value >= least && value <= most))
                refuse(key, "a number from " + utf8(formatNumber(least, 4)) + " to " +
                                utf8(formatNumber(most, 6)));
        }
    }
    void read(const std::string& key, int& value, int least, int most) {
        double number = value;
        read(key, number, least, most);
        if (number != std::floor(number)) refuse(key, "a whole number");
        value = int(number);
    }
    void read(const std::string& key, std::uint64_t& value) {
        if (const json* member = find(key)) {
            if (!member->is_number_unsigned()) refuse(key, "a whole number that is not negative");
            value = member->get<std::uint64_t>();
        }
    }
    [[nodiscard]] const json* array(const std::string& key) {
        const json* member = find(key);
        if (member && !member->is_array()) refuse(key, "a list");
        return member;
    }
    template <typename Read>
    void object(const std::string& key, Read read) {
        if (const json* member = find(key)) {
            Members members(*member, key);
            read(members);
            members.finish();
        }
    }

    void finish() const {
        for (const auto& [key, value] : object_.items())
            if (!known_.contains(key))
                throw Error("there is no key \"" + key + "\" in " + nameOrWhole() + ".");
    }
    [[noreturn]] void refuse(const std::string& key, const std::string& wanted) const {
        throw Error("\"" + key + "\" in " + nameOrWhole() + " must be " + wanted + ".");
    }

  private:
    [[nodiscard]] std::string nameOrWhole() const {
        return name_.empty() ? "the recipe" : "\"" + name_ + "\"";
    }
    [[nodiscard]] std::string nameInSentence() const { return name_.empty() ? "it" : "\"" + name_ + "\""; }

    const json& object_;
    std::string name_;
    std::set<std::string> known_;
};

void readInput(Members& recipe, const std::string& key, FigureRecipe::Input& input) {
    recipe.object(key, [&](Members& members) {
        members.read("path", input.path);
        members.read("sha256", input.sha256);
        if (std::string example; members.find("example")) {
            members.read("example", example);
            input.example = example;
        }
        if (input.example && !(input.path.empty() && input.sha256.empty()))
            throw Error("\"" + key + "\" is either a file or an example, not both.");
    });
}

QRect rectIn(const Members& members, const std::string& key, const json& value) {
    constexpr int kMost = 1'000'000;
    bool valid = value.is_array() && value.size() == 4;
    for (std::size_t i = 0; valid && i < 4; ++i)
        valid = value[i].is_number_integer() && value[i] >= (i < 2 ? 0 : 1) && value[i] <= kMost;
    if (!valid) members.refuse(key, "of four whole numbers: left, top, width and height in pixels");
    return {value[0].get<int>(), value[1].get<int>(), value[2].get<int>(), value[3].get<int>()};
}

void readPanels(Members& members, std::vector<FigurePanel>& panels) {
    const json* list = members.array("panels");
    if (!list) return;
    panels.clear();
    for (const json& entry : *list) {
        if (!entry.is_string()) members.refuse("panels", "a list of names");
        const auto named = panelsNamed(toQString(entry.get<std::string>()), true);
        panels.insert(panels.end(), named.begin(), named.end());
    }
    if (panels.empty()) members.refuse("panels", "a list of at least one name");
}

Colormap colormapIn(Members& members, const std::string& key, Colormap colormap, bool wantDiverging) {
    QString name = keyOf(colormap);
    members.read(key, name);
    const auto named = colormapNamed(name);
    if (!named || isDiverging(*named) != wantDiverging)
        members.refuse(key, wantDiverging ? "a colour map for signed values" : "a colour map for magnitudes");
    return *named;
}

void readOptions(Members& members, FigureOptions& options) {
    readPanels(members, options.panels);
    members.read("columns", options.columns, 0, 100);
    members.read("width_mm", options.widthMm, 0, kWidestMm);
    if (options.widthMm != 0 && options.widthMm < kNarrowestMm)
        members.refuse("width_mm", "0 or at least " + std::to_string(int(kNarrowestMm)));
    members.read("dpi", options.dpi, kLeastDpi, kMostDpi);
    members.read("magnification", options.magnification, 0, 4096);
    if (const json* region = members.find("region")) options.crop = rectIn(members, "region", *region);
    if (const json* marked = members.find("marked")) options.marked = rectIn(members, "marked", *marked);
    if (const json* insets = members.array("insets"))
        for (const json& inset : *insets) options.insets.push_back(rectIn(members, "insets", inset));
    members.object("colormaps", [&](Members& maps) {
        options.sequential = colormapIn(maps, "sequential", options.sequential, false);
        options.diverging = colormapIn(maps, "diverging", options.diverging, true);
    });
    members.object("ranges", [&](Members& ranges) {
        for (std::size_t i = 0; i < kRangeGroupCount; ++i) {
            const std::string name = utf8(keyOf(RangeGroup(i)));
            const json* range = ranges.array(name);
            if (!range) continue;
            if (range->size() != 2 || !(*range)[0].is_number() || !(*range)[1].is_number() ||
                !((*range)[0].get<double>() < (*range)[1].get<double>()))
                ranges.refuse(name, "two numbers of which the second is larger");
            options.ranges[i] = Range{(*range)[0].get<double>(), (*range)[1].get<double>()};
        }
    });
    if (const json* strengths = members.array("strengths")) {
        options.strengths.clear();
        for (const json& strength : *strengths) {
            const bool valid = strength.is_number() && strength >= 0.0 && strength <= kMostStrength;
            if (!valid) members.refuse("strengths", "a list of numbers from 0 to 1000");
            options.strengths.push_back(strength.get<double>());
        }
        if (options.strengths.empty() || int(options.strengths.size()) > kMostStrengths)
            members.refuse("strengths", "a list of 1 to " + std::to_string(kMostStrengths) + " numbers");
    }
    members.read("map_opacity", options.mapOpacity, 0, 1);
    members.read("region_boxes", options.regionBoxes);
    members.read("caption", options.caption);
    members.read("caption_text", options.captionText);
}

void readModel(Members& members, FigureRecipe& recipe) {
    members.object("model", [&](Members& model) {
        model.read("path", recipe.model.path);
        model.read("sha256", recipe.model.sha256);
        model.read("name", recipe.modelName);
        model.read("weights", recipe.weightSet);
        model.object("edited_weights", [&](Members& edited) {
            Weights weights{};
            for (const Component component : kComponents)
                edited.read(std::string(nameOf(component)), weights[indexOf(component)], 0, 1e6);
            recipe.weights = weights;
        });
    });
}

void readComponents(Members& members, ComponentSwitches& components) {
    const json* list = members.array("components");
    if (!list) return;
    components.fill(false);
    for (const json& name : *list) {
        const auto component = name.is_string() ? componentNamed(name.get<std::string>()) : std::nullopt;
        if (!component) members.refuse("components", "a list of Y1, Y2, Y3 and CbCr");
        components[indexOf(*component)] = true;
    }
}

}  // namespace

QString toText(const FigureRecipe& recipe) {
    const FigureOptions& options = recipe.options;
    json model = jsonOf(recipe.model);
    model["name"] = recipe.modelName;
    model["weights"] = recipe.weightSet;
    if (recipe.weights) model["edited_weights"] = jsonOf(*recipe.weights);

    json components = json::array(), panels = json::array(), insets = json::array(), ranges = json::object();
    for (const Component component : kComponents)
        if (recipe.components[indexOf(component)]) components.push_back(std::string(nameOf(component)));
    for (const FigurePanel& panel : options.panels) panels.push_back(utf8(keyOf(panel)));
    for (const QRect& inset : options.insets) insets.push_back(jsonOf(inset));
    for (std::size_t i = 0; i < kRangeGroupCount; ++i)
        if (const auto& range = options.ranges[i])
            ranges[utf8(keyOf(RangeGroup(i)))] = {range->low, range->high};

    json document{
        {"schema", kSchema},
        {"version", SUSS_VERSION},
        {"reference", jsonOf(recipe.reference)},
        {"image", jsonOf(recipe.image)},
        {"background", recipe.background},
        {"resize", recipe.resize},
        {"model", std::move(model)},
        {"components", std::move(components)},
        {"sample",
         {{"seed", recipe.sample.seed},
          {"number", recipe.sample.number},
          {"strength", recipe.sample.strength}}},
        {"panels", std::move(panels)},
        {"columns", options.columns},
        {"width_mm", options.widthMm},
        {"dpi", options.dpi},
        {"magnification", options.magnification},
        {"insets", std::move(insets)},
        {"colormaps",
         {{"sequential", utf8(keyOf(options.sequential))}, {"diverging", utf8(keyOf(options.diverging))}}},
        {"ranges", std::move(ranges)},
        {"strengths", options.strengths},
        {"region_boxes", options.regionBoxes},
        {"caption", options.caption},
        {"caption_text", utf8(options.captionText)}};
    if (recipe.exposure != 0) document["exposure"] = recipe.exposure;
    if (!options.crop.isEmpty()) document["region"] = jsonOf(options.crop);
    if (options.mapOpacity < 1) document["map_opacity"] = options.mapOpacity;
    if (!options.marked.isEmpty()) document["marked"] = jsonOf(options.marked);
    if (!recipe.onlyInWindow.empty()) document["only_in_window"] = recipe.onlyInWindow;
    return toQString(document.dump(-1, ' ', false, json::error_handler_t::replace));
}

FigureRecipe recipeIn(const QString& text) {
    const json document = json::parse(utf8(text), nullptr, false);
    if (document.is_discarded()) throw Error("it is not JSON.");
    Members members(document, "");
    std::string schema, version;
    members.read("schema", schema);
    if (schema != kSchema) throw Error("its schema is not " + std::string(kSchema) + ".");
    members.read("version", version);

    FigureRecipe recipe;
    readInput(members, "reference", recipe.reference);
    readInput(members, "image", recipe.image);
    members.read("background", recipe.background);
    members.read("resize", recipe.resize);
    members.read("exposure", recipe.exposure, -kMostStops, kMostStops);
    readModel(members, recipe);
    readComponents(members, recipe.components);
    members.object("sample", [&](Members& sample) {
        sample.read("seed", recipe.sample.seed);
        sample.read("number", recipe.sample.number, 0, 1e6);
        sample.read("strength", recipe.sample.strength, 0, kMostStrength);
    });
    readOptions(members, recipe.options);
    members.read("only_in_window", recipe.onlyInWindow);
    members.finish();
    return recipe;
}

std::string nameIn(const std::filesystem::path& folder, const std::filesystem::path& file) {
    namespace fs = std::filesystem;
    const fs::path whole = fs::absolute(file).lexically_normal();
    const fs::path inside = whole.lexically_relative((fs::current_path() / folder).lexically_normal());
    return inside.empty() || *inside.begin() == ".." ? whole.string() : inside.string();
}

std::filesystem::path fileNamed(const std::string& name, const std::filesystem::path& folder) {
    return folder / name;  // an absolute name stays as it is
}

void noteHashes(FigureRecipe& recipe, const std::filesystem::path& folder) {
    for (FigureRecipe::Input* input : {&recipe.reference, &recipe.image})
        if (!input->path.empty()) input->sha256 = sha256Of(fileNamed(input->path, folder));
}

}  // namespace suss
