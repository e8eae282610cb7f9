#include "ui/document/loader.h"

#include "core/error.h"
#include "core/image/profile_mismatch.h"
#include "core/image/sizes.h"
#include "ui/text.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <utility>

namespace suss {
namespace {

Loaded read(const LoadRequest& request, const Present& present, const Progress& progress) {
    const auto& reference = request.reference;
    const auto& image = request.image;
    Loaded loaded;
    loaded.request = request;
    // Decoding keeps one core busy: the image is read beside the reference. It is waited for in any case.
    std::future<Picture> other;
    if (reference && image) other = std::async(std::launch::async, [&] { return loadPicture(*image); });
    try {
        if (reference) loaded.reference = loadPicture(*reference, subProgress(progress, 0, 0.9));
    } catch (const Error& error) {
        loaded.error = QString::fromUtf8(error.what());
        return loaded;
    }
    try {
        if (other.valid())
            loaded.image = other.get();
        else if (image)
            loaded.image = loadPicture(*image, subProgress(progress, 0, 0.9));
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
    request.remark =
        QStringLiteral("%1 changed on disk and was read again.").arg(titles.join(QStringLiteral(", ")));
    return request;
}

Message messageOf(const Loaded& loaded, const Picture& present) {
    if (!loaded.unequal.isEmpty())
        return {Message::Kind::Error, loaded.error, Message::Remedy::ScaleImage,
                scalingInWords(loaded.reference.isEmpty() ? present : loaded.reference, loaded.unequal)};
    if (!loaded.error.isEmpty()) return Message::error(loaded.error);
    return Message::note(loaded.request.remark);
}

QString notesInWords(const Picture& reference, const Picture& image) {
    QStringList sentences;
    if (!reference.isEmpty() && !image.isEmpty())
        if (const std::string mismatch = profileMismatch(*reference.image, *image.image); !mismatch.empty())
            sentences << image.source.title() + QLatin1Char(' ') + toQString(mismatch) + QLatin1Char('.');
    for (const Picture* picture : {&reference, &image})
        if (picture->image)
            for (const std::string& note : picture->image->notes)
                sentences << QStringLiteral("%1: %2.").arg(picture->source.title(), toQString(note));
    return sentences.join(QLatin1Char(' '));
}

Source refusedImage(const Loaded& loaded) {
    const bool isOfReference = loaded.request.reference && loaded.reference.isEmpty();
    if (loaded.error.isEmpty() || isOfReference) return {};
    return loaded.unequal.isEmpty() ? loaded.request.image.value_or(Source()) : loaded.unequal.source;
}

QString unequalSizes(const Picture& reference, const Picture& image) {
    return toQString(unequalSizes(*reference.image, *image.image, reference.source.title().toStdString(),
                                  image.source.title().toStdString(), " × "));
}

QString scalingInWords(const Picture& reference, const Picture& image) {
    const QSize from = image.size(), to = reference.size();
    const bool narrower = to.width() <= from.width(), lower = to.height() <= from.height();
    const QString filter = narrower && lower ? QStringLiteral("averaging over the area of each new pixel")
                           : narrower || lower
                               ? QStringLiteral("averaging one way and a Lanczos filter the other")
                               : QStringLiteral("a Lanczos filter");
    QString text =
        QStringLiteral(
            "Scaling would make %1 %2 pixels by %3; score and maps then include what scaling changes.")
            .arg(image.source.title(), formatSize(to.width(), to.height()), filter);
    // More than rounding to whole pixels explains.
    if (std::abs(double(from.width()) * to.height() - double(from.height()) * to.width()) >
        std::max(from.width(), from.height()) + std::max(to.width(), to.height()))
        text += QStringLiteral(" The proportions differ, so it would be distorted.");
    return text;
}

Loader::Loader(QObject* parent) : QObject(parent), loading_(QStringLiteral("Reading")) {
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
    loading_.start([request, present](const Progress& progress) { return read(request, present, progress); },
                   [this](const Loaded& pictures) { Q_EMIT loaded(pictures); });
}

void Loader::watch(const QList<Source>& sources) {
    QStringList files;
    for (const Source& source : sources)
        if (source.kind == Source::Kind::File) files << source.path;
    watch_.watch(files);
}

void Loader::tellChanges(const QStringList& files) {
    if (loading_.isRunning())
        changedFiles_ += files;
    else
        Q_EMIT filesChanged(files);
}

}  // namespace suss
