#include "core/human/fit_weights.h"

#include "app/cli/commands.h"
#include "app/cli/judgment_options.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/network/weight_sets.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>
#include <numbers>

namespace suss::cli {

namespace {

struct FitArguments {
    std::string model, output, name;
    JudgmentOptions judgments;
};

nlohmann::json recordOf(const FitArguments& arguments, const std::vector<std::string>& names,
                        const std::vector<std::vector<Choice>>& dataSets, const WeightFit& fit) {
    nlohmann::json record{{"cross_entropy", fit.crossEntropy},
                          {"resamples", arguments.judgments.bootstrap.resamples},
                          {"seed", arguments.judgments.bootstrap.seed}};
    for (std::size_t i = 0; i < names.size(); ++i)
        record["data"].push_back({{"name", names[i]}, {"choices", dataSets[i].size()}});
    for (const Component component : kComponents) {
        const Interval& interval = fit.intervals[indexOf(component)];
        record["intervals"][std::string(nameOf(component))] = {interval.low, interval.high};
    }
    return record;
}

void print(const FitArguments& arguments, const WeightFit& fit) {
    Table table({"component", "weight", "95 % interval"});
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const int decimals = decimalsFor(fit.intervals[c].high);
        table.add({std::string(nameOf(component)), fixed(fit.weights[c], decimals),
                   fixed(fit.intervals[c].low, decimals) + " to " + fixed(fit.intervals[c].high, decimals)});
    }
    std::cout << table << "\n  Cross-entropy " << fixed(fit.crossEntropy, 4)
              << " nats a choice (guessing: " << fixed(std::numbers::ln2, 4) << "). The weights are \""
              << arguments.name << "\" in " << arguments.output << ".\n";
}

void run(const FitArguments& arguments) {
    const Predictor predictor = Predictor::load(arguments.model);
    std::vector<std::vector<Choice>> dataSets;
    std::vector<std::string> names;
    ProgressBar bar;
    const Progress progress = bar.callback();
    for (std::size_t i = 0; i < arguments.judgments.data.size(); ++i) {
        const Judgments judgments = readJudgments(arguments.judgments.data[i], arguments.judgments.sense());
        const double part = 0.7 / double(arguments.judgments.data.size());
        dataSets.push_back(choicesFrom(
            judgments,
            measure(judgments, predictor, subProgress(progress, double(i) * part, double(i + 1) * part))));
        names.push_back(judgments.name);
    }
    const WeightFit fit =
        fitWeights(dataSets, arguments.judgments.bootstrap, subProgress(progress, 0.7, 1.0));
    writeWithWeightSet(arguments.model, arguments.output, arguments.name, fit.weights,
                       recordOf(arguments, names, dataSets, fit));
    print(arguments, fit);
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
    command->add_option("--name", arguments->name, "Name of the weight set")->type_name("NAME")->required();
    addThreadsOption(*command);
    command->callback([arguments] { run(*arguments); });
}

}  // namespace suss::cli
