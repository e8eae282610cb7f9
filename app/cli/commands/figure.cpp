#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/error.h"
#include "core/explain/example.h"
#include "ui/figure/render.h"
#include "ui/source.h"

#include <QGuiApplication>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>

namespace suss::cli {

namespace {

struct FigureArguments {
    PictureArguments pictures;
    std::string example, output, panels, colormap, range, region, caption;
    int columns = 0;
    double dpi = 300;
    ModelOptions model;
    ComponentsOption components;
    ReadingOptions reading;
};

struct Pair {
    QString referenceTitle, imageTitle;
    Image reference, image;
};

Pair readPair(const FigureArguments& arguments) {
    if (!arguments.example.empty()) {
        Image reference = exampleReference();
        Image image = distorted(reference, arguments.example);
        return {Source::example().title(), Source::example(QString::fromStdString(arguments.example)).title(),
                std::move(reference), std::move(image)};
    }
    const PictureArguments::Paths paths = arguments.pictures.paths();
    const std::string& imagePath = paths.images.front();
    Image reference = arguments.reading.read(paths.reference);
    Image image = arguments.reading.readLike(reference, paths.reference, imagePath);
    const auto title = [](const std::string& path) {
        return QString::fromStdString(std::filesystem::path(path).filename().string());
    };
    return {title(paths.reference), title(imagePath), std::move(reference), std::move(image)};
}

/// The one kind of values among the panels: a range means nothing for several kinds at once.
RangeGroup rangeGroupAmong(const std::vector<FigurePanel>& panels) {
    std::optional<RangeGroup> only;
    for (const FigurePanel& panel : panels) {
        const auto group = panel ? rangeGroupOf(*panel) : std::nullopt;
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
    FigureOptions options;
    if (!arguments.panels.empty()) options.panels = panelsNamed(QString::fromStdString(arguments.panels));
    options.columns = arguments.columns;
    options.dpi = arguments.dpi;
    options.captionText = QString::fromStdString(arguments.caption);
    if (!arguments.region.empty()) {
        const Rect rect = rectNamed(arguments.region, reference.width, reference.height);
        options.crop = QRect(rect.x, rect.y, rect.width, rect.height);
    }
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

void run(const FigureArguments& arguments) {
    if (std::filesystem::path(arguments.output).extension() != ".png")
        throw Error("Figures are written as PNG files so far: " + arguments.output +
                    " does not end in .png.");
    const ComponentSwitches switches = arguments.components.switches();
    const Predictor predictor = arguments.model.load();
    const std::string weightSet = arguments.model.weightSetOf(predictor.info());
    const Weighting weighting = weightingNamed(predictor.info(), weightSet, switches);
    Pair pair = readPair(arguments);
    const FigureOptions options = optionsFrom(arguments, pair.reference);

    ProgressBar bar;
    const auto reference = analyse(std::move(pair.reference), predictor, bar.callback());
    const auto comparison = compare(reference, std::move(pair.image));
    std::shared_ptr<const Comparison> backward;
    if (std::count(options.panels.begin(), options.panels.end(), FigurePanel(ViewKind::Directions)) > 0)
        backward = compare(analyse(comparison->image, predictor, bar.callback()), Image(reference->image));
    throwIfInterrupted();

    // Fonts need an application. It shows nothing and wants no display, so its warnings about the desktop are
    // moot.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext&, const QString&) {});
    int count = 1;
    char name[] = "suss";
    char* names[] = {name, nullptr};
    const QGuiApplication application(count, names);
    FigureInput input = figureInputOf(comparison, weighting, pair.referenceTitle, pair.imageTitle);
    input.modelName = QString::fromStdString(predictor.info().name);
    input.weightSet = QString::fromStdString(weightSet);
    input.backward = backward;
    saveFigure(renderFigure(input, options), arguments.output);
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
        program.add_subcommand("figure", "Writes the explanation of a difference as a picture");
    const auto arguments = std::make_shared<FigureArguments>();
    arguments->pictures.addTo(*command, false);
    command
        ->add_option("--example", arguments->example, "Explain a distortion of the built-in example instead")
        ->type_name("KEY")
        ->check(CLI::IsMember(exampleKeys()));
    command->add_option("-o,--output", arguments->output, "The figure")->type_name("OUT.png")->required();
    command
        ->add_option(
            "--panels", arguments->panels,
            "What to show, in order: reference, image, difference, map, sample, whitened:Y1 (Y2, Y3, Cb, "
            "Cr), mean, spread:Y1 (...), ssim, directions, components")
        ->type_name("LIST");
    command->add_option("--columns", arguments->columns, "Panels side by side")
        ->type_name("N")
        ->check(CLI::Range(1, 100).description(""));
    command->add_option("--dpi", arguments->dpi, "Resolution noted in the picture")
        ->type_name("DPI")
        ->check(CLI::Range(10.0, 10000.0).description(""))
        ->capture_default_str();
    command
        ->add_option(
            "--colormap", arguments->colormap,
            "magma, viridis, inferno, cividis, grey; or for signed values diverging-light, diverging-dark")
        ->type_name("NAME");
    command->add_option("--range", arguments->range, "Values that the ends of the colour map stand for")
        ->type_name("LO,HI");
    command->add_option("--region", arguments->region, "Show only this rectangle")->type_name("X,Y,W,H");
    command->add_option("--caption", arguments->caption, "A line of your own below")->type_name("TEXT");
    arguments->components.addTo(*command, "Components that count");
    arguments->model.addTo(*command);
    arguments->reading.addResizeTo(*command);
    arguments->reading.addTo(*command);
    addThreadsOption(*command);
    command->callback([arguments] { run(*arguments); });
}

}  // namespace suss::cli
