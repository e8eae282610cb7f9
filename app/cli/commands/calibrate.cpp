#include "core/train/calibrate.h"

#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"

#include <iostream>
#include <memory>

namespace suss::cli {

namespace {

struct CalibrateArguments {
    std::string photos;
    bool json = false;
    ModelOptions model;
    CalibrateOptions options;
};

void print(const Calibration& calibration) {
    std::cout << calibration.photos << " photos (" << calibration.photosSkipped << " left out), "
              << calibration.variants << " imperceptible variants of each, seed " << calibration.seed
              << "\n\n";
    Table table({"component", "nats/variable", "diagonal", "one Gaussian", "z^2/n", "correlation", "whitened",
                 "samples", "widest"});
    for (const ComponentCalibration& part : calibration.components)
        table.add({std::string(nameOf(part.component)), fixed(part.natsPerVariable, 4),
                   fixed(part.natsPerVariableDiagonal, 4), fixed(part.natsPerVariableGlobal, 4),
                   fixed(part.meanSquaredWhitened, 3) + " +- " + fixed(part.meanSquaredWhitenedError, 3),
                   fixed(part.neighbourCorrelationRaw, 3), fixed(part.neighbourCorrelationWhitened, 3),
                   fixed(part.sampleSpreadMedian, 2), fixed(part.sampleSpreadLargest, 2)});
    std::cout
        << table
        << "\n  nats/variable: higher fits better; beside it the same model without its off-diagonals, and "
           "one\n"
           "  Gaussian for all photos. z^2/n (+- its standard error) is 1 when the predicted spread is "
           "right.\n"
           "  Correlation of neighbours before and after whitening: 0 when the model has explained it all.\n"
           "  Samples: how far they move against how far the variants do, in the middle photo and in the "
           "one\n"
           "  where it is most.\n";
}

void run(const CalibrateArguments& arguments) {
    const Predictor predictor = arguments.model.load();
    const Calibration calibration = [&] {
        ProgressBar bar(!arguments.json);
        return calibrate(predictor, arguments.photos, arguments.options, bar.callback());
    }();
    if (arguments.json)
        std::cout << calibrationDocument(predictor.info(), calibration).dump(2) << '\n';
    else
        print(calibration);
}

}  // namespace

void addCalibrate(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "calibrate", "Checks the model on imperceptible variants of photos it has not seen");
    const auto arguments = std::make_shared<CalibrateArguments>();
    command
        ->add_option("--photos", arguments->photos,
                     "Folder of photos; those it has learned from are left out")
        ->type_name("DIR")
        ->required();
    command->add_flag("--json", arguments->json, "Print the figures as JSON (schema suss.calibrate/1)");
    command->add_option("--variants", arguments->options.variantsPerPhoto, "Variants of each photo")
        ->type_name("N")
        ->check(CLI::Range(1, 1000).description(""))
        ->capture_default_str();
    command->add_option("--seed", arguments->options.seed, "Seed of the variants")
        ->type_name("S")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber.description(""));
    arguments->model.addFileTo(*command);
    addThreadsOption(*command);
    command->callback([arguments] { run(*arguments); });
}

}  // namespace suss::cli
