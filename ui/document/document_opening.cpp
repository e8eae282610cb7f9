// How pictures come into the document and leave it: opening, the list, exposure, trading places.

#include "core/image/exposure.h"
#include "ui/document/document.h"

#include <algorithm>
#include <utility>

namespace suss {
namespace {

// All that is said of the two pictures.
constexpr Document::Changes kOtherPictures =
    Document::Changes(Document::Change::Pictures) | Document::Change::Comparison | Document::Change::Account |
    Document::Change::Explanation | Document::Change::Measured | Document::Change::List;

// What the program made is of pictures that were exposed already.
Source asExposed(Source source, double stops) {
    if (!source.image) source.exposure = stops;
    return source;
}

QList<Source> asExposed(QList<Source> sources, double stops) {
    for (Source& source : sources) source = asExposed(source, stops);
    return sources;
}

Source brighter(Source source, double stops) {
    source.exposure += stops;
    return source;
}

}  // namespace

void Document::readAgain(const QStringList& files) {
    const QStringList others = images_.readAgain(files, image_.source);
    const LoadRequest request = changedOf(files, reference_.source, image_.source);
    if (request.reference || request.image) return load(request);
    Q_EMIT changed(Change::List);
    if (!others.isEmpty()) Q_EMIT announced(readAgainInWords(others));
    startScoring();
}

void Document::open(Role role, const Source& source) {
    LoadRequest request;
    (role == Role::Reference ? request.reference : request.image) = asExposed(source, exposure_);
    load(request);
}

void Document::openAll(const Source& givenReference, const QList<Source>& givenImages,
                       std::optional<double> exposure) {
    const double stops = exposure.value_or(exposure_);
    const Source reference = asExposed(givenReference, stops);
    const QList<Source> images = asExposed(givenImages, stops);
    if (images.isEmpty())
        load({reference, {}, {}, stops, {}, false});
    else if (reference_.isEmpty() || reference != reference_.source)
        load({reference, images.front(), images.mid(1), stops, {}, false});
    else if (images.size() == 1)
        open(Role::Image, images.front());
    else
        openImages(images);
}

void Document::readAhead(const Likely& likely) {
    const auto missing = [this](const std::optional<Source>& source, const Source& present) {
        const Source exposed = asExposed(source.value_or(Source()), exposure_);
        return source && exposed != present ? std::optional(exposed) : std::nullopt;
    };
    const Likely next{missing(likely.reference, reference_.source), missing(likely.image, image_.source)};
    if (next == loader_.likely()) return;
    explainer_.forgetAhead();
    loader_.readAhead(next);
}

void Document::openImages(const QList<Source>& given) {
    if (given.isEmpty()) return;
    const QList<Source> images = asExposed(given, exposure_);
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
    forgetComparison();
    images_.setCurrent(index);
    image_ = kept.picture;
    sayNotes();
    explainer_.setExplained(kept.explained);
    measures_.setPictures(reference_.image, image_.image, comparison());
    Q_EMIT changed(kOtherPictures);
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
    Q_EMIT changed(kOtherPictures);
    showFirst();
}

void Document::keepBeside() {
    const bool isKept = !kept_.isEmpty() && kept_.source == image_.source;
    readingKept_.cancel();
    setKept(isKept ? Picture() : image_);
}

void Document::keep(const std::optional<Source>& source) {
    readingKept_.cancel();
    setKept({});
    if (!source) return;
    readingKept_.start([source = asExposed(*source, exposure_)](
                           const Progress& progress) { return loadPicture(source, progress); },
                       [this](const Picture& picture) {
                           setKept(picture);
                           followKept();  // it may be none of those that are open, by now
                       });
}

void Document::setKept(const Picture& picture) {
    if (picture.image == kept_.image) return;
    kept_ = picture;
    views_.setKept(picture.image);
    Q_EMIT changed(Change::Kept);
}

void Document::followKept() {
    if (kept_.isEmpty()) return;
    const int index = images_.indexOf(kept_.source);
    if (index < 0 || kept_.size() != imageSize()) return setKept({});
    const Source& now = images()[std::size_t(index)].source;
    if (image_.source == now) return setKept(image_);
    // One that has to be read again, in the background, stays as it was until then.
    if (const ComparedImages::Kept* found = images_.recall(now)) setKept(found->picture);
}

void Document::reload() {
    if (reference_.isEmpty()) return;
    LoadRequest request;
    request.reference = reference_.source.again();
    if (!image_.isEmpty()) request.image = image_.source.again();
    load(request);
}

void Document::setExposure(double stops) {
    stops = std::clamp(stops, -kMostStops, kMostStops);
    if (stops == aimedExposure()) return;
    if (reference_.isEmpty()) {
        exposure_ = stops;
        return;
    }
    PutAway open = whatIsOpen();
    for (Source& source : open.images) source = brighter(source, stops - exposure_);
    LoadRequest request;
    request.reference = brighter(open.reference, stops - exposure_);
    request.exposure = stops;
    if (!open.images.isEmpty()) {
        request.image = open.images.front();
        request.others = open.images.mid(1);
    }
    load(request);
}

Document::PutAway Document::whatIsOpen() const {
    PutAway open{reference_.source, images_.sources(), exposure_};
    if (current() >= 0) open.images.move(current(), 0);
    return open;
}

void Document::bringBack() {
    if (!putAway_) return;
    const PutAway before = *putAway_;
    openAll(before.reference, before.images, before.exposure);
}

void Document::load(const LoadRequest& request) {
    Q_EMIT messageChanged({});
    loader_.load(request, {reference_, image_, analysis(), weighting()});
}

void Document::take(const Loaded& loaded) {
    unequal_ = loaded.unequal.source;
    const Message message = messageOf(loaded, reference_);
    bool replacesList = false;
    if (!loaded.reference.isEmpty() || !loaded.image.isEmpty())
        replacesList = adopt(loaded);
    else
        noteProblem(loaded);
    if (message.kind == Message::Kind::Error) Q_EMIT messageChanged(message);
    if (message.kind == Message::Kind::Note && replacesList)
        sayNotes(tr("What was compared with %1 was put away.").arg(putAway_->reference.title()),
                 Message::Remedy::BringBack);
    else if (message.kind == Message::Kind::Note)
        sayNotes(message.text);
    startWhatIsMissing();
    showFirst();
}

// What should be known of the pictures is said whenever they are shown, after what has just happened.
void Document::sayNotes(const QString& remark, Message::Remedy remedy) {
    QStringList sentences{remark, notesInWords(reference_, image_)};
    sentences.removeAll(QString());
    Message message = Message::note(sentences.join(QLatin1Char(' ')), remedy);
    message.isLasting = remark.isEmpty();
    Q_EMIT messageChanged(message);
}

// An image of the list that could not be opened says why, and the others go on.
void Document::noteProblem(const Loaded& loaded) {
    const int index = images_.indexOf(refusedImage(loaded));
    if (index < 0) return;
    images_.setProblem(index, loaded.error);
    Q_EMIT changed(Change::List);
}

bool Document::adopt(const Loaded& loaded) {
    forgetComparison();
    const bool replacesList = (!loaded.reference.isEmpty() || loaded.leavesExample) && takeReference(loaded);
    if (!loaded.image.isEmpty()) image_ = loaded.image;
    painted_.setSize(imageSize());
    Changes changes = kOtherPictures;
    if (!analysis()) changes |= Changes(Change::Analysis) | Change::Sample;
    if (loaded.explained.comparison) explainer_.setExplained(loaded.explained);
    images_.noteShown(image_, explainer_.explained());
    noteProblem(loaded);
    if (!reference_.isEmpty()) explainer_.workOut(reference_, image_);  // while the pictures are being shown
    Q_EMIT changed(changes);
    return replacesList;
}

bool Document::takeReference(const Loaded& loaded) {
    const PutAway before = whatIsOpen();
    const double stops = loaded.request.exposure.value_or(exposure_);
    const double more = stops - exposure_;
    forgetAnalysis();
    images_.followReference(reference_.source, loaded);
    reference_ = loaded.reference;
    exposure_ = stops;
    if (loaded.dropImage) image_ = {};
    kept_.source = brighter(kept_.source, more);
    int gone = 0;
    bool isLost = false;
    for (const Source& source : before.images)
        if (source.isOwn() && images_.indexOf(brighter(source, more)) < 0) {
            ++gone;
            isLost |= source.kind == Source::Kind::Memory;
        }
    // A single file is soon opened again, and among the recent pairs.
    if (gone < 2 && !isLost) return false;
    putAway_ = before;
    return true;
}

void Document::swapRoles() {
    if (reference_.isEmpty() || image_.isEmpty()) return;
    loader_.cancel();
    forgetComparison();
    forgetAnalysis();
    std::swap(reference_, image_);
    sayNotes();
    images_.turnCurrentInto(image_.source);
    images_.noteShown(image_, explainer_.explained());
    Q_EMIT changed(kOtherPictures | Change::Analysis | Change::Sample);
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
    take(known);
}

}  // namespace suss
