#include "ui/report/report.h"

#include "core/explain/in_words.h"
#include "core/explain/places.h"
#include "core/report/comparison_json.h"
#include "core/report/exact.h"
#include "ui/paint/map_painter.h"
#include "ui/paint/range.h"
#include "ui/report/html.h"
#include "ui/report/size_plot.h"
#include "ui/resource.h"
#include "ui/text.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace suss {

namespace {

constexpr int kPixelatedSide = 480;  ///< smaller pictures grow on the page, pixel by pixel

Html number(double value, int digits = 3) {
    return formatNumber(value, digits);
}

QString factsOf(const ReportPicture& picture) {
    QString facts = formatSize(picture.width, picture.height) + QStringLiteral(" pixels");
    facts += picture.bits == 32 ? QStringLiteral(", float") : QStringLiteral(", %1 bits").arg(picture.bits);
    if (!picture.profile.isEmpty()) facts += QStringLiteral(", ") + picture.profile;
    if (picture.path.isEmpty()) facts += QStringLiteral(", in no file");
    return facts;
}

/// A value that is not known is empty for the program that sorts and a dash for people.
Html cell(const std::optional<double>& value, const Html& text, const QByteArray& attributes = {}) {
    const bool known = value && std::isfinite(*value);
    // Infinity (PSNR of equal pictures) is more than any number.
    const QString sorted = known   ? QString::fromStdString(exact(*value))
                           : value ? QStringLiteral("Infinity")
                                   : QString();
    return filled("cell.html",
                  {{"value", sorted}, {"attributes", Html::verbatim(attributes)}, {"text", text}});
}

/// Nothing is claimed of changes in a few places, in numbers no more than in words.
Html noticedCell(const ComparisonReport& numbers) {
    const auto& noticeable = numbers.account.noticeable;
    if (!noticeable) return cell({}, QStringLiteral("–"));
    if (isInFewPlaces(numbers.account, numbers.regions))
        return cell({}, QStringLiteral("in places"),
                    " title=\"Much of the change is in a small part of the picture: how many people would "
                    "notice is not known\"");
    return cell(noticeable->probability, toQString(percentOfPeople(noticeable->probability)));
}

Html sizeCell(const ReportPicture& picture) {
    if (picture.fileBytes == 0) return cell({}, QStringLiteral("–"), " title=\"It is in no file\"");
    return cell(double(picture.fileBytes), formatFileSize(picture.fileBytes));
}

Html rowOf(const ReportItem& item, int index) {
    const Account& account = item.numbers.account;
    Html cells = cell(account.distance, number(account.distance));
    for (const ComponentAccount& part : account.components)
        cells += part.enabled
                     ? cell(part.contribution, formatNumberBeside(part.contribution, account.distance))
                     : cell({}, QStringLiteral("off"));
    cells += noticedCell(item.numbers);
    cells += sizeCell(item.picture);
    const Baselines& baselines = item.numbers.baselines;
    cells += cell(baselines.psnr, number(baselines.psnr, 4));
    cells += cell(baselines.ssim, number(baselines.ssim, 4));
    cells += cell(baselines.gmsd, number(baselines.gmsd, 3));
    return filled("row.html", {{"number", QString::number(index)},
                               {"name", item.picture.name},
                               {"thumbnail", Html::verbatim(item.picture.thumbnail)},
                               {"cells", cells}});
}

/// Bars from a common zero, which lies where the least of them needs it.
Html partsOf(const Account& account) {
    double low = 0, high = 0;
    for (const ComponentAccount& part : account.components) {
        low = std::min(low, part.contribution);
        high = std::max(high, part.contribution);
    }
    const double perUnit = high > low ? 100 / (high - low) : 0;
    Html rows;
    for (const ComponentAccount& part : account.components) {
        const double left = (std::min(0.0, part.contribution) - low) * perUnit;
        rows +=
            filled("part.html",
                   {{"off", Html::verbatim(part.enabled ? "" : " class=\"off\"")},
                    {"name", toQString(nameOf(part.component))},
                    {"meaning", toQString(meaningOf(part.component))},
                    {"sign", QString(part.contribution < 0 ? "less" : "more")},
                    {"left", QString::number(left, 'f', 2)},
                    {"width", QString::number(std::abs(part.contribution) * perUnit, 'f', 2)},
                    {"part", part.enabled ? formatNumberBeside(part.contribution, account.distance) : "off"},
                    {"surprise", number(part.meanSquare())}});
    }
    return rows;
}

Html placesOf(const std::vector<Region>& regions) {
    if (regions.empty()) return {};
    Html rows;
    int index = 0;
    for (const Region& region : regions)
        rows += filled("place.html", {{"number", QString::number(++index)},
                                      {"size", formatSize(region.rect.width, region.rect.height)},
                                      {"x", QString::number(region.rect.x)},
                                      {"y", QString::number(region.rect.y)},
                                      {"share", formatPercent(region.share)},
                                      {"leading", toQString(meaningOf(region.leading))}});
    return filled("places.html", {{"rows", rows}});
}

/// As in the window: every place that is listed.
Html boxesOf(const ReportItem& item) {
    const int width = item.picture.width, height = item.picture.height;
    const auto percent = [](double part, double whole) {
        return QString::number(100 * part / whole, 'f', 3);
    };
    Html boxes;
    int index = 0;
    for (const Region& region : item.numbers.places()) {
        ++index;
        boxes += filled("box.html", {{"number", QString::number(index)},
                                     {"left", percent(region.rect.x, width)},
                                     {"top", percent(region.rect.y, height)},
                                     {"width", percent(region.rect.width, width)},
                                     {"height", percent(region.rect.height, height)}});
    }
    return boxes;
}

/// The colours of a map from its low to its high end, for a CSS gradient.
Html gradientOf(Colormap colormap) {
    constexpr int kSteps = 16;
    const ColorTable& table = colorTable(colormap);
    QStringList colours;
    for (int i = 0; i <= kSteps; ++i) colours += QColor::fromRgb(table[std::size_t(i * 255 / kSteps)]).name();
    return colours.join(QStringLiteral(", "));
}

Html paragraph(const QString& text, const QByteArray& attributes = {}) {
    Html html = Html::verbatim("<p" + attributes + ">");
    html += text;
    html += Html::verbatim("</p>\n");
    return html;
}

Html sectionOf(const Report& report, const ReportItem& item, int index, const MapStyle& style) {
    const ReportPicture& picture = item.picture;
    const ComparisonReport& numbers = item.numbers;
    const Account& account = numbers.account;
    const std::vector<Region> places = numbers.places();
    const QString noticing = toQString(noticingInWords(account, places));
    Html said = noticing.isEmpty() ? Html() : paragraph(noticing);
    if (const QString movement = toQString(movementInWords(account)); !movement.isEmpty())
        said += paragraph(movement);
    for (const std::string& note : numbers.notes)
        said += paragraph(QStringLiteral("Note: %1.").arg(toQString(note)));
    const bool grows = std::max(picture.shownWidth, picture.shownHeight) < kPixelatedSide;
    return filled("section.html",
                  {{"number", QString::number(index)},
                   {"name", picture.name},
                   {"facts", factsOf(picture)},
                   {"reference-name", report.reference.name},
                   {"width", QString::number(picture.width)},
                   {"height", QString::number(picture.height)},
                   {"shown-width", QString::number(picture.shownWidth)},
                   {"pixelated", QString(grows ? " pixelated" : "")},
                   {"picture", Html::verbatim(picture.picture)},
                   {"map", Html::verbatim(dataUri(item.map, style))},
                   {"boxes", boxesOf(item)},
                   {"gradient", gradientOf(style.colormap)},
                   {"range", number(style.range.high)},
                   {"distance", number(account.distance)},
                   {"noticing", said},
                   {"words", toQString(inWords(account, places))},
                   {"parts", partsOf(account)},
                   {"places", placesOf(places)},
                   {"suss", formatNumberBeside(account.suss, account.sussOfReference, 4)},
                   {"suss-of-reference", formatNumberBeside(account.sussOfReference, account.suss, 4)},
                   {"psnr", formatNumber(numbers.baselines.psnr, 4) +
                                (std::isfinite(numbers.baselines.psnr) ? QStringLiteral(" dB") : QString())},
                   {"ssim", number(numbers.baselines.ssim, 4)},
                   {"gmsd", number(numbers.baselines.gmsd)}});
}

double commonRangeOf(const std::vector<ReportItem>& items) {
    std::vector<double> resting, moved;
    for (const ReportItem& item : items)
        (item.numbers.account.movement ? moved : resting).push_back(item.map.range);
    return commonHigh(std::move(resting), std::move(moved));
}

/// Where a picture is, or what it is called if it is in no file.
QString placeOf(const ReportPicture& picture) {
    return picture.path.isEmpty() ? picture.name : picture.path;
}

Html inputOf(const ReportPicture& picture) {
    QString facts = factsOf(picture);
    if (picture.fileBytes > 0)
        facts += QStringLiteral(", %1 bytes").arg(QLocale(QLocale::English).toString(picture.fileBytes));
    for (const std::string& note : picture.notes) facts += QStringLiteral(", ") + toQString(note);
    return filled("input.html",
                  {{"path", placeOf(picture)},
                   {"facts", facts},
                   {"sha256", picture.sha256.isEmpty() ? QStringLiteral("–") : picture.sha256}});
}

Html failedOf(const std::vector<QString>& failed) {
    Html html;
    for (const QString& sentence : failed)
        html += paragraph("Not compared: " + sentence, " class=\"failed\"");
    return html;
}

QString whatIsCompared(const Report& report) {
    const std::size_t count = report.items.size();
    return QStringLiteral(
               "This page compares %1 with the reference picture “%2” and says how much each "
               "difference matters to the eye, of what kind it is, and where it is.")
        .arg(count == 1 ? "the image “" + report.items.front().picture.name + "”"
                        : QString::number(count) + " images",
             report.reference.name);
}

/// Which is nearest and which farthest. `items` by distance.
Html summaryOf(const std::vector<const ReportItem*>& items) {
    if (items.size() < 2) return {};
    const auto words = [](const ReportItem& item) {
        return QStringLiteral("“%1” (distance %2)")
            .arg(item.picture.name, formatNumber(item.numbers.account.distance));
    };
    return paragraph("Nearest to the reference is " + words(*items.front()) + ", farthest from it " +
                     words(*items.back()) + ".");
}

QString weightsInWords(const Report& report) {
    QStringList parts;
    for (const ComponentAccount& part : report.items.front().numbers.account.components)
        parts += toQString(nameOf(part.component)) + ' ' +
                 (part.enabled ? "× " + formatNumber(part.weight) : QStringLiteral("off"));
    return parts.join(QStringLiteral(" · "));
}

QString howPicturesAreShown(const Report& report) {
    const ReportPicture& reference = report.reference;
    const bool smaller = reference.shownWidth < reference.width;
    QString text = smaller ? QStringLiteral("Shown smaller than they are, %1 instead of %2 pixels")
                                 .arg(formatSize(reference.shownWidth, reference.shownHeight),
                                      formatSize(reference.width, reference.height))
                           : QStringLiteral("Shown at their own size");
    text += reference.isShownLossless() ? QStringLiteral(" with 8 bits.")
                                        : QStringLiteral(" as JPEG with 8 bits.");
    return text + QStringLiteral(" All numbers are of the originals.");
}

/// "<" could end the element that holds it; in JSON it only stands inside strings.
Html embedded(const nlohmann::json& document) {
    QByteArray text =
        QByteArray::fromStdString(document.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    return Html::verbatim(text.replace('<', "\\u003c"));
}

nlohmann::json documentOf(const Report& report) {
    Image facts;
    facts.width = report.reference.width;
    facts.height = report.reference.height;
    facts.sourceBits = report.reference.bits;
    facts.profile = report.reference.profile.toStdString();
    facts.notes = report.reference.notes;
    std::vector<ComparisonReport> numbers;
    for (const ReportItem& item : report.items) numbers.push_back(item.numbers);
    return comparisonDocument(report.model, report.weightSet.toStdString(),
                              placeOf(report.reference).toStdString(), facts, numbers);
}

}  // namespace

int reportSide(std::size_t images) {
    if (images <= 12) return 1600;
    return images <= 50 ? 1000 : 640;
}

ReportItem reportItemOf(const WhitenedPair& pair, const Weighting& weighting, const ComparisonReport& numbers,
                        int longestSide) {
    ReportItem item;
    item.picture = reportPictureOf(*pair.image, toQString(numbers.path), longestSide);
    item.picture.notes = numbers.notes;
    item.numbers = numbers;
    item.map = packedMapOf(pair, weighting, {item.picture.shownWidth, item.picture.shownHeight});
    return item;
}

QByteArray htmlOf(const Report& report) {
    std::vector<const ReportItem*> items;
    for (const ReportItem& item : report.items) items.push_back(&item);
    const MapStyle style{Colormap::Magma, {0, commonRangeOf(report.items)}};
    std::stable_sort(items.begin(), items.end(), [](const ReportItem* a, const ReportItem* b) {
        return a->numbers.account.distance < b->numbers.account.distance;
    });

    Html rows, sections, inputs = inputOf(report.reference);
    int index = 0;
    for (const ReportItem* item : items) {
        ++index;
        rows += rowOf(*item, index);
        sections += sectionOf(report, *item, index, style);
        inputs += inputOf(item->picture);
    }
    return filled("report.html", {{"title", report.title},
                                  {"generator", QStringLiteral("SUSS Viewer " SUSS_VERSION)},
                                  {"style", Html::verbatim(resource(":/report/report.css"))},
                                  {"what", whatIsCompared(report)},
                                  {"summary", summaryOf(items)},
                                  {"reference", Html::verbatim(report.reference.picture)},
                                  {"reference-name", report.reference.name},
                                  {"reference-facts", factsOf(report.reference)},
                                  {"rows", rows},
                                  {"size-plot", sizePlotOf(items)},
                                  {"failed", failedOf(report.failed)},
                                  {"sections", sections},
                                  {"date", report.made.toString(QStringLiteral("yyyy-MM-dd hh:mm t"))},
                                  {"model", toQString(report.model.name)},
                                  {"model-sha256", toQString(report.model.sha256)},
                                  {"weights", report.weightSet},
                                  {"components", weightsInWords(report)},
                                  {"shown", howPicturesAreShown(report)},
                                  {"inputs", inputs},
                                  {"json", embedded(documentOf(report))},
                                  {"script", Html::verbatim(resource(":/report/report.js"))}})
        .markup;
}

}  // namespace suss
