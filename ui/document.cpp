#include "ui/document.h"

#include "core/explain/region_oddity.h"
#include "core/image/read.h"
#include "core/train/variant_scores.h"
#include "ui/text.h"

#include <algorithm>
#include <utility>

namespace suss {
namespace {

// Distributions take some 200 bytes a pixel; two of these are kept only for pictures up to this size.
constexpr std::size_t kRememberedPixels = 4'000'000;

// Images that were compared stay ready to be shown as long as they fit into this many bytes; one always does.
constexpr std::size_t kKeptBytes = 1'000'000'000;

// Picture, screen form, planes, residuals, difference and map of an image that was compared, roughly.
constexpr std::size_t kKeptBytesPerPixel = 40;

void setScore(Candidate& candidate, const Explained& explained) {
    candidate.likelihoods = likelihoodsOf(*explained.comparison);
    candidate.isLocal = isInFewPlaces(accountOf(*candidate.likelihoods, explained.explanation.weighting),
                                      explained.explanation.regions);
}

bool isAsInReference(const Comparison& comparison, const Rect& rect) {
    const Image &image = comparison.image, &reference = comparison.reference->image;
    for (int y = rect.y; y < rect.y + rect.height; ++y) {
        const auto from = std::ptrdiff_t(3) * rect.x, count = std::ptrdiff_t(3) * rect.width;
        if (!std::equal(image.row(y) + from, image.row(y) + from + count, reference.row(y) + from))
            return false;
    }
    return true;
}

QString unequalSizes(const Picture& reference, const Picture& image) {
    return QStringLiteral("%1 is %2 pixels, the reference %3 is %4. They need equal sizes.")
        .arg(image.source.title(), formatSize(image.size().width(), image.size().height()),
             reference.source.title(), formatSize(reference.size().width(), reference.size().height()));
}

}  // namespace

// What came of opening: pictures that could be read, and at most one thing to say.
struct Document::Opened {
    Request request;
    Picture reference, image;  // empty: not asked for, or not readable
    Explained explained;       // when the reference was analysed already
    bool dropImage = false;    // the image that was shown cannot be compared with the new reference
    Source unequal;
    QString error;
};

Document::Document(Analyse analyse, QObject* parent)
    : QObject(parent),
      analyse_(std::move(analyse)),
      opening_(QStringLiteral("Reading")),
      sketching_(QStringLiteral("Taking a first, coarse look")),
      analysing_(QStringLiteral("Analysing the reference")),
      comparing_(QStringLiteral("Comparing")),
      explaining_(QStringLiteral("Mapping the distance")),
      viewing_(QStringLiteral("Computing a view")),
      scoring_(QStringLiteral("Comparing the other images")),
      measuring_(QStringLiteral("Computing PSNR, SSIM and GMSD")),
      reversing_(QStringLiteral("Comparing in the other direction")),
      marking_(QStringLiteral("Accounting for the rectangle")),
      probing_(QStringLiteral("Working out what goes with the pixel")),
      standing_(QStringLiteral("Scoring imperceptible variants")),
      mending_(QStringLiteral("Replacing the rectangle")),
      odding_(QStringLiteral("Working out how odd the rectangle is")) {
    for (Task* task : allTasks()) {
        const auto remedy =
            task == &analysing_ || task == &sketching_ ? Message::Remedy::Resume : Message::Remedy::None;
        connect(task, &Task::changed, this, &Document::activityChanged);
        connect(task, &Task::failed, this,
                [this, remedy](const QString& error) { say(Message::Kind::Error, error, remedy); });
    }
    connect(&sampler_, &Sampler::changed, this, [this] { Q_EMIT changed(Change::Sample); });
    connect(&sampler_, &Sampler::activityChanged, this, &Document::activityChanged);
    connect(&sampler_, &Sampler::failed, this,
            [this](const QString& error) { say(Message::Kind::Error, error); });
    connect(&extremes_, &ExtremeSearch::changed, this, [this] { Q_EMIT changed(Change::Extremes); });
    connect(&extremes_, &ExtremeSearch::activityChanged, this, &Document::activityChanged);
    connect(&extremes_, &ExtremeSearch::failed, this,
            [this](const QString& error) { say(Message::Kind::Error, error); });
    connect(&repair_, &RepairWalk::changed, this, [this] { Q_EMIT changed(Change::Repair); });
    connect(&repair_, &RepairWalk::activityChanged, this, &Document::activityChanged);
    connect(&repair_, &RepairWalk::failed, this,
            [this](const QString& error) { say(Message::Kind::Error, error); });
    connect(&watch_, &FileWatch::changed, this, &Document::readAgain);
    connect(&opening_, &Task::changed, this, [this] {
        if (opening_.isRunning() || changedFiles_.isEmpty()) return;
        QMetaObject::invokeMethod(
            this, [this, files = std::exchange(changedFiles_, {})] { readAgain(files); },
            Qt::QueuedConnection);
    });
    connect(this, &Document::changed, this, [this](Changes changes) {
        if (!(changes & (Changes(Change::Pictures) | Change::List))) return;
        QStringList files;
        if (reference_.source.kind == Source::Kind::File) files << reference_.source.path;
        for (const Candidate& entry : images_)
            if (entry.source.kind == Source::Kind::File) files << entry.source.path;
        watch_.watch(files);
    });
}

void Document::readAgain(const QStringList& files) {
    // Never overtakes what somebody has asked for: it is read when that is there.
    if (opening_.isRunning()) {
        changedFiles_ += files;
        return;
    }
    const auto isChanged = [&](const Source& source) {
        return source.kind == Source::Kind::File && files.contains(source.path);
    };
    for (Candidate& entry : images_) {
        if (!isChanged(entry.source) || entry.source.isSamePlace(image_.source)) continue;
        std::erase_if(kept_, [&](const Kept& kept) { return kept.picture.source == entry.source; });
        entry = {Source::file(entry.source.path), {}, {}};
    }
    const bool isReference = isChanged(reference_.source), isImage = isChanged(image_.source);
    if (!isReference && !isImage) {
        Q_EMIT changed(Change::List);
        return startScoring();
    }
    const auto again = [](const Source& source) {
        Source now = Source::file(source.path);
        now.scaledTo = source.scaledTo;
        return std::optional(now);
    };
    QStringList titles;
    if (isReference) titles << reference_.source.title();
    if (isImage) titles << image_.source.title();
    titles.removeDuplicates();
    load({isReference ? again(reference_.source) : std::nullopt,
          isImage ? again(image_.source) : std::nullopt,
          {},
          QStringLiteral("%1 changed on disk and was read again.").arg(titles.join(QStringLiteral(", ")))});
}

void Document::open(Role role, const Source& source) {
    if (role == Role::Reference)
        load({source, {}, {}, {}});
    else
        load({{}, source, {}, {}});
}

void Document::openAll(const Source& reference, const QList<Source>& images) {
    if (images.isEmpty()) return open(Role::Reference, reference);
    if (reference_.isEmpty() || reference != reference_.source)
        load({reference, images.front(), images.mid(1), {}});
    else if (images.size() == 1)
        open(Role::Image, images.front());
    else
        openImages(images);
}

void Document::openImages(const QList<Source>& images) {
    if (images.isEmpty()) return;
    for (const Source& source : images)
        if (indexOfImage(source) < 0) images_.push_back({source, {}, {}});
    Q_EMIT changed(Change::List);
    setCurrent(indexOfImage(images.front()));
}

void Document::setCurrent(int index) {
    if (index < 0 || index >= int(images_.size())) return;
    const Source source = images_[std::size_t(index)].source;
    const auto kept = std::find_if(kept_.begin(), kept_.end(),
                                   [&](const Kept& entry) { return entry.picture.source == source; });
    if (kept == kept_.end()) return open(Role::Image, source);
    opening_.cancel();
    say(Message::Kind::Note, {});
    std::rotate(kept_.begin(), kept, kept + 1);
    forgetComparison();
    current_ = index;
    image_ = kept_.front().picture;
    explained_ = kept_.front().explained;
    account_ = accountOf(*explained_.comparison, weighting_);
    Q_EMIT changed(Changes(Change::Pictures) | Change::Comparison | Change::Account | Change::Explanation |
                   Change::Measured | Change::List);
    startWhatIsMissing();
}

int Document::aim() const {
    const int opening = opening_.isRunning() && !aim_.isEmpty() ? indexOfImage(aim_) : -1;
    return opening < 0 ? current_ : opening;
}

void Document::step(int direction, const std::vector<int>& order) {
    const auto at = std::find(order.begin(), order.end(), aim());
    auto place = at == order.end() ? 0 : (at - order.begin()) + direction;
    while (place >= 0 && place < std::ssize(order)) {
        const int index = order[std::size_t(place)];
        if (images_[std::size_t(index)].problem.isEmpty()) return setCurrent(index);
        place += direction;
    }
}

// Something to look at, if there is anything that can be compared.
void Document::showFirst() {
    if (!image_.isEmpty() || reference_.isEmpty()) return;
    for (int index = 0; index < int(images_.size()); ++index)
        if (images_[std::size_t(index)].problem.isEmpty()) return setCurrent(index);
}

void Document::removeImage(int index) {
    if (index < 0 || index >= int(images_.size())) return;
    const bool wasCurrent = index == current_;
    // What it was before is needed no more.
    Source gone = images_[std::size_t(index)].source;
    for (auto step = mendingOf(gone); step != mended_.end(); step = mendingOf(gone)) {
        gone = step->before;
        mended_.erase(step);
    }
    std::erase_if(
        kept_, [&](const Kept& entry) { return entry.picture.source == images_[std::size_t(index)].source; });
    images_.erase(images_.begin() + index);
    if (index < current_) --current_;
    if (!wasCurrent) return Q_EMIT changed(Change::List);
    current_ = -1;
    forgetComparison();
    image_ = {};
    Q_EMIT changed(Changes(Change::Pictures) | Change::Comparison | Change::Account | Change::Explanation |
                   Change::Measured | Change::List);
    showFirst();
}

int Document::indexOfImage(const Source& source) const {
    const auto found = std::find_if(images_.begin(), images_.end(),
                                    [&](const Candidate& entry) { return entry.source.isSamePlace(source); });
    return found == images_.end() ? -1 : int(found - images_.begin());
}

// The image that is shown is one of the list; its numbers stay there, and it stays ready to be shown again.
void Document::noteCurrent() {
    if (image_.isEmpty()) return;
    current_ = indexOfImage(image_.source);
    if (current_ < 0) {
        // One that did not fit and was scaled takes the place of what it was made of.
        Source unscaled = image_.source;
        unscaled.scaledTo = {};
        current_ = indexOfImage(unscaled);
    }
    if (current_ < 0) {
        current_ = int(images_.size());
        images_.push_back({image_.source, {}, {}});
    }
    if (images_[std::size_t(current_)].source != image_.source)
        images_[std::size_t(current_)] = {image_.source, {}, {}};
    if (!explained_.comparison) return;
    setScore(images_[std::size_t(current_)], explained_);
    images_[std::size_t(current_)].problem.clear();
    keep({image_, explained_}, Place::First);
}

// What is shown comes first; what was only compared goes behind it, so that it never takes its place.
void Document::keep(Kept kept, Place place) {
    std::erase_if(kept_, [&](const Kept& entry) { return entry.picture.source == kept.picture.source; });
    const std::size_t pixels = kept.picture.image->rgb.size() / 3;
    kept_.insert(kept_.begin() + (place == Place::Behind && !kept_.empty() ? 1 : 0), std::move(kept));
    // All have the size of the reference.
    const std::size_t most = std::max<std::size_t>(1, kKeptBytes / (kKeptBytesPerPixel * pixels));
    if (kept_.size() > most) kept_.resize(most);
}

void Document::startScoring() {
    if (!analysed_ || scoring_.isRunning() || opening_.isRunning() || comparing_.isRunning()) return;
    const auto next = std::find_if(images_.begin(), images_.end(), [&](const Candidate& entry) {
        return !entry.likelihoods && entry.problem.isEmpty() && &entry != images_.data() + current_;
    });
    if (next == images_.end()) return startStanding();
    struct Scored {
        Kept kept;
        QString problem;
    };
    scoring_.start(
        [source = next->source, analysed = analysed_, reference = reference_,
         weighting = weighting_](const Progress& progress) {
            Scored scored;
            try {
                scored.kept.picture = loadPicture(source, progress);
                if (scored.kept.picture.size() != reference.size())
                    scored.problem = unequalSizes(reference, scored.kept.picture);
                else
                    scored.kept.explained =
                        compareAndExplain(analysed, *scored.kept.picture.image, weighting);
            } catch (const Error& error) {
                scored.problem = QString::fromUtf8(error.what());
            }
            return scored;
        },
        [this, source = next->source](Scored scored) {
            // The file may have changed or left the list meanwhile.
            const int index = indexOfImage(source);
            if (index >= 0 && images_[std::size_t(index)].source == source) {
                Candidate& entry = images_[std::size_t(index)];
                entry.problem = scored.problem;
                if (scored.kept.explained.comparison) {
                    setScore(entry, scored.kept.explained);
                    keep(std::move(scored.kept), Place::Behind);
                }
                Q_EMIT changed(Change::List);
            }
            startScoring();
        });
}

void Document::reload() {
    const auto again = [](Source source) {
        return source.kind == Source::Kind::File && source.scaledTo.isEmpty() ? Source::file(source.path)
                                                                              : source;
    };
    if (!reference_.isEmpty())
        load({again(reference_.source),
              image_.isEmpty() ? std::nullopt : std::optional(again(image_.source)),
              {},
              {}});
}

void Document::load(Request request) {
    say(Message::Kind::Note, {});
    aim_ = request.image.value_or(Source());
    auto work = [request, oldReference = reference_, oldImage = image_, analysed = analysed_,
                 weighting = weighting_](const Progress& progress) {
        const auto& reference = request.reference;
        const auto& image = request.image;
        Opened opened;
        opened.request = request;
        try {
            if (reference) opened.reference = loadPicture(*reference, subProgress(progress, 0, 0.5));
        } catch (const Error& error) {
            opened.error = QString::fromUtf8(error.what());
            return opened;
        }
        try {
            if (image) opened.image = loadPicture(*image, subProgress(progress, 0.5, 0.9));
        } catch (const Error& error) {
            opened.error = QString::fromUtf8(error.what());
        }
        opened.dropImage = opened.image.isEmpty() && image;
        const Picture& newReference = reference ? opened.reference : oldReference;
        const Picture& newImage = image ? opened.image : oldImage;
        const bool comparable = !newReference.isEmpty() && !newImage.isEmpty();
        const bool sameOrigin = newReference.source.isOwn() == newImage.source.isOwn();
        if (comparable && !image && !sameOrigin) opened.dropImage = true;
        if (comparable && newReference.size() != newImage.size()) {
            // An image left over from the example is dropped without a word.
            if (image || sameOrigin) {
                opened.error = unequalSizes(newReference, newImage);
                opened.unequal = newImage.source;
            }
            opened.image = {};
            opened.dropImage = true;
        } else if (comparable && analysed && !reference) {
            opened.explained = compareAndExplain(analysed, *newImage.image, weighting);
        }
        return opened;
    };
    opening_.start(std::move(work), [this](Opened opened) { take(std::move(opened)); });
}

void Document::take(Opened opened) {
    unequal_ = opened.unequal;
    if (!opened.error.isEmpty())
        say(Message::Kind::Error, opened.error,
            unequal_.isEmpty() ? Message::Remedy::None : Message::Remedy::ScaleImage);
    if (!opened.reference.isEmpty() || !opened.image.isEmpty())
        adopt(opened);
    else
        noteProblem(opened);
    startWhatIsMissing();
    showFirst();
}

// An image of the list that could not be opened says why, and the others go on.
void Document::noteProblem(const Opened& opened) {
    if (opened.request.reference && opened.reference.isEmpty()) return;  // it says nothing of the image
    const Source& asked = opened.unequal.isEmpty() ? aim_ : opened.unequal;
    const int index = asked.isEmpty() ? -1 : indexOfImage(asked);
    if (index < 0 || opened.error.isEmpty()) return;
    images_[std::size_t(index)].problem = opened.error;
    Q_EMIT changed(Change::List);
}

void Document::adopt(Opened& opened) {
    QStringList notes;
    if (!opened.request.remark.isEmpty()) notes << opened.request.remark;
    for (const Picture* picture : {&opened.reference, &opened.image})
        if (picture->image)
            for (const std::string& note : picture->image->notes)
                notes += picture->source.title() + QStringLiteral(": ") + toQString(note);
    if (!notes.isEmpty() && opened.error.isEmpty())
        say(Message::Kind::Note, notes.join(QStringLiteral("  ")));

    forgetComparison();
    if (!opened.reference.isEmpty()) {
        forgetAnalysis();
        reference_ = std::move(opened.reference);
        if (const auto& others = opened.request.others) {
            images_.clear();
            if (!others->isEmpty()) images_.push_back({*opened.request.image, {}, {}});
            for (const Source& source : *others)
                if (indexOfImage(source) < 0) images_.push_back({source, {}, {}});
        }
        // The example's images are none of a reference of one's own.
        std::erase_if(images_, [&](const Candidate& entry) {
            return entry.source.isOwn() != reference_.source.isOwn();
        });
        if (opened.dropImage) image_ = {};
        current_ = -1;
    }
    if (!opened.image.isEmpty()) image_ = std::move(opened.image);
    Changes changes = Changes(Change::Pictures) | Change::Comparison | Change::Account | Change::Explanation |
                      Change::Measured | Change::List;
    if (!analysed_) changes |= Changes(Change::Analysis) | Change::Sample;
    if (opened.explained.comparison) {
        explained_ = std::move(opened.explained);
        account_ = accountOf(*explained_.comparison, weighting_);
    }
    noteCurrent();
    noteProblem(opened);
    Q_EMIT changed(changes);
}

void Document::swapRoles() {
    if (reference_.isEmpty() || image_.isEmpty()) return;
    opening_.cancel();
    say(Message::Kind::Note, {});
    forgetComparison();
    forgetAnalysis();
    std::swap(reference_, image_);
    if (const int other = indexOfImage(image_.source); other >= 0 && other != current_)
        images_.erase(images_.begin() + current_);  // it was in the list already
    else
        images_[std::size_t(current_)].source = image_.source;
    noteCurrent();
    Q_EMIT changed(Changes(Change::Pictures) | Change::Analysis | Change::Comparison | Change::Account |
                   Change::Explanation | Change::Measured | Change::Sample | Change::List);
    startWhatIsMissing();
}

void Document::cancel() {
    const bool incomplete = sketching_.isRunning() || analysing_.isRunning() || comparing_.isRunning();
    const bool unlisted = scoring_.isRunning();
    for (Task* task : allTasks()) task->cancel();
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
        load({{}, scaled, {}, {}});
    }
}

void Document::forgetComparison() {
    comparing_.cancel();
    explaining_.cancel();
    measuring_.cancel();
    sketching_.cancel();
    reversing_.cancel();
    marking_.cancel();
    odding_.cancel();
    mending_.cancel();
    repair_.setComparison(nullptr, weighting_);
    odd_.reset();
    oddity_.clear();
    sketch_.reset();
    explained_ = {};
    account_.reset();
    measured_.reset();
    ssim_.reset();
    backward_.reset();
    directions_.reset();
    accountOfMarked_.reset();
}

void Document::forgetAnalysis() {
    analysing_.cancel();
    scoring_.cancel();
    analysed_.reset();
    sampler_.setReference(nullptr);
    extremes_.setReference(nullptr);
    viewing_.cancel();
    probing_.cancel();
    standing_.cancel();
    mean_ = {};
    spreads_ = {};
    footprint_.reset();
    variants_ = {};
    mended_.clear();
    kept_.clear();
    for (Candidate& entry : images_) {
        entry.likelihoods.reset();
        entry.problem.clear();
    }
}

void Document::startWhatIsMissing() {
    if (reference_.isEmpty()) return;
    if (!analysed_) analysed_ = remembered(reference_);
    if (!analysed_) {
        if (!analysing_.isRunning() && !sketching_.isRunning()) startAnalysis();
    } else if (!image_.isEmpty()) {
        if (!explained_.comparison)
            startComparing();
        else if (explained_.explanation.weighting != weighting_)
            startExplaining();
    }
    sampler_.setReference(analysed_);
    extremes_.setReference(analysed_);
    startViewing();
    startReversing();
    startMarking();
    startOdd();
    repair_.setComparison(explained_.comparison, weighting_);
    startProbing();
    startMeasuring();
    startScoring();
}

// The network takes a while for large pictures: a sketch says meanwhile what to expect.
void Document::startSketching() {
    sketching_.start(
        [analyse = analyse_, reference = reference_.image, image = image_.image,
         weighting = model_ ? std::optional(weighting_) : std::nullopt](const Progress& progress) {
            return sketch(analyse, *reference, *image, weighting, progress);
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
                         const Progress& progress) { return analyse(*image, progress); },
                     [this, image = reference_.image](Analysis analysis) {
                         analysed_ = std::move(analysis.reference);
                         const bool isFirst = !model_;
                         model_ = std::move(analysis.model);
                         if (isFirst) {
                             weightSet_ = toQString(model_->defaultWeights);
                             weighting_ = weightingNamed(*model_, {}, weighting_.enabled);
                         }
                         if (const auto chosen = std::exchange(chosenWeights_, std::nullopt))
                             restoreWeights(chosen->set, chosen->weights, chosen->enabled);
                         remember(image, analysed_);
                         Q_EMIT changed(Change::Analysis);
                         startWhatIsMissing();
                     });
}

std::shared_ptr<const Reference> Document::remembered(const Picture& picture) const {
    for (const Remembered& entry : memory_)
        if (entry.image == picture.image) return entry.reference;
    return nullptr;
}

void Document::remember(const std::shared_ptr<const Image>& image,
                        const std::shared_ptr<const Reference>& analysed) {
    const std::size_t keep = std::size_t(image->width) * image->height <= kRememberedPixels ? 2 : 1;
    memory_.insert(memory_.begin(), Remembered{image, analysed});
    if (memory_.size() > keep) memory_.resize(keep);
}

void Document::startComparing() {
    comparing_.start([analysed = analysed_, image = image_.image, weighting = weighting_](
                         const Progress&) { return compareAndExplain(analysed, *image, weighting); },
                     [this](Explained explained) {
                         explained_ = std::move(explained);
                         account_ = accountOf(*explained_.comparison, weighting_);
                         noteCurrent();
                         Q_EMIT changed(Changes(Change::Comparison) | Change::Account | Change::Explanation |
                                        Change::List);
                         startWhatIsMissing();
                     });
}

void Document::startExplaining() {
    explaining_.start([comparison = explained_.comparison,
                       weighting = weighting_](const Progress&) { return explain(*comparison, weighting); },
                      [this](Explanation explanation) {
                          explained_.explanation = std::move(explanation);
                          keep({image_, explained_}, Place::First);
                          Q_EMIT changed(Change::Explanation);
                      });
}

void Document::setMetrics(const QStringList& files) {
    UserMetrics metrics;
    for (const QString& file : files) {
        const auto old = std::find_if(metrics_.begin(), metrics_.end(),
                                      [&](const auto& metric) { return metric->file() == file; });
        metrics.push_back(old != metrics_.end() ? *old : std::make_shared<UserMetric>(file));
    }
    metrics_ = std::move(metrics);
    Q_EMIT changed(Change::Measured);
    startMeasuring();
}

// Again when there is a comparison, for the sake of its residuals, or other metrics.
void Document::startMeasuring() {
    if (image_.isEmpty() || measuring_.isRunning()) return;
    const auto isOf = [](const Measured::Other& other, const auto& metric) {
        return other.file == metric->file();
    };
    if (measured_ && (measured_->quantiles || !explained_.comparison) &&
        std::equal(measured_->others.begin(), measured_->others.end(), metrics_.begin(), metrics_.end(),
                   isOf))
        return;
    measuring_.start(
        [reference = reference_.image, image = image_.image, comparison = explained_.comparison,
         metrics = metrics_, known = measured_](const Progress&) {
            return measure(*reference, *image, comparison.get(), metrics, known);
        },
        [this](const Measured& measured) {
            measured_ = measured;
            Q_EMIT changed(Change::Measured);
            startMeasuring();
            startStanding();
        });
}

// The image as a reference of its own: a run of the network, so only when somebody looks.
void Document::startReversing() {
    if (!isWanted(ViewKind::Directions) || !explained_.comparison || reversing_.isRunning()) return;
    if (directions_ && directionsWeighting_ == weighting_) return;
    struct Reversed {
        std::shared_ptr<const Reference> analysed;  // if it was not known
        std::shared_ptr<const Comparison> backward;
        std::shared_ptr<const Field> field;
        Weighting weighting;
    };
    reversing_.start(
        [analyse = analyse_, known = remembered(image_), forward = explained_.comparison,
         backward = backward_, weighting = weighting_](const Progress& progress) {
            Reversed reversed{{}, backward, {}, weighting};
            if (!backward) {
                if (!known) reversed.analysed = analyse(forward->image, progress).reference;
                reversed.backward =
                    compare(known ? known : reversed.analysed, Image(forward->reference->image));
            }
            reversed.field =
                std::make_shared<Field>(directionDifference(*forward, *reversed.backward, weighting), true);
            return reversed;
        },
        [this, image = image_.image](Reversed reversed) {
            if (reversed.analysed) remember(image, reversed.analysed);
            backward_ = std::move(reversed.backward);
            directions_ = std::move(reversed.field);
            directionsWeighting_ = reversed.weighting;
            Q_EMIT changed(Change::Comparison);
            startReversing();
        });
}

std::optional<double> Document::distanceBackward() const {
    if (!backward_) return std::nullopt;
    return accountOf(*backward_, weighting_).distance;
}

void Document::setMarked(const std::optional<Rect>& rect) {
    if (rect == marked_) return;
    marked_ = rect;
    if (!rect) accountOfMarked_.reset();
    oddity_.clear();
    Q_EMIT changed(Change::Marked);
    startMarking();
    startOdd();
}

// While a rectangle is dragged, each account is finished and the newest one comes next.
void Document::startMarking() {
    struct Accounted {
        Rect rect;
        Weighting weighting;
        Account account;
    };
    if (!marked_ || !explained_.comparison || marking_.isRunning()) return;
    marking_.start(
        [comparison = explained_.comparison, rect = *marked_, weighting = weighting_](const Progress&) {
            return Accounted{rect, weighting, accountIn(*comparison, weighting, rect)};
        },
        [this](const Accounted& accounted) {
            if (!marked_) return;
            accountOfMarked_ = accounted.account;
            Q_EMIT changed(Change::Marked);
            if (accounted.rect != *marked_ || accounted.weighting != weighting_) startMarking();
        });
}

void Document::setOddityWanted(bool wanted) {
    isOddityWanted_ = wanted;
    startOdd();
}

void Document::startOdd() {
    if (!isOddityWanted_ || !marked_ || !explained_.comparison || odding_.isRunning()) return;
    const Odd wanted{*marked_, weighting_, explained_.comparison};
    if (odd_ == wanted && !oddity_.isEmpty()) return;
    odding_.start(
        [wanted](const Progress&) {
            if (isAsInReference(*wanted.comparison, wanted.rect))
                return QStringLiteral("The rectangle is as in the reference.");
            return toQString(inWords(oddityIn(*wanted.comparison, wanted.rect), wanted.weighting));
        },
        [this, wanted](const QString& oddity) {
            odd_ = wanted;
            if (marked_ == wanted.rect) oddity_ = oddity;
            Q_EMIT changed(Change::Marked);
            startOdd();
        });
}

void Document::mend(Mending with) {
    if (!marked_ || !explained_.comparison || mending_.isRunning()) return;
    const Source before = image_.source;
    const bool wasMended = canUnmend();
    const QString name = wasMended ? before.name : tr("What if: %1").arg(before.title());
    mending_.start(
        [comparison = explained_.comparison, rect = *marked_, with](const Progress&) {
            const Image mean = with == Mending::Mean ? meanPicture(*comparison->reference) : Image();
            const Image& from = with == Mending::Mean ? mean : comparison->reference->image;
            auto image = std::make_shared<Image>(comparison->image);
            for (int y = rect.y; y < rect.y + rect.height; ++y)
                std::copy_n(from.row(y) + std::ptrdiff_t(3) * rect.x, std::ptrdiff_t(3) * rect.width,
                            image->row(y) + std::ptrdiff_t(3) * rect.x);
            return std::shared_ptr<const Image>(std::move(image));
        },
        [this, before, wasMended, name](const std::shared_ptr<const Image>& image) {
            const Source after = Source::memory(name, image);
            mended_.push_back({before, after});
            // One entry of the list for the image and one for what became of it.
            if (const int index = wasMended ? indexOfImage(before) : -1; index >= 0)
                images_[std::size_t(index)] = {after, {}, {}};
            open(Role::Image, after);
        });
}

bool Document::canUnmend() const {
    return mendingOf(image_.source) != mended_.end();
}

// How a picture came about; the end if nothing of it was replaced.
std::vector<Document::Mended>::const_iterator Document::mendingOf(const Source& source) const {
    return std::find_if(mended_.begin(), mended_.end(),
                        [&](const Mended& step) { return step.after == source; });
}

std::optional<double> Document::distanceBeforeMending() const {
    if (!canUnmend()) return std::nullopt;
    Source first = image_.source;
    for (auto step = mendingOf(first); step != mended_.end(); step = mendingOf(first)) first = step->before;
    const int index = indexOfImage(first);
    if (index < 0 || !images_[std::size_t(index)].likelihoods) return std::nullopt;
    return accountOf(*images_[std::size_t(index)].likelihoods, weighting_).distance;
}

void Document::unmend() {
    const auto step = mendingOf(image_.source);
    if (step == mended_.end()) return;
    const Mended last = *step;
    mended_.erase(step);
    const int index = indexOfImage(last.after);
    if (const int original = indexOfImage(last.before); original >= 0) {
        removeImage(index);
        return setCurrent(indexOfImage(last.before));
    }
    images_[std::size_t(index)] = {last.before, {}, {}};
    open(Role::Image, last.before);
}

void Document::setProbe(const std::optional<Probe>& probe) {
    if (probe == probe_) return;
    probe_ = probe;
    if (!probe && footprint_) {
        footprint_.reset();
        Q_EMIT changed(Change::Probe);
    }
    startProbing();
}

void Document::startProbing() {
    if (!probe_ || !analysed_ || probing_.isRunning()) return;
    if (footprint_ && footprint_->probe == *probe_) return;
    probing_.start(
        [analysed = analysed_, probe = *probe_](const Progress&) { return footprintOf(*analysed, probe); },
        [this](Footprint footprint) {
            if (!probe_) return;
            footprint_ = std::move(footprint);
            Q_EMIT changed(Change::Probe);
            startProbing();
        });
}

// Last of all: the score does not need it.
void Document::startStanding() {
    constexpr int kVariants = 24;
    constexpr std::uint64_t kSeed = 1;
    if (!explained_.comparison || !measured_ || !model_ || !variants_.isEmpty() || standing_.isRunning() ||
        scoring_.isRunning())
        return;
    standing_.start(
        [analysed = analysed_, model = *model_](const Progress& progress) {
            return scoreVariants(*analysed, model, kVariants, kSeed, progress);
        },
        [this](VariantScores scores) {
            variants_ = std::move(scores);
            Q_EMIT changed(Change::Standing);
        });
}

void Document::setWeighting(const Weighting& weighting) {
    if (weighting == weighting_) return;
    weighting_ = weighting;
    if (explained_.comparison)
        account_ = accountOf(*explained_.comparison, weighting_);
    else if (sketch_)
        account_ = accountOf(sketch_->likelihoods, weighting_);
    Q_EMIT changed(Change::Account);
    if (explained_.comparison) startExplaining();
    sampler_.setDrawn(weighting_.enabled);
    repair_.setComparison(explained_.comparison, weighting_);
    startReversing();
    startMarking();
    startOdd();
}

void Document::setWeightSet(const QString& name) {
    if (!model_) return;
    const Weighting weighting = weightingNamed(*model_, name.toStdString(), weighting_.enabled);
    weightSet_ = name;
    if (weighting == weighting_)
        Q_EMIT changed(Change::Account);  // two sets may have the same numbers
    else
        setWeighting(weighting);
}

void Document::restoreWeights(const QString& set, const Weights& weights,
                              const std::array<bool, kComponentCount>& enabled) {
    if (!model_) {
        chosenWeights_ = {set, weights, enabled};
        return;
    }
    const bool isKnown = model_->weightSets.count(set.toStdString()) > 0;
    Weighting weighting = weightingNamed(*model_, isKnown ? set.toStdString() : std::string(), enabled);
    weightSet_ = isKnown ? set : toQString(model_->defaultWeights);
    if (isKnown && weights != weighting.weights) {
        weighting.weights = weights;
        weighting.noticing.reset();
    }
    setWeighting(weighting);
}

void Document::setWeight(Component component, double weight) {
    Weighting weighting = weighting_;
    weighting.weights[indexOf(component)] = weight;
    weighting.noticing.reset();
    // Typing the old number back is no edit.
    if (model_ && weighting.weights == model_->weightsNamed(weightSet_.toStdString()))
        return setWeightSet(weightSet_);
    setWeighting(weighting);
}

bool Document::isEdited() const {
    return model_ && weighting_.weights != model_->weightsNamed(weightSet_.toStdString());
}

void Document::setEnabled(Component component, bool enabled) {
    Weighting weighting = weighting_;
    weighting.enabled[indexOf(component)] = enabled;
    setWeighting(weighting);
}

void Document::solo(Component component) {
    Weighting alone = weighting_;
    alone.enabled.fill(false);
    alone.enabled[indexOf(component)] = true;
    if (alone == weighting_) alone.enabled.fill(true);
    setWeighting(alone);
}

void Document::setSampling(const SampleSettings& settings) {
    sampler_.setSettings(settings);
}

void Document::setWanted(const std::vector<ViewKind>& kinds) {
    wanted_ = kinds;
    sampler_.setWanted(isWanted(ViewKind::Sample));
    startViewing();
    startReversing();
}

bool Document::isWanted(ViewKind kind) const {
    return std::find(wanted_.begin(), wanted_.end(), kind) != wanted_.end();
}

void Document::startViewing() {
    if (viewing_.isRunning()) return;
    if (isWanted(ViewKind::Ssim) && !ssim_ && !image_.isEmpty() && image_.size() == reference_.size())
        return viewing_.start([reference = reference_.image, image = image_.image](
                                  const Progress&) { return std::pair(ssimLoss(*reference, *image), image); },
                              [this](const auto& loss) {
                                  if (loss.second == image_.image) ssim_ = loss.first;
                                  Q_EMIT changed(Change::Comparison);
                                  startViewing();
                              });
    if (!analysed_) return;
    if (isWanted(ViewKind::Mean) && mean_.isEmpty())
        return viewing_.start(
            [analysed = analysed_](const Progress&) { return pictureOf({}, meanPicture(*analysed)); },
            [this](Picture mean) {
                mean_ = std::move(mean);
                Q_EMIT changed(Change::Predicted);
                startViewing();
            });
    for (const ViewKind kind : wanted_) {
        const auto spread = spreadOf(kind);
        if (!spread || spreads_[channelIndex(kind)]) continue;
        // Both channels of a component come at once.
        return viewing_.start(
            [analysed = analysed_, component = spread->component](const Progress& progress) {
                return predictedSpread(*analysed->distributions[indexOf(component)], progress);
            },
            [this, component = spread->component](const PredictedSpread& predicted) {
                const auto& plane = predicted.plane;
                for (const ViewKind view : kViewKinds) {
                    const auto channel = spreadOf(view);
                    if (!channel || channel->component != component) continue;
                    Map values(plane->grid.width, plane->grid.height);
                    std::copy_n(plane->row(channel->channel, 0), values.values.size(), values.values.begin());
                    spreads_[channelIndex(view)] = std::make_shared<Field>(
                        plane, channel->channel, pixelsPerCell(component), automaticRange(values));
                    spreadErrors_[channelIndex(view)] = predicted.error;
                }
                Q_EMIT changed(Change::Predicted);
                startViewing();
            });
    }
}

std::shared_ptr<const Field> Document::field(ViewKind kind) const {
    if (kind == ViewKind::Difference) return explained_.difference;
    if (kind == ViewKind::Map) return explained_.explanation.map;
    if (residualOf(kind)) return explained_.residuals[channelIndex(kind)];
    if (spreadOf(kind)) return spreads_[channelIndex(kind)];
    if (kind == ViewKind::Ssim) return ssim_;
    if (kind == ViewKind::Directions) return directions_;
    if (kind == ViewKind::Footprint && footprint_) return footprint_->covariance;
    if (kind == ViewKind::RepairedFirst) return repair_.first();
    return nullptr;
}

std::shared_ptr<const Pyramid> Document::pyramid(ViewKind kind) const {
    if (kind == ViewKind::Reference) return reference_.pyramid;
    if (kind == ViewKind::Image) return image_.pyramid;
    if (kind == ViewKind::Sample) return sampler_.picture().pyramid;
    if (kind == ViewKind::Mean) return mean_.pyramid;
    if (kind == ViewKind::Repaired) return repair_.picture().pyramid;
    if (const auto& found = extremes_.found()) {
        if (kind == ViewKind::MostVisible) return found->most.picture.pyramid;
        if (kind == ViewKind::LeastVisible) return found->least.picture.pyramid;
    }
    return nullptr;
}

const Task* Document::activity() const {
    // What goes with a rectangle or a pixel follows the mouse: nothing to read about in the status line.
    for (const Task* task : {&opening_, &sketching_, &analysing_, &comparing_, &explaining_, &viewing_,
                             &reversing_, &scoring_, &measuring_, &standing_})
        if (task->isRunning()) return task;
    if (extremes_.task().isRunning()) return &extremes_.task();
    if (mending_.isRunning()) return &mending_;
    if (const Task* task = repair_.activity()) return task;
    return sampler_.activity();
}

void Document::say(Message::Kind kind, const QString& text, Message::Remedy remedy) {
    Q_EMIT messageChanged({kind, text, remedy});
}

}  // namespace suss
