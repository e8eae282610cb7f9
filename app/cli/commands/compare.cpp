#include "app/cli/commands.h"
#include "app/cli/comparison_text.h"
#include "app/cli/csv.h"
#include "app/cli/options.h"
#include "app/cli/pictures.h"
#include "app/cli/terminal.h"
#include "core/error.h"
#include "core/report/comparison_json.h"
#include "ui/jobs.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

namespace suss::cli {

namespace {

struct CompareOptions {
    PictureArguments pictures;
    ModelOptions model;
    ComponentsOption components;
    ReadingOptions reading;
    bool json = false, quiet = false;
    std::string region, map, residual, csv;
    std::optional<double> failBelow;
};

/// Where the picture that belongs to one of several images goes: its stem stands before the extension.
std::string outputFor(const std::string& output, const std::string& image, bool several) {
    return several ? withSuffix(output, std::filesystem::path(image).stem().string()) : output;
}

void checkOutputs(const CompareOptions& options, const std::vector<std::string>& images) {
    for (const std::string& output : {options.map, options.residual})
        if (!output.empty() && std::filesystem::path(output).extension() != ".png")
            throw Error(output + " is not the name of a PNG file.");
    if (options.map.empty() && options.residual.empty()) return;
    std::set<std::string> stems;
    for (const std::string& image : images)
        if (!stems.insert(std::filesystem::path(image).stem().string()).second)
            throw Error(
                "The pictures made for " + image +
                " and for another image of the same name would share a file: compare them one by one.");
}

int run(const CompareOptions& options) {
    const PictureArguments::Paths paths = options.pictures.paths();
    const ComponentSwitches switches = options.components.switches();
    checkOutputs(options, paths.images);
    const Predictor predictor = options.model.load();
    const ModelInfo& model = predictor.info();
    const std::string weightSet = options.model.weightSetOf(model);
    const Weighting weighting = weightingNamed(model, weightSet, switches);

    Image referenceImage = options.reading.read(paths.reference, options.quiet);
    std::optional<Rect> region;
    if (!options.region.empty())
        region = rectNamed(options.region, referenceImage.width, referenceImage.height);
    std::shared_ptr<const Reference> reference;
    {
        ProgressBar bar(!options.quiet && !options.json);
        reference = analyse(std::move(referenceImage), predictor, bar.callback());
    }

    const bool asText = !options.quiet && !options.json;
    if (asText) std::cout << headingOf(paths.reference, reference->image, model, weightSet);
    std::vector<ComparisonReport> reports;
    std::vector<NamedMap> maps;
    int exitCode = 0;
    for (const std::string& path : paths.images) {
        throwIfInterrupted();
        const auto comparison = compare(
            reference, options.reading.readLike(reference->image, paths.reference, path, options.quiet));
        ComparisonReport report{path, accountOf(*comparison, weighting),
                                baselinesOf(reference->image, comparison->image),
                                rankedRegions(*comparison, weighting)};
        if (region) report.region = RegionAccount{*region, contributionsIn(*comparison, weighting, *region)};

        const bool several = paths.images.size() > 1;
        if (!options.map.empty())
            maps.push_back({outputFor(options.map, path, several), localDistance(*comparison, weighting)});
        if (!options.residual.empty())
            writeResidualPicture(outputFor(options.residual, path, several), *comparison, switches);
        if (asText) std::cout << '\n' << textOf(report) << std::flush;
        if (options.failBelow && report.account.suss < *options.failBelow) exitCode = 1;
        reports.push_back(std::move(report));
    }
    writeMapPictures(maps);
    if (!options.csv.empty()) appendCsvRows(options.csv, paths.reference, model, weightSet, reports);
    if (options.json)
        std::cout << comparisonDocument(model, weightSet, paths.reference, reference->image, reports)
                         .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                  << '\n';
    return exitCode;
}

}  // namespace

void addCompare(CLI::App& program, int& exitCode) {
    CLI::App* command = program.add_subcommand("compare", "Scores images against a reference and says why");
    const auto options = std::make_shared<CompareOptions>();
    options->pictures.addTo(*command, true);
    command->add_flag("--json", options->json, "Print the whole account as JSON (schema suss.compare/1)");
    options->components.addTo(*command, "Components that count");
    command->add_option("--region", options->region, "Also account for this rectangle of the picture")
        ->type_name("X,Y,W,H");
    command
        ->add_option(
            "--map", options->map,
            "Write the SUSS map: where the distance comes from, in colours of one range for all images. "
            "With several images the name of each is added to the file's")
        ->type_name("OUT.png");
    command
        ->add_option(
            "--residual", options->residual,
            "Write the whitened residuals of the components side by side, in colours from -4 to 4 standard "
            "deviations")
        ->type_name("OUT.png");
    command->add_option("--fail-below", options->failBelow, "Exit with 1 if an image scores below this")
        ->type_name("SUSS");
    command->add_option("--csv", options->csv, "Append one row a comparison to this table")
        ->type_name("FILE");
    options->model.addTo(*command);
    options->reading.addResizeTo(*command);
    options->reading.addTo(*command);
    addThreadsOption(*command);
    command->add_flag("--quiet", options->quiet, "Print nothing but errors: the exit code is the answer");
    command->callback([options, &exitCode] { exitCode = run(*options); });
}

}  // namespace suss::cli
