#include "core/human/measured.h"

#include "core/explain/comparison.h"

#include <algorithm>
#include <numeric>

namespace suss {

std::vector<Measured> measure(const std::vector<PicturePair>& pairs, const Predictor& predictor,
                              const Progress& progress) {
    std::vector<std::size_t> order(pairs.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return pairs[a].reference < pairs[b].reference; });
    std::vector<Measured> measured(pairs.size());
    std::shared_ptr<const Reference> reference;
    const std::filesystem::path* analysed = nullptr;
    for (std::size_t done = 0; done < order.size(); ++done) {
        report(progress, double(done) / double(order.size()), "Measuring pictures");
        const PicturePair& pair = pairs[order[done]];
        if (!analysed || *analysed != pair.reference) {
            reference = analyse(readImage(pair.reference), predictor);
            analysed = &pair.reference;
        }
        const auto comparison = compare(reference, readImage(pair.image));
        Measured& result = measured[order[done]];
        for (std::size_t c = 0; c < kComponentCount; ++c)
            result.losses[c] = (reference->self.logLikelihoods[c] - comparison->whitened.logLikelihoods[c]) /
                               double(reference->planes[c].grid.variables());
        result.baselines = baselinesOf(reference->image, comparison->image);
        result.msSsim = msSsimOf(reference->image, comparison->image);
    }
    report(progress, 1, "Measuring pictures");
    return measured;
}

}  // namespace suss
