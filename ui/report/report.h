#pragma once

#include "core/network/model_info.h"
#include "core/report/comparison_json.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

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
};

/// A comparison as a report shows it.
struct ReportItem {
    ReportPicture picture;
    ComparisonReport numbers;
    QByteArray packedMap;  ///< local distance at the size that is shown: half floats, compressed
    double mapScale = 0;   ///< that were divided by this
    double mapRange = 0;   ///< the automatic range of the whole map ends here
};

struct Report {
    QString title;
    ModelInfo model;
    QString weightSet;
    ReportPicture reference;
    std::vector<ReportItem> items;
    std::vector<QString> failed;  ///< what could not be compared, a sentence each
    QDateTime made;
};

/// Longest side that pictures are shown with in a report of that many images, so that it can still be opened:
/// 1600 pixels for a few.
int reportSide(std::size_t images);

/// `path` is that of the file the image was read from, or only a name if there is none. Throws Error if the
/// file cannot be read.
ReportPicture reportPictureOf(const Image& image, const QString& path, int longestSide);

/// `numbers.path` names the file. Throws Error if it cannot be read.
ReportItem reportItemOf(const Comparison& comparison, const Weighting& weighting,
                        const ComparisonReport& numbers, int longestSide);

/// The report as one HTML file that asks for nothing from elsewhere: overview, a section an image, least
/// distance first, where everything comes from, and the document of comparisonDocument(). Maps have one
/// range. There must be an item.
QByteArray htmlOf(const Report& report);

}  // namespace suss
