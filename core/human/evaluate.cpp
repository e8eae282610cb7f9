#include "core/human/evaluate.h"

#include "core/error.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace suss {

using nlohmann::json;

namespace {

constexpr double kIdenticalPsnr = 100;  // dB

/// Which ratings and preferences belong to a group.
struct Members {
    std::vector<std::size_t> ratings, preferences;
};

std::vector<std::pair<std::string, Members>> groupsOf(const Judgments& judgments) {
    Members all;
    std::map<std::string, Members> byName;
    for (std::size_t i = 0; i < judgments.ratings.size(); ++i) {
        all.ratings.push_back(i);
        byName[judgments.ratings[i].group].ratings.push_back(i);
    }
    for (std::size_t i = 0; i < judgments.preferences.size(); ++i) {
        all.preferences.push_back(i);
        byName[judgments.preferences[i].group].preferences.push_back(i);
    }
    std::vector<std::pair<std::string, Members>> groups{{"all", std::move(all)}};
    if (byName.size() > 1 || !byName.begin()->first.empty())
        groups.insert(groups.end(), byName.begin(), byName.end());
    return groups;
}

bool allFinite(const std::vector<double>& values) {
    return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

/// Share of people on the side of a measure, one preference after another.
Estimate agreedShare(const std::vector<double>& sides, std::span<const int> reference,
                     const BootstrapOptions& options) {
    std::vector<double> means;
    for (const Resample& resample : resamplesOf(reference, options)) {
        double sum = 0;
        for (const int row : resample.rows) sum += sides[std::size_t(row)];
        means.push_back(sum / double(resample.rows.size()));
    }
    return estimateOf(means);
}

Estimate absolute(const Estimate& estimate) {
    if (estimate.value >= 0) return estimate;
    return {-estimate.value, {-estimate.interval.high, -estimate.interval.low}};
}

json estimateJson(const Estimate& estimate) {
    return {{"value", estimate.value}, {"interval", {estimate.interval.low, estimate.interval.high}}};
}

/// A measure's value as a difference: higher is more different.
double differenceBy(const MeasureKind& kind, const Measured& measured, const Weighting& weighting) {
    return (kind.higherIsWorse ? 1 : -1) * kind.value(measured, weighting);
}

/// Share of people on the measure's side in one preference; half of them if it does not decide.
double sideOf(double first, double second, double shareSecond) {
    if (std::isnan(first) || std::isnan(second)) return NAN;
    return first == second ? 0.5 : second < first ? shareSecond : 1 - shareSecond;
}

/// Fills what comes from ratings. `said` holds every result's differences.
void addRatings(GroupResult& group, const std::vector<std::vector<double>>& said,
                const std::vector<double>& human, const std::vector<int>& references,
                const BootstrapOptions& options, const Progress& progress) {
    const auto agreements = agreementOf(said, human, references, options, subProgress(progress, 0, 0.9));
    const auto leads = leadOfFirst(said, human, references, options, subProgress(progress, 0.9, 1));
    for (std::size_t m = 0; m < group.results.size(); ++m) {
        MeasureResult& result = group.results[m];
        const bool agrees = agreements[m].srcc.value >= 0;
        result.sign = agrees == result.kind.higherIsWorse ? 1 : -1;
        result.agreement = {absolute(agreements[m].srcc), absolute(agreements[m].krcc),
                            absolute(agreements[m].plcc), agreements[m].twoAfc,
                            agreements[m].withinReference};
        result.lead = leads[m];
    }
}

template <typename T>
std::vector<T> taken(const std::vector<T>& values, const std::vector<std::size_t>& rows) {
    std::vector<T> result;
    for (const std::size_t row : rows) result.push_back(values[row]);
    return result;
}

GroupResult groupResult(const std::string& name, const Members& members, const Judgments& judgments,
                        const MeasuredJudgments& measured, const Weighting& weighting,
                        const std::vector<MeasureKind>& kinds, const BootstrapOptions& options,
                        const Progress& progress) {
    const auto ratingReferences = taken(measured.ratingReferences, members.ratings);
    const auto preferenceReferences = taken(measured.preferenceReferences, members.preferences);
    std::set<int> photos(ratingReferences.begin(), ratingReferences.end());
    photos.insert(preferenceReferences.begin(), preferenceReferences.end());
    GroupResult group{
        name, int(members.ratings.size()), int(members.preferences.size()), int(photos.size()), 0, {}};

    std::vector<double> human;
    for (const std::size_t i : members.ratings) human.push_back(judgments.ratings[i].human);
    std::vector<std::vector<double>> said;
    for (const MeasureKind& kind : kinds) {
        std::vector<double> differences, sides;
        for (const std::size_t i : members.ratings)
            differences.push_back(differenceBy(kind, measured.ratings[i], weighting));
        for (const std::size_t i : members.preferences)
            sides.push_back(sideOf(differenceBy(kind, measured.preferences[i].first, weighting),
                                   differenceBy(kind, measured.preferences[i].second, weighting),
                                   judgments.preferences[i].shareSecond));
        if (!allFinite(differences) || !allFinite(sides)) continue;
        group.results.push_back({kind, {}, 0, {}, {}});
        if (!sides.empty()) group.results.back().choices = agreedShare(sides, preferenceReferences, options);
        said.push_back(std::move(differences));
    }
    if (!human.empty()) addRatings(group, said, human, ratingReferences, options, progress);
    for (const std::size_t i : members.preferences) {
        const double share = judgments.preferences[i].shareSecond;
        group.choicesCeiling += std::max(share, 1 - share) / double(members.preferences.size());
    }
    return group;
}

template <Component component>
double lossAlone(const Measured& measured, const Weighting&) {
    return measured.losses[indexOf(component)];
}

}  // namespace

const std::vector<MeasureKind>& measureKinds() {
    static const std::vector<MeasureKind> kinds{
        {"suss", "SUSS", true, distanceOf},
        {"in-place", "SUSS, in place", true, distanceInPlace},
        {"Y1", "Y1 alone", true, lossAlone<Component::Y1>},
        {"Y2", "Y2 alone", true, lossAlone<Component::Y2>},
        {"Y3", "Y3 alone", true, lossAlone<Component::Y3>},
        {"CbCr", "CbCr alone", true, lossAlone<Component::CbCr>},
        {"psnr", "PSNR", false,
         [](const Measured& m, const Weighting&) { return std::min(m.baselines.psnr, kIdenticalPsnr); }},
        {"ssim", "SSIM", false, [](const Measured& m, const Weighting&) { return m.baselines.ssim; }},
        {"ms-ssim", "MS-SSIM", false, [](const Measured& m, const Weighting&) { return m.msSsim; }},
        {"gmsd", "GMSD", true, [](const Measured& m, const Weighting&) { return m.baselines.gmsd; }}};
    return kinds;
}

std::string measureNames() {
    std::string names;
    for (const MeasureKind& kind : measureKinds()) names += (names.empty() ? "" : ", ") + kind.name;
    return names;
}

std::vector<MeasureKind> measuresNamed(const std::vector<std::string>& names) {
    for (const std::string& name : names)
        if (std::none_of(measureKinds().begin(), measureKinds().end(),
                         [&](const MeasureKind& kind) { return kind.name == name; }))
            throw Error("There is no measure \"" + name + "\", only " + measureNames() + ".");
    std::vector<MeasureKind> chosen;
    for (const MeasureKind& kind : measureKinds())
        if (kind.name == "suss" || std::find(names.begin(), names.end(), kind.name) != names.end())
            chosen.push_back(kind);
    return chosen;
}

Evaluation evaluate(const Judgments& judgments, const MeasuredJudgments& measured, const Weighting& weighting,
                    const std::vector<MeasureKind>& kinds, const BootstrapOptions& options,
                    const Progress& progress) {
    Evaluation evaluation{judgments.name, {}, options};
    const auto groups = groupsOf(judgments);
    const auto share = 1 / double(groups.size());
    for (const auto& [name, members] : groups) {
        const double done = double(evaluation.groups.size()) * share;
        evaluation.groups.push_back(groupResult(name, members, judgments, measured, weighting, kinds, options,
                                                subProgress(progress, done, done + share)));
    }
    return evaluation;
}

json evaluationDocument(const ModelInfo& model, const std::string& weightSet, const Evaluation& evaluation) {
    json groups = json::array();
    for (const GroupResult& group : evaluation.groups) {
        json measures = json::array();
        for (const MeasureResult& result : group.results) {
            json entry{{"name", result.kind.name}};
            if (group.ratings > 0) {
                entry["srcc"] = estimateJson(result.agreement.srcc);
                entry["sign"] = result.sign;
                entry["krcc"] = estimateJson(result.agreement.krcc);
                entry["plcc"] = estimateJson(result.agreement.plcc);
                entry["srcc_within_reference"] = estimateJson(result.agreement.withinReference);
                entry["agreement"] = estimateJson(result.agreement.twoAfc);
                entry["suss_ahead_by"] = estimateJson(result.lead);
            }
            if (group.preferences > 0) entry["choices"] = estimateJson(result.choices);
            measures.push_back(std::move(entry));
        }
        json entry{{"group", group.group},
                   {"ratings", group.ratings},
                   {"preferences", group.preferences},
                   {"references", group.references},
                   {"measures", std::move(measures)}};
        if (group.preferences > 0) entry["choices_ceiling"] = group.choicesCeiling;
        groups.push_back(std::move(entry));
    }
    return {{"schema", "suss.evaluate/1"},
            {"version", SUSS_VERSION},
            {"model", {{"name", model.name}, {"sha256", model.sha256}, {"weights", weightSet}}},
            {"data", evaluation.name},
            {"resamples", evaluation.bootstrap.resamples},
            {"seed", evaluation.bootstrap.seed},
            {"groups", std::move(groups)}};
}

}  // namespace suss
