#include "ui/document/document.h"

#include <utility>

namespace suss {

Document::Document(Analyse analyse, QObject* parent)
    : QObject(parent),
      explainer_(analyse, memory_, weights_),
      views_(std::move(analyse), memory_),
      movingBack_(tr("Moving the image back")),
      readingKept_(tr("Reading")) {
    listenTo(loader_);
    connect(&loader_, &Loader::loaded, this, &Document::take);
    connect(&loader_, &Loader::referenceRead, &explainer_, &Explainer::analyseAhead);
    connect(&loader_, &Loader::filesChanged, this, &Document::readAgain);
    listenTo(images_);
    connect(&images_, &ComparedImages::scored, this, [this] {
        Q_EMIT changed(Change::List);
        startScoring();
    });
    connect(&weights_, &WeightChoice::changed, this, &Document::followWeights);
    connect(&weights_, &WeightChoice::renamed, this, [this] { Q_EMIT changed(Change::Account); });
    listenTo(explainer_);
    // Without a score there are still the other measures.
    for (const auto failure : {&Explainer::analysisFailed, &Explainer::failed})
        connect(&explainer_, failure, this,
                [this] { measures_.setPictures(reference_.image, image_.image, comparison()); });
    connect(&explainer_, &Explainer::analysisFailed, this, [this](const QString& error) {
        Q_EMIT messageChanged(Message::error(error, Message::Remedy::Resume));
    });
    connect(&explainer_, &Explainer::sketched, this, [this] {
        Q_EMIT changed(Changes(Change::Account) | Change::Explanation);
        startWhatIsMissing();
    });
    connect(&explainer_, &Explainer::furthered, this, &Document::startWhatIsMissing);
    connect(&explainer_, &Explainer::modelRead, &weights_, &WeightChoice::setModel);
    connect(&explainer_, &Explainer::analysed, this, [this] {
        startWhatIsMissing();  // is under way while others hear of the analysis
        Q_EMIT changed(Change::Analysis);
    });
    connect(&explainer_, &Explainer::compared, this, [this] {
        images_.noteShown(image_, explainer_.explained());
        Q_EMIT changed(Changes(Change::Comparison) | Change::Account | Change::Explanation | Change::List);
        startWhatIsMissing();
    });
    connect(&explainer_, &Explainer::accountChanged, this, [this] { Q_EMIT changed(Change::Account); });
    connect(&explainer_, &Explainer::explanationChanged, this, [this] {
        images_.keepShown({image_, explainer_.explained()});
        Q_EMIT changed(Change::Explanation);
    });
    listenTo(views_);
    connect(&views_, &ComputedViews::predictedChanged, this, [this] { Q_EMIT changed(Change::Predicted); });
    connect(&views_, &ComputedViews::comparisonChanged, this, [this] { Q_EMIT changed(Change::Comparison); });
    connect(&views_, &ComputedViews::keptChanged, this, [this] { Q_EMIT changed(Change::Kept); });
    listenTo(measures_, Change::Measured);
    connect(&measures_, &OtherMeasures::changed, this, &Document::startStanding);
    listenTo(standing_, Change::Standing);
    listenTo(marked_, Change::Marked);
    connect(&painted_, &PaintedPart::changed, this, [this] { Q_EMIT changed(Change::Marked); });
    listenTo(mender_);
    connect(&mender_, &Mender::mended, this, [this](const Source& before, const Source& after) {
        // One entry of the list for the image and one for what became of it.
        if (const int index = images_.indexOf(before); mender_.hasMade(before) && index >= 0)
            images_.replace(index, after);
        open(Role::Image, after);
    });
    for (Task* task : {&movingBack_, &readingKept_}) {
        connect(task, &Task::changed, this, &Document::activityChanged);
        connect(task, &Task::failed, this, &Document::sayProblem);
    }
    // Nobody needs to wait for it.
    connect(&readingKept_, &Task::failed, this, [this] { Q_EMIT changed(Change::Kept); });
    listenTo(probe_, Change::Probe);
    listenTo(sampler_, Change::Sample);
    listenTo(extremes_, Change::Extremes);
    listenTo(repair_, Change::Repair);
    connect(this, &Document::changed, this, [this](Changes changes) {
        if (!(changes & (Changes(Change::Pictures) | Change::List))) return;
        loader_.watch(QList<Source>{reference_.source} + images_.sources());
        followKept();
    });
}

// Every part says what it works on, and what went wrong.
template <class Part>
void Document::listenTo(const Part& part) {
    connect(&part, &Part::activityChanged, this, &Document::activityChanged);
    connect(&part, &Part::failed, this, &Document::sayProblem);
}

template <class Part>
void Document::listenTo(const Part& part, Change change) {
    listenTo(part);
    connect(&part, &Part::changed, this, [this, change] { Q_EMIT changed(change); });
}

void Document::sayProblem(const QString& error) {
    Q_EMIT messageChanged(Message::error(error));
}

void Document::cancel() {
    const bool incomplete = explainer_.isScoring();
    const bool unlisted = images_.activity();
    loader_.cancel();
    explainer_.cancel();
    images_.cancelScoring();
    views_.cancel();
    measures_.cancel();
    standing_.cancel();
    marked_.cancel();
    mender_.cancel();
    movingBack_.cancel();
    if (readingKept_.isRunning()) {
        readingKept_.cancel();
        Q_EMIT changed(Change::Kept);
    }
    probe_.cancel();
    sampler_.cancel();
    extremes_.cancel();
    repair_.cancel();
    if (incomplete || unlisted)
        Q_EMIT messageChanged(Message::note(
            incomplete ? QStringLiteral("Stopped. Without the analysis of the reference there is no score.")
                       : QStringLiteral("Stopped. Some images of the list are not compared yet."),
            Message::Remedy::Resume));
}

void Document::remedy(Message::Remedy remedy) {
    Q_EMIT messageChanged({});
    if (remedy == Message::Remedy::Resume) startWhatIsMissing();
    if (remedy == Message::Remedy::BringBack) bringBack();
    if (remedy == Message::Remedy::ScaleImage && !unequal_.isEmpty() && !reference_.isEmpty()) {
        Source scaled = unequal_;
        scaled.scaledTo = reference_.size();
        open(Role::Image, scaled);
    }
}

void Document::forgetComparison() {
    explainer_.forgetComparison();
    mender_.cancel();
    movingBack_.cancel();
    measures_.setPictures(nullptr, nullptr, nullptr);
    views_.setPictures(nullptr, nullptr);
    views_.setComparison(nullptr, weighting());
    marked_.setComparison(nullptr, weighting());
    repair_.setComparison(nullptr, weighting());
}

void Document::forgetAnalysis() {
    explainer_.forgetAnalysis();
    standing_.forget();
    sampler_.setReference(nullptr);
    extremes_.setReference(nullptr);
    views_.setReference(nullptr);
    probe_.setReference(nullptr);
    mender_.clear();
    images_.forgetNumbers();
}

void Document::startWhatIsMissing() {
    if (reference_.isEmpty()) return;
    explainer_.workOut(reference_, image_);
    sampler_.setReference(analysis());
    extremes_.setReference(analysis());
    views_.setPictures(reference_.image, image_.image);
    views_.setReference(analysis());
    views_.setComparison(comparison(), weighting());
    marked_.setComparison(comparison(), weighting());
    repair_.setComparison(comparison(), weighting());
    probe_.setReference(analysis());
    // The score does not need them.
    if (!explainer_.isScoring()) measures_.setPictures(reference_.image, image_.image, comparison());
    startScoring();
}

void Document::startScoring() {
    if (!analysis() || images_.activity() || loader_.isLoading() || explainer_.isScoring()) return;
    if (!images_.scoreNext(analysis(), reference_, weighting())) startStanding();
}

// Last of all: the score does not need it.
void Document::startStanding() {
    if (comparison() && measures_.measured() && weights_.model() && !images_.activity())
        standing_.start(analysis(), *weights_.model());
}

void Document::mend(Mending with) {
    const PixelMask& painted = painted_.mask();
    const auto& rect = marked_.rect();
    if (!comparison() || (painted.isEmpty() && !rect)) return;
    mender_.mend(comparison(), image_.source, painted.isEmpty() ? PixelMask::of(*rect, imageSize()) : painted,
                 with);
}

std::optional<double> Document::distanceBeforeMending() const {
    const int index = canUnmend() ? images_.indexOf(mender_.originOf(image_.source)) : -1;
    const auto account = index < 0 ? std::nullopt : images()[std::size_t(index)].account(weighting());
    return account ? std::optional(account->distance) : std::nullopt;
}

void Document::unmend() {
    const int index = images_.indexOf(image_.source);
    const auto before = mender_.takeBack(image_.source);
    if (!before) return;
    if (images_.indexOf(*before) >= 0) {
        removeImage(index);
        return setCurrent(images_.indexOf(*before));
    }
    images_.replace(index, *before);
    open(Role::Image, *before);
}

void Document::moveBack() {
    if (!canMoveBack()) return;
    movingBack_.start(
        [comparison = comparison(), movement = comparison()->followed->movement](const Progress&) {
            return std::make_shared<const Image>(
                movedBack(*comparison->image, movement, *comparison->reference->image));
        },
        [this, title = image_.source.title()](const std::shared_ptr<const Image>& image) {
            openImages({Source::memory(tr("%1, moved back").arg(title), image)});
        });
}

void Document::followWeights() {
    explainer_.followWeights();
    sampler_.setDrawn(weighting().enabled);
    repair_.setComparison(comparison(), weighting());
    views_.setComparison(comparison(), weighting());
    marked_.setComparison(comparison(), weighting());
}

void Document::setWanted(const std::vector<ViewKind>& kinds) {
    views_.setWanted(kinds);
    sampler_.setWanted(views_.isWanted(ViewKind::Sample));
}

std::shared_ptr<const Field> Document::field(ViewKind kind) const {
    const Explained& explained = explainer_.explained();
    if (kind == ViewKind::Difference) return explained.difference;
    if (kind == ViewKind::Map) return explained.explanation.map;
    if (residualOf(kind)) return explained.residuals[channelIndex(kind)];
    if (kind == ViewKind::Footprint && probe_.footprint()) return probe_.footprint()->covariance;
    if (kind == ViewKind::RepairedFirst) return repair_.first();
    return views_.field(kind);
}

std::shared_ptr<const Pyramid> Document::pyramid(ViewKind kind) const {
    if (kind == ViewKind::Reference) return reference_.pyramid;
    if (kind == ViewKind::Image) return image_.pyramid;
    if (kind == ViewKind::Sample) return sampler_.picture().pyramid;
    if (kind == ViewKind::Mean) return views_.mean().pyramid;
    if (kind == ViewKind::Repaired) return repair_.picture().pyramid;
    if (kind == ViewKind::Kept) return kept_.pyramid;
    if (const auto& found = extremes_.found()) {
        if (kind == ViewKind::MostVisible) return found->most.picture.pyramid;
        if (kind == ViewKind::LeastVisible) return found->least.picture.pyramid;
    }
    return nullptr;
}

const Task* Document::activity() const {
    // What goes with a rectangle or a pixel follows the mouse: nothing to read about in the status line.
    for (const Task* task : {loader_.activity(), explainer_.activity(), views_.activity(), images_.activity(),
                             measures_.activity(), standing_.activity(), extremes_.activity(),
                             mender_.activity(), repair_.activity()})
        if (task) return task;
    for (const Task* task : {&movingBack_, &readingKept_})
        if (task->isRunning()) return task;
    return sampler_.activity();
}

}  // namespace suss
