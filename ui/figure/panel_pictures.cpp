#include "ui/figure/panel_pictures.h"

#include "core/error.h"
#include "core/explain/baselines.h"
#include "core/explain/difference_map.h"
#include "core/explain/predicted_spread.h"
#include "core/explain/relevance_map.h"
#include "core/explain/sample_pictures.h"
#include "ui/paint/qt_image.h"
#include "ui/paint/range.h"

namespace suss {
namespace {

Error notAsked(ViewKind kind) {
    return Error("The view \"" + titleOf(kind).toStdString() +
                 "\" exists only once it was asked for in the window.");
}

const Comparison& comparisonOf(const FigureInput& input) {
    if (!input.comparison) throw Error("This figure needs a finished comparison.");
    return *input.comparison;
}

const Reference& analysisOf(const FigureInput& input) {
    if (!input.analysis) throw Error("This figure needs the analysis of the reference.");
    return *input.analysis;
}

const Image& imageOf(const FigureInput& input) {
    if (!input.image) throw Error("This figure needs an image to compare.");
    return *input.image;
}

// A known map on the geometry of the picture.
Map spread(const Field& field, const Image& picture) {
    Map map(picture.width, picture.height);
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) map.row(y)[x] = *field.at(x, y);
    return map;
}

}  // namespace

Map mapOf(const FigureInput& input, ViewKind kind) {
    const Image& reference = *input.reference;
    if (const auto& known = input.known[std::size_t(kind)]) return spread(*known, reference);
    if (isOnlyInWindow(kind)) throw notAsked(kind);
    if (kind == ViewKind::Directions) {
        if (!input.backward) throw Error("This figure needs the comparison in the other direction.");
        return directionDifference(comparisonOf(input), *input.backward, input.weighting);
    }
    if (kind == ViewKind::Ssim) return ssimLoss(reference, imageOf(input));
    if (kind == ViewKind::Map) return localDistance(comparisonOf(input), input.weighting);
    if (kind == ViewKind::Difference) return differenceMap(reference, imageOf(input));
    if (const auto channel = spreadOf(kind)) {
        const auto plane =
            predictedSpread(*analysisOf(input).distributions[indexOf(channel->component)]).plane;
        return spreadToImage(*plane, channel->channel, reference.width, reference.height);
    }
    if (const auto residual = residualOf(kind))
        return spreadToImage(comparisonOf(input).whitened.residuals[indexOf(residual->component)],
                             residual->channel, reference.width, reference.height);
    throw std::logic_error("a view without values: " + keyOf(kind).toStdString());
}

QImage pictureOf(const FigureInput& input, ViewKind kind) {
    if (const auto& known = input.knownPictures[std::size_t(kind)]) return known->full();
    if (isOnlyInWindow(kind)) throw notAsked(kind);
    if (kind == ViewKind::Reference) return toScreen(*input.reference);
    if (kind == ViewKind::Sample)
        return toScreen(pictureOfSample(analysisOf(input), input.weighting.enabled, input.sample));
    if (kind == ViewKind::Mean) return toScreen(meanPicture(analysisOf(input)));
    if (kind == ViewKind::Image) return toScreen(imageOf(input));
    throw std::logic_error("a view without a picture: " + keyOf(kind).toStdString());
}

ColorScale colorScaleOf(const Map& map, ViewKind kind, const FigureOptions& options) {
    const RangeGroup group = *rangeGroupOf(kind);
    const auto& chosen = options.ranges[std::size_t(group)];
    const Range range = chosen                          ? *chosen
                        : group == RangeGroup::Whitened ? Range{-kWhitenedRange, kWhitenedRange}
                                                        : automaticRange(map, isSigned(kind));
    ColorScale scale;
    scale.ends = endsOf(kind);
    scale.style = {isSigned(kind) ? options.diverging : options.sequential, range, false, isReversed(kind)};
    for (const float value : map.values) {
        scale.below += value < range.low;
        scale.above += value > range.high;
    }
    scale.below /= double(map.values.size());
    scale.above /= double(map.values.size());
    return scale;
}

std::vector<QImage> picturesAtStrengths(const FigureInput& input, const std::vector<double>& strengths) {
    const Reference& analysis = analysisOf(input);
    const auto& drawn = input.weighting.enabled;
    const Image mean = sampleMean(analysis, drawn);
    const Image deviation =
        sampleDeviations(analysis, drawn, input.sample.seed, int(input.sample.number), 1).front();
    std::vector<QImage> pictures{toScreen(samplePicture(mean, deviation, 0))};
    for (const double strength : strengths)
        pictures.push_back(toScreen(samplePicture(mean, deviation, strength)));
    return pictures;
}

}  // namespace suss
