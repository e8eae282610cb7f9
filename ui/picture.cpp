#include "ui/picture.h"

#include "core/explain/example.h"
#include "core/image/exposure.h"
#include "core/image/profile_mismatch.h"
#include "core/image/read.h"
#include "core/image/reshape.h"
#include "core/image/sizes.h"
#include "ui/paint/qt_image.h"
#include "ui/text.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace suss {

QString Picture::facts() const {
    if (!image) return {};
    QString text = formatSize(image->width, image->height);
    if (source.kind == Source::Kind::File || source.pixels) {
        text += image->sourceBits == 32 ? QStringLiteral(" · float")
                                        : QStringLiteral(" · %1 bit").arg(image->sourceBits);
        text += QStringLiteral(" · ") + toQString(image->profile);
        if (image->profileOrigin == ProfileOrigin::Assumed) text += QStringLiteral(" assumed");
    }
    if (!scaledFrom.isEmpty())
        text += QStringLiteral(" · scaled from %1").arg(formatSize(scaledFrom.width(), scaledFrom.height()));
    return text;
}

Picture pictureOf(const Source& source, Image image) {
    Picture picture;
    picture.source = source;
    picture.pyramid = std::make_shared<Pyramid>(toScreen(image));
    picture.image = std::make_shared<const Image>(std::move(image));
    return picture;
}

Picture loadPicture(const Source& source, const Progress& progress) {
    report(progress, 0, ("Reading " + source.title()).toStdString());
    Image image;
    if (source.kind == Source::Kind::File)
        image = readImage(source.path.toStdString(), {.exposure = source.exposure});
    else if (source.kind == Source::Kind::Example)
        image = source.distortion.isEmpty() ? exampleReference()
                                            : distorted(exampleReference(), source.distortion.toStdString());
    else if (source.kind == Source::Kind::Memory)
        image = source.image ? *source.image : fromQImage(*source.pixels);
    if (source.kind != Source::Kind::File) image = exposed(std::move(image), source.exposure);
    report(progress, 0.8, ("Reading " + source.title()).toStdString());
    if (source.scaledTo.isEmpty()) return pictureOf(source, std::move(image));
    const QSize own(image.width, image.height);
    Picture picture =
        pictureOf(source, resizedToCompare(image, source.scaledTo.width(), source.scaledTo.height()));
    picture.scaledFrom = own;
    return picture;
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

}  // namespace suss
