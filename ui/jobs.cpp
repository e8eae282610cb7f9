#include "ui/jobs.h"

#include "core/error.h"
#include "core/explain/example.h"
#include "core/gaussian/covariance.h"
#include "core/image/read.h"
#include "core/parallel.h"
#include "ui/text.h"

#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <mutex>
#include <numbers>
#include <utility>

namespace suss {

QString Picture::facts() const {
    if (!image) return {};
    QString text = formatSize(image->width, image->height);
    if (source.kind == Source::Kind::File) {
        text += image->sourceBits == 32 ? QStringLiteral(" · float")
                                        : QStringLiteral(" · %1 bit").arg(image->sourceBits);
        text += QStringLiteral(" · ") + toQString(image->profile);
        if (image->profileOrigin == ProfileOrigin::Assumed) text += QStringLiteral(" assumed");
    }
    if (!scaledFrom.isEmpty())
        text += QStringLiteral(" · scaled from %1").arg(formatSize(scaledFrom.width(), scaledFrom.height()));
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
    if (source.kind == Source::Kind::File)
        image = readImage(source.path.toStdString(), {.exposure = source.exposure});
    else if (source.kind == Source::Kind::Example)
        image = source.distortion.isEmpty() ? exampleReference()
                                            : distorted(exampleReference(), source.distortion.toStdString());
    else if (source.kind == Source::Kind::Memory)
        image = source.image ? *source.image : fromQImage(*source.pixels);
    if (source.kind != Source::Kind::File) image = exposed(std::move(image), source.exposure);
    report(progress, 0.8, ("Reading " + source.title()).toStdString());
    if (source.scaledTo.isEmpty()) return pictureOf(source, std::move(image));
    const QSize own(image.width, image.height);
    Picture picture =
        pictureOf(source, resizedToCompare(image, source.scaledTo.width(), source.scaledTo.height()));
    picture.scaledFrom = own;
    return picture;
}

Analyse analyseWith(std::function<std::filesystem::path()> modelFile) {
    struct Model {
        std::mutex mutex;
        std::optional<Predictor> predictor;
    };
    return [model = std::make_shared<Model>(), modelFile = std::move(modelFile)](
               const std::shared_ptr<const Image>& image, const Progress& progress) {
        report(progress, 0, "Loading the model");
        Predictor predictor = [&] {
            const std::lock_guard lock(model->mutex);
            if (!model->predictor) model->predictor = Predictor::load(modelFile());
            return *model->predictor;
        }();
        return Analysis{analyse(image, predictor, progress), predictor.info()};
    };
}

Map localDistance(const WhitenedPair& pair, const Weighting& weighting) {
    Map map = relevanceMap(pair, weighting);
    const float pixels = float(map.values.size());
    for (float& value : map.values) value *= pixels;
    return map;
}

Explanation explain(const Comparison& comparison, const Weighting& weighting) {
    Explanation explanation;
    explanation.weighting = weighting;
    explanation.map = std::make_shared<Field>(localDistance(comparison, weighting));
    const Account account = accountOf(comparison, weighting);
    explanation.regions = denserRegions(rankedRegions(comparison, weighting), account);
    explanation.sentence = toQString(inWords(account, explanation.regions));
    explanation.movement = toQString(movementInWords(account));
    explanation.noticing = toQString(noticingInWords(account, explanation.regions));
    return explanation;
}

Explained compareAndExplain(const std::shared_ptr<const Reference>& reference,
                            const std::shared_ptr<const Image>& image, const Weighting& weighting) {
    Explained explained;
    explained.comparison = compareFollowing(reference, image);
    // Each keeps one thread busy.
    std::vector<std::function<void()>> parts{
        [&] { explained.difference = std::make_shared<Field>(differenceMap(*reference->image, *image)); }};
    for (const ViewKind kind : kViewKinds)
        if (const auto residual = residualOf(kind))
            parts.emplace_back([&explained, kind, residual = *residual] {
                // The field shares the comparison's life and reads its plane in place.
                const std::shared_ptr<const Plane> plane(
                    explained.comparison,
                    &explained.comparison->whitened.residuals[indexOf(residual.component)]);
                explained.residuals[channelIndex(kind)] =
                    std::make_shared<Field>(plane, residual.channel, pixelsPerCell(residual.component),
                                            Range{-kWhitenedRange, kWhitenedRange});
            });
    parallelFor(int(parts.size()), 1, [&](int begin, int end) {
        for (int part = begin; part < end; ++part) parts[std::size_t(part)]();
    });
    explained.explanation = explain(*explained.comparison, weighting);
    return explained;
}

Sketch sketch(const Analyse& analyse, const Image& reference, const Image& image,
              const std::optional<Weighting>& weighting, const Progress& progress) {
    constexpr double kPixels = 500'000;
    const double pixels = double(reference.width) * reference.height;
    Sketch sketch;
    sketch.factor = int(std::ceil(std::sqrt(pixels / kPixels)));
    const auto smaller = [&](const Image& picture) {
        return resized(picture, (picture.width + sketch.factor - 1) / sketch.factor,
                       (picture.height + sketch.factor - 1) / sketch.factor);
    };
    const Analysis analysis = analyse(std::make_shared<const Image>(smaller(reference)), progress);
    const auto comparison = compare(analysis.reference, smaller(image));
    const Weighting used = weighting.value_or(weightingNamed(analysis.model, {}));
    sketch.likelihoods = likelihoodsOf(*comparison);
    sketch.explanation = explain(*comparison, used);
    sketch.explanation.map = std::make_shared<Field>(localDistance(*comparison, used), false, sketch.factor);
    for (Region& region : sketch.explanation.regions) {
        Rect& rect = region.rect;
        rect = {rect.x * sketch.factor, rect.y * sketch.factor, rect.width * sketch.factor,
                rect.height * sketch.factor};
        rect.width = std::min(rect.width, reference.width - rect.x);
        rect.height = std::min(rect.height, reference.height - rect.y);
    }
    return sketch;
}

Image meanPicture(const Reference& reference) {
    Image mean = sampleMean(reference, kAllComponents);
    for (float& value : mean.rgb) value = std::clamp(value, 0.0f, 1.0f);
    return mean;
}

PredictedSpread predictedSpread(const StructuredGaussian& gaussian, const Progress& progress) {
    constexpr int kDraws = 64;
    constexpr std::uint64_t kSeed = 1;
    MarginalVariance marginal = marginalVariance(gaussian, kDraws, kSeed, progress);
    // The error of a root is half that of its square.
    std::vector<float>& errors = marginal.standardError.values;
    for (std::size_t i = 0; i < errors.size(); ++i) errors[i] /= 2 * marginal.variance.values[i];
    std::nth_element(errors.begin(), errors.begin() + std::ptrdiff_t(errors.size() / 2), errors.end());
    for (float& value : marginal.variance.values) value = 255.0f * std::sqrt(value);
    return {std::make_shared<const Plane>(std::move(marginal.variance)), double(errors[errors.size() / 2])};
}

std::shared_ptr<const Field> ssimLoss(const Image& reference, const Image& image) {
    Map map = ssimMap(reference, image);
    for (float& value : map.values) value = 1 - value;
    return std::make_shared<Field>(std::move(map));
}

QString UserMetric::name() const {
    return QFileInfo(file_).completeBaseName();
}

double UserMetric::operator()(const Image& reference, const Image& image) const {
    const std::scoped_lock lock(mutex_);
    if (!script_) script_ = ScriptMetric::load(file_.toStdString());
    return (*script_)(reference, image);
}

Readings readingsOf(const Image& reference, const Image& image, const Comparison* comparison,
                    const UserMetrics& metrics, std::optional<Readings> known) {
    Readings measured = known ? std::move(*known) : Readings{baselinesOf(reference, image), {}, {}};
    std::vector<Readings::Other> before = std::exchange(measured.others, {});
    for (const auto& metric : metrics) {
        const auto old = std::find_if(before.begin(), before.end(),
                                      [&](const auto& other) { return other.file == metric->file(); });
        if (old != before.end()) {
            measured.others.push_back(*old);
            continue;
        }
        Readings::Other& other =
            measured.others.emplace_back(Readings::Other{metric->file(), metric->name(), 0, {}});
        try {
            other.value = (*metric)(reference, image);
        } catch (const Error& error) {
            other.problem = QString::fromUtf8(error.what());
        }
    }
    if (!comparison || measured.quantiles) return measured;
    auto& quantiles = measured.quantiles.emplace();
    for (std::size_t c = 0; c < kComponentCount; ++c)
        quantiles[c] = quantilesOf(comparison->whitened.residuals[c].values);
    return measured;
}

Map directionDifference(const Comparison& forward, const Comparison& backward, const Weighting& weighting) {
    Map map = localDistance(forward, weighting);
    const Map other = localDistance(backward, weighting);
    std::transform(map.values.begin(), map.values.end(), other.values.begin(), map.values.begin(),
                   std::minus<>());
    return map;
}

Footprint footprintOf(const Reference& reference, const Probe& probe) {
    const auto [component, channel] = probe.channel;
    const StructuredGaussian& gaussian = *reference.distributions[indexOf(component)];
    const int cell = pixelsPerCell(component);
    const Site site{probe.y / cell, probe.x / cell, channel};
    Footprint footprint{probe, {}, {}};

    auto column = std::make_shared<Plane>(covarianceColumn(gaussian, site));
    const float deviation = std::sqrt(column->row(channel, site.y)[site.x]);
    float most = 0;
    for (float& value : column->values) {
        value *= 255 / deviation;
        most = std::max(most, std::abs(value));
    }
    footprint.covariance = std::make_shared<Field>(column, channel, cell, Range{-most, most});

    const Plane row = precisionRow(gaussian, site);
    const float diagonal = row.row(channel, site.y)[site.x];
    for (int y = site.y - 2 * kReach; y <= site.y + 2 * kReach; ++y)
        for (int x = site.x - 2 * kReach; x <= site.x + 2 * kReach; ++x) {
            const bool inside = y >= 0 && x >= 0 && y < row.grid.height && x < row.grid.width;
            footprint.precision.push_back(inside ? row.row(channel, y)[x] / diagonal
                                                 : std::numeric_limits<float>::quiet_NaN());
        }
    return footprint;
}

Image pictureOfSample(const Reference& reference, const ComponentSwitches& drawn,
                      const SampleSettings& settings) {
    const int index = int(settings.number);
    const auto ends = sampleDeviations(reference, drawn, settings.seed, index, 2);
    return walkPicture(sampleMean(reference, drawn), ends[0], ends[1],
                       (settings.number - index) * std::numbers::pi / 2, settings.strength);
}

}  // namespace suss
