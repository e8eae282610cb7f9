#include "ui/document/document.h"

#include "core/train/variant_scores.h"
#include "ui/text.h"

#include <utility>

namespace suss {
namespace {

// The same file as it is now.
Source again(const Source& source) {
    Source now = Source::file(source.path);
    now.scaledTo = source.scaledTo;
    return now;
}

}  // namespace

Document::Document(Analyse analyse, QObject* parent)
    : QObject(parent),
      analyse_(std::move(analyse)),
      views_(analyse_, memory_),
      sketching_(QStringLiteral("Taking a first, coarse look")),
      analysing_(QStringLiteral("Analysing the reference")),
      comparing_(QStringLiteral("Comparing")),
      explaining_(QStringLiteral("Mapping the distance")),
      standing_(QStringLiteral("Scoring imperceptible variants")) {
    for (Task* task : {&sketching_, &analysing_, &comparing_, &explaining_, &standing_}) {
        const auto remedy =
            task == &analysing_ || task == &sketching_ ? Message::Remedy::Resume : Message::Remedy::None;
        connect(task, &Task::changed, this, &Document::activityChanged);
        connect(task, &Task::failed, this,
                [this, remedy](const QString& error) { say(Message::Kind::Error, error, remedy); });
    }
    listenTo(loader_);
    connect(&loader_, &Loader::loaded, this, &Document::take);
    connect(&loader_, &Loader::filesChanged, this, &Document::readAgain);
    listenTo(images_);
    connect(&images_, &ComparedImages::scored, this, [this] {
        Q_EMIT changed(Change::List);
        startScoring();
    });
    listenTo(views_);
    connect(&views_, &ComputedViews::predictedChanged, this, [this] { Q_EMIT changed(Change::Predicted); });
    connect(&views_, &ComputedViews::comparisonChanged, this, [this] { Q_EMIT changed(Change::Comparison); });
    listenTo(measures_, Change::Measured);
    connect(&measures_, &OtherMeasures::changed, this, &Document::startStanding);
    listenTo(marked_, Change::Marked);
    listenTo(mender_);
    connect(&mender_, &Mender::mended, this, [this](const Source& before, const Source& after) {
        // One entry of the list for the image and one for what became of it.
        if (const int index = images_.indexOf(before); mender_.hasMade(before) && index >= 0)
            images_.replace(index, after);
        open(Role::Image, after);
    });
    listenTo(probe_, Change::Probe);
    listenTo(sampler_, Change::Sample);
    listenTo(extremes_, Change::Extremes);
    listenTo(repair_, Change::Repair);
    connect(this, &Document::changed, this, [this](Changes changes) {
        if (changes & (Changes(Change::Pictures) | Change::List)) watchFiles();
    });
}

// Every part says what it works on, and what went wrong.
template <class Part>
void Document::listenTo(const Part& part) {
    connect(&part, &Part::activityChanged, this, &Document::activityChanged);
    connect(&part, &Part::failed, this, [this](const QString& error) { say(Message::Kind::Error, error); });
}

template <class Part>
void Document::listenTo(const Part& part, Change change) {
    listenTo(part);
    connect(&part, &Part::changed, this, [this, change] { Q_EMIT changed(change); });
}

void Document::watchFiles() {
    QStringList files;
    if (reference_.source.kind == Source::Kind::File) files << reference_.source.path;
    for (const Candidate& entry : images())
        if (entry.source.kind == Source::Kind::File) files << entry.source.path;
    loader_.watch(files);
}

void Document::readAgain(const QStringList& files) {
    const auto isChanged = [&](const Source& source) {
        return source.kind == Source::Kind::File && files.contains(source.path);
    };
    for (int index = 0; index < int(images().size()); ++index)
        if (const Source source = images()[std::size_t(index)].source;
            isChanged(source) && !source.isSamePlace(image_.source))
            images_.replace(index, again(source));
    const bool isReference = isChanged(reference_.source), isImage = isChanged(image_.source);
    if (!isReference && !isImage) {
        Q_EMIT changed(Change::List);
        return startScoring();
    }
    QStringList titles;
    LoadRequest request;
    if (isReference) {
        titles << reference_.source.title();
        request.reference = again(reference_.source);
    }
    if (isImage) {
        titles << image_.source.title();
        request.image = again(image_.source);
    }
    titles.removeDuplicates();
    request.remark =
        QStringLiteral("%1 changed on disk and was read again.").arg(titles.join(QStringLiteral(", ")));
    load(request);
}

void Document::open(Role role, const Source& source) {
    if (role == Role::Reference)
        load({source, {}, {}, {}, false});
    else
        load({{}, source, {}, {}, false});
}

void Document::openAll(const Source& reference, const QList<Source>& images) {
    if (images.isEmpty()) return open(Role::Reference, reference);
    if (reference_.isEmpty() || reference != reference_.source)
        load({reference, images.front(), images.mid(1), {}, false});
    else if (images.size() == 1)
        open(Role::Image, images.front());
    else
        openImages(images);
}

void Document::openImages(const QList<Source>& images) {
    if (images.isEmpty()) return;
    images_.add(images);
    Q_EMIT changed(Change::List);
    setCurrent(images_.indexOf(images.front()));
}

void Document::setCurrent(int index) {
    if (!images_.has(index)) return;
    const Source source = images()[std::size_t(index)].source;
    const ComparedImages::Kept* found = images_.recall(source);
    if (!found) return open(Role::Image, source);
    const ComparedImages::Kept kept = *found;
    loader_.cancel();
    say(Message::Kind::Note, {});
    forgetComparison();
    images_.setCurrent(index);
    image_ = kept.picture;
    explained_ = kept.explained;
    account_ = accountOf(*explained_.comparison, weighting());
    Q_EMIT changed(Changes(Change::Pictures) | Change::Comparison | Change::Account | Change::Explanation |
                   Change::Measured | Change::List);
    startWhatIsMissing();
}

int Document::aim() const {
    const Source opening = loader_.aim();
    const int index = opening.isEmpty() ? -1 : images_.indexOf(opening);
    return index < 0 ? current() : index;
}

void Document::step(int direction, const std::vector<int>& order) {
    setCurrent(images_.next(aim(), direction, order));
}

// Something to look at, if there is anything that can be compared.
void Document::showFirst() {
    if (image_.isEmpty() && !reference_.isEmpty()) setCurrent(images_.firstComparable());
}

void Document::removeImage(int index) {
    if (!images_.has(index)) return;
    const bool wasCurrent = index == current();
    // What it was before is needed no more.
    mender_.forget(images()[std::size_t(index)].source);
    images_.remove(index);
    if (!wasCurrent) return Q_EMIT changed(Change::List);
    forgetComparison();
    image_ = {};
    Q_EMIT changed(Changes(Change::Pictures) | Change::Comparison | Change::Account | Change::Explanation |
                   Change::Measured | Change::List);
    showFirst();
}

void Document::reload() {
    if (reference_.isEmpty()) return;
    const auto reread = [](const Source& source) {
        return source.kind == Source::Kind::File ? again(source) : source;
    };
    LoadRequest request;
    request.reference = reread(reference_.source);
    if (!image_.isEmpty()) request.image = reread(image_.source);
    load(request);
}

void Document::load(const LoadRequest& request) {
    say(Message::Kind::Note, {});
    loader_.load(request, {reference_, image_, analysed_, weighting()});
}

void Document::take(const Loaded& loaded) {
    unequal_ = loaded.unequal.source;
    if (!unequal_.isEmpty())
        say(Message::Kind::Error, loaded.error, Message::Remedy::ScaleImage,
            scalingInWords(loaded.reference.isEmpty() ? reference_ : loaded.reference, loaded.unequal));
    else if (!loaded.error.isEmpty())
        say(Message::Kind::Error, loaded.error);
    if (!loaded.reference.isEmpty() || !loaded.image.isEmpty())
        adopt(loaded);
    else
        noteProblem(loaded);
    startWhatIsMissing();
    showFirst();
}

// An image of the list that could not be opened says why, and the others go on.
void Document::noteProblem(const Loaded& loaded) {
    if (loaded.request.reference && loaded.reference.isEmpty()) return;  // it says nothing of the image
    const Source asked =
        loaded.unequal.isEmpty() ? loaded.request.image.value_or(Source()) : loaded.unequal.source;
    const int index = asked.isEmpty() ? -1 : images_.indexOf(asked);
    if (index < 0 || loaded.error.isEmpty()) return;
    images_.setProblem(index, loaded.error);
    Q_EMIT changed(Change::List);
}

void Document::adopt(const Loaded& loaded) {
    QStringList notes;
    if (!loaded.request.remark.isEmpty()) notes << loaded.request.remark;
    for (const Picture* picture : {&loaded.reference, &loaded.image})
        if (picture->image)
            for (const std::string& note : picture->image->notes)
                notes += picture->source.title() + QStringLiteral(": ") + toQString(note);
    if (!notes.isEmpty() && loaded.error.isEmpty())
        say(Message::Kind::Note, notes.join(QStringLiteral("  ")));

    forgetComparison();
    if (!loaded.reference.isEmpty()) {
        forgetAnalysis();
        if (const int index = images_.indexOf(loaded.reference.source);
            loaded.request.tradesPlaces && index >= 0)
            images_.replace(index, reference_.source);
        reference_ = loaded.reference;
        if (const auto& others = loaded.request.others)
            images_.replaceAll(others->isEmpty() ? QList<Source>()
                                                 : QList<Source>{*loaded.request.image} + *others);
        // The example's images are none of a reference of one's own.
        images_.removeIf(
            [this](const Source& source) { return source.isOwn() != reference_.source.isOwn(); });
        if (loaded.dropImage) image_ = {};
    }
    if (!loaded.image.isEmpty()) image_ = loaded.image;
    if (painted_.size() != imageSize()) painted_ = {};
    Changes changes = Changes(Change::Pictures) | Change::Comparison | Change::Account | Change::Explanation |
                      Change::Measured | Change::List;
    if (!analysed_) changes |= Changes(Change::Analysis) | Change::Sample;
    if (loaded.explained.comparison) {
        explained_ = loaded.explained;
        account_ = accountOf(*explained_.comparison, weighting());
    }
    images_.noteShown(image_, explained_);
    noteProblem(loaded);
    Q_EMIT changed(changes);
}

void Document::swapRoles() {
    if (reference_.isEmpty() || image_.isEmpty()) return;
    loader_.cancel();
    say(Message::Kind::Note, {});
    forgetComparison();
    forgetAnalysis();
    std::swap(reference_, image_);
    images_.turnCurrentInto(image_.source);
    images_.noteShown(image_, explained_);
    Q_EMIT changed(Changes(Change::Pictures) | Change::Analysis | Change::Comparison | Change::Account |
                   Change::Explanation | Change::Measured | Change::Sample | Change::List);
    startWhatIsMissing();
}

void Document::makeReference(int index) {
    if (!images_.has(index) || reference_.isEmpty()) return;
    if (index == current()) return swapRoles();
    LoadRequest request;
    request.reference = images()[std::size_t(index)].source;
    request.tradesPlaces = true;
    const ComparedImages::Kept* kept = images_.recall(*request.reference);
    if (!kept) return load(request);
    Loaded known;
    known.request = request;
    known.reference = kept->picture;
    loader_.cancel();
    say(Message::Kind::Note, {});
    take(known);
}

void Document::cancel() {
    const bool incomplete = sketching_.isRunning() || analysing_.isRunning() || comparing_.isRunning();
    const bool unlisted = images_.activity();
    for (Task* task : {&sketching_, &analysing_, &comparing_, &explaining_, &standing_}) task->cancel();
    loader_.cancel();
    images_.cancelScoring();
    views_.cancel();
    measures_.cancel();
    marked_.cancel();
    mender_.cancel();
    probe_.cancel();
    sampler_.cancel();
    extremes_.cancel();
    repair_.cancel();
    if (incomplete)
        say(Message::Kind::Note,
            QStringLiteral("Stopped. Without the analysis of the reference there is no score."),
            Message::Remedy::Resume);
    else if (unlisted)
        say(Message::Kind::Note, QStringLiteral("Stopped. Some images of the list are not compared yet."),
            Message::Remedy::Resume);
}

void Document::remedy(Message::Remedy remedy) {
    say(Message::Kind::Note, {});
    if (remedy == Message::Remedy::Resume) startWhatIsMissing();
    if (remedy == Message::Remedy::ScaleImage && !unequal_.isEmpty() && !reference_.isEmpty()) {
        Source scaled = unequal_;
        scaled.scaledTo = reference_.size();
        open(Role::Image, scaled);
    }
}

void Document::forgetComparison() {
    for (Task* task : {&sketching_, &comparing_, &explaining_}) task->cancel();
    mender_.cancel();
    measures_.setPictures(nullptr, nullptr, nullptr);
    views_.setPictures(nullptr, nullptr);
    views_.setComparison(nullptr, weighting());
    marked_.setComparison(nullptr, weighting());
    repair_.setComparison(nullptr, weighting());
    sketch_.reset();
    explained_ = {};
    account_.reset();
}

void Document::forgetAnalysis() {
    analysing_.cancel();
    standing_.cancel();
    analysed_.reset();
    variants_ = {};
    sampler_.setReference(nullptr);
    extremes_.setReference(nullptr);
    views_.setReference(nullptr);
    probe_.setReference(nullptr);
    mender_.clear();
    images_.forgetNumbers();
}

void Document::startWhatIsMissing() {
    if (reference_.isEmpty()) return;
    if (!analysed_) analysed_ = memory_.of(reference_.image);
    if (!analysed_) {
        if (!analysing_.isRunning() && !sketching_.isRunning()) startAnalysis();
    } else if (!image_.isEmpty()) {
        if (!explained_.comparison)
            startComparing();
        else if (explained_.explanation.weighting != weighting())
            startExplaining();
    }
    sampler_.setReference(analysed_);
    extremes_.setReference(analysed_);
    views_.setPictures(reference_.image, image_.image);
    views_.setReference(analysed_);
    views_.setComparison(explained_.comparison, weighting());
    marked_.setComparison(explained_.comparison, weighting());
    repair_.setComparison(explained_.comparison, weighting());
    probe_.setReference(analysed_);
    measures_.setPictures(reference_.image, image_.image, explained_.comparison);
    startScoring();
}

// The network takes a while for large pictures: a sketch says meanwhile what to expect.
void Document::startSketching() {
    sketching_.start(
        [analyse = analyse_, reference = reference_.image, image = image_.image,
         known = model() ? std::optional(weighting()) : std::nullopt](const Progress& progress) {
            return sketch(analyse, *reference, *image, known, progress);
        },
        [this](Sketch sketched) {
            sketch_ = std::move(sketched);
            explained_.explanation = sketch_->explanation;
            account_ = accountOf(sketch_->likelihoods, sketch_->explanation.weighting);
            Q_EMIT changed(Changes(Change::Account) | Change::Explanation);
            startWhatIsMissing();
        });
}

std::optional<int> Document::coarseness() const {
    return sketch_ && !explained_.comparison ? std::optional(sketch_->factor) : std::nullopt;
}

void Document::startAnalysis() {
    const std::int64_t pixels = std::int64_t(reference_.size().width()) * reference_.size().height();
    if (pixels >= kSketchedPixels && image_.size() == reference_.size() && !sketch_) return startSketching();
    analysing_.start([analyse = analyse_, image = reference_.image](
                         const Progress& progress) { return analyse(image, progress); },
                     [this, image = reference_.image](Analysis analysis) {
                         analysed_ = std::move(analysis.reference);
                         memory_.add(image, analysed_);
                         const Weighting before = weighting();
                         weights_.setModel(std::move(analysis.model));
                         followWeights(before);
                         Q_EMIT changed(Change::Analysis);
                         startWhatIsMissing();
                     });
}

void Document::startComparing() {
    comparing_.start([analysed = analysed_, image = image_.image, chosen = weighting()](
                         const Progress&) { return compareAndExplain(analysed, image, chosen); },
                     [this](Explained explained) {
                         explained_ = std::move(explained);
                         account_ = accountOf(*explained_.comparison, weighting());
                         images_.noteShown(image_, explained_);
                         Q_EMIT changed(Changes(Change::Comparison) | Change::Account | Change::Explanation |
                                        Change::List);
                         startWhatIsMissing();
                     });
}

void Document::startExplaining() {
    explaining_.start([comparison = explained_.comparison,
                       chosen = weighting()](const Progress&) { return explain(*comparison, chosen); },
                      [this](Explanation explanation) {
                          explained_.explanation = std::move(explanation);
                          images_.keepShown({image_, explained_});
                          Q_EMIT changed(Change::Explanation);
                      });
}

void Document::startScoring() {
    if (!analysed_ || images_.activity() || loader_.isLoading() || comparing_.isRunning()) return;
    if (!images_.scoreNext(analysed_, reference_, weighting())) startStanding();
}

// Last of all: the score does not need it.
void Document::startStanding() {
    constexpr int kVariants = 24;
    constexpr std::uint64_t kSeed = 1;
    if (!explained_.comparison || !measured() || !model() || !variants_.isEmpty() || standing_.isRunning() ||
        images_.activity())
        return;
    standing_.start(
        [analysed = analysed_, known = *model()](const Progress& progress) {
            return scoreVariants(*analysed, known, kVariants, kSeed, progress);
        },
        [this](VariantScores scores) {
            variants_ = std::move(scores);
            Q_EMIT changed(Change::Standing);
        });
}

std::optional<double> Document::distanceBackward() const {
    if (!views_.backward()) return std::nullopt;
    return accountOf(*views_.backward(), weighting()).distance;
}

void Document::paint(const QLineF& stroke, double radius) {
    if (imageSize().isEmpty()) return;
    if (painted_.size() != imageSize()) painted_ = PixelMask(imageSize());
    painted_.paint(stroke, radius);
    Q_EMIT changed(Change::Marked);
}

void Document::erase(const QLineF& stroke, double radius) {
    if (painted_.isEmpty()) return;
    painted_.erase(stroke, radius);
    Q_EMIT changed(Change::Marked);
}

void Document::setPainted(PixelMask painted) {
    painted_ = painted.size() == imageSize() ? std::move(painted) : PixelMask();
    Q_EMIT changed(Change::Marked);
}

void Document::clearPainted() {
    if (!painted_.isEmpty()) setPainted({});
}

void Document::mend(Mending with) {
    if (!explained_.comparison || (painted_.isEmpty() && !marked())) return;
    mender_.mend(explained_.comparison, image_.source,
                 painted_.isEmpty() ? PixelMask::of(*marked(), imageSize()) : painted_, with);
}

std::optional<double> Document::distanceBeforeMending() const {
    if (!canUnmend()) return std::nullopt;
    const int index = images_.indexOf(mender_.originOf(image_.source));
    if (index < 0 || !images()[std::size_t(index)].likelihoods) return std::nullopt;
    return accountOf(*images()[std::size_t(index)].likelihoods, weighting()).distance;
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

void Document::followWeights(const Weighting& before) {
    if (weighting() == before) return;
    if (explained_.comparison)
        account_ = accountOf(*explained_.comparison, weighting());
    else if (sketch_)
        account_ = accountOf(sketch_->likelihoods, weighting());
    Q_EMIT changed(Change::Account);
    if (explained_.comparison) startExplaining();
    sampler_.setDrawn(weighting().enabled);
    repair_.setComparison(explained_.comparison, weighting());
    views_.setComparison(explained_.comparison, weighting());
    marked_.setComparison(explained_.comparison, weighting());
}

void Document::setWeightSet(const QString& name) {
    const Weighting before = weighting();
    weights_.choose(name);
    if (model() && weighting() == before) Q_EMIT changed(Change::Account);  // two sets may be alike
    followWeights(before);
}

void Document::restoreWeights(const QString& set, const Weights& weights,
                              const std::array<bool, kComponentCount>& enabled) {
    const Weighting before = weighting();
    weights_.restore(set, weights, enabled);
    followWeights(before);
}

void Document::setWeight(Component component, double weight) {
    const Weighting before = weighting();
    weights_.setWeight(component, weight);
    followWeights(before);
}

void Document::setEnabled(Component component, bool enabled) {
    const Weighting before = weighting();
    weights_.setEnabled(component, enabled);
    followWeights(before);
}

void Document::solo(Component component) {
    const Weighting before = weighting();
    weights_.solo(component);
    followWeights(before);
}

void Document::setWanted(const std::vector<ViewKind>& kinds) {
    views_.setWanted(kinds);
    sampler_.setWanted(views_.isWanted(ViewKind::Sample));
}

std::shared_ptr<const Field> Document::field(ViewKind kind) const {
    if (kind == ViewKind::Difference) return explained_.difference;
    if (kind == ViewKind::Map) return explained_.explanation.map;
    if (residualOf(kind)) return explained_.residuals[channelIndex(kind)];
    if (kind == ViewKind::Footprint && footprint()) return footprint()->covariance;
    if (kind == ViewKind::RepairedFirst) return repair_.first();
    return views_.field(kind);
}

std::shared_ptr<const Pyramid> Document::pyramid(ViewKind kind) const {
    if (kind == ViewKind::Reference) return reference_.pyramid;
    if (kind == ViewKind::Image) return image_.pyramid;
    if (kind == ViewKind::Sample) return sampler_.picture().pyramid;
    if (kind == ViewKind::Mean) return views_.mean().pyramid;
    if (kind == ViewKind::Repaired) return repair_.picture().pyramid;
    if (const auto& found = extremes_.found()) {
        if (kind == ViewKind::MostVisible) return found->most.picture.pyramid;
        if (kind == ViewKind::LeastVisible) return found->least.picture.pyramid;
    }
    return nullptr;
}

const Task* Document::activity() const {
    // What goes with a rectangle or a pixel follows the mouse: nothing to read about in the status line.
    if (const Task* task = loader_.activity()) return task;
    for (const Task* task : {&sketching_, &analysing_, &comparing_, &explaining_})
        if (task->isRunning()) return task;
    for (const Task* task : {views_.activity(), images_.activity(), measures_.activity()})
        if (task) return task;
    if (standing_.isRunning()) return &standing_;
    if (extremes_.task().isRunning()) return &extremes_.task();
    for (const Task* task : {mender_.activity(), repair_.activity()})
        if (task) return task;
    return sampler_.activity();
}

void Document::say(Message::Kind kind, const QString& text, Message::Remedy remedy,
                   const QString& consequence) {
    Q_EMIT messageChanged({kind, text, remedy, consequence});
}

}  // namespace suss
