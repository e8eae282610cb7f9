#include "ui/report/report.h"

#include "app/cli/batch.h"
#include "app/cli/commands.h"
#include "core/files.h"
#include "ui/text.h"

#include <memory>

namespace suss::cli {

namespace {

struct ReportOptions {
    PictureArguments pictures;
    BatchOptions batch;
    std::string output, title;
};

void run(const ReportOptions& options) {
    const PictureArguments::Paths paths = options.pictures.paths();
    checkWritable(options.output);
    InputFiles(filesOf({paths})).refuse(options.output);
    const Scoring scoring = scoringOf(options.batch);
    const int side = reportSide(paths.images.size());

    Report report;
    report.model = scoring.predictor.info();
    report.weightSet = toQString(scoring.weightSet);
    ProgressBar bar(!options.batch.quiet);
    std::vector<Failure> failures;
    runBatch({paths}, options.batch, scoring, bar,
             {[&](const Group& group, const GroupReference& reference) {
                  report.reference = reportPictureOf(*reference.image, toQString(group.reference), side);
              },
              [&](const WhitenedPair& pair, const ComparisonReport& numbers) {
                  report.items.push_back(reportItemOf(pair, scoring.weighting, numbers, side));
              },
              [] {}},
             failures);
    for (const Failure& failure : failures) report.failed.push_back(toQString(failure.problem));
    if (!report.items.empty()) {
        report.title =
            options.title.empty() ? "Compared with " + report.reference.name : toQString(options.title);
        report.made = QDateTime::currentDateTime();
        const QByteArray html = htmlOf(report);
        writeFile(options.output, {html.constData(), static_cast<std::size_t>(html.size())});
    }
    throwIfAny(failures, paths.images.size());
}

}  // namespace

void addReport(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "report", "Writes the comparison of images with a reference as one HTML page for anybody to read");
    const auto options = std::make_shared<ReportOptions>();
    options->pictures.addTo(*command, true);
    command
        ->add_option("-o,--output", options->output,
                     "The page: pictures, numbers and reasons in one file that needs no network")
        ->type_name("OUT.html")
        ->required();
    command->add_option("--title", options->title, "Its heading")->type_name("TEXT");
    options->batch.addTo(*command);
    command->add_flag("--quiet", options->batch.quiet, "Print nothing but errors");
    command->callback([options] { run(*options); });
}

}  // namespace suss::cli
