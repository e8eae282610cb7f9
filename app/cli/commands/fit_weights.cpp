#include "core/human/fit_weights.h"

#include "app/cli/commands.h"
#include "app/cli/judgment_options.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/error.h"
#include "core/files.h"
#include "core/human/psychometric.h"
#include "core/network/weight_sets.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>
#include <memory>
#include <numbers>
#include <optional>

namespace suss::cli {

namespace {

struct FitArguments {
    std::string model, output, name, noticed;
    JudgmentOptions judgments;
};

nlohmann::json recordOf(const FitArguments& arguments, const std::vector<std::string>& names,
                        const std::vector<std::vector<Choice>>& dataSets, const WeightFit& fit) {
    nlohmann::json record{{"cross_entropy", fit.crossEntropy},
                          {"resamples", arguments.judgments.bootstrap.resamples},
                          {"seed", arguments.judgments.bootstrap.seed}};
    for (std::size_t i = 0; i < names.size(); ++i)
        record["data"].push_back({{"name", names[i]}, {"choices", dataSets[i].size()}});
    if (arguments.judgments.bootstrap.resamples == 0) return record;
    for (const Component component : kComponents) {
        const Interval& interval = fit.intervals[indexOf(component)];
        record["intervals"][std::string(nameOf(component))] = {interval.low, interval.high};
    }
    if (fit.movement) record["intervals"]["movement"] = {fit.intervals.back().low, fit.intervals.back().high};
    return record;
}

void print(const FitArguments& arguments, const WeightFit& fit,
           const std::optional<PsychometricFunction>& noticing) {
    Table table({"component", "weight", "95 % interval"});
    const auto add = [&](std::string_view name, double weight, const Interval& interval) {
        const bool isKnown = arguments.judgments.bootstrap.resamples > 0;
        const int decimals = decimalsFor(isKnown ? interval.high : weight);
        table.add({std::string(name), fixed(weight, decimals),
                   isKnown ? fixed(interval.low, decimals) + " to " + fixed(interval.high, decimals) : "-"});
    };
    for (const Component component : kComponents)
        add(nameOf(component), fit.weights[indexOf(component)], fit.intervals[indexOf(component)]);
    if (fit.movement) add("movement", *fit.movement, fit.intervals.back());
    std::cout << table << "\n  Cross-entropy " << fixed(fit.crossEntropy, 4)
              << " nats a choice (guessing: " << fixed(std::numbers::ln2, 4) << "). The weights are \""
              << arguments.name << "\" in " << arguments.output << ".\n";
    if (noticing)
        std::cout << "  Half the people notice a distance of " << fixed(noticing->threshold, 3)
                  << " in the middle; the difference scale goes with its power "
                  << fixed(noticing->exponent, 2) << ", and its logarithm scatters by "
                  << fixed(noticing->spread, 2) << " between pictures and kinds of change.\n";
}

void run(const FitArguments& arguments) {
    checkWritable(arguments.output);
    std::vector<std::string> tables = arguments.judgments.data;
    tables.push_back(arguments.noticed);
    InputFiles(tables).refuse(arguments.output);
    const Predictor predictor = Predictor::load(arguments.model);
    // What cannot be read is said before anything is measured.
    std::map<std::string, Judgments> all;  // by name: a table may be given again, to count more
    for (const std::string& data : arguments.judgments.data)
        if (!all.contains(data)) all[data] = readJudgments(data, arguments.judgments.sense());
    const auto scales =
        arguments.noticed.empty() ? std::nullopt : std::optional(readJudgments(arguments.noticed));
    std::vector<std::vector<Choice>> dataSets;
    std::vector<std::string> names;
    ProgressBar bar;
    const Progress progress = bar.callback();
    for (std::size_t i = 0; i < arguments.judgments.data.size(); ++i) {
        // A table that is given again, to count more, is not measured again.
        const auto given = arguments.judgments.data.begin();
        if (const auto before = std::find(given, given + std::ptrdiff_t(i), given[std::ptrdiff_t(i)]) - given;
            before < std::ptrdiff_t(i)) {
            dataSets.push_back(dataSets[std::size_t(before)]);
            names.push_back(names[std::size_t(before)]);
            continue;
        }
        const Judgments& judgments = all.at(arguments.judgments.data[i]);
        const double part = 0.7 / double(arguments.judgments.data.size());
        dataSets.push_back(choicesFrom(
            judgments,
            measure(judgments, predictor, subProgress(progress, double(i) * part, double(i + 1) * part))));
        names.push_back(judgments.name);
    }
    const WeightFit fit =
        fitWeights(dataSets, arguments.judgments.bootstrap, subProgress(progress, 0.7, 0.9));
    if (std::ranges::all_of(fit.weights, [](double weight) { return weight == 0; }))
        throw Error(
            "No weights follow these judgments: they contradict each other, or are all of one kind that "
            "the model does not see. Nothing was written.");
    std::optional<PsychometricFunction> noticing;
    if (scales) {
        Weighting weighting{fit.weights};
        weighting.movement = fit.movement;
        noticing =
            fitPsychometric(*scales, measure(*scales, predictor, subProgress(progress, 0.9, 1.0)), weighting);
    }
    nlohmann::json record = recordOf(arguments, names, dataSets, fit);
    if (noticing) record["noticed"] = std::filesystem::path(arguments.noticed).filename().string();
    writeWithWeightSet(arguments.model, arguments.output, arguments.name, fit.weights, fit.movement, noticing,
                       record);
    bar.erase();
    print(arguments, fit, noticing);
}

}  // namespace

void addFitWeights(CLI::App& program) {
    CLI::App* command = program.add_subcommand(
        "fit-weights",
        "Learns the components' weights from what people said; they become the model's default");
    const auto arguments = std::make_shared<FitArguments>();
    arguments->judgments.addTo(*command, true);
    command->add_option("--model", arguments->model, "Model to start from")->type_name("MODEL")->required();
    command->add_option("-o,--output", arguments->output, "Model file to write")
        ->type_name("MODEL")
        ->required();
    command
        ->add_option(
            "--noticed", arguments->noticed,
            "Table of difference scales, in standard deviations of the decision, that the share of people "
            "who notice is fitted to")
        ->type_name("SCALES.csv");
    command->add_option("--name", arguments->name, "Name of the weight set")->type_name("NAME")->required();
    addThreadsOption(*command);
    command->callback([arguments] { run(*arguments); });
}

}  // namespace suss::cli
