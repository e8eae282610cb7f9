#include "core/explain/repair.h"

#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/pictures.h"
#include "app/cli/terminal.h"
#include "core/error.h"
#include "core/explain/baselines.h"
#include "core/explain/in_words.h"
#include "core/files.h"
#include "core/image/write.h"
#include "core/report/picture_notes.h"

#include <filesystem>
#include <iostream>
#include <memory>

namespace suss::cli {

namespace {

struct RepairCommandOptions {
    PictureArguments pictures;
    OutputPictures output;
    std::string first;
    int frames = 12;
    ComponentsOption components;
    ModelOptions model;
    ReadingOptions reading;
};

void run(const RepairCommandOptions& options) {
    const PictureArguments::Paths paths = options.pictures.paths();
    const int bits = options.output.bits();
    if (!options.first.empty() && endingOf(options.first) != ".png")
        throw Error(options.first + " is not the name of a PNG file.");
    checkFolder(options.output.folder);
    const InputFiles inputs({paths.reference, paths.images.front()});
    if (!options.first.empty()) {
        checkWritable(options.first);
        inputs.refuse(options.first);
    }
    const Predictor predictor = options.model.load();
    const ModelInfo& model = predictor.info();
    const Weighting weighting = weightingNamed(model, options.model.weightSet, options.components.switches());

    ProgressBar bar;
    const Progress progress = bar.callback();
    Image referenceImage = options.reading.readReference(paths.reference);
    Image image = options.reading.readLike(referenceImage, paths.reference, paths.images.front());
    const auto reference = analyse(std::move(referenceImage), predictor, subProgress(progress, 0, 0.3));
    const auto comparison = compare(reference, std::move(image));
    const Repair repaired = repair(*comparison, weighting, options.frames, subProgress(progress, 0.3, 0.8));

    createFolder(options.output.folder);

    Table table({"file", "SUSS", "distance", "PSNR", "SSIM"});
    for (std::size_t i = 0; i < repaired.frames.size(); ++i) {
        report(progress, 0.8 + 0.2 * double(i) / double(repaired.frames.size()), "Writing");
        // The scores printed are those of the file.
        const Image frame = roundedTo(frameImage(*comparison, repaired.frames[i]), bits);
        const std::filesystem::path file = options.output.file("repair", i, inputs);
        writeImage(file, frame, bits,
                   notesOfRepaired(model, weighting.enabled, repaired.frames[i].position,
                                   options.model.weightSetOf(model)));
        const Account account = accountOf(*compare(reference, frame), weighting);
        const Baselines baselines = baselinesOf(*reference->image, frame);
        table.add({file.string(), fixed(account.suss, 6), fixed(account.distance, 6),
                   fixed(baselines.psnr, 2), fixed(baselines.ssim, 4)});
    }
    if (!options.first.empty()) writeEarlinessPicture(options.first, earlinessOf(repaired));
    bar.erase();
    std::cout << table;
    if (const std::string first = firstInWords(*comparison, weighting, repaired); !first.empty())
        std::cout << '\n' << first << '\n';
}

}  // namespace

void addRepair(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "repair", "Shows what has to change first: the image on its way to the reference");
    const auto options = std::make_shared<RepairCommandOptions>();
    options->pictures.addTo(*command, false);
    options->output.addTo(*command, "Folder for repair-000.png, which is the image itself, and so on");
    command->add_option("--frames", options->frames, "How many pictures at most")
        ->capture_default_str()
        ->type_name("N")
        ->check(CLI::Range(2, 1000).description(""));
    command
        ->add_option(
            "--first", options->first,
            "Write where things change first, averaged over a few pixels: bright early, dark late or "
            "never")
        ->type_name("OUT.png");
    options->components.addTo(*command, "Components that count");
    options->model.addTo(*command);
    options->reading.addResizeTo(*command);
    options->reading.addTo(*command);
    addThreadsOption(*command);
    command->callback([options] { run(*options); });
}

}  // namespace suss::cli
