#include "ui/source.h"

#include "core/explain/example.h"
#include "core/image/read.h"
#include "ui/text.h"

#include <QCollator>
#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace suss {

Source Source::file(const QString& path) {
    const QFileInfo info(path);
    Source source;
    source.kind = Kind::File;
    source.path = info.absoluteFilePath();
    source.modified = info.lastModified();
    return source;
}

Source Source::example(const QString& distortion) {
    Source source;
    source.kind = Kind::Example;
    source.distortion = distortion;
    return source;
}

Source Source::memory(const QString& name, const QImage& picture) {
    Source source;
    source.kind = Kind::Memory;
    source.name = name;
    source.pixels = std::make_shared<const QImage>(picture);
    return source;
}

Source Source::memory(const QString& name, std::shared_ptr<const Image> image) {
    Source source;
    source.kind = Kind::Memory;
    source.name = name;
    source.image = std::move(image);
    return source;
}

bool Source::isSamePlace(const Source& other) const {
    Source then = *this;
    then.modified = other.modified;
    return then == other;
}

bool Source::isOneOf(const QStringList& files) const {
    return kind == Kind::File && files.contains(path);
}

Source Source::again() const {
    if (kind != Kind::File) return *this;
    Source now = file(path);
    now.scaledTo = scaledTo;
    now.exposure = exposure;
    return now;
}

QString titleOfScaled(const QString& title) {
    return title + QStringLiteral(" (scaled)");
}

QString Source::title() const {
    switch (kind) {
        case Kind::None:
            return {};
        case Kind::File:
            return scaledTo.isEmpty() ? QFileInfo(path).fileName()
                                      : titleOfScaled(QFileInfo(path).fileName());
        case Kind::Memory:
            return scaledTo.isEmpty() ? name : titleOfScaled(name);
        case Kind::Example:
            break;
    }
    for (const Distortion& known : exampleDistortions())
        if (toQString(known.key) == distortion) return toQString(known.title);
    return QStringLiteral("Example landscape");
}

const QStringList& pictureNameFilters() {
    static const QStringList filters = [] {
        QStringList names;
        for (const std::string_view ending : kImageEndings) names << QLatin1Char('*') + toQString(ending);
        return names;
    }();
    return filters;
}

QStringList picturesOf(const QStringList& paths) {
    QStringList files;
    for (const QString& path : paths) {
        if (!QFileInfo(path).isDir()) {
            files << path;
            continue;
        }
        QStringList names = QDir(path).entryList(pictureNameFilters(), QDir::Files);
        QCollator collator;
        collator.setNumericMode(true);
        std::sort(names.begin(), names.end(), collator);
        for (const QString& name : names) files << QDir(path).filePath(name);
    }
    return files;
}

}  // namespace suss
