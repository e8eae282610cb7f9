#pragma once

#include "app/cli/options.h"
#include "app/cli/terminal.h"
#include "core/report/comparison_report.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace suss::cli {

/// A reference and what is compared with it.
using Group = PictureArguments::Paths;

/// The rows of a table of pairs; consecutive ones with one reference make a group. Throws Error.
std::vector<Group> groupsOfTable(const std::string& table);

std::size_t comparisonsIn(const std::vector<Group>& groups);
/// Every picture that is named.
std::vector<std::string> filesOf(const std::vector<Group>& groups);

/// How a list is worked through.
struct BatchOptions {
    ModelOptions model;
    ComponentsOption components;
    ReadingOptions reading;
    std::string region;      ///< "X,Y,W,H" of which every comparison also gives account; may be empty
    bool keepGoing = false;  ///< after a picture that cannot be compared
    bool quiet = false;

    /// --components, --model, --weights, --resize, --background, --exposure, --threads and --keep-going.
    void addTo(CLI::App& command);
};

/// A model that is loaded and the weights that are in force.
struct Scoring {
    Predictor predictor;
    std::string weightSet;
    Weighting weighting;
};
Scoring scoringOf(const BatchOptions& options);

/// A comparison that could not be made.
struct Failure {
    std::string reference, image, problem;
};

/// The reference of a group, as far as its images need it.
struct GroupReference {
    std::shared_ptr<const Image> image;
    std::shared_ptr<const Reference> analysed;  ///< null where one image is compared alone
};

/// What happens to the results; called in order. No picture is kept afterwards but by these.
struct BatchSteps {
    /// A reference was read and, if there are several images of it, analysed.
    std::function<void(const Group&, const GroupReference&)> begun;
    std::function<void(const WhitenedPair&, const ComparisonReport&)> compared;
    std::function<void()> finished;  ///< with a group
};

/// Analyses each reference once and compares its images with it, one after the other, with progress on
/// `bar`; one image alone is compared in tiles, which takes less memory. Without keepGoing the first picture
/// that cannot be compared throws Error, with it they are added to `failures`. Throws Cancelled after Ctrl+C,
/// between two comparisons.
void runBatch(const std::vector<Group>& groups, const BatchOptions& options, const Scoring& scoring,
              ProgressBar& bar, const BatchSteps& steps, std::vector<Failure>& failures);

/// Says each failure on standard error.
void say(const std::vector<Failure>& failures);
/// The same, and how many there were by throwing Error; nothing if there were none.
void throwIfAny(const std::vector<Failure>& failures, std::size_t comparisons);

}  // namespace suss::cli
