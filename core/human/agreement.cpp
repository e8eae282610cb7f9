#include "core/human/agreement.h"

#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <random>
#include <unsupported/Eigen/NonLinearOptimization>

namespace suss {

namespace {

constexpr const char* kStage = "Correlating with what people said";

using Values = std::vector<double>;

std::vector<int> orderOf(std::span<const double> values) {
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return values[a] < values[b]; });
    return order;
}

Values ranksOf(std::span<const double> values) {
    const auto order = orderOf(values);
    Values ranks(values.size());
    for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
        while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
        for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = double(begin + end - 1) / 2;
    }
    return ranks;
}

double pearson(std::span<const double> a, std::span<const double> b) {
    const auto n = double(a.size());
    const double meanA = std::accumulate(a.begin(), a.end(), 0.0) / n;
    const double meanB = std::accumulate(b.begin(), b.end(), 0.0) / n;
    double aa = 0, bb = 0, ab = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        aa += (a[i] - meanA) * (a[i] - meanA);
        bb += (b[i] - meanB) * (b[i] - meanB);
        ab += (a[i] - meanA) * (b[i] - meanB);
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0.0;
}

/// Pairs among equal values of a sorted sequence.
template <typename Equal>
double tiedPairs(std::size_t count, Equal equal) {
    double pairs = 0;
    for (std::size_t begin = 0, end = 0; begin < count; begin = end) {
        while (end < count && equal(begin, end)) ++end;
        pairs += double(end - begin) * double(end - begin - 1) / 2;
    }
    return pairs;
}

/// Sorts and returns the number of pairs that were in the wrong order.
double inversions(Values& values, Values& scratch, std::size_t begin, std::size_t end) {
    if (end - begin < 2) return 0;
    const std::size_t middle = begin + (end - begin) / 2;
    double count = inversions(values, scratch, begin, middle) + inversions(values, scratch, middle, end);
    std::size_t left = begin, right = middle;
    for (std::size_t i = begin; i < end; ++i) {
        const bool takeRight = left == middle || (right < end && values[right] < values[left]);
        if (takeRight) count += double(middle - left);
        scratch[i] = takeRight ? values[right++] : values[left++];
    }
    std::copy(scratch.begin() + std::ptrdiff_t(begin), scratch.begin() + std::ptrdiff_t(end),
              values.begin() + std::ptrdiff_t(begin));
    return count;
}

/// Residuals of the logistic, for Eigen's Levenberg-Marquardt. Parameters: low, high, middle, log of width.
struct Logistic {
    using Scalar = double;
    using InputType = Eigen::VectorXd;
    using ValueType = Eigen::VectorXd;
    using JacobianType = Eigen::MatrixXd;
    static constexpr int InputsAtCompileTime = Eigen::Dynamic, ValuesAtCompileTime = Eigen::Dynamic;

    Eigen::ArrayXd measure, human;

    [[nodiscard]] int inputs() const { return 4; }
    [[nodiscard]] int values() const { return int(measure.size()); }
    [[nodiscard]] Eigen::ArrayXd step(const Eigen::VectorXd& p) const {
        return 1 / (1 + (-(measure - p[2]) / std::exp(p[3])).exp());
    }
    int operator()(const Eigen::VectorXd& p, Eigen::VectorXd& residual) const {
        residual = p[0] + (p[1] - p[0]) * step(p) - human;
        return 0;
    }
    int df(const Eigen::VectorXd& p, Eigen::MatrixXd& jacobian) const {
        const Eigen::ArrayXd s = step(p), slope = (p[1] - p[0]) * s * (1 - s);
        jacobian.col(0) = 1 - s;
        jacobian.col(1) = s;
        jacobian.col(2) = -slope / std::exp(p[3]);
        jacobian.col(3) = -slope * (measure - p[2]) / std::exp(p[3]);
        return 0;
    }
};

/// Pairs of each reference that people tell apart, and how many of them the measure orders as they do.
struct PairCount {
    double right = 0, all = 0;
};

std::vector<PairCount> pairsByReference(const Values& measure, std::span<const double> human,
                                        std::span<const int> reference) {
    std::map<int, std::vector<std::size_t>> rows;
    int last = -1;
    for (std::size_t i = 0; i < reference.size(); ++i) {
        rows[reference[i]].push_back(i);
        last = std::max(last, reference[i]);
    }
    std::vector<PairCount> counts(std::size_t(last) + 1);
    for (const auto& [number, members] : rows)
        for (std::size_t i = 0; i < members.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                const double people = human[members[i]] - human[members[j]];
                if (people == 0) continue;
                const double said = measure[members[i]] - measure[members[j]];
                counts[std::size_t(number)].right += said == 0 ? 0.5 : (said > 0) == (people > 0);
                ++counts[std::size_t(number)].all;
            }
    return counts;
}

Values taken(std::span<const double> values, const std::vector<int>& rows) {
    Values result(rows.size());
    std::transform(rows.begin(), rows.end(), result.begin(), [&](int row) { return values[row]; });
    return result;
}

/// Rank correlation within every reference, by its number; NaN with fewer than three images.
std::map<int, double> spearmanByReference(const Values& measure, std::span<const double> human,
                                          std::span<const int> reference) {
    std::map<int, std::vector<int>> rows;
    for (std::size_t i = 0; i < reference.size(); ++i) rows[reference[i]].push_back(int(i));
    std::map<int, double> correlations;
    for (const auto& [number, members] : rows)
        correlations[number] =
            members.size() < 3 ? NAN : spearman(taken(measure, members), taken(human, members));
    return correlations;
}

/// Mean over those references that have a value; 0 if none has.
double meanOver(const std::vector<int>& references, const std::map<int, double>& values) {
    double sum = 0, count = 0;
    for (const int number : references)
        if (const double value = values.at(number); !std::isnan(value)) {
            sum += value;
            ++count;
        }
    return count > 0 ? sum / count : 0;
}

}  // namespace

Estimate estimateOf(const std::vector<double>& resampled) {
    return {resampled.front(), middleOf({resampled.begin() + (resampled.size() > 1), resampled.end()})};
}

double spearman(std::span<const double> a, std::span<const double> b) {
    return pearson(ranksOf(a), ranksOf(b));
}

double kendall(std::span<const double> a, std::span<const double> b) {
    const std::size_t n = a.size();
    std::vector<int> order(n);
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](int i, int j) { return a[i] != a[j] ? a[i] < a[j] : b[i] < b[j]; });
    Values sorted = taken(b, order), scratch(n);
    const double tiedA = tiedPairs(n, [&](auto i, auto j) { return a[order[i]] == a[order[j]]; });
    const double tiedBoth =
        tiedPairs(n, [&](auto i, auto j) { return a[order[i]] == a[order[j]] && sorted[i] == sorted[j]; });
    const double swaps = inversions(sorted, scratch, 0, n);
    const double tiedB = tiedPairs(n, [&](auto i, auto j) { return sorted[i] == sorted[j]; });
    const double all = double(n) * double(n - 1) / 2;
    const double scale = std::sqrt((all - tiedA) * (all - tiedB));
    return scale > 0 ? (all - tiedA - tiedB + tiedBoth - 2 * swaps) / scale : 0.0;
}

double pearsonAfterLogistic(std::span<const double> measure, std::span<const double> human) {
    const auto n = Eigen::Index(measure.size());
    Logistic logistic{Eigen::Map<const Eigen::ArrayXd>(measure.data(), n),
                      Eigen::Map<const Eigen::ArrayXd>(human.data(), n)};
    const double mean = logistic.measure.mean();
    const double spread = std::sqrt((logistic.measure - mean).square().mean());
    if (n < 5 || !(spread > 0) || !std::isfinite(spread)) return pearson(measure, human);
    logistic.measure = (logistic.measure - mean) / spread;
    const bool rises = pearson(measure, human) >= 0;
    const double low = logistic.human.minCoeff(), high = logistic.human.maxCoeff();
    Eigen::VectorXd p(4);
    p << (rises ? low : high), (rises ? high : low), 0, 0;
    Eigen::LevenbergMarquardt<Logistic> solver(logistic);
    solver.parameters.maxfev = 200;
    solver.minimize(p);
    const Eigen::ArrayXd fitted = p[0] + (p[1] - p[0]) * logistic.step(p);
    if (!fitted.allFinite()) return pearson(measure, human);
    return pearson({fitted.data(), measure.size()}, human);
}

Interval middleOf(std::vector<double> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const auto at = [&](double quantile) {
        const double place = quantile * double(values.size() - 1);
        const auto below = std::size_t(place);
        const std::size_t above = std::min(below + 1, values.size() - 1);
        return std::lerp(values[below], values[above], place - double(below));
    };
    return {at(0.025), at(0.975)};
}

std::vector<Resample> resamplesOf(std::span<const int> reference, const BootstrapOptions& options) {
    std::map<int, std::vector<int>> byReference;
    for (std::size_t i = 0; i < reference.size(); ++i) byReference[reference[i]].push_back(int(i));

    std::vector<Resample> resamples(std::size_t(options.resamples) + 1);
    for (const auto& [number, rows] : byReference) resamples.front().references.push_back(number);
    resamples.front().rows.resize(reference.size());
    std::iota(resamples.front().rows.begin(), resamples.front().rows.end(), 0);
    const std::vector<int> all = resamples.front().references;
    std::mt19937_64 random(options.seed);
    for (auto resample = resamples.begin() + 1; resample != resamples.end(); ++resample)
        for (std::size_t i = 0; i < all.size(); ++i) {
            const int number = all[random() % all.size()];
            const auto& rows = byReference[number];
            resample->references.push_back(number);
            resample->rows.insert(resample->rows.end(), rows.begin(), rows.end());
        }
    return resamples;
}

std::vector<Agreement> agreementOf(const std::vector<std::vector<double>>& measures,
                                   std::span<const double> human, std::span<const int> reference,
                                   const BootstrapOptions& options, const Progress& progress) {
    const auto resamples = resamplesOf(reference, options);
    SharedProgress correlating(progress, measures.size() * resamples.size(), kStage);
    std::vector<Agreement> agreements;
    for (const Values& measure : measures) {
        const auto pairs = pairsByReference(measure, human, reference);
        const auto within = spearmanByReference(measure, human, reference);
        Values srcc(resamples.size()), krcc(srcc), plcc(srcc), twoAfc(srcc), withinReference(srcc);
        parallelFor(int(resamples.size()), 8, [&](int begin, int end) {
            for (int i = begin; i < end; ++i) {
                const Values said = taken(measure, resamples[i].rows),
                             people = taken(human, resamples[i].rows);
                srcc[i] = spearman(said, people);
                krcc[i] = kendall(said, people);
                plcc[i] = pearsonAfterLogistic(said, people);
                PairCount count;
                for (const int number : resamples[i].references) {
                    count.right += pairs[number].right;
                    count.all += pairs[number].all;
                }
                twoAfc[i] = count.all > 0 ? count.right / count.all : 0.5;
                withinReference[i] = meanOver(resamples[i].references, within);
                correlating.step();
            }
        });
        agreements.push_back({estimateOf(srcc), estimateOf(krcc), estimateOf(plcc), estimateOf(twoAfc),
                              estimateOf(withinReference)});
    }
    return agreements;
}

std::vector<Estimate> leadOfFirst(const std::vector<std::vector<double>>& measures,
                                  std::span<const double> human, std::span<const int> reference,
                                  const BootstrapOptions& options, const Progress& progress) {
    const auto resamples = resamplesOf(reference, options);
    SharedProgress correlating(progress, resamples.size(), kStage);
    std::vector<Values> lead(measures.size(), Values(resamples.size()));
    parallelFor(int(resamples.size()), 8, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) {
            const Values people = taken(human, resamples[i].rows);
            double first = 0;
            for (std::size_t m = 0; m < measures.size(); ++m) {
                const double srcc = std::abs(spearman(taken(measures[m], resamples[i].rows), people));
                if (m == 0) first = srcc;
                lead[m][i] = first - srcc;
            }
            correlating.step();
        }
    });
    std::vector<Estimate> estimates;
    for (const Values& values : lead) estimates.push_back(estimateOf(values));
    return estimates;
}

}  // namespace suss
