#include "app/cli/commands.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/error.h"
#include "core/files.h"
#include "core/train/trainer.h"

#include <filesystem>
#include <memory>
#include <sstream>
#include <utility>

namespace suss::cli {

namespace {

struct TrainOptions {
    std::string photos, model, config, start;
    std::vector<std::string> judgments;
    bool resume = false;
    double hours = 0;
    std::optional<std::int64_t> steps;
    std::optional<std::uint64_t> seed;
};

std::string lineOf(const TrainReport& report) {
    std::ostringstream line;
    line << "step " << report.step << "  " << percent(report.fraction) << "  "
         << fixed(report.seconds / 3600, 2) << " h  " << report.stage << "  objective "
         << fixed(report.objective, 4);
    if (report.heldOut) {
        line << "  held out, nats a variable (z^2/n):";
        for (const Component component : kComponents)
            line << "  " << nameOf(component) << ' '
                 << fixed(report.heldOut->natsPerVariable[indexOf(component)], 3) << " ("
                 << fixed(report.heldOut->meanSquaredWhitened[indexOf(component)], 2) << ')';
    }
    if (report.ranking) line << "  judgments " << fixed(*report.ranking, 4);
    if (report.best) line << "  best so far, written";
    return line.str();
}

void run(const TrainOptions& options) {
    TrainJob job;
    checkWritable(options.model);
    std::vector<std::string> inputs{options.config, options.start};
    inputs.insert(inputs.end(), options.judgments.begin(), options.judgments.end());
    InputFiles(inputs).refuse(options.model);
    const std::string checkpoint = options.model + ".checkpoint";
    checkWritable(checkpoint);
    if (std::error_code failure; !options.resume && std::filesystem::exists(checkpoint, failure))
        throw Error("There is a checkpoint \"" + checkpoint +
                    "\" of an earlier run: go on from it with --resume, or remove it to begin anew.");
    job.photos = options.photos;
    job.model = options.model;
    if (!options.config.empty()) job.config = readTrainConfig(options.config);
    if (options.steps) job.config.steps = *options.steps;
    if (options.seed) job.config.seed = *options.seed;
    job.start = options.start;
    job.judgments.assign(options.judgments.begin(), options.judgments.end());
    job.hours = options.hours;
    job.resume = options.resume;

    ProgressBar bar;
    const Progress progress = bar.callback();
    bool saidUnusable = false;
    const TrainObserver observer = [&](const TrainReport& report) {
        if (report.photosUnusable && !std::exchange(saidUnusable, true))
            bar.print("Not used, as they are unreadable or too small: " +
                      std::to_string(report.photosUnusable) + " of the image files");
        if (report.heldOut) bar.print(lineOf(report));
        return progress(report.fraction, report.stage + ", step " + std::to_string(report.step) +
                                             ", objective " + fixed(report.objective, 4));
    };
    train(job, observer, progress);
    throwIfInterrupted();
}

}  // namespace

void addTrain(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "train", "Learns from photos alone what is imperceptible; Ctrl+C leaves a checkpoint to go on from");
    const auto options = std::make_shared<TrainOptions>();
    command->add_option("--photos", options->photos, "Folder of photos; a tenth of them is held out")
        ->type_name("DIR")
        ->required();
    command->add_option("-o,--output", options->model, "Model file; the checkpoint stands beside it")
        ->type_name("MODEL")
        ->required();
    auto* hours = command->add_option("--hours", options->hours, "Lay the schedule out over this time")
                      ->type_name("H")
                      ->check(positive());
    auto* steps = command->add_option("--steps", options->steps, "Lay the schedule out over this many steps")
                      ->type_name("N")
                      ->check(CLI::PositiveNumber.description(""))
                      ->excludes(hours);
    auto* seed = command->add_option("--seed", options->seed, "Seed of everything random")
                     ->type_name("S")
                     ->check(CLI::NonNegativeNumber.description(""));
    auto* config = command->add_option("--config", options->config, "Networks, variants and schedule (JSON)")
                       ->type_name("FILE");
    auto* start = command
                      ->add_option("--start", options->start,
                                   "Go on from this model's networks instead of from nothing")
                      ->type_name("MODEL");
    auto* judgments =
        command
            ->add_option("--judgments", options->judgments,
                         "Learn the order of these opinion scores as well, with the start's weights")
            ->type_name("PAIRS.csv")
            ->needs(start);
    command
        ->add_flag("--resume", options->resume,
                   "Go on from the checkpoint, with the configuration that it holds")
        ->excludes(hours)
        ->excludes(steps)
        ->excludes(seed)
        ->excludes(config)
        ->excludes(start)
        ->excludes(judgments);
    addThreadsOption(*command);
    command->callback([options] { run(*options); });
}

}  // namespace suss::cli
