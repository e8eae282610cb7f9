#include "ui/explained.h"

#include "core/explain/difference_map.h"
#include "core/explain/in_words.h"
#include "core/explain/places.h"
#include "core/explain/relevance_map.h"
#include "core/image/reshape.h"
#include "core/parallel.h"
#include "core/planes/planes.h"
#include "ui/text.h"

#include <algorithm>
#include <cmath>
#include <future>
#include <mutex>
#include <utility>

namespace suss {

Analyse analyseWith(std::function<std::filesystem::path()> modelFile) {
    struct Model {
        std::mutex mutex;
        std::future<Predictor> loading;
        std::optional<Predictor> predictor;
    };
    const auto model = std::make_shared<Model>();
    const auto load = [modelFile = std::move(modelFile)] { return Predictor::load(modelFile()); };
    model->loading = std::async(std::launch::async, load);
    return [model, load](const std::shared_ptr<const Image>& image, const Progress& progress) {
        report(progress, 0, "Loading the model");
        Predictor predictor = [&] {
            const std::lock_guard lock(model->mutex);
            try {
                if (model->loading.valid()) model->predictor = model->loading.get();
            } catch (const Error&) {  // it may be there by now
            }
            if (!model->predictor) model->predictor = load();
            return *model->predictor;
        }();
        return Analysis{analyse(image, predictor, progress), predictor.info()};
    };
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

Seen see(const std::shared_ptr<const Image>& reference, const std::shared_ptr<const Image>& image) {
    return {compareWithoutModel(reference, planesOf(*reference), image),
            std::make_shared<Field>(differenceMap(*reference, *image))};
}

Explained compareAndExplain(const std::shared_ptr<const Reference>& reference,
                            const std::shared_ptr<const Image>& image, const Weighting& weighting) {
    return compareAndExplain(
        reference, Seen{compareWithoutModel(reference->image, reference->planes, image), nullptr}, weighting);
}

Explained compareAndExplain(const std::shared_ptr<const Reference>& reference, Seen seen,
                            const Weighting& weighting) {
    Explained explained;
    explained.comparison = compareFollowing(reference, std::move(seen.plain));
    explained.difference = std::move(seen.difference);
    // Each keeps one thread busy.
    std::vector<std::function<void()>> parts;
    if (!explained.difference)
        parts.emplace_back([&] {
            explained.difference =
                std::make_shared<Field>(differenceMap(*reference->image, *explained.comparison->image));
        });
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

namespace {

/// How many times smaller a sketch is: half a megapixel.
int sketchFactor(int width, int height) {
    return int(std::ceil(std::sqrt(double(width) * height / 500'000)));
}

Image smaller(const Image& picture, int factor) {
    return resized(picture, (picture.width + factor - 1) / factor, (picture.height + factor - 1) / factor);
}

}  // namespace

bool isWorthSketching(const QSize& size) {
    constexpr std::int64_t kPixels = 3'000'000;
    return std::int64_t(size.width()) * size.height() >= kPixels &&
           std::min(size.width(), size.height()) >= kSmallestSide * sketchFactor(size.width(), size.height());
}

SmallAnalysis analyseSmaller(const Analyse& analyse, const Image& reference, const Progress& progress) {
    const int factor = sketchFactor(reference.width, reference.height);
    return {factor, analyse(std::make_shared<const Image>(smaller(reference, factor)), progress)};
}

Sketch sketch(const SmallAnalysis& reference, const Image& image, const Weighting& weighting) {
    Sketch sketch;
    sketch.factor = reference.factor;
    const auto comparison = compare(reference.analysis.reference, smaller(image, sketch.factor));
    sketch.likelihoods = likelihoodsOf(*comparison);
    sketch.explanation = explain(*comparison, weighting);
    sketch.explanation.map =
        std::make_shared<Field>(localDistance(*comparison, weighting), false, sketch.factor);
    for (Region& region : sketch.explanation.regions) {
        Rect& rect = region.rect;
        rect = {rect.x * sketch.factor, rect.y * sketch.factor, rect.width * sketch.factor,
                rect.height * sketch.factor};
        rect.width = std::min(rect.width, image.width - rect.x);
        rect.height = std::min(rect.height, image.height - rect.y);
    }
    return sketch;
}

}  // namespace suss
