#include "ui/jobs.h"

#include "core/explain/example.h"
#include "core/gaussian/covariance.h"
#include "core/gaussian/sample.h"
#include "core/image/read.h"
#include "ui/text.h"

#include <cmath>
#include <mutex>

namespace suss {

QString Picture::facts() const {
    if (!image) return {};
    QString text = formatSize(image->width, image->height);
    if (source.kind == Source::Kind::File) {
        text += image->sourceBits == 32 ? QStringLiteral(" · float")
                                        : QStringLiteral(" · %1 bit").arg(image->sourceBits);
        if (!image->profile.empty()) text += QStringLiteral(" · ") + toQString(image->profile);
    }
    if (!source.scaledTo.isEmpty()) text += QStringLiteral(" · scaled");
    return text;
}

Picture pictureOf(const Source& source, Image image) {
    Picture picture;
    picture.source = source;
    picture.pyramid = std::make_shared<Pyramid>(toScreen(image));
    picture.image = std::make_shared<const Image>(std::move(image));
    return picture;
}

Picture loadPicture(const Source& source, const Progress& progress) {
    report(progress, 0, ("Reading " + source.title()).toStdString());
    Image image;
    if (source.kind == Source::Kind::Example)
        image = source.distortion.isEmpty() ? exampleReference()
                                            : distorted(exampleReference(), source.distortion.toStdString());
    else if (source.kind == Source::Kind::Memory)
        image = *source.pixels;
    else
        image = readImage(source.path.toStdString());
    report(progress, 0.8, ("Reading " + source.title()).toStdString());
    if (!source.scaledTo.isEmpty()) image = resized(image, source.scaledTo.width(), source.scaledTo.height());
    return pictureOf(source, std::move(image));
}

Analyse analyseWith(std::function<std::filesystem::path()> modelFile) {
    struct Model {
        std::mutex mutex;
        std::optional<Predictor> predictor;
    };
    return [model = std::make_shared<Model>(), modelFile = std::move(modelFile)](const Image& image,
                                                                                 const Progress& progress) {
        report(progress, 0, "Loading the model");
        Predictor predictor = [&] {
            const std::lock_guard lock(model->mutex);
            if (!model->predictor) model->predictor = Predictor::load(modelFile());
            return *model->predictor;
        }();
        return Analysis{analyse(image, predictor, progress), predictor.info()};
    };
}

Map localDistance(const Comparison& comparison, const Weighting& weighting) {
    Map map = relevanceMap(comparison, weighting, MapKind::SelfRelative);
    const float pixels = float(map.values.size());
    for (float& value : map.values) value *= pixels;
    return map;
}

Explanation explain(const Comparison& comparison, const Weighting& weighting) {
    Explanation explanation;
    explanation.weighting = weighting;
    explanation.map = std::make_shared<Field>(localDistance(comparison, weighting));
    explanation.regions = rankedRegions(comparison, weighting);
    const Account account = accountOf(comparison, weighting);
    explanation.sentence = toQString(inWords(account, explanation.regions));
    explanation.noticing = toQString(noticingInWords(account, explanation.regions));
    return explanation;
}

Explained compareAndExplain(const std::shared_ptr<const Reference>& reference, const Image& image,
                            const Weighting& weighting) {
    Explained explained;
    explained.comparison = compare(reference, image);
    explained.difference = std::make_shared<Field>(differenceMap(reference->image, image));
    for (const ViewKind kind : kViewKinds) {
        const auto residual = residualOf(kind);
        if (!residual) continue;
        // The field shares the comparison's life and reads its plane in place.
        const std::shared_ptr<const Plane> plane(
            explained.comparison, &explained.comparison->whitened.residuals[indexOf(residual->component)]);
        explained.residuals[channelIndex(kind)] =
            std::make_shared<Field>(plane, residual->channel, pixelsPerCell(residual->component),
                                    Range{-kWhitenedRange, kWhitenedRange});
    }
    explained.explanation = explain(*explained.comparison, weighting);
    return explained;
}

Image meanPicture(const Reference& reference) {
    Planes planes = reference.planes;
    for (std::size_t c = 0; c < kComponentCount; ++c)
        planes[c].values.assign(reference.distributions[c]->mean().begin(),
                                reference.distributions[c]->mean().end());
    return imageOf(planes, reference.image);
}

std::shared_ptr<const Plane> predictedSpread(const StructuredGaussian& gaussian, const Progress& progress) {
    constexpr int kDraws = 64;
    constexpr std::uint64_t kSeed = 1;
    auto spread = std::make_shared<Plane>(marginalVariance(gaussian, kDraws, kSeed, progress).variance);
    for (float& value : spread->values) value = 255.0f * std::sqrt(value);
    return spread;
}

Deviations drawDeviations(const Distributions& distributions, std::uint64_t seed, const Progress& progress) {
    Deviations deviations;
    for (const Component component : kComponents) {
        const std::size_t i = indexOf(component);
        report(progress, double(i) / kComponentCount, "Sampling");
        const StructuredGaussian& gaussian = *distributions[i];
        deviations[i] =
            std::make_shared<Plane>(correlate(gaussian, standardNormal(gaussian.grid(), seed, i)));
    }
    return deviations;
}

Image recompose(const Reference& reference, const Deviations& deviations, const Weighting& weighting,
                double strength) {
    Planes planes = reference.planes;
    for (const Component component : kComponents) {
        const std::size_t i = indexOf(component);
        if (weighting.enabled[i])
            planes[i] = sampleFrom(*reference.distributions[i], *deviations[i], float(strength));
    }
    return imageOf(planes, reference.image);
}

}  // namespace suss
