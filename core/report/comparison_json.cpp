#include "core/report/comparison_json.h"

#include <cmath>
#include <utility>

namespace suss {

using nlohmann::json;

namespace {

json finiteOrNull(double value) {
    return std::isfinite(value) ? json(value) : json(nullptr);
}

json componentsOf(const Account& account) {
    auto components = json::array();
    for (const ComponentAccount& part : account.components)
        components.push_back({{"name", nameOf(part.component)},
                              {"enabled", part.enabled},
                              {"weight", part.weight},
                              {"variables", part.variables},
                              {"log_likelihood", part.logLikelihood},
                              {"log_likelihood_of_reference", part.logLikelihoodOfReference},
                              {"mahalanobis_squared", part.mahalanobisSquared}});
    return components;
}

json movementOf(const MovementAccount& account) {
    const Movement& m = account.movement;
    const MovementParts& parts = account.parts;
    return {{"right", parts.right},
            {"down", parts.down},
            {"degrees_clockwise", parts.clockwise},
            {"wider", parts.wider},
            {"higher", parts.higher},
            {"matrix", {{m.xx, m.xy, m.x0}, {m.yx, m.yy, m.y0}}},
            {"distance_moved_back", account.remaining},
            {"distance_of_movement", account.cost},
            {"distance", account.distance()}};
}

json rectangle(const Rect& rect) {
    return {{"x", rect.x}, {"y", rect.y}, {"width", rect.width}, {"height", rect.height}};
}

json regionsOf(const std::vector<Region>& regions) {
    auto list = json::array();
    for (const Region& region : regions) {
        json entry = rectangle(region.rect);
        entry["share"] = region.share;
        entry["leading_component"] = nameOf(region.leading);
        list.push_back(std::move(entry));
    }
    return list;
}

json chosenRegionOf(const RegionAccount& region, double distance) {
    json entry = rectangle(region.rect);
    for (const Component component : kComponents)
        entry["contributions"][std::string(nameOf(component))] = region.contributions[indexOf(component)];
    entry["distance"] = region.distance();
    entry["share"] = distance > 0 ? json(region.distance() / distance) : json(nullptr);
    return entry;
}

}  // namespace

json comparisonDocument(const ModelInfo& model, const std::string& weightSet,
                        const std::string& referencePath, const Image& reference,
                        const std::vector<ComparisonReport>& comparisons) {
    json document{{"schema", "suss.compare/1"},
                  {"version", SUSS_VERSION},
                  {"model", {{"name", model.name}, {"sha256", model.sha256}, {"weights", weightSet}}},
                  {"reference",
                   {{"path", referencePath},
                    {"width", reference.width},
                    {"height", reference.height},
                    {"bits", reference.sourceBits},
                    {"profile", reference.profile}}},
                  {"comparisons", json::array()}};
    if (!reference.notes.empty()) document["reference"]["notes"] = reference.notes;
    for (const ComparisonReport& report : comparisons) {
        json entry{{"path", report.path},
                   {"suss", report.account.suss},
                   {"suss_of_reference", report.account.sussOfReference},
                   {"distance", report.account.distance},
                   {"components", componentsOf(report.account)},
                   {"baselines",
                    {{"psnr", finiteOrNull(report.baselines.psnr)},
                     {"ssim", report.baselines.ssim},
                     {"gmsd", report.baselines.gmsd}}},
                   {"regions", regionsOf(report.regions)}};
        if (!report.notes.empty()) entry["notes"] = report.notes;
        if (const auto& movement = report.account.movement) entry["movement"] = movementOf(*movement);
        if (const auto& noticeable = report.account.noticeable)
            entry["noticeable"] = isInFewPlaces(report.account, report.regions)
                                      ? json(nullptr)
                                      : json{{"probability", noticeable->probability},
                                             {"interval", {noticeable->low, noticeable->high}}};
        if (report.region) entry["region"] = chosenRegionOf(*report.region, report.account.distance);
        document["comparisons"].push_back(std::move(entry));
    }
    return document;
}

void addFailed(json& document, const std::string& reference, const std::string& image,
               const std::string& problem) {
    document["failed"].push_back({{"reference", reference}, {"path", image}, {"problem", problem}});
}

}  // namespace suss
