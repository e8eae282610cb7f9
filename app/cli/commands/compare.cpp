#include "app/cli/batch.h"
#include "app/cli/commands.h"
#include "app/cli/comparison_text.h"
#include "app/cli/csv.h"
#include "app/cli/pictures.h"
#include "core/error.h"
#include "core/explain/relevance_map.h"
#include "core/files.h"
#include "core/image/write_floats.h"
#include "core/report/comparison_json.h"
#include "ui/paint/range.h"
#include "ui/report/raw_maps.h"

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <set>

namespace suss::cli {

namespace {

struct CompareOptions {
    PictureArguments pictures;
    BatchOptions batch;
    bool json = false;
    std::string pairs, map, residual, raw, rawFormat{kFloatFormats.front()}, csv;
    std::optional<double> failBelow;

    [[nodiscard]] bool asText() const { return !batch.quiet && !json; }
};

std::string stemOf(const std::string& path) {
    return std::filesystem::path(path).stem().string();
}

/// "out/map.png" and "blur" make "out/map-blur.png".
std::string withSuffix(const std::string& path, const std::string& suffix) {
    std::filesystem::path file(path);
    const std::string extension = file.extension().string();
    file.replace_extension();
    return file.string() + "-" + suffix + extension;
}

/// Where the raw numbers of an image go.
std::filesystem::path rawFileFor(const CompareOptions& options, const std::string& image, ViewKind kind) {
    return std::filesystem::path(options.raw) /
           (stemOf(image) + '.' + rawNameOf(kind) + '.' + options.rawFormat);
}

/// The stem of one of several images stands before the extension.
std::string fileFor(const std::string& output, const std::string& image, bool several) {
    return several ? withSuffix(output, stemOf(image)) : output;
}

void checkOutputs(const CompareOptions& options, const std::vector<Group>& groups) {
    for (const std::string& output : {options.map, options.residual})
        if (!output.empty() && endingOf(output) != ".png")
            throw Error(output + " is not the name of a PNG file.");
    for (const std::string& output : {options.map, options.residual, options.csv})
        if (!output.empty()) checkWritable(output);
    std::set<std::filesystem::path> files;
    for (const std::string& output : {options.map, options.residual, options.csv})
        if (!output.empty() && !files.insert(std::filesystem::weakly_canonical(output)).second)
            throw Error("\"" + output + "\" would be written twice; give each output a file of its own.");
    const InputFiles inputs(filesOf(groups));
    if (!options.csv.empty()) inputs.refuse(options.csv);
    if (options.map.empty() && options.residual.empty() && options.raw.empty()) return;
    std::set<std::string> stems;
    for (const Group& group : groups)
        for (const std::string& image : group.images) {
            for (const std::string& output : {options.map, options.residual})
                if (!output.empty()) inputs.refuse(fileFor(output, image, comparisonsIn(groups) > 1));
            if (!options.raw.empty())
                for (const ViewKind kind : kRawMaps) inputs.refuse(rawFileFor(options, image, kind));
            if (!stems.insert(stemOf(image)).second)
                throw Error("The files made for " + image +
                            " and for another image of the same name would be one: compare them one by one.");
        }
}

/// Everything that leaves `compare`, as it comes.
class Output {
  public:
    /// What cannot be done later on is added to `failures`, where that need not end everything.
    Output(const CompareOptions& options, const Scoring& scoring, const std::vector<Group>& groups,
           std::vector<Failure>& failures)
        : options_(options), scoring_(scoring), failures_(failures), several_(comparisonsIn(groups) > 1) {
        // A long list should not find out at its end that the table cannot be written.
        if (rowsAsTheyCome()) appendRows({});
        if (!options.raw.empty()) createFolder(options.raw);
    }

    void begin(const Group& group, const GroupReference& reference) {
        group_ = &group;
        reference_ = reference;
        if (options_.asText())
            std::cout << (documents_.empty() ? "" : "\n")
                      << headingOf(group.reference, *reference.image, model(), scoring_.weightSet)
                      << std::flush;
    }

    void add(const WhitenedPair& pair, const ComparisonReport& report) {
        if (!options_.map.empty()) addMap(localDistance(pair, scoring_.weighting), report);
        if (!options_.residual.empty())
            writeResidualPicture(fileFor(options_.residual, report.path, several_), pair,
                                 scoring_.weighting.enabled);
        if (!options_.raw.empty()) writeRaw(pair, report.path);
        if (options_.asText()) std::cout << '\n' << textOf(report) << std::flush;
        if (rowsAsTheyCome()) appendRows({report});
        below_ = below_ || (options_.failBelow && report.account.suss < *options_.failBelow);
        reports_.push_back(report);
    }

    /// The group is complete: its maps have one range.
    void end() {
        if (!options_.map.empty() && reference_.analysed && !reports_.empty()) writeMaps();
        close();
    }

    /// What there is after Ctrl+C. A group whose maps are not written yet goes without them.
    void interrupted() {
        close();
        say(failures_);
        printJson(true);
    }

    void printJson(bool interrupted) const {
        if (!options_.json) return;
        nlohmann::json document;
        if (!options_.pairs.empty())
            document = {{"schema", "suss.pairs/1"}, {"groups", documents_}};
        else if (!documents_.empty())
            document = documents_.front();
        else  // the reference could not be read, or was not there yet
            document = {{"schema", "suss.compare/1"}, {"comparisons", nlohmann::json::array()}};
        for (const Failure& failure : failures_)
            addFailed(document, failure.reference, failure.image, failure.problem);
        if (interrupted) document["interrupted"] = true;
        std::cout << document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n'
                  << std::flush;
    }

    [[nodiscard]] int exitCode() const { return below_ ? 1 : 0; }

  private:
    [[nodiscard]] const ModelInfo& model() const { return scoring_.predictor.info(); }

    /// Otherwise a table gets all its rows at the end, so that a picture that cannot be read leaves nothing
    /// behind.
    [[nodiscard]] bool rowsAsTheyCome() const { return !options_.csv.empty() && options_.batch.keepGoing; }

    void appendRows(const std::vector<ComparisonReport>& reports) const {
        appendCsvRows(options_.csv, group_ ? group_->reference : "", model(), scoring_.weightSet, reports);
    }

    /// A map alone has its own range.
    void addMap(const Map& map, const ComparisonReport& report) {
        const double range = automaticRange(map).high;
        (report.account.movement ? rangesOfMoved_ : ranges_).push_back(range);
        if (!reference_.analysed) writeMapPicture(fileFor(options_.map, report.path, several_), map, range);
    }

    /// Compares once more, rather than keep the maps of all images until their range is known.
    void writeMaps() {
        const double range = commonHigh(ranges_, rangesOfMoved_);
        for (const ComparisonReport& report : reports_) {
            throwIfInterrupted();
            std::shared_ptr<const Comparison> comparison;
            try {
                comparison = compare(
                    reference_.analysed,
                    options_.batch.reading.readLike(*reference_.image, group_->reference, report.path, true));
            } catch (const Cancelled&) {
                throw;
            } catch (const std::exception& problem) {  // the image has gone meanwhile
                if (!options_.batch.keepGoing) throw;
                failures_.push_back(
                    {group_->reference, report.path, "There is no map of it: " + sentenceOf(problem)});
                continue;
            }
            writeMapPicture(fileFor(options_.map, report.path, several_),
                            localDistance(*comparison, scoring_.weighting), range);
        }
    }

    void writeRaw(const WhitenedPair& pair, const std::string& image) const {
        for (const ViewKind kind : kRawMaps)
            writeRawMap(rawFileFor(options_, image, kind), rawMapOf(pair, scoring_.weighting, kind));
    }

    void close() {
        if (!reference_.image) return;
        if (!options_.csv.empty() && !rowsAsTheyCome() && !reports_.empty()) appendRows(reports_);
        documents_.push_back(
            comparisonDocument(model(), scoring_.weightSet, group_->reference, *reference_.image, reports_));
        reports_.clear();
        reference_ = {};
        ranges_.clear();
        rangesOfMoved_.clear();
    }

    const CompareOptions& options_;
    const Scoring& scoring_;
    std::vector<Failure>& failures_;
    const bool several_;
    const Group* group_ = nullptr;
    GroupReference reference_;
    std::vector<ComparisonReport> reports_;       // of this group
    std::vector<double> ranges_, rangesOfMoved_;  ///< of the maps of the group
    std::vector<nlohmann::json> documents_;       // of the groups before
    bool below_ = false;
};

std::vector<Group> groupsOf(const CompareOptions& options) {
    if (options.pairs.empty()) return {options.pictures.paths()};
    if (options.pictures.isGiven())
        throw Error("Give a reference and images, or a table with --pairs, but not both.");
    return groupsOfTable(options.pairs);
}

int run(const CompareOptions& options) {
    const std::vector<Group> groups = groupsOf(options);
    checkOutputs(options, groups);
    const Scoring scoring = scoringOf(options.batch);
    std::vector<Failure> failures;
    Output output(options, scoring, groups, failures);
    ProgressBar bar(!options.batch.quiet);
    try {
        runBatch(
            groups, options.batch, scoring, bar,
            {[&](const Group& group, const GroupReference& reference) { output.begin(group, reference); },
             [&](const WhitenedPair& pair, const ComparisonReport& report) { output.add(pair, report); },
             [&] { output.end(); }},
            failures);
        output.printJson(false);
        throwIfAny(failures, comparisonsIn(groups));
    } catch (const Cancelled&) {
        bar.erase();
        output.interrupted();
        throw;
    }
    return output.exitCode();
}

}  // namespace

void addCompare(CLI::App& program, int& exitCode) {
    CLI::App* command = program.add_subcommand("compare", "Scores images against a reference and says why");
    const auto options = std::make_shared<CompareOptions>();
    options->pictures.addTo(*command, true);
    command
        ->add_option("--pairs", options->pairs,
                     "Instead of REF and IMG: a table with the columns reference and image, whose paths are "
                     "relative to "
                     "it. A reference is analysed once for rows that follow each other. Implies "
                     "--keep-going; the JSON "
                     "has one suss.compare/1 document for each such group (schema suss.pairs/1)")
        ->type_name("PAIRS.csv");
    command->add_flag(
        "--json", options->json,
        "Print the whole account as JSON (schema suss.compare/1). After Ctrl+C it holds what was "
        "compared until then and \"interrupted\": true");
    command->add_option("--region", options->batch.region, "Also account for this rectangle of the picture")
        ->type_name("X,Y,W,H");
    command
        ->add_option(
            "--map", options->map,
            "Write the SUSS map: where the distance comes from, in colours of one range for all images of a "
            "reference. With several images the name of each is added to the file's")
        ->type_name("OUT.png");
    command
        ->add_option(
            "--residual", options->residual,
            "Write the whitened residuals of the components side by side, in colours from -4 to 4 standard "
            "deviations")
        ->type_name("OUT.png");
    command
        ->add_option(
            "--raw", options->raw,
            "Write numbers as 32-bit float into this folder: IMG.map (its mean is the distance), "
            "IMG.difference (image less reference: R, G, B from -1 to 1), and IMG.Y1, .Y2, .Y3, .Cb and "
            ".Cr, the whitened residuals in standard deviations, each at its own size")
        ->type_name("DIR");
    command->add_option("--raw-format", options->rawFormat, "Their format: npy, tif or exr")
        ->type_name("FORMAT")
        ->check(CLI::IsMember(std::vector<std::string>(kFloatFormats.begin(), kFloatFormats.end()))
                    .description(""))
        ->capture_default_str();
    command->add_option("--fail-below", options->failBelow, "Exit with 1 if an image scores below this")
        ->type_name("SUSS")
        ->check(finite());
    command
        ->add_option(
            "--csv", options->csv,
            "Append one row a comparison to this table: at the end or after Ctrl+C, with --keep-going "
            "as they come. Without --keep-going a picture that cannot be compared adds no rows at all")
        ->type_name("FILE");
    options->batch.addTo(*command);
    command->add_flag("--quiet", options->batch.quiet,
                      "Print nothing but errors: the exit code is the answer");
    command->callback([options, &exitCode] {
        options->batch.keepGoing = options->batch.keepGoing || !options->pairs.empty();
        exitCode = run(*options);
    });
}

}  // namespace suss::cli
