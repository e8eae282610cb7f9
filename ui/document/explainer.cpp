#include "ui/document/explainer.h"

#include <algorithm>
#include <utility>

namespace suss {

Explainer::Explainer(Analyse analyse, AnalysisMemory& memory, const WeightChoice& weights, QObject* parent)
    : QObject(parent),
      analyse_(std::move(analyse)),
      memory_(memory),
      weights_(weights),
      analysingSmaller_(QStringLiteral("Taking a first, coarse look")),
      sketching_(QStringLiteral("Taking a first, coarse look")),
      analysing_(QStringLiteral("Analysing the reference")),
      seeing_(QStringLiteral("Comparing")),
      comparing_(QStringLiteral("Comparing")),
      explaining_(QStringLiteral("Mapping the distance")) {
    for (Task* task : tasks_) connect(task, &Task::changed, this, &Explainer::activityChanged);
    for (Task* task : {&analysingSmaller_, &sketching_})
        connect(task, &Task::failed, this, &Explainer::analysisFailed);
    // Whoever asks for it later is told when it fails again.
    connect(&analysing_, &Task::failed, this, [this](const QString& message) {
        if (beingAnalysed_ == reference_) Q_EMIT analysisFailed(message);
    });
    for (Task* task : {&comparing_, &explaining_}) connect(task, &Task::failed, this, &Explainer::failed);
    // Comparing fails in the same way, and says so.
    connect(&seeing_, &Task::failed, this, [this] {
        seen_ = Seen();
        if (analysed_) Q_EMIT furthered();
    });
}

void Explainer::workOut(const Picture& reference, const Picture& image) {
    reference_ = reference.image;
    if (!analysed_) analysed_ = memory_.of(reference_);
    if (!analysed_) {
        workOutAnalysis(reference, image);
    } else if (!image.isEmpty()) {
        if (comparing_.isRunning() || seeing_.isRunning()) return;
        if (!explained_.comparison)
            startComparing(image);
        else if (explained_.explanation.weighting != weights_.weighting())
            startExplaining();
    }
}

void Explainer::workOutAnalysis(const Picture& reference, const Picture& image) {
    const bool comparable = image.size() == reference.size();
    if (isWorthSketching(reference.size())) {
        if (!small_ && !analysingSmaller_.isRunning()) {
            forgetAhead();  // or this would wait behind what nobody asks for any more
            startSmallAnalysis(reference);
        }
        if (!small_) return;
        if (comparable && !sketch_) {
            // Of an image that comes while the whole reference is being analysed, too.
            if (!sketching_.isRunning()) startSketching(image);
            return;
        }
    }
    if (!analysing_.isRunning() || isAhead()) startAnalysis(reference_);
    if (comparable && !seen_ && !seeing_.isRunning()) startSeeing(reference, image);
}

void Explainer::analyseAhead(const std::shared_ptr<const Image>& reference) {
    if (isScoring() || memory_.of(reference) || (isAhead() && beingAnalysed_ == reference) ||
        isWorthSketching({reference->width, reference->height}))
        return;
    startAnalysis(reference);
}

void Explainer::forgetAhead() {
    if (isAhead()) analysing_.cancel();
}

void Explainer::setExplained(const Explained& explained) {
    explained_ = explained;
    account_ = accountOf(*explained_.comparison, weights_.weighting());
}

void Explainer::followWeights() {
    if (explained_.comparison)
        account_ = accountOf(*explained_.comparison, weights_.weighting());
    else if (sketch_)
        account_ = accountOf(sketch_->likelihoods, weights_.weighting());
    Q_EMIT accountChanged();
    if (explained_.comparison) startExplaining();
}

void Explainer::forgetComparison() {
    for (Task* task : {&sketching_, &seeing_, &comparing_, &explaining_}) task->cancel();
    sketch_.reset();
    seen_.reset();
    explained_ = {};
    account_.reset();
}

void Explainer::forgetAnalysis() {
    for (Task* task : {&analysingSmaller_, &seeing_}) task->cancel();
    small_.reset();
    // What is being analysed may be the reference to come: workOut() will know.
    reference_.reset();
    analysed_.reset();
    seen_.reset();
}

void Explainer::cancel() {
    for (Task* task : tasks_) task->cancel();
}

std::optional<int> Explainer::coarseness() const {
    return sketch_ && !explained_.comparison ? std::optional(sketch_->factor) : std::nullopt;
}

bool Explainer::isScoring() const {
    return std::ranges::any_of(tasks_,
                               [this](const Task* task) { return task != &explaining_ && isAwaited(*task); });
}

bool Explainer::isAwaited(const Task& task) const {
    return task.isRunning() && !(&task == &analysing_ && isAhead());
}

const Task* Explainer::activity() const {
    for (const Task* task : tasks_)
        if (isAwaited(*task)) return task;
    return nullptr;
}

// The network takes a while for large pictures: a sketch says meanwhile what to expect.
void Explainer::startSmallAnalysis(const Picture& reference) {
    analysingSmaller_.start(
        [analyse = analyse_, reference = reference.image](const Progress& progress) {
            return analyseSmaller(analyse, *reference, progress);
        },
        [this](SmallAnalysis result) {
            small_ = std::move(result);
            Q_EMIT modelRead(small_->analysis.model);
            Q_EMIT furthered();
        });
}

void Explainer::startSketching(const Picture& image) {
    sketching_.start([small = *small_, image = image.image, chosen = weights_.weighting()](
                         const Progress&) { return sketch(small, *image, chosen); },
                     [this](Sketch result) {
                         if (explained_.comparison) return;
                         sketch_ = std::move(result);
                         explained_.explanation = sketch_->explanation;
                         // Weights may have been changed meanwhile.
                         account_ = accountOf(sketch_->likelihoods, weights_.weighting());
                         Q_EMIT sketched();
                     });
}

void Explainer::startAnalysis(const std::shared_ptr<const Image>& reference) {
    beingAnalysed_ = reference;
    analysing_.start(
        [analyse = analyse_, reference](const Progress& progress) { return analyse(reference, progress); },
        [this, reference](const Analysis& analysis) {
            memory_.add(reference, analysis.reference);
            Q_EMIT modelRead(analysis.model);
            if (reference != reference_) return;
            analysingSmaller_.cancel();
            small_.reset();
            analysed_ = analysis.reference;
            Q_EMIT analysed();
        });
}

// Beside the analysis, which leaves part of the processor idle.
void Explainer::startSeeing(const Picture& reference, const Picture& image) {
    seeing_.start(
        [reference = reference.image, image = image.image](const Progress&) { return see(reference, image); },
        [this](Seen result) {
            seen_ = std::move(result);
            if (analysed_) Q_EMIT furthered();
        });
}

void Explainer::startComparing(const Picture& image) {
    std::shared_ptr<Seen> seen;
    if (seen_ && seen_->plain.image == image.image && seen_->plain.referenceImage == analysed_->image)
        seen = std::make_shared<Seen>(std::move(*seen_));
    seen_.reset();
    comparing_.start(
        [analysed = analysed_, image = image.image, seen, chosen = weights_.weighting()](const Progress&) {
            return seen ? compareAndExplain(analysed, std::move(*seen), chosen)
                        : compareAndExplain(analysed, image, chosen);
        },
        [this](const Explained& explained) {
            setExplained(explained);
            Q_EMIT compared();
        });
}

void Explainer::startExplaining() {
    explaining_.start([comparison = explained_.comparison, chosen = weights_.weighting()](
                          const Progress&) { return explain(*comparison, chosen); },
                      [this](Explanation explanation) {
                          explained_.explanation = std::move(explanation);
                          Q_EMIT explanationChanged();
                      });
}

}  // namespace suss
