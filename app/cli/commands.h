#pragma once

#include <CLI/App.hpp>

namespace suss::cli {

/// Each function adds one sub-command, whose work runs once the whole command line is understood. It throws
/// Error for anything a person has to put right and Cancelled after Ctrl+C.

/// `exitCode` becomes 1 if an image scores below --fail-below.
void addCompare(CLI::App& program, int& exitCode);
void addSample(CLI::App& program);
void addExtremes(CLI::App& program);
void addRepair(CLI::App& program);
void addReport(CLI::App& program);
void addFigure(CLI::App& program);
void addDistribution(CLI::App& program);
void addTrain(CLI::App& program);
void addFitWeights(CLI::App& program);
void addEvaluate(CLI::App& program);
void addCalibrate(CLI::App& program);
void addView(CLI::App& program);

}  // namespace suss::cli
