#include "app/cli/batch.h"

#include "core/error.h"
#include "core/human/judgments.h"

#include <chrono>
#include <future>
#include <iostream>
#include <optional>
#include <utility>

namespace suss::cli {

namespace {

/// Where a long list stands: "12 of 60, 3 min left".
class Standing {
  public:
    explicit Standing(std::size_t count) : count_(count) {}
    void next() { ++done_; }
    [[nodiscard]] double fraction() const { return static_cast<double>(done_) / static_cast<double>(count_); }
    [[nodiscard]] std::string text() const {
        std::string text = std::to_string(done_ + 1) + " of " + std::to_string(count_);
        if (done_ == 0) return text;
        const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start_;
        const double left = spent.count() / fraction() - spent.count();
        return text + ", " + (left < 90 ? fixed(left, 0) + " s left" : fixed(left / 60, 0) + " min left");
    }

  private:
    std::size_t count_, done_ = 0;
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// The images of a group, read one ahead: decoding keeps one core busy, and what is done meanwhile the
/// others.
class ReadAhead {
  public:
    ReadAhead(const ReadingOptions& reading, const std::vector<std::string>& paths)
        : reading_(reading), paths_(paths) {
        begin();
    }
    /// Throws what reading threw.
    Image next() {
        std::future<Image> image = std::move(image_);
        begin();
        return image.get();
    }

  private:
    void begin() {
        if (begun_ < paths_.size())
            image_ = std::async(std::launch::async,
                                [this, &path = paths_[begun_++]] { return reading_.read(path, true); });
    }

    const ReadingOptions& reading_;
    const std::vector<std::string>& paths_;
    std::size_t begun_ = 0;
    std::future<Image> image_;
};

}  // namespace

std::size_t comparisonsIn(const std::vector<Group>& groups) {
    std::size_t count = 0;
    for (const Group& group : groups) count += group.images.size();
    return count;
}

std::vector<std::string> filesOf(const std::vector<Group>& groups) {
    std::vector<std::string> files;
    for (const Group& group : groups) {
        files.push_back(group.reference);
        files.insert(files.end(), group.images.begin(), group.images.end());
    }
    return files;
}

std::vector<Group> groupsOfTable(const std::string& table) {
    std::vector<Group> groups;
    for (const PicturePair& pair : readPairs(table)) {
        if (groups.empty() || groups.back().reference != pair.reference.string())
            groups.push_back({pair.reference.string(), {}});
        groups.back().images.push_back(pair.image.string());
    }
    return groups;
}

void BatchOptions::addTo(CLI::App& command) {
    components.addTo(command, "Components that count");
    model.addTo(command);
    reading.addResizeTo(command);
    reading.addTo(command);
    addThreadsOption(command);
    command.add_flag("--keep-going", keepGoing,
                     "Go on after a picture that cannot be compared; which ones is said at the end, and the "
                     "exit code is 2");
}

Scoring scoringOf(const BatchOptions& options) {
    const ComponentSwitches switches = options.components.switches();
    Predictor predictor = options.model.load();
    const std::string weightSet = options.model.weightSetOf(predictor.info());
    const Weighting weighting = weightingNamed(predictor.info(), weightSet, switches);
    return {std::move(predictor), weightSet, weighting};
}

void runBatch(const std::vector<Group>& groups, const BatchOptions& options, const Scoring& scoring,
              ProgressBar& bar, const BatchSteps& steps, std::vector<Failure>& failures) {
    const std::size_t count = comparisonsIn(groups);
    Standing standing(count);
    // What went wrong with making something, if the list goes on regardless; else that is thrown.
    const auto problemOf = [&](const auto& make) -> std::optional<std::string> {
        try {
            make();
            return {};
        } catch (const Cancelled&) {
            throw;
        } catch (const std::exception& problem) {
            if (!options.keepGoing) throw;
            return sentenceOf(problem);
        }
    };

    for (const Group& group : groups) {
        ReadAhead images(options.reading, group.images);
        GroupReference reference;
        std::optional<Rect> region;
        const double at = standing.fraction();
        const Progress progress = groups.size() > 1 ? subProgress(bar.callback(), at, at) : bar.callback();
        const auto unusable = problemOf([&] {
            reference.image =
                std::make_shared<const Image>(options.reading.readReference(group.reference, options.quiet));
            if (!options.region.empty())
                region = rectNamed(options.region, reference.image->width, reference.image->height);
            if (group.images.size() > 1)
                reference.analysed = analyse(reference.image, scoring.predictor, progress);
        });
        if (unusable) {
            for (const std::string& image : group.images) {
                failures.push_back({group.reference, image, *unusable});
                standing.next();
            }
            continue;
        }
        bar.erase();
        steps.begun(group, reference);
        for (const std::string& path : group.images) {
            throwIfInterrupted();
            if (count > 1) report(bar.callback(), standing.fraction(), path + " (" + standing.text() + ")");
            std::shared_ptr<const WhitenedPair> pair;
            const auto problem = problemOf([&] {
                Image read = images.next();
                bar.erase();
                if (!options.quiet) sayNotes(path, read);
                auto image = std::make_shared<const Image>(options.reading.fitted(
                    std::move(read), *reference.image, group.reference, path, options.quiet));
                if (reference.analysed)
                    pair = compareFollowing(reference.analysed, std::move(image));
                else
                    pair = std::make_shared<const WhitenedPair>(
                        compareInTiles(reference.image, std::move(image), scoring.predictor, progress));
            });
            standing.next();
            if (problem) {
                bar.erase();
                failures.push_back({group.reference, path, *problem});
                continue;
            }
            const ComparisonReport result = reportOn(path, *pair, scoring.weighting, region);
            bar.erase();
            steps.compared(*pair, result);
        }
        steps.finished();
    }
}

void say(const std::vector<Failure>& failures) {
    const std::string* last = nullptr;
    for (const Failure& failure : failures) {
        // A reference that cannot be read is said once.
        if (!last || *last != failure.problem) std::cerr << "suss: " << failure.problem << '\n';
        last = &failure.problem;
    }
}

void throwIfAny(const std::vector<Failure>& failures, std::size_t comparisons) {
    if (failures.empty()) return;
    say(failures);
    throw Error(std::to_string(failures.size()) + " of " + std::to_string(comparisons) +
                " comparisons or their maps could not be made.");
}

}  // namespace suss::cli
