#pragma once

#include "core/progress.h"

#include <cstdint>
#include <span>
#include <vector>

namespace suss {

/// Spearman's rank correlation; ties share their mean rank. 0 if either is constant. Same sizes,
/// finite values, here and below.
double spearman(std::span<const double> a, std::span<const double> b);

/// Kendall's tau-b (ties corrected), in O(n log n) (Knight 1966). 0 if either is constant.
double kendall(std::span<const double> a, std::span<const double> b);

/// Pearson's correlation of `human` with the logistic b1 + (b2 - b1) / (1 + exp(-(x - b3) / b4)) of `measure`
/// that fits it best (least squares; VQEG's 4 parameters).
double pearsonAfterLogistic(std::span<const double> measure, std::span<const double> human);

/// 95 % of the bootstrap: whole reference photos are drawn with replacement, since what people say of one
/// photo's images hangs together.
struct Interval {
    double low = 0, high = 0;
};
struct Estimate {
    double value = 0;
    Interval interval;
};

/// How a measure goes with opinion scores. Both run the same way: higher is more different.
struct Agreement {
    Estimate srcc, krcc, plcc;
    /// Share of pairs of images of one reference, told apart by people, that the measure puts in their order.
    Estimate twoAfc;
    /// Mean over references of the rank correlation within each that has at least three images.
    Estimate withinReference;
};

struct BootstrapOptions {
    int resamples = 500;  ///< 0: no intervals: each is the value itself
    std::uint64_t seed = 1;
};

/// Several measures (one vector each, all of the length of `human`) on the same images; `reference` numbers
/// the photo each belongs to.
std::vector<Agreement> agreementOf(const std::vector<std::vector<double>>& measures,
                                   std::span<const double> human, std::span<const int> reference,
                                   const BootstrapOptions& options, const Progress& progress = {});

/// |SRCC| of the first measure minus that of each, on the same resamples.
std::vector<Estimate> leadOfFirst(const std::vector<std::vector<double>>& measures,
                                  std::span<const double> human, std::span<const int> reference,
                                  const BootstrapOptions& options, const Progress& progress = {});

/// Whole references drawn with replacement, and the rows that belong to them.
struct Resample {
    std::vector<int> references, rows;
};
/// The first one holds every reference once and all rows in order.
std::vector<Resample> resamplesOf(std::span<const int> reference, const BootstrapOptions& options);

/// The middle 95 % of values.
Interval middleOf(std::vector<double> values);

/// A figure and its interval, from the figure of every resample.
Estimate estimateOf(const std::vector<double>& resampled);

}  // namespace suss
