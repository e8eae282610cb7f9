#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/files.h"
#include "core/report/distribution_files.h"

#include <memory>

namespace suss::cli {

namespace {

struct DistributionOptions {
    std::string reference, folder;
    ModelOptions model;
    ReadingOptions reading;
};

void run(const DistributionOptions& options) {
    checkFolder(options.folder);
    const Predictor predictor = options.model.load();
    const Weights& weights = predictor.info().weightsNamed(options.model.weightSet);
    ProgressBar bar;
    const auto reference =
        analyse(options.reading.readReference(options.reference), predictor, bar.callback());
    throwIfInterrupted();
    writeDistribution(options.folder, *reference, weights);
}

}  // namespace

void addDistribution(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "distribution", "Writes what the model holds to be the same as the reference as NumPy files");
    const auto options = std::make_shared<DistributionOptions>();
    command->add_option("-r,--reference,REF", options->reference, "The reference picture")
        ->type_name("FILE")
        ->required();
    command->add_option("-o,--output", options->folder, "Folder for the files and distribution.json")
        ->type_name("DIR")
        ->required();
    options->model.addTo(*command);
    options->reading.addTo(*command);
    addThreadsOption(*command);
    command->callback([options] { run(*options); });
}

}  // namespace suss::cli
