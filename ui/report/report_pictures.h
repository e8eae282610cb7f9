#pragma once

#include "core/explain/account.h"
#include "ui/paint/map_painter.h"

#include <QByteArray>
#include <QSize>
#include <QString>

#include <string>
#include <vector>

namespace suss {

/// A picture as a report shows it: small enough for the page, encoded as data: URIs. No pixels are kept.
struct ReportPicture {
    QString name;    ///< of the file
    QString path;    ///< as it was given; empty if it is not a file
    QString sha256;  ///< of the file
    qint64 fileBytes = 0;
    int width = 0, height = 0;  ///< of the original
    int bits = 8;
    QString profile;
    std::vector<std::string> notes;  ///< as Image::notes
    int shownWidth = 0, shownHeight = 0;
    QByteArray picture, thumbnail;

    /// Else it is shown as a JPEG file.
    [[nodiscard]] bool isShownLossless() const;
};

/// `path` is that of the file the image was read from, or only a name if there is none. Throws Error if the
/// file cannot be read.
ReportPicture reportPictureOf(const Image& image, const QString& path, int longestSide);

/// Local distance at the size that a report shows, in little room.
struct PackedMap {
    int width = 0, height = 0;
    QByteArray halves;  ///< half floats, compressed: three digits of any size, more than colours show
    double scale = 0;   ///< that were divided by this
    double range = 0;   ///< the automatic range of the whole map ends here
};
PackedMap packedMapOf(const WhitenedPair& pair, const Weighting& weighting, const QSize& size);

/// The map in colours, as a data: URI.
QByteArray dataUri(const PackedMap& map, const MapStyle& style);

}  // namespace suss
