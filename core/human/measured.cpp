#include "core/human/measured.h"

#include "core/explain/comparison.h"
#include "core/image/read.h"

#include <map>
#include <numeric>

namespace suss {

namespace {

/// An image to measure and where the result goes.
struct Errand {
    const std::filesystem::path* image;
    Measured* result;
};

Measured measured(const std::shared_ptr<const Reference>& reference, const std::filesystem::path& image) {
    const auto comparison = compare(reference, readImage(image));
    Measured result;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        result.losses[c] = (reference->self.logLikelihoods[c] - comparison->whitened.logLikelihoods[c]) /
                           double(reference->planes[c].grid.variables());
    result.baselines = baselinesOf(*reference->image, *comparison->image);
    result.msSsim = msSsimOf(*reference->image, *comparison->image);
    return result;
}

}  // namespace

double distanceOf(const Measured& measured, const Weights& weights) {
    return std::inner_product(weights.begin(), weights.end(), measured.losses.begin(), 0.0);
}

MeasuredJudgments measure(const Judgments& judgments, const Predictor& predictor, const Progress& progress) {
    MeasuredJudgments all;
    all.ratings.resize(judgments.ratings.size());
    all.preferences.resize(judgments.preferences.size());
    std::map<std::filesystem::path, int> numbers;
    std::map<std::filesystem::path, std::vector<Errand>> errands;
    const auto numberOf = [&](const std::filesystem::path& reference) {
        return numbers.try_emplace(reference, int(numbers.size())).first->second;
    };
    for (std::size_t i = 0; i < judgments.ratings.size(); ++i) {
        const Rating& rating = judgments.ratings[i];
        all.ratingReferences.push_back(numberOf(rating.reference));
        errands[rating.reference].push_back({&rating.image, &all.ratings[i]});
    }
    for (std::size_t i = 0; i < judgments.preferences.size(); ++i) {
        const Preference& preference = judgments.preferences[i];
        all.preferenceReferences.push_back(numberOf(preference.reference));
        errands[preference.reference].push_back({&preference.first, &all.preferences[i].first});
        errands[preference.reference].push_back({&preference.second, &all.preferences[i].second});
    }

    const double count = double(all.ratings.size() + 2 * all.preferences.size());
    double done = 0;
    for (const auto& [path, images] : errands) {
        report(progress, done / count, "Measuring pictures");
        const auto reference = analyse(readImage(path), predictor);
        for (const Errand& errand : images) {
            *errand.result = measured(reference, *errand.image);
            report(progress, ++done / count, "Measuring pictures");
        }
    }
    return all;
}

}  // namespace suss
