#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/error.h"
#include "core/explain/example.h"
#include "core/files.h"
#include "core/image/exposure.h"
#include "ui/figure/render.h"
#include "ui/paint/colormap.h"
#include "ui/rect.h"
#include "ui/source.h"

#include <QGuiApplication>
#include <QStringList>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace suss::cli {

namespace {

namespace fs = std::filesystem;

struct FigureArguments {
    PictureArguments pictures;
    std::string example, output, recipe, panels, colormap, range, region, caption;
    std::vector<std::string> insets;
    std::vector<double> strengths;
    int columns = 0;
    double widthMm = 0, dpi = 300;
    std::uint64_t seed = SampleSettings{}.seed;
    ModelOptions model;
    ComponentsOption components;
    ReadingOptions reading;
};

/// The one kind of values among the panels: a range means nothing for several kinds at once.
RangeGroup rangeGroupAmong(const std::vector<FigurePanel>& panels) {
    std::optional<RangeGroup> only;
    for (const FigurePanel& panel : panels) {
        const auto* kind = std::get_if<ViewKind>(&panel);
        const auto group = kind ? rangeGroupOf(*kind) : std::nullopt;
        if (!group) continue;
        if (only && *only != *group)
            throw Error(
                "--range: the panels show values of several kinds; choose --panels with one of them.");
        only = group;
    }
    if (!only) throw Error("--range: no panel shows values.");
    return *only;
}

FigureOptions optionsFrom(const FigureArguments& arguments, const Image& reference) {
    const auto rect = [&](const std::string& text, const std::string& option) {
        return toQRect(rectNamed(text, reference.width, reference.height, option));
    };
    FigureOptions options;
    if (!arguments.panels.empty()) options.panels = panelsNamed(QString::fromStdString(arguments.panels));
    options.columns = arguments.columns;
    options.widthMm = arguments.widthMm;
    options.dpi = arguments.dpi;
    options.captionText = QString::fromStdString(arguments.caption);
    if (!arguments.strengths.empty()) {
        if (std::ranges::count(options.panels, FigurePanel(StrengthsPanel())) == 0)
            throw Error("--strengths is about the panel samples: name it in --panels.");
        options.strengths = arguments.strengths;
    }
    if (!arguments.region.empty()) options.crop = rect(arguments.region, "--region");
    for (const std::string& inset : arguments.insets) options.insets.push_back(rect(inset, "--inset"));
    if (!arguments.colormap.empty()) {
        const auto colormap = colormapNamed(QString::fromStdString(arguments.colormap));
        if (!colormap) throw Error("--colormap: there is no colour map \"" + arguments.colormap + "\".");
        (isDiverging(*colormap) ? options.diverging : options.sequential) = *colormap;
    }
    if (!arguments.range.empty()) {
        const auto [low, high] = rangeNamed(arguments.range);
        options.ranges[static_cast<std::size_t>(rangeGroupAmong(options.panels))] = Range{low, high};
    }
    return options;
}

/// All but the options, which need to know the size of the pictures.
FigureRecipe recipeFrom(const FigureArguments& arguments, const fs::path& folder) {
    FigureRecipe recipe;
    if (!arguments.example.empty()) {
        if (arguments.pictures.isGiven())
            throw Error("Give a reference and an image, or --example, but not both.");
        recipe.reference.example = "";
        recipe.image.example = arguments.example;
    } else {
        const PictureArguments::Paths paths = arguments.pictures.paths();
        recipe.reference.path = nameIn(folder, paths.reference);
        recipe.image.path = nameIn(folder, paths.images.front());
    }
    recipe.background = arguments.reading.background;
    recipe.resize = arguments.reading.resize;
    recipe.exposure = arguments.reading.exposure;
    if (!arguments.model.file.empty()) recipe.model.path = nameIn(folder, arguments.model.file);
    recipe.weightSet = arguments.model.weightSet;
    recipe.components = arguments.components.switches();
    recipe.sample.seed = arguments.seed;
    return recipe;
}

QString titleOf(const FigureRecipe::Input& input) {
    if (input.example) return Source::example(QString::fromStdString(*input.example)).title();
    return QString::fromStdString(fs::path(input.path).filename().string());
}

struct Pair {
    Image reference, image;
    bool isScaled = false;  ///< the image, to the size of the reference
};

Pair readPair(const FigureRecipe& recipe, const fs::path& folder) {
    const ReadingOptions reading{recipe.background, recipe.resize, recipe.exposure};
    const auto read = [&](const FigureRecipe::Input& input, const auto& readFile) {
        if (!input.example) return readFile(fileNamed(input.path, folder).string());
        const Image example = exampleReference();
        return exposed(input.example->empty() ? example : distorted(example, *input.example),
                       recipe.exposure);
    };
    Image reference =
        read(recipe.reference, [&](const std::string& file) { return reading.readReference(file); });
    bool isScaled = false;
    Image image = read(recipe.image, [&](const std::string& file) {
        Image own = reading.read(file);
        isScaled = !own.sameSize(reference);
        return reading.fitted(std::move(own), reference, fileNamed(recipe.reference.path, folder).string(),
                              file);
    });
    if (!image.sameSize(reference))
        throw Error("The built-in example can only be compared with its own distortions.");
    return {std::move(reference), std::move(image), isScaled};
}

void warnUnlessSame(const FigureRecipe::Input& then, const FigureRecipe::Input& now) {
    if (!then.sha256.empty() && then.sha256 != now.sha256)
        std::cerr << "suss: " << (now.path.empty() ? "the model" : "\"" + now.path + "\"")
                  << " is not what the figure was made of: its SHA-256 differs.\n";
}

/// When each was written last; what is not there is said when it is read.
std::vector<fs::file_time_type> timesOf(const std::vector<std::string>& files) {
    std::vector<fs::file_time_type> times;
    std::error_code ignored;
    for (const std::string& file : files) times.push_back(fs::last_write_time(file, ignored));
    return times;
}

Predictor loadModel(const FigureArguments& arguments, const FigureRecipe& recipe, const fs::path& folder) {
    if (!arguments.model.file.empty() || recipe.model.path.empty()) return arguments.model.load();
    return Predictor::load(fileNamed(recipe.model.path, folder));
}

void run(const FigureArguments& arguments) {
    formatOf(arguments.output);
    checkWritable(arguments.output);
    const bool isAgain = !arguments.recipe.empty();
    const fs::path folder = fs::path(isAgain ? arguments.recipe : arguments.output).parent_path();
    FigureRecipe recipe = isAgain ? readRecipe(arguments.recipe) : recipeFrom(arguments, folder);
    if (!recipe.onlyInWindow.empty())
        throw Error("This figure can be made in the window only: " + recipe.onlyInWindow + ".");
    std::vector<std::string> inputs;
    for (const FigureRecipe::Input& input : {recipe.reference, recipe.image}) {
        if (input.example) continue;
        if (input.path.empty()) throw Error("The recipe names no reference or no image.");
        inputs.push_back(fileNamed(input.path, folder).string());
    }
    InputFiles(inputs).refuse(arguments.output);

    const Predictor predictor = loadModel(arguments, recipe, folder);
    const ModelInfo& model = predictor.info();
    if (recipe.weightSet.empty()) recipe.weightSet = model.defaultWeights;
    Weighting weighting = weightingNamed(model, recipe.weightSet, recipe.components);
    if (recipe.weights) {
        weighting.weights = *recipe.weights;
        weighting.noticing.reset();
    }
    const auto written = timesOf(inputs);
    Pair pair = readPair(recipe, folder);
    if (!isAgain) recipe.options = optionsFrom(arguments, pair.reference);
    checkFigure(recipe.options, pair.reference.width, pair.reference.height);

    // What is written is true of this figure, whatever it was made after.
    const FigureRecipe then = recipe;
    noteHashes(recipe, folder);
    if (timesOf(inputs) != written)
        throw Error("A picture changed while it was read; make the figure again once it is there.");
    recipe.modelName = model.name;
    recipe.model.sha256 = model.sha256;
    if (isAgain) {
        warnUnlessSame(then.reference, recipe.reference);
        warnUnlessSame(then.image, recipe.image);
        warnUnlessSame(then.model, recipe.model);
    }

    ProgressBar bar;
    const auto reference = analyse(std::move(pair.reference), predictor, bar.callback());
    const auto comparison = compareFollowing(reference, std::make_shared<const Image>(std::move(pair.image)));
    std::shared_ptr<const Comparison> backward;
    const auto& panels = recipe.options.panels;
    if (std::count(panels.begin(), panels.end(), FigurePanel(ViewKind::Directions)) > 0)
        backward = compare(analyse(comparison->image, predictor, bar.callback()), reference->image);
    throwIfInterrupted();

    // Fonts need an application. It shows nothing and wants no display, so its warnings about the desktop are
    // moot.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    int count = 1;
    char name[] = "suss";
    char* names[] = {name, nullptr};
    const QGuiApplication application(count, names);
    // As the window names it.
    const QString imageTitle = pair.isScaled ? titleOfScaled(titleOf(recipe.image)) : titleOf(recipe.image);
    FigureInput input = figureInputOf(comparison, weighting, titleOf(recipe.reference), imageTitle);
    input.modelName = QString::fromStdString(model.name);
    input.weightSet = QString::fromStdString(recipe.weightSet);
    if (recipe.weights) input.weightSet += QStringLiteral(", edited");
    input.sample = recipe.sample;
    input.backward = backward;
    saveFigure(input, recipe, arguments.output);
}

void refuseBesideRecipe(const CLI::App& command) {
    const std::set<std::string> allowed{"--recipe", "--output", "--model", "--threads"};
    for (const CLI::Option* option : command.get_options())
        if (option->count() > 0 && !allowed.contains(option->get_name()))
            throw Error("--recipe says everything about the figure, so " + option->get_name() +
                        " cannot be given beside it.");
}

/// "magma, viridis, ...".
std::string namesOf(const QList<Colormap>& colormaps) {
    QStringList names;
    for (const Colormap colormap : colormaps) names << keyOf(colormap);
    return names.join(QStringLiteral(", ")).toStdString();
}

/// "blur, jpeg, ...": the distortions of the example.
std::set<std::string> exampleKeys() {
    std::set<std::string> keys;
    for (const Distortion& distortion : exampleDistortions()) keys.insert(distortion.key);
    return keys;
}

}  // namespace

void addFigure(CLI::App& program) {
    CLI::App* command =
        program.add_subcommand("figure", "Writes the explanation of a difference as a figure for a paper");
    const auto arguments = std::make_shared<FigureArguments>();
    arguments->pictures.addTo(*command, false);
    command
        ->add_option("--example", arguments->example, "Explain a distortion of the built-in example instead")
        ->type_name("KEY")
        ->check(CLI::IsMember(exampleKeys()));
    command->add_option("-o,--output", arguments->output, "The figure")
        ->type_name("OUT.{png,svg,pdf}")
        ->required();
    command
        ->add_option(
            "--panels", arguments->panels,
            "What to show, in order: " + panelNames().toStdString() +
                "; whitened stands for all five residuals, samples for the mean and one sample at growing "
                "strengths")
        ->type_name("LIST");
    command->add_option("--columns", arguments->columns, "Panels side by side")
        ->type_name("N")
        ->check(CLI::Range(1, 100).description(""));
    command
        ->add_option("--width-mm", arguments->widthMm,
                     "Width on paper: 88 for one column of most journals, 180 for two. Without it the figure "
                     "grows with the pictures")
        ->type_name("MM")
        ->check(within(kNarrowestMm, kWidestMm));
    command
        ->add_option(
            "--dpi", arguments->dpi,
            "Least resolution of a PNG with --width-mm. It is finer where a pixel of the picture "
            "needs it to be a whole number of dots: pictures are never resampled. Without --width-mm "
            "it is only noted")
        ->type_name("DPI")
        ->check(within(kLeastDpi, kMostDpi))
        ->capture_default_str();
    command
        ->add_option(
            "--colormap", arguments->colormap,
            namesOf(sequentialColormaps()) + "; or for signed values " + namesOf(divergingColormaps()))
        ->type_name("NAME");
    command->add_option("--range", arguments->range, "Values that the ends of the colour map stand for")
        ->type_name("LO,HI");
    command->add_option("--region", arguments->region, "Show only this rectangle")->type_name("X,Y,W,H");
    command
        ->add_option("--inset", arguments->insets,
                     "Magnify this rectangle below every picture; up to three times")
        ->type_name("X,Y,W,H")
        ->allow_extra_args(false);
    command->add_option("--seed", arguments->seed, "Seed of samples")
        ->type_name("N")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber.description(""));
    command
        ->add_option("--strengths", arguments->strengths, "Strengths in the panel samples instead of 0.5,1,2")
        ->type_name("LIST")
        ->delimiter(',')
        ->expected(1, kMostStrengths)
        ->allow_extra_args(false)
        ->check(within(0, kMostStrength));
    command->add_option("--caption", arguments->caption, "Text of your own below")->type_name("TEXT");
    arguments->components.addTo(*command, "Components that count");
    arguments->model.addTo(*command);
    arguments->reading.addResizeTo(*command);
    arguments->reading.addTo(*command);
    command
        ->add_option(
            "--recipe", arguments->recipe,
            "Make a figure again, from a figure or from a JSON file: PNG and SVG byte for byte. It says "
            "all, so that only -o, --model and --threads may stand beside it")
        ->type_name("FILE");
    addThreadsOption(*command);
    command->callback([arguments, command] {
        if (!arguments->recipe.empty()) refuseBesideRecipe(*command);
        run(*arguments);
    });
}

}  // namespace suss::cli
