#include "core/explain/comparison.h"

#include "core/error.h"
#include "core/gaussian/cell_rect.h"
#include "core/gaussian/whiten.h"
#include "core/image/sizes.h"
#include "core/memory.h"

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

/// Part of the progress bar that the networks take.
constexpr double kPredicted = 0.95;

/// Part of the lost log-likelihood that movement has to explain. Codecs, noise, blur and changes of colour
/// stay below a sixth, pictures that are moved lie above a half unless the movement is small beside other
/// changes.
constexpr double kWorthFollowing = 0.2;

/// A model that predicts values without bounds would make distances of them that are no numbers.
double finite(double squaredNorm) {
    if (!std::isfinite(squaredNorm))
        throw Error("The model yields values without bounds for this picture: use another one.");
    return squaredNorm;
}

/// Fine luminance and colour of a whole picture: what movement and plain changes are told from.
Planes visiblePlanesOf(const Image& image) {
    return planesOf(image, {0, 0, image.width, image.height}, {true, false, false, true});
}

/// The image moved back whitened as `back`; nothing if movement explains too little.
std::optional<Followed> followed(const WhitenedPair& pair, const Movement& movement, const Whitened& back,
                                 const PlainChange& change) {
    double lost = 0, remaining = 0;
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        lost += pair.whitened.squaredNorms[c] - pair.self->squaredNorms[c];
        remaining += back.squaredNorms[c] - pair.self->squaredNorms[c];
    }
    if (!(remaining <= (1 - kWorthFollowing) * lost)) return {};
    const int width = pair.image->width, height = pair.image->height;
    return Followed{movement, partsOf(movement, width, height), meanSquareOf(movement, width, height),
                    back.squaredNorms, change};
}

/// Bytes that a pixel takes beside the pictures themselves: what the networks say of a reference and a
/// comparison with it, a comparison in tiles, and the image moved back. By the peak memory of the program
/// (README, "How fast").
constexpr std::int64_t kBytesOfAnalysis = 75, kBytesOfTiledComparison = 14, kBytesOfMovedImage = 18;

void requireMemoryFor(const Image& picture, std::int64_t bytesPerPixel) {
    requireMemory(std::int64_t{picture.width} * picture.height * bytesPerPixel,
                  "Comparing pictures of " + sizeOf(picture) + " pixels");
}

void requireSameSize(const Image& reference, const Image& image) {
    if (!image.sameSize(reference)) throw Error(unequalSizes(reference, image));
}

/// What is seen of both where they are.
PlainComparison seenInPlace(std::shared_ptr<const Image> reference, const Planes& referencePlanes,
                            std::shared_ptr<const Image> image) {
    requireSameSize(*reference, *image);
    PlainComparison seen;
    seen.planes = planesOf(*image);
    seen.change = plainChange(referencePlanes, seen.planes);
    seen.referenceImage = std::move(reference);
    seen.image = std::move(image);
    return seen;
}

/// Takes over what was seen, but for the image moved back.
std::shared_ptr<Comparison> compared(std::shared_ptr<const Reference> reference, PlainComparison& seen) {
    auto comparison = std::make_shared<Comparison>();
    comparison->planes = std::move(seen.planes);
    comparison->change = seen.change;
    comparison->image = std::move(seen.image);
    comparison->whitened = whiten(reference->distributions, comparison->planes);
    comparison->referenceImage = reference->image;
    comparison->self = {reference, &reference->self};
    comparison->reference = std::move(reference);
    return comparison;
}

/// Writes what a tile has of its own part where it belongs in the whole.
void put(const Plane& tile, const CellRect& place, const CellRect& part, Plane& whole) {
    for (int channel = 0; channel < whole.grid.channels; ++channel)
        for (int y = part.y; y < part.endY(); ++y)
            std::copy_n(tile.row(channel, y - place.y) + part.x - place.x, part.width,
                        whole.row(channel, y) + part.x);
}

/// What a tile says of one of the pictures.
void whitenTile(const DistributionTile& tile, const Image& image, Whitened& whole) {
    ComponentSwitches told{};
    for (std::size_t c = 0; c < kComponentCount; ++c) told[c] = tile.distributions[c] != nullptr;
    const Planes planes = planesOf(image, tile.place, told);
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        if (!told[c]) continue;
        // Only now: while the other network is at work, the memory is its own.
        if (whole.residuals[c].values.empty())
            whole.residuals[c] = Plane(gridOf(component, image.width, image.height));
        const CellRect place = cellsOf(component, tile.place), part = cellsOf(component, tile.part);
        put(whiten(*tile.distributions[c], planes[c]), place, part, whole.residuals[c]);
        whole.logLikelihoods[c] += tile.distributions[c]->logNormalizer(
            {part.x - place.x, part.y - place.y, part.width, part.height});
    }
}

}  // namespace

Whitened whiten(const Distributions& distributions, const Planes& planes) {
    Whitened whitened;
    for (std::size_t c = 0; c < kComponentCount; ++c) {
        whitened.residuals[c] = whiten(*distributions[c], planes[c]);
        whitened.squaredNorms[c] = finite(squaredNorm(whitened.residuals[c]));
        whitened.logLikelihoods[c] = distributions[c]->logNormalizer() - 0.5 * whitened.squaredNorms[c];
    }
    return whitened;
}

std::shared_ptr<const Reference> analyse(std::shared_ptr<const Image> image, const Predictor& predictor,
                                         const Progress& progress) {
    requireMemoryFor(*image, kBytesOfAnalysis);
    auto reference = std::make_shared<Reference>();
    reference->planes = planesOf(*image);
    reference->image = std::move(image);
    reference->distributions = predictor.predict(reference->planes, subProgress(progress, 0.0, kPredicted));
    report(progress, kPredicted, "Measuring the reference against itself");
    reference->self = whiten(reference->distributions, reference->planes);
    report(progress, 1.0, "Reference analysed");
    return reference;
}

std::shared_ptr<const Comparison> compare(std::shared_ptr<const Reference> reference,
                                          std::shared_ptr<const Image> image) {
    auto seen = seenInPlace(reference->image, reference->planes, std::move(image));
    return compared(std::move(reference), seen);
}

PlainComparison compareWithoutModel(std::shared_ptr<const Image> reference, const Planes& referencePlanes,
                                    std::shared_ptr<const Image> image) {
    auto seen = seenInPlace(std::move(reference), referencePlanes, std::move(image));
    if (const auto movement = movementBetween(referencePlanes.front(), seen.planes.front())) {
        Planes back = planesOf(movedBack(*seen.image, *movement, *seen.referenceImage));
        const PlainChange change = plainChange(referencePlanes, back);
        seen.movedBack = {*movement, std::move(back), change};
    }
    return seen;
}

std::shared_ptr<const Comparison> compareFollowing(std::shared_ptr<const Reference> reference,
                                                   std::shared_ptr<const Image> image) {
    auto seen = compareWithoutModel(reference->image, reference->planes, std::move(image));
    return compareFollowing(std::move(reference), std::move(seen));
}

std::shared_ptr<const Comparison> compareFollowing(std::shared_ptr<const Reference> reference,
                                                   PlainComparison seen) {
    if (seen.referenceImage != reference->image)
        throw Error("The image was looked at beside another reference; compare it anew.");
    auto comparison = compared(std::move(reference), seen);
    if (const auto& back = seen.movedBack)
        comparison->followed =
            followed(*comparison, back->movement, whiten(comparison->reference->distributions, back->planes),
                     back->change);
    return comparison;
}

WhitenedPair compareInTiles(std::shared_ptr<const Image> reference, std::shared_ptr<const Image> image,
                            const Predictor& predictor, const Progress& progress) {
    requireSameSize(*reference, *image);
    requireMemoryFor(*reference, kBytesOfTiledComparison);
    std::optional<Movement> movement;
    Image movedImage;
    PlainChange change, changeMovedBack;
    {
        const Planes before = visiblePlanesOf(*reference), after = visiblePlanesOf(*image);
        change = plainChange(before, after);
        movement = movementBetween(before.front(), after.front());
        if (movement) {
            requireMemoryFor(*reference, kBytesOfMovedImage);
            movedImage = movedBack(*image, *movement, *reference);
            changeMovedBack = plainChange(before, visiblePlanesOf(movedImage));
        }
    }
    Whitened self, other, back;
    predictor.predictInTiles(
        *reference,
        [&](const DistributionTile& tile) {
            whitenTile(tile, *reference, self);
            whitenTile(tile, *image, other);
            if (movement) whitenTile(tile, movedImage, back);
        },
        progress);
    for (Whitened* whitened : {&self, &other, &back})
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            whitened->squaredNorms[c] = finite(squaredNorm(whitened->residuals[c]));
            whitened->logLikelihoods[c] -= 0.5 * whitened->squaredNorms[c];
        }
    WhitenedPair pair{std::move(reference),
                      std::move(image),
                      std::make_shared<const Whitened>(std::move(self)),
                      std::move(other),
                      {},
                      change};
    if (movement) pair.followed = followed(pair, *movement, back, changeMovedBack);
    return pair;
}

}  // namespace suss
