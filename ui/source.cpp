#include "ui/source.h"

#include "core/explain/example.h"
#include "ui/text.h"

#include <QFileInfo>

namespace suss {

Source Source::file(const QString& path) {
    const QFileInfo info(path);
    return {Kind::File, info.absoluteFilePath(), info.lastModified(), {}, {}};
}

Source Source::example(const QString& distortion) {
    return {Kind::Example, {}, {}, distortion, {}};
}

QString Source::title() const {
    switch (kind) {
        case Kind::None:
            return {};
        case Kind::File:
            return QFileInfo(path).fileName();
        case Kind::Example:
            break;
    }
    for (const Distortion& known : exampleDistortions())
        if (toQString(known.key) == distortion) return toQString(known.title);
    return QStringLiteral("Example landscape");
}

}  // namespace suss
