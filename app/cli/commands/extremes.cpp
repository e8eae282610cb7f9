#include "core/explain/extremes.h"

#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/files.h"
#include "core/image/write.h"
#include "core/report/picture_notes.h"

#include <filesystem>
#include <iostream>
#include <memory>

namespace suss::cli {

namespace {

struct ExtremesOptions {
    std::string reference, region, spread = "windows";
    OutputPictures output;
    ExtremesRequest request;
    ComponentsOption components;
    ModelOptions model;
    ReadingOptions reading;
};

void run(const ExtremesOptions& options) {
    const ComponentSwitches switches = options.components.switches();
    const int bits = options.output.bits();
    checkFolder(options.output.folder);
    const auto fileOf = [&](const std::string& name) {
        return std::filesystem::path(options.output.folder) / (name + ".png");
    };
    const InputFiles inputs({options.reference});
    for (const char* name : {"most", "least"}) inputs.refuse(fileOf(name));
    const Predictor predictor = options.model.load();
    const ModelInfo& model = predictor.info();

    ProgressBar bar;
    const Progress progress = bar.callback();
    Image image = options.reading.readReference(options.reference);
    ExtremesRequest request = options.request;
    request.weighting = weightingNamed(model, options.model.weightSet, switches);
    request.spread = options.spread == "whole" ? Spread::Whole : Spread::Windows;
    if (!options.region.empty()) request.region = rectNamed(options.region, image.width, image.height);
    const auto reference = analyse(std::move(image), predictor, subProgress(progress, 0, 0.1));
    const Extremes extremes = extremesOf(reference, request, subProgress(progress, 0.1, 1));

    createFolder(options.output.folder);

    Table table({"file", "RMSE", "PSNR", "SUSS", "distance", "SSIM", "GMSD", "residual"});
    const auto save = [&](const std::string& name, const Extreme& extreme) {
        const Image saved = roundedTo(extreme.image, bits);
        const std::filesystem::path file = fileOf(name);
        writeImage(file, saved, bits, notesOfExtreme(model, name, request, options.model.weightSetOf(model)));
        const ExtremeFigures figures = figuresOf(reference, saved, request);
        table.add({file.string(), fixed(figures.rmse, 4), fixed(figures.baselines.psnr, 3),
                   fixed(figures.account.suss, 6), fixed(figures.account.distance, 6),
                   fixed(figures.baselines.ssim, 5), fixed(figures.baselines.gmsd, 5),
                   fixed(extreme.residual, 5)});
    };
    save("most", extremes.most);
    save("least", extremes.least);
    bar.erase();
    std::cout << table;
}

}  // namespace

void addExtremes(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "extremes", "Changes the reference by a given error in the most and the least visible way");
    const auto options = std::make_shared<ExtremesOptions>();
    command->add_option("-r,--reference,REF", options->reference, "The reference picture")
        ->type_name("FILE")
        ->required();
    options->output.addTo(*command, "Folder for most.png and least.png");
    command->add_option("--rmse", options->request.rmse, "Root of the mean square error, in levels of 255")
        ->capture_default_str()
        ->type_name("LEVELS")
        ->check(within(0.001, 255));
    options->components.addTo(*command, "Components that count, in the search and in the score");
    command->add_option("--region", options->region, "Where the picture may change; the error is that within")
        ->type_name("X,Y,W,H");
    command
        ->add_option("--spread", options->spread,
                     "windows: the same error in every window; whole: wherever it is extreme, in few pixels")
        ->capture_default_str()
        ->type_name("windows|whole")
        ->check(CLI::IsMember({"windows", "whole"}).description(""));
    command->add_option("--window", options->request.window, "Side of a window in pixels, a multiple of 4")
        ->capture_default_str()
        ->type_name("N");
    command
        ->add_option("--seed", options->request.seed,
                     "Of the search's start; the extremes hardly depend on it")
        ->capture_default_str()
        ->type_name("N")
        ->check(CLI::NonNegativeNumber.description(""));
    command
        ->add_option("--tolerance", options->request.tolerance, "Relative residual at which the search ends")
        ->capture_default_str()
        ->type_name("R")
        ->check(within(1e-9, 1));
    command->add_option("--iterations", options->request.iterations, "At most, for each window and extreme")
        ->capture_default_str()
        ->type_name("N")
        ->check(CLI::Range(1, 100000).description(""));
    options->model.addTo(*command);
    options->reading.addTo(*command);
    addThreadsOption(*command);
    command->callback([options] { run(*options); });
}

}  // namespace suss::cli
