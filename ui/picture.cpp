#include "ui/picture.h"

#include "core/explain/example.h"
#include "core/image/exposure.h"
#include "core/image/read.h"
#include "core/image/reshape.h"
#include "ui/text.h"

#include <utility>

namespace suss {

QString Picture::facts() const {
    if (!image) return {};
    QString text = formatSize(image->width, image->height);
    if (source.kind == Source::Kind::File) {
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

}  // namespace suss
