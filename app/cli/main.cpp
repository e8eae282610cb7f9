#include "app/cli/commands.h"
#include "app/cli/terminal.h"
#include "core/error.h"
#include "core/network/predictor.h"
#include "core/parallel.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include <iostream>

namespace {

std::string versionText() {
    std::string text = "suss " SUSS_VERSION "\n";
    try {
        const auto predictor = suss::Predictor::load(suss::defaultModelFile());
        return text + "model " + predictor.info().name + "\nsha256 " + predictor.info().sha256;
    } catch (const suss::Error& error) {
        return text + "no model: " + error.what();
    }
}

constexpr int kTrouble = 2;        // bad usage, unreadable input, output that cannot be written
constexpr int kInterrupted = 130;  // as shells report a program that Ctrl+C ended

}  // namespace

int main(int argc, char** argv) {
    int exitCode = 0;
    CLI::App program("Shows why two images differ, and how much it matters to the eye.", "suss");
    program.require_subcommand(0, 1);
    program.set_version_flag("--version", versionText, "Version of the program, name and hash of its model");
    suss::cli::addCompare(program, exitCode);
    suss::cli::addSample(program);
    suss::cli::addExtremes(program);
    suss::cli::addRepair(program);
    suss::cli::addReport(program);
    suss::cli::addFigure(program);
    suss::cli::addDistribution(program);
    suss::cli::addTrain(program);
    suss::cli::addFitWeights(program);
    suss::cli::addEvaluate(program);
    suss::cli::addCalibrate(program);
    suss::cli::addView(program);

    try {
        suss::cli::stopAtInterrupt();
        suss::setThreadCount(0);
        program.parse(argc, argv);
        if (program.get_subcommands().empty())
            throw suss::Error("A subcommand is needed, for example compare (suss --help lists them).");
        std::cout.flush();
        if (!std::cout) throw suss::Error("Standard output cannot be written.");
        return exitCode;
    } catch (const CLI::Success& request) {  // --help, --version
        const int code = program.exit(request);
        std::cout.flush();
        if (std::cout) return code;
        std::cerr << "suss: Standard output cannot be written.\n";
    } catch (const CLI::ParseError& error) {
        std::cerr << "suss: " << error.what() << " (suss --help tells more)\n";
    } catch (const suss::Cancelled&) {
        return kInterrupted;
    } catch (const std::exception& error) {
        std::cerr << "suss: " << suss::sentenceOf(error) << '\n';
    }
    return kTrouble;
}
