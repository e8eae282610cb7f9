#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/explain/account.h"
#include "core/explain/sample_pictures.h"
#include "core/files.h"
#include "core/image/write.h"
#include "core/report/picture_notes.h"

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

namespace suss::cli {

namespace {

struct SampleOptions {
    std::string reference;
    OutputPictures output;
    int count = 8;
    std::uint64_t seed = 0;
    double strength = 1;
    ComponentsOption components;
    ModelOptions model;
    ReadingOptions reading;
};

/// Samples that are drawn together: the coefficients are read once for all of them.
constexpr int kBatch = 8;

void run(const SampleOptions& options) {
    const ComponentSwitches switches = options.components.switches();
    const int bits = options.output.bits();
    checkFolder(options.output.folder);
    const InputFiles inputs({options.reference});
    const Predictor predictor = options.model.load();
    const ModelInfo& model = predictor.info();
    const Weighting all = weightingNamed(model, options.model.weightSet);

    ProgressBar bar;
    const Progress progress = bar.callback();
    const auto reference =
        analyse(options.reading.readReference(options.reference), predictor, subProgress(progress, 0, 0.3));

    createFolder(options.output.folder);

    const Image mean = sampleMean(*reference, switches);
    // The parts of the distance that the components have in the picture as a whole, not as they were drawn.
    std::vector<std::string> columns{"file", "SUSS", "distance"};
    for (const Component component : kComponents) columns.emplace_back(nameOf(component));
    Table table(columns);
    for (int first = 0; first < options.count; first += kBatch) {
        const int count = std::min(kBatch, options.count - first);
        const std::vector<Image> batch = sampleDeviations(*reference, switches, options.seed, first, count);
        for (int i = 0; i < count; ++i) {
            const int index = first + i;
            report(progress, 0.3 + 0.7 * index / options.count, "Writing samples");
            const Image image =
                roundedTo(samplePicture(mean, batch[static_cast<std::size_t>(i)], options.strength), bits);
            const std::filesystem::path file =
                options.output.file("sample", static_cast<std::size_t>(index), inputs);
            writeImage(file, image, bits,
                       notesOfSample(model, switches, options.seed, index, options.strength));
            const Account account = accountOf(*compare(reference, image), all);
            std::vector<std::string> row{file.string(), fixed(account.suss, 6), fixed(account.distance, 6)};
            for (const ComponentAccount& part : account.components)
                row.push_back(fixed(part.contribution, 6));
            table.add(row);
        }
    }
    bar.erase();
    std::cout << table;
}

}  // namespace

void addSample(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "sample", "Draws pictures that the model holds to be the same as the reference");
    const auto options = std::make_shared<SampleOptions>();
    command->add_option("-r,--reference,REF", options->reference, "The reference picture")
        ->type_name("FILE")
        ->required();
    options->output.addTo(*command, "Folder for sample-000.png and so on");
    command->add_option("--count", options->count, "How many")
        ->capture_default_str()
        ->type_name("N")
        ->check(CLI::Range(1, 100000).description(""));
    command->add_option("--seed", options->seed, "Same seed, same samples, on any number of threads")
        ->capture_default_str()
        ->type_name("N")
        ->check(CLI::NonNegativeNumber.description(""));
    command->add_option("--strength", options->strength, "1 draws from the model; less is closer to its mean")
        ->capture_default_str()
        ->type_name("T")
        ->check(within(0, 1000));
    options->components.addTo(*command, "Components that are drawn; the others stay those of the reference");
    options->model.addTo(*command);
    options->reading.addTo(*command);
    addThreadsOption(*command);
    command->callback([options] { run(*options); });
}

}  // namespace suss::cli
