#include "app/cli/judgment_options.h"

namespace suss::cli {

void JudgmentOptions::addTo(CLI::App& command, bool severalSets) {
    auto* option = command
                       .add_option("data", data,
                                   "Table with the columns reference, image, human and perhaps group, or "
                                   "folder of TID2013, KADID-10k, LIVE or BAPPS")
                       ->type_name("PAIRS.csv")
                       ->required();
    if (!severalSets) option->expected(1);
    command
        .add_option("--human", human,
                    "What a table's human column means: mos is higher for better images, dmos for worse")
        ->type_name("SENSE")
        ->check(CLI::IsMember({"mos", "dmos"}).description(""))
        ->capture_default_str();
    command.add_option("--resamples", bootstrap.resamples, "Bootstrap draws behind the intervals")
        ->type_name("N")
        ->check(CLI::Range(0, 100000).description(""))
        ->capture_default_str();
    command.add_option("--seed", bootstrap.seed, "Seed of the bootstrap")
        ->type_name("S")
        ->capture_default_str()
        ->check(CLI::NonNegativeNumber.description(""));
}

HumanSense JudgmentOptions::sense() const {
    return human == "mos" ? HumanSense::HigherIsBetter : HumanSense::HigherIsWorse;
}

}  // namespace suss::cli
