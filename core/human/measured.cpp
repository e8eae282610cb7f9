#include "core/human/measured.h"

#include "core/error.h"
#include "core/explain/comparison.h"
#include "core/image/read.h"
#include "core/image/sizes.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace suss {

namespace {

/// An image to measure and where the result goes.
struct Errand {
    const std::filesystem::path* image;
    Measured* result;
};

ComponentLosses lossesOf(const Reference& reference,
                         const std::array<double, kComponentCount>& squaredNorms) {
    ComponentLosses losses;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        losses[c] = 0.5 * (squaredNorms[c] - reference.self.squaredNorms[c]) /
                    double(reference.planes[c].grid.variables());
    return losses;
}

double weighted(const ComponentLosses& losses, const Weighting& weighting) {
    return std::inner_product(losses.begin(), losses.end(), weighting.weights.begin(), 0.0);
}

Measured measured(const std::shared_ptr<const Reference>& reference,
                  const std::filesystem::path& referenceFile, const std::filesystem::path& file) {
    auto image = std::make_shared<const Image>(readImage(file));
    if (!image->sameSize(*reference->image))
        throw Error(unequalSizes(*reference->image, *image, referenceFile.string(), file.string()));
    const auto comparison = compareFollowing(reference, std::move(image));
    Measured result;
    result.losses = lossesOf(*reference, comparison->whitened.squaredNorms);
    if (const auto& followed = comparison->followed)
        result.followed = {lossesOf(*reference, followed->squaredNorms), 0.5 * followed->meanSquare};
    result.baselines = baselinesOf(*reference->image, *comparison->image);
    result.msSsim = msSsimOf(*reference->image, *comparison->image);
    return result;
}

}  // namespace

double distanceInPlace(const Measured& measured, const Weighting& weighting) {
    return weighted(measured.losses, weighting);
}

double distanceOf(const Measured& measured, const Weighting& weighting) {
    const double inPlace = distanceInPlace(measured, weighting);
    if (!measured.followed || !weighting.movement) return inPlace;
    return std::min(inPlace, weighted(measured.followed->losses, weighting) +
                                 *weighting.movement * measured.followed->movement);
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
        Image picture = readImage(path);
        requireLargeEnough(picture, path.string());
        const auto reference = analyse(std::move(picture), predictor);
        for (const Errand& errand : images) {
            *errand.result = measured(reference, path, *errand.image);
            report(progress, ++done / count, "Measuring pictures");
        }
    }
    return all;
}

}  // namespace suss
