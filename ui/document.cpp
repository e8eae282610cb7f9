#include "ui/document.h"

#include "core/image/read.h"
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
      analysing_(QStringLiteral("Analysing the reference")),
      comparing_(QStringLiteral("Comparing")),
      explaining_(QStringLiteral("Mapping the distance")),
      drawing_(QStringLiteral("Sampling")),
      predicting_(QStringLiteral("Predicting the spread")),
      scoring_(QStringLiteral("Comparing the other images")),
      measuring_(QStringLiteral("Computing PSNR, SSIM and GMSD")) {
    for (Task* task : allTasks()) {
        const auto remedy = task == &analysing_ ? Message::Remedy::Resume : Message::Remedy::None;
        connect(task, &Task::changed, this, &Document::activityChanged);
        connect(task, &Task::failed, this,
                [this, remedy](const QString& error) { say(Message::Kind::Error, error, remedy); });
    }
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
                   Change::Baselines | Change::List);
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
    std::erase_if(
        kept_, [&](const Kept& entry) { return entry.picture.source == images_[std::size_t(index)].source; });
    images_.erase(images_.begin() + index);
    if (index < current_) --current_;
    if (!wasCurrent) return Q_EMIT changed(Change::List);
    current_ = -1;
    forgetComparison();
    image_ = {};
    Q_EMIT changed(Changes(Change::Pictures) | Change::Comparison | Change::Account | Change::Explanation |
                   Change::Baselines | Change::List);
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
    images_[std::size_t(current_)].likelihoods = likelihoodsOf(*explained_.comparison);
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
    if (next == images_.end()) return;
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
                    entry.likelihoods = likelihoodsOf(*scored.kept.explained.comparison);
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
                      Change::Baselines | Change::List;
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
                   Change::Explanation | Change::Baselines | Change::Sample | Change::List);
    startWhatIsMissing();
}

void Document::cancel() {
    const bool incomplete = analysing_.isRunning() || comparing_.isRunning();
    const bool unlisted = scoring_.isRunning();
    for (Task* task : allTasks()) task->cancel();
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
    explained_ = {};
    account_.reset();
    baselines_.reset();
}

void Document::forgetAnalysis() {
    analysing_.cancel();
    drawing_.cancel();
    scoring_.cancel();
    analysed_.reset();
    draw_.reset();
    sample_ = {};
    predicting_.cancel();
    mean_ = {};
    spreads_ = {};
    kept_.clear();
    for (Candidate& entry : images_) {
        entry.likelihoods.reset();
        entry.problem.clear();
    }
}

void Document::startWhatIsMissing() {
    if (reference_.isEmpty()) return;
    if (!analysed_) analysed_ = remembered();
    if (!analysed_) {
        if (!analysing_.isRunning()) startAnalysis();
    } else if (!image_.isEmpty()) {
        if (!explained_.comparison)
            startComparing();
        else if (explained_.explanation.weighting != weighting_)
            startExplaining();
    }
    if (analysed_) startSampling();
    startPredicting();
    if (!image_.isEmpty() && !baselines_) startMeasuring();
    startScoring();
}

void Document::startAnalysis() {
    analysing_.start([analyse = analyse_, image = reference_.image](
                         const Progress& progress) { return analyse(*image, progress); },
                     [this, image = reference_.image](Analysis analysis) {
                         analysed_ = std::move(analysis.reference);
                         if (!model_) {
                             weightSet_ = toQString(analysis.model.defaultWeights);
                             weighting_ = weightingNamed(analysis.model, {}, weighting_.enabled);
                         }
                         model_ = std::move(analysis.model);
                         const std::size_t keep =
                             std::size_t(image->width) * image->height <= kRememberedPixels ? 2 : 1;
                         memory_.insert(memory_.begin(), Remembered{image, analysed_});
                         if (memory_.size() > keep) memory_.resize(keep);
                         Q_EMIT changed(Change::Analysis);
                         startWhatIsMissing();
                     });
}

std::shared_ptr<const Reference> Document::remembered() const {
    for (const Remembered& entry : memory_)
        if (entry.image == reference_.image) return entry.reference;
    return nullptr;
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

void Document::startMeasuring() {
    measuring_.start([reference = reference_.image,
                      image = image_.image](const Progress&) { return baselinesOf(*reference, *image); },
                     [this](const Baselines& baselines) {
                         baselines_ = baselines;
                         Q_EMIT changed(Change::Baselines);
                     });
}

void Document::setWeighting(const Weighting& weighting) {
    if (weighting == weighting_) return;
    weighting_ = weighting;
    if (explained_.comparison) account_ = accountOf(*explained_.comparison, weighting_);
    Q_EMIT changed(Change::Account);
    if (explained_.comparison) startExplaining();
    startSampling();
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
    if (settings == sampling_) return;
    sampling_ = settings;
    Q_EMIT changed(Change::Sample);
    startSampling();
}

void Document::setWanted(const std::vector<ViewKind>& kinds) {
    wanted_ = kinds;
    startSampling();
    startPredicting();
}

bool Document::isWanted(ViewKind kind) const {
    return std::find(wanted_.begin(), wanted_.end(), kind) != wanted_.end();
}

void Document::startPredicting() {
    if (!analysed_ || predicting_.isRunning()) return;
    if (isWanted(ViewKind::Mean) && mean_.isEmpty())
        return predicting_.start(
            [analysed = analysed_](const Progress&) { return pictureOf({}, meanPicture(*analysed)); },
            [this](Picture mean) {
                mean_ = std::move(mean);
                Q_EMIT changed(Change::Predicted);
                startPredicting();
            });
    for (const ViewKind kind : wanted_) {
        const auto spread = spreadOf(kind);
        if (!spread || spreads_[channelIndex(kind)]) continue;
        // Both channels of a component come at once.
        return predicting_.start(
            [analysed = analysed_, component = spread->component](const Progress& progress) {
                return predictedSpread(*analysed->distributions[indexOf(component)], progress);
            },
            [this, component = spread->component](const std::shared_ptr<const Plane>& plane) {
                for (const ViewKind view : kViewKinds) {
                    const auto channel = spreadOf(view);
                    if (!channel || channel->component != component) continue;
                    Map values(plane->grid.width, plane->grid.height);
                    std::copy_n(plane->row(channel->channel, 0), values.values.size(), values.values.begin());
                    spreads_[channelIndex(view)] = std::make_shared<Field>(
                        plane, channel->channel, pixelsPerCell(component), automaticRange(values));
                }
                Q_EMIT changed(Change::Predicted);
                startPredicting();
            });
    }
}

void Document::startSampling() {
    struct Sampled {
        std::shared_ptr<const Draw> draw;
        SampleSettings settings;
        std::array<bool, kComponentCount> enabled;
        Picture picture;
    };
    // While a slider moves, each picture is finished and the newest setting comes next: live, and no backlog.
    if (!isWanted(ViewKind::Sample) || !analysed_ || drawing_.isRunning()) return;
    if (!sample_.isEmpty() && drawn_ == std::pair(sampling_, weighting_.enabled)) return;
    drawing_.start(
        [analysed = analysed_, draw = draw_, settings = sampling_,
         weighting = weighting_](const Progress& progress) {
            std::shared_ptr<const Draw> drawn = draw;
            if (!drawn || drawn->seed != settings.seed)
                drawn = std::make_shared<Draw>(
                    Draw{settings.seed, drawDeviations(analysed->distributions, settings.seed, progress)});
            Image image = recompose(*analysed, drawn->deviations, weighting, settings.strength);
            return Sampled{drawn, settings, weighting.enabled, pictureOf({}, std::move(image))};
        },
        [this](Sampled sampled) {
            draw_ = std::move(sampled.draw);
            sample_ = std::move(sampled.picture);
            drawn_ = {sampled.settings, sampled.enabled};
            Q_EMIT changed(Change::Sample);
            startSampling();
        });
}

std::shared_ptr<const Field> Document::field(ViewKind kind) const {
    if (kind == ViewKind::Difference) return explained_.difference;
    if (kind == ViewKind::Map) return explained_.explanation.map;
    if (residualOf(kind)) return explained_.residuals[channelIndex(kind)];
    if (spreadOf(kind)) return spreads_[channelIndex(kind)];
    return nullptr;
}

std::shared_ptr<const Pyramid> Document::pyramid(ViewKind kind) const {
    if (kind == ViewKind::Reference) return reference_.pyramid;
    if (kind == ViewKind::Image) return image_.pyramid;
    if (kind == ViewKind::Sample) return sample_.pyramid;
    if (kind == ViewKind::Mean) return mean_.pyramid;
    return nullptr;
}

const Task* Document::activity() const {
    for (const Task* task :
         {&opening_, &analysing_, &comparing_, &drawing_, &explaining_, &predicting_, &scoring_, &measuring_})
        if (task->isRunning()) return task;
    return nullptr;
}

void Document::say(Message::Kind kind, const QString& text, Message::Remedy remedy) {
    Q_EMIT messageChanged({kind, text, remedy});
}

}  // namespace suss
