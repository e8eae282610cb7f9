#include "ui/report/image_list.h"

#include "core/error.h"
#include "core/report/comparison_csv.h"
#include "core/report/comparison_json.h"
#include "ui/picture.h"
#include "ui/text.h"

namespace suss {

namespace {

/// A file by its path, anything else by its title.
QString placeOf(const Source& source) {
    return source.kind == Source::Kind::File ? source.path : source.title();
}

/// A report or a table of nothing would only look like one.
void throwIfNothing(bool isEmpty, const std::vector<NotCompared>& failed) {
    if (isEmpty)
        throw Error(failed.empty() ? "There is no image to compare." : failed.front().problem.toStdString());
}

}  // namespace

bool hasImageList(const Document& document) {
    return document.analysis() && document.weights().model() && !document.images().empty();
}

std::optional<ImageList> imageListOf(const Document& document) {
    if (!hasImageList(document)) return std::nullopt;
    ImageList list;
    list.reference = document.analysis();
    list.referenceSource = document.picture(Role::Reference).source;
    const Picture& shown = document.picture(Role::Image);
    for (const Candidate& entry : document.images()) {
        Picture picture;
        picture.source = entry.source;
        if (entry.source == shown.source) picture.image = shown.image;
        list.images.push_back(picture);
    }
    list.weighting = document.weighting();
    list.model = *document.weights().model();
    list.weightSet = document.weights().title();
    list.region = document.marked().rect();
    return list;
}

std::vector<NotCompared> compareEach(
    const ImageList& list, const std::function<void(const Comparison&, const ComparisonReport&)>& compared,
    const Progress& progress) {
    std::vector<NotCompared> failed;
    const double count = double(list.images.size());
    double done = 0;
    for (const Picture& entry : list.images) {
        report(progress, done++ / count,
               QStringLiteral("Comparing %1").arg(entry.source.title()).toStdString());
        std::shared_ptr<const Comparison> comparison;
        try {
            const auto image = entry.image ? entry.image : loadPicture(entry.source).image;
            if (!image->sameSize(*list.reference->image))
                throw Error(unequalSizes(Picture{list.referenceSource, list.reference->image, {}, {}},
                                         Picture{entry.source, image, {}, {}})
                                .toStdString());
            comparison = compareFollowing(list.reference, image);
        } catch (const Error& error) {
            failed.push_back({placeOf(entry.source), toQString(error.what())});
            continue;
        }
        compared(*comparison,
                 reportOn(placeOf(entry.source).toStdString(), *comparison, list.weighting, list.region));
    }
    return failed;
}

Report reportOf(const ImageList& list, const Progress& progress) {
    const int side = reportSide(list.images.size());
    // What is in no file has a title, which is not to be cut like a path.
    const auto name = [](ReportPicture& picture, const QString& place) {
        if (picture.path.isEmpty()) picture.name = place;
    };
    const auto isScaled = [&](const std::string& path) {
        return std::any_of(list.images.begin(), list.images.end(), [&](const Picture& image) {
            return !image.source.scaledTo.isEmpty() && placeOf(image.source).toStdString() == path;
        });
    };
    Report report;
    report.model = list.model;
    report.weightSet = list.weightSet;
    const QString place = placeOf(list.referenceSource);
    report.reference = reportPictureOf(*list.reference->image, place, side);
    name(report.reference, place);
    const auto failed = compareEach(
        list,
        [&](const Comparison& comparison, const ComparisonReport& numbers) {
            report.items.push_back(reportItemOf(comparison, list.weighting, numbers, side));
            ReportPicture& picture = report.items.back().picture;
            name(picture, toQString(numbers.path));
            if (!picture.path.isEmpty() && isScaled(numbers.path)) picture.name = titleOfScaled(picture.name);
        },
        subProgress(progress, 0, 0.9));
    throwIfNothing(report.items.empty(), failed);
    for (const NotCompared& entry : failed) report.failed.push_back(entry.problem);
    suss::report(progress, 0.9, "Writing the report");
    report.title = QStringLiteral("Compared with ") + report.reference.name;
    report.made = QDateTime::currentDateTime();
    return report;
}

ListNumbers numbersOf(const ImageList& list, const Progress& progress) {
    ListNumbers numbers;
    numbers.failed = compareEach(
        list, [&](const Comparison&, const ComparisonReport& report) { numbers.reports.push_back(report); },
        progress);
    throwIfNothing(numbers.reports.empty(), numbers.failed);
    return numbers;
}

std::string jsonOf(const ImageList& list, const ListNumbers& numbers) {
    const std::string reference = placeOf(list.referenceSource).toStdString();
    nlohmann::json document = comparisonDocument(list.model, list.weightSet.toStdString(), reference,
                                                 *list.reference->image, numbers.reports);
    for (const NotCompared& entry : numbers.failed)
        addFailed(document, reference, entry.place.toStdString(), entry.problem.toStdString());
    return document.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

std::string csvOf(const ImageList& list, const ListNumbers& numbers) {
    std::string table = csvHeader();
    for (const ComparisonReport& report : numbers.reports)
        table += csvRow(placeOf(list.referenceSource).toStdString(), list.model, list.weightSet.toStdString(),
                        report);
    return table;
}

}  // namespace suss
