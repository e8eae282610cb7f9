#include "core/train/balanced_weights.h"

#include "core/explain/distortions.h"
#include "core/gaussian/whiten.h"

namespace suss {

namespace {

std::vector<Image> everydayDistortions(const Image& picture) {
    return {gaussianBlurred(picture, 0.6),
            gaussianBlurred(picture, 1.5),
            withNoise(picture, 0.01, 1),
            withNoise(picture, 0.04, 2),
            throughJpeg(picture, 75),
            throughJpeg(picture, 25),
            withColourCast(picture, 1.03f, 0.97f),
            withColourCast(picture, 1.1f, 0.9f)};
}

}  // namespace

Weights balancedWeights(const std::vector<Image>& pictures,
                        const std::function<Distributions(const Planes&)>& predict) {
    std::array<double, kComponentCount> total{};
    double count = 0;
    for (const Image& picture : pictures) {
        const Planes planes = planesOf(picture);
        const Distributions distributions = predict(planes);
        const Whitened self = whiten(distributions, planes);
        for (const Image& changed : everydayDistortions(picture)) {
            const Whitened other = whiten(distributions, planesOf(changed));
            for (std::size_t c = 0; c < kComponentCount; ++c)
                total[c] +=
                    (self.logLikelihoods[c] - other.logLikelihoods[c]) / double(planes[c].grid.variables());
            ++count;
        }
    }
    Weights weights{};
    for (std::size_t c = 0; c < kComponentCount; ++c)
        weights[c] = total[c] > 0 ? count / (double(kComponentCount) * total[c]) : 0.0;
    return weights;
}

}  // namespace suss
