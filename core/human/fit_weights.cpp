#include "core/human/fit_weights.h"

#include "core/error.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <nlopt.hpp>

namespace suss {

namespace {

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

/// -h log p - (1 - h) log(1 - p) with p = sigmoid(x), without overflow.
double crossEntropy(double x, double h) {
    return std::log1p(std::exp(-std::abs(x))) + std::max(x, 0.0) - h * x;
}

Terms termsOf(const Measured& measured) {
    const ComponentLosses& losses = measured.followed ? measured.followed->losses : measured.losses;
    Terms terms{};
    std::copy(losses.begin(), losses.end(), terms.begin());
    if (measured.followed) terms.back() = measured.followed->movement;
    return terms;
}

Terms difference(const Measured& a, const Measured& b) {
    Terms result = termsOf(a);
    const Terms other = termsOf(b);
    for (std::size_t t = 0; t < kTermCount; ++t) result[t] -= other[t];
    return result;
}

/// A choice and how much it counts.
struct Weighed {
    const Choice* choice;
    double share;
};

/// Components differ in scale by orders of magnitude; the solver works on values of about one.
/// Choices that a term has no part in say nothing of its scale.
Terms scalesOf(const std::vector<Weighed>& choices) {
    Terms scales;
    for (std::size_t t = 0; t < kTermCount; ++t) {
        std::vector<double> sizes;
        for (const Weighed& one : choices)
            if (const double size = std::abs(one.choice->difference[t]); size > 0) sizes.push_back(size);
        const auto middle = sizes.begin() + std::ptrdiff_t(sizes.size() / 2);
        std::nth_element(sizes.begin(), middle, sizes.end());
        scales[t] = sizes.empty() ? 1 : 1 / *middle;
    }
    return scales;
}

struct Objective {
    const std::vector<Weighed>& choices;
    Terms scales;

    double operator()(const std::vector<double>& v, std::vector<double>& gradient) const {
        std::fill(gradient.begin(), gradient.end(), 0.0);
        double sum = 0;
        for (const auto& [choice, share] : choices) {
            double x = 0;
            for (std::size_t t = 0; t < kTermCount; ++t) x += v[t] * scales[t] * choice->difference[t];
            sum += share * crossEntropy(x, choice->shareSecond);
            const double slope = share * (sigmoid(x) - choice->shareSecond);
            for (std::size_t t = 0; t < gradient.size(); ++t)
                gradient[t] += slope * scales[t] * choice->difference[t];
        }
        return sum;
    }
};

std::pair<Terms, double> minimised(const std::vector<Weighed>& choices) {
    const Objective objective{choices, scalesOf(choices)};
    nlopt::opt solver(nlopt::LD_SLSQP, kTermCount);
    solver.set_lower_bounds(0);
    solver.set_ftol_rel(1e-10);
    solver.set_maxeval(500);
    solver.set_min_objective([](const std::vector<double>& v, std::vector<double>& gradient,
                                void* data) { return (*static_cast<const Objective*>(data))(v, gradient); },
                             const_cast<Objective*>(&objective));
    std::vector<double> v(kTermCount, 0.1);
    double least = 0;
    try {
        solver.optimize(v, least);
    } catch (const nlopt::roundoff_limited&) {
        // As close as doubles come: v is the best point found.
        std::vector<double> none;
        least = objective(v, none);
    }
    Terms weights;
    constexpr double kNothing = 1e-9;  // of a choice; what the solver leaves at the bound
    for (std::size_t t = 0; t < kTermCount; ++t)
        weights[t] = v[t] > kNothing ? v[t] * objective.scales[t] : 0;
    return {weights, least};
}

}  // namespace

std::vector<Choice> choicesFrom(const Judgments& judgments, const MeasuredJudgments& measured) {
    std::vector<Choice> choices;
    const auto& ratings = judgments.ratings;
    const double unit = kNoiseOfScores * deviationOf(ratings);
    std::map<int, std::vector<std::size_t>> rowsOf;
    for (std::size_t i = 0; i < ratings.size(); ++i) rowsOf[measured.ratingReferences[i]].push_back(i);
    for (const auto& [reference, rows] : rowsOf)
        for (std::size_t i = 0; i < rows.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const std::size_t first = rows[i], second = rows[j];
                const double worse = ratings[first].human - ratings[second].human;
                if (worse == 0) continue;
                choices.push_back({difference(measured.ratings[first], measured.ratings[second]),
                                   sigmoid(worse / unit), reference});
            }
    for (std::size_t i = 0; i < judgments.preferences.size(); ++i) {
        const auto& [first, second] = measured.preferences[i];
        choices.push_back({difference(first, second), judgments.preferences[i].shareSecond,
                           measured.preferenceReferences[i]});
    }
    return choices;
}

WeightFit fitWeights(const std::vector<std::vector<Choice>>& dataSets, const BootstrapOptions& options,
                     const Progress& progress) {
    std::vector<std::vector<Resample>> resamples;
    for (const auto& choices : dataSets) {
        if (choices.empty())
            throw Error("A data set holds no two images of one reference that people told apart.");
        std::vector<int> references;
        for (const Choice& choice : choices) references.push_back(choice.reference);
        resamples.push_back(resamplesOf(references, options));
    }
    if (resamples.empty()) throw Error("There are no judgments to fit weights to.");

    WeightFit fit;
    const bool anyMoved = std::ranges::any_of(dataSets, [](const std::vector<Choice>& choices) {
        return std::ranges::any_of(choices,
                                   [](const Choice& choice) { return choice.difference.back() != 0; });
    });
    std::array<std::vector<double>, kTermCount> drawn;
    for (std::size_t draw = 0; draw < resamples.front().size(); ++draw) {
        report(progress, double(draw) / double(resamples.front().size()), "Fitting weights");
        std::vector<Weighed> choices;
        for (std::size_t set = 0; set < dataSets.size(); ++set) {
            const auto& rows = resamples[set][draw].rows;
            for (const int row : rows)
                choices.push_back(
                    {&dataSets[set][std::size_t(row)], 1.0 / double(rows.size() * dataSets.size())});
        }
        const auto [weights, least] = minimised(choices);
        if (draw == 0) {
            std::copy_n(weights.begin(), kComponentCount, fit.weights.begin());
            if (anyMoved) fit.movement = weights.back();
            fit.crossEntropy = least;
        } else {
            for (std::size_t t = 0; t < kTermCount; ++t) drawn[t].push_back(weights[t]);
        }
    }
    for (std::size_t t = 0; t < kTermCount; ++t) fit.intervals[t] = middleOf(std::move(drawn[t]));
    return fit;
}

}  // namespace suss
