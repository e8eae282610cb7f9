#include "core/human/evaluate.h"

#include "core/error.h"
#include "core/human/fit_weights.h"

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

/// Numbers the reference photos.
class ReferenceNumbers {
  public:
    int of(const std::filesystem::path& reference) {
        return numbers_.try_emplace(reference, int(numbers_.size())).first->second;
    }

  private:
    std::map<std::filesystem::path, int> numbers_;
};

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
    return {means.front(), middleOf({means.begin() + (means.size() > 1), means.end()})};
}

Estimate absolute(const Estimate& estimate) {
    if (estimate.value >= 0) return estimate;
    return {-estimate.value, {-estimate.interval.high, -estimate.interval.low}};
}

json estimateJson(const Estimate& estimate) {
    return {{"value", estimate.value}, {"interval", {estimate.interval.low, estimate.interval.high}}};
}

}  // namespace

const std::vector<MeasureKind>& measureKinds() {
    static const std::vector<MeasureKind> kinds{
        {"suss", "SUSS", true},   {"Y1", "Y1 alone", true},      {"Y2", "Y2 alone", true},
        {"Y3", "Y3 alone", true}, {"CbCr", "CbCr alone", true},  {"psnr", "PSNR", false},
        {"ssim", "SSIM", false},  {"ms-ssim", "MS-SSIM", false}, {"gmsd", "GMSD", true}};
    return kinds;
}

std::vector<MeasureKind> measuresNamed(const std::vector<std::string>& names) {
    std::string known;
    for (const MeasureKind& kind : measureKinds()) known += (known.empty() ? "" : ", ") + kind.name;
    for (const std::string& name : names)
        if (std::none_of(measureKinds().begin(), measureKinds().end(),
                         [&](const MeasureKind& kind) { return kind.name == name; }))
            throw Error("There is no measure \"" + name + "\", only " + known + ".");
    std::vector<MeasureKind> chosen;
    for (const MeasureKind& kind : measureKinds())
        if (kind.name == "suss" || std::find(names.begin(), names.end(), kind.name) != names.end())
            chosen.push_back(kind);
    return chosen;
}

double valueOf(const MeasureKind& kind, const Measured& measured, const Weights& weights) {
    if (kind.name == "suss") {
        double distance = 0;
        for (std::size_t c = 0; c < kComponentCount; ++c) distance += weights[c] * measured.losses[c];
        return distance;
    }
    if (const auto component = componentNamed(kind.name)) return measured.losses[indexOf(*component)];
    if (kind.name == "psnr") return std::min(measured.baselines.psnr, kIdenticalPsnr);
    if (kind.name == "ssim") return measured.baselines.ssim;
    return kind.name == "gmsd" ? measured.baselines.gmsd : measured.msSsim;
}

Evaluation evaluate(const Judgments& judgments, const std::vector<Measured>& measured, const Weights& weights,
                    const std::vector<MeasureKind>& kinds, const BootstrapOptions& options) {
    Evaluation evaluation{judgments.name, {}, options};
    ReferenceNumbers numbers;
    for (const auto& [name, members] : groupsOf(judgments)) {
        GroupResult group{name, int(members.ratings.size()), int(members.preferences.size()), 0, 0, {}};
        std::vector<double> human, ceiling;
        std::vector<int> ratedReferences, chosenReferences;
        for (const std::size_t i : members.ratings) {
            human.push_back(judgments.ratings[i].human);
            ratedReferences.push_back(numbers.of(judgments.ratings[i].reference));
        }
        for (const std::size_t i : members.preferences) {
            const Preference& preference = judgments.preferences[i];
            group.choicesCeiling += std::max(preference.shareSecond, 1 - preference.shareSecond) /
                                    double(members.preferences.size());
            chosenReferences.push_back(numbers.of(preference.reference));
        }
        std::set<int> photos(ratedReferences.begin(), ratedReferences.end());
        photos.insert(chosenReferences.begin(), chosenReferences.end());
        group.references = int(photos.size());

        // Every measure as a difference: higher is worse.
        std::vector<std::vector<double>> rated, sides;
        for (const MeasureKind& kind : kinds) {
            const double sign = kind.higherIsWorse ? 1 : -1;
            std::vector<double> values, side;
            for (const std::size_t i : members.ratings)
                values.push_back(sign * valueOf(kind, measured[i], weights));
            for (const std::size_t i : members.preferences) {
                const std::size_t row = judgments.ratings.size() + 2 * i;
                const double first = sign * valueOf(kind, measured[row], weights);
                const double second = sign * valueOf(kind, measured[row + 1], weights);
                const double share = judgments.preferences[i].shareSecond;
                side.push_back(first == second  ? 0.5
                               : second < first ? share
                               : first < second ? 1 - share
                                                : NAN);
            }
            if (!allFinite(values) || !allFinite(side)) continue;
            group.results.push_back({kind, {}, 0, {}, {}});
            rated.push_back(std::move(values));
            sides.push_back(std::move(side));
        }
        if (!human.empty()) {
            const auto agreements = agreementOf(rated, human, ratedReferences, options);
            const auto leads = leadOfFirst(rated, human, ratedReferences, options);
            for (std::size_t m = 0; m < group.results.size(); ++m) {
                MeasureResult& result = group.results[m];
                const bool agrees = agreements[m].srcc.value >= 0;
                result.sign = agrees == result.kind.higherIsWorse ? 1 : -1;
                result.agreement = {absolute(agreements[m].srcc), absolute(agreements[m].krcc),
                                    absolute(agreements[m].plcc), agreements[m].twoAfc};
                result.lead = leads[m];
            }
        }
        if (!chosenReferences.empty())
            for (std::size_t m = 0; m < group.results.size(); ++m)
                group.results[m].choices = agreedShare(sides[m], chosenReferences, options);
        evaluation.groups.push_back(std::move(group));
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
