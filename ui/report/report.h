#pragma once

#include "core/network/model_info.h"
#include "core/report/comparison_report.h"
#include "ui/report/report_pictures.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <vector>

namespace suss {

/// A comparison as a report shows it.
struct ReportItem {
    ReportPicture picture;
    ComparisonReport numbers;
    PackedMap map;
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

/// `numbers.path` names the file. Throws Error if it cannot be read.
ReportItem reportItemOf(const WhitenedPair& pair, const Weighting& weighting, const ComparisonReport& numbers,
                        int longestSide);

/// The report as one HTML file that asks for nothing from elsewhere: overview, a section an image, least
/// distance first, where everything comes from, and the document of comparisonDocument(). Maps have one
/// range. There must be an item.
QByteArray htmlOf(const Report& report);

}  // namespace suss
