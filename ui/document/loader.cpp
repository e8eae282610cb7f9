#include "ui/document/loader.h"

#include "core/error.h"

#include <future>
#include <utility>

namespace suss {
namespace {

Picture loadPicture(const Source& source, const QList<Picture>& ahead, const Progress& progress = {}) {
    for (const Picture& picture : ahead)
        if (picture.source == source) return picture;
    return loadPicture(source, progress);
}

Loaded read(const LoadRequest& request, const Present& present, const QList<Picture>& ahead,
            const Progress& progress) {
    const auto& reference = request.reference;
    const auto& image = request.image;
    Loaded loaded;
    loaded.request = request;
    // Decoding keeps one core busy: the image is read beside the reference. It is waited for in any case.
    std::future<Picture> other;
    if (reference && image)
        other = std::async(std::launch::async, [&] { return loadPicture(*image, ahead); });
    try {
        if (reference) loaded.reference = loadPicture(*reference, ahead, subProgress(progress, 0, 0.9));
    } catch (const Error& error) {
        loaded.error = QString::fromUtf8(error.what());
        return loaded;
    }
    try {
        if (other.valid())
            loaded.image = other.get();
        else if (image)
            loaded.image = loadPicture(*image, ahead, subProgress(progress, 0, 0.9));
    } catch (const Error& error) {
        loaded.error = QString::fromUtf8(error.what());
    }
    report(progress, 0.9, "Comparing");  // unless it was overtaken meanwhile
    loaded.dropImage = loaded.image.isEmpty() && image;
    loaded.leavesExample = !reference && !loaded.image.isEmpty() && image->isFromElsewhere() &&
                           present.reference.source.kind == Source::Kind::Example;
    const Picture newReference = reference              ? loaded.reference
                                 : loaded.leavesExample ? Picture()
                                                        : present.reference;
    const Picture& newImage = image ? loaded.image : present.image;
    const bool comparable = !newReference.isEmpty() && !newImage.isEmpty();
    const bool sameOrigin = newReference.source.isOwn() == newImage.source.isOwn();
    if (comparable && !image && !sameOrigin) loaded.dropImage = true;
    if (comparable && newReference.size() != newImage.size()) {
        // An image left over from the example is dropped without a word.
        if (image || sameOrigin) {
            loaded.error = unequalSizes(newReference, newImage);
            loaded.unequal = newImage;
        }
        loaded.image = {};
        loaded.dropImage = true;
    } else if (comparable && present.analysed && !reference) {
        loaded.explained = compareAndExplain(present.analysed, newImage.image, present.weighting);
    }
    return loaded;
}

}  // namespace

LoadRequest changedOf(const QStringList& files, const Source& reference, const Source& image) {
    LoadRequest request;
    QStringList titles;
    if (reference.isOneOf(files)) {
        titles << reference.title();
        request.reference = reference.again();
    }
    if (image.isOneOf(files)) {
        titles << image.title();
        request.image = image.again();
    }
    titles.removeDuplicates();
    request.remark = readAgainInWords(titles);
    return request;
}

QString readAgainInWords(const QStringList& titles) {
    constexpr int kNamed = 3;
    if (titles.size() > kNamed)
        return QStringLiteral("%1 images changed on disk and are read again.").arg(titles.size());
    return QStringLiteral("%1 changed on disk and was read again.").arg(titles.join(QStringLiteral(", ")));
}

Message messageOf(const Loaded& loaded, const Picture& present) {
    if (!loaded.unequal.isEmpty())
        return {Message::Kind::Error, loaded.error, Message::Remedy::ScaleImage,
                scalingInWords(loaded.reference.isEmpty() ? present : loaded.reference, loaded.unequal)};
    if (!loaded.error.isEmpty()) return Message::error(loaded.error);
    return Message::note(loaded.request.remark);
}

Source refusedImage(const Loaded& loaded) {
    const bool isOfReference = loaded.request.reference && loaded.reference.isEmpty();
    if (loaded.error.isEmpty() || isOfReference) return {};
    return loaded.unequal.isEmpty() ? loaded.request.image.value_or(Source()) : loaded.unequal.source;
}

Loader::Loader(QObject* parent)
    : QObject(parent), loading_(QStringLiteral("Reading")), readingAhead_(QStringLiteral("Reading")) {
    connect(&loading_, &Task::changed, this, &Loader::activityChanged);
    connect(&loading_, &Task::failed, this, &Loader::failed);
    connect(&watch_, &FileWatch::changed, this, &Loader::tellChanges);
    connect(&loading_, &Task::changed, this, [this] {
        if (loading_.isRunning() || changedFiles_.isEmpty()) return;
        QMetaObject::invokeMethod(
            this, [this, files = std::exchange(changedFiles_, {})] { tellChanges(files); },
            Qt::QueuedConnection);
    });
}

void Loader::load(const LoadRequest& request, const Present& present) {
    request_ = request;
    loading_.start([request, present, ahead = ahead_](
                       const Progress& progress) { return read(request, present, ahead, progress); },
                   [this](const Loaded& pictures) { Q_EMIT loaded(pictures); });
    readAhead({});
}

void Loader::readAhead(const Likely& likely) {
    readingAhead_.cancel();
    likely_ = likely;
    ahead_.clear();
    if (!likely.reference) return readImageAhead();
    // The image afterwards: the reference is analysed meanwhile.
    readingAhead_.start(
        [source = *likely.reference](const Progress& progress) { return loadPicture(source, progress); },
        [this](const Picture& picture) {
            ahead_ << picture;
            Q_EMIT referenceRead(picture.image);
            readImageAhead();
        });
}

void Loader::readImageAhead() {
    if (!likely_.image) return;
    readingAhead_.start(
        [source = *likely_.image](const Progress& progress) { return loadPicture(source, progress); },
        [this](const Picture& picture) { ahead_ << picture; });
}

void Loader::watch(const QList<Source>& sources) {
    QHash<QString, QDateTime> files;
    for (const Source& source : sources)
        if (source.kind == Source::Kind::File) files.insert(source.path, source.modified);
    watch_.watch(files);
}

void Loader::tellChanges(const QStringList& files) {
    if (loading_.isRunning())
        changedFiles_ += files;
    else
        Q_EMIT filesChanged(files);
}

}  // namespace suss
