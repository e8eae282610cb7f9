#include "core/human/evaluate.h"

#include "app/cli/commands.h"
#include "app/cli/judgment_options.h"
#include "app/cli/options.h"
#include "app/cli/terminal.h"

#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace suss::cli {

namespace {

constexpr double kMeasured = 0.95;  // part of the progress bar that measuring the pictures takes

struct EvaluateArguments {
    JudgmentOptions judgments;
    ModelOptions model;
    std::vector<std::string> metrics;
    bool json = false;
};

std::string withInterval(const Estimate& estimate) {
    return fixed(estimate.value, 3) + " [" + fixed(estimate.interval.low, 3) + ", " +
           fixed(estimate.interval.high, 3) + "]";
}

void printRatings(const GroupResult& group) {
    Table table({"measure", "SRCC", "sign", "KRCC", "PLCC", "2AFC", "within", "SUSS ahead by"});
    for (const MeasureResult& result : group.results)
        table.add({result.kind.title, withInterval(result.agreement.srcc), result.sign > 0 ? "+" : "-",
                   fixed(result.agreement.krcc.value, 3), fixed(result.agreement.plcc.value, 3),
                   fixed(result.agreement.twoAfc.value, 3), fixed(result.agreement.withinReference.value, 3),
                   result.kind.name == "suss" ? "" : withInterval(result.lead)});
    std::cout << table;
}

void printPreferences(const GroupResult& group) {
    Table table({"measure", "agreement with choices"});
    for (const MeasureResult& result : group.results)
        table.add({result.kind.title, withInterval(result.choices)});
    table.add({"always the majority", fixed(group.choicesCeiling, 3)});
    std::cout << table;
}

void print(const Evaluation& evaluation) {
    std::cout << evaluation.name << ", 95 % intervals of " << evaluation.bootstrap.resamples
              << " bootstrap draws of whole references, seed " << evaluation.bootstrap.seed << '\n';
    for (const GroupResult& group : evaluation.groups) {
        std::cout << '\n'
                  << group.group << ": " << group.ratings + group.preferences << " judgments, "
                  << group.references << " references\n";
        if (group.ratings > 0) printRatings(group);
        if (group.preferences > 0) printPreferences(group);
    }
    std::cout
        << "\n  SRCC, KRCC, PLCC (after a logistic of 4 parameters): absolute values. The sign is that of "
           "the\n"
           "  measure itself against human values that are higher for worse images. 2AFC: share of pairs of\n"
           "  one reference's images that the measure puts in the order people do. within:\n"
           "  mean SRCC within a reference, positive where both rise together.\n";
}

void run(const EvaluateArguments& arguments) {
    const std::vector<MeasureKind> kinds =
        arguments.metrics.empty() ? measureKinds() : measuresNamed(arguments.metrics);
    const Judgments judgments = readJudgments(arguments.judgments.data.front(), arguments.judgments.sense());
    const Predictor predictor = arguments.model.load();
    const std::string weightSet = arguments.model.weightSetOf(predictor.info());
    const Evaluation evaluation = [&] {
        ProgressBar bar(!arguments.json);
        const MeasuredJudgments measured =
            measure(judgments, predictor, subProgress(bar.callback(), 0, kMeasured));
        return evaluate(judgments, measured, weightingNamed(predictor.info(), weightSet), kinds,
                        arguments.judgments.bootstrap, subProgress(bar.callback(), kMeasured, 1));
    }();
    if (arguments.json)
        std::cout << evaluationDocument(predictor.info(), weightSet, evaluation)
                         .dump(2, ' ', false, nlohmann::json::error_handler_t::replace)
                  << '\n';
    else
        print(evaluation);
}

}  // namespace

void addEvaluate(CLI::App& program) {
    CLI::App* command =
        program.add_subcommand("evaluate", "Compares SUSS and fixed formulas with what people said");
    const auto arguments = std::make_shared<EvaluateArguments>();
    arguments->judgments.addTo(*command, false);
    command->add_flag("--json", arguments->json, "Print the figures as JSON (schema suss.evaluate/1)");
    command->add_option("--metrics", arguments->metrics, "Only these measures: " + measureNames())
        ->type_name("LIST")
        ->delimiter(',');
    arguments->model.addTo(*command);
    addThreadsOption(*command);
    command->callback([arguments] { run(*arguments); });
}

}  // namespace suss::cli
