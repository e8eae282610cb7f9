#pragma once

#include "core/explain/movement.h"
#include "core/explain/plain_change.h"
#include "core/network/predictor.h"

#include <memory>
#include <optional>
#include <utility>

namespace suss {

/// Whitened residual of each component and the log-likelihood it gives.
struct Whitened {
    std::array<Plane, kComponentCount> residuals;          ///< z, in standard deviations
    std::array<double, kComponentCount> logLikelihoods{};  ///< total, in nats
    std::array<double, kComponentCount> squaredNorms{};    ///< |z|^2
};

/// A reference picture, analysed once; further images are compared with it in milliseconds. Immutable.
struct Reference {
    std::shared_ptr<const Image> image;
    Planes planes;
    Distributions distributions;
    Whitened self;  ///< of the reference under its own distributions: what distance is measured from
};

/// Throws Error below 16 x 16 pixels, Cancelled if progress asks to stop.
std::shared_ptr<const Reference> analyse(std::shared_ptr<const Image> image, const Predictor& predictor,
                                         const Progress& progress = {});
inline std::shared_ptr<const Reference> analyse(Image image, const Predictor& predictor,
                                                const Progress& progress = {}) {
    return analyse(std::make_shared<const Image>(std::move(image)), predictor, progress);
}

/// Whitened residuals of planes that lie on the grids of the distributions. Throws Error if they do not.
Whitened whiten(const Distributions& distributions, const Planes& planes);

/// What an image is like once the movement of the picture as a whole is taken back.
struct Followed {
    Movement movement;
    MovementParts parts;
    double meanSquare = 0;  ///< of the distance by which a pixel is moved, in square pixels
    std::array<double, kComponentCount> squaredNorms{};  ///< |z|^2 of the image moved back
    PlainChange change;                                  ///< of the image moved back
};

/// Two pictures whitened by the reference's distributions: all that score, map and places are made of.
/// Weights and switches come later (account.h).
struct WhitenedPair {
    std::shared_ptr<const Image> referenceImage, image;
    std::shared_ptr<const Whitened> self;  ///< of the reference
    Whitened whitened;                     ///< of the image where it is
    std::optional<Followed> followed;      ///< if movement was looked for and explains enough
    PlainChange change;                    ///< of the image where it is
};

/// What two pictures show without a model.
struct PlainComparison {
    struct MovedBack {
        Movement movement;
        Planes planes;
        PlainChange change;
    };

    std::shared_ptr<const Image> referenceImage, image;
    Planes planes;  ///< of the image
    PlainChange change;
    std::optional<MovedBack> movedBack;  ///< if the picture as a whole has moved
};

/// `referencePlanes` are planesOf(reference). Throws Error if the sizes differ.
PlainComparison compareWithoutModel(std::shared_ptr<const Image> reference, const Planes& referencePlanes,
                                    std::shared_ptr<const Image> image);

/// One image against a reference: everything that needs pixels.
struct Comparison : WhitenedPair {
    std::shared_ptr<const Reference> reference;  ///< shares its image and its Whitened with the pair
    Planes planes;
};

/// Throws Error if the sizes differ.
std::shared_ptr<const Comparison> compare(std::shared_ptr<const Reference> reference,
                                          std::shared_ptr<const Image> image);
inline std::shared_ptr<const Comparison> compare(std::shared_ptr<const Reference> reference, Image image) {
    return compare(std::move(reference), std::make_shared<const Image>(std::move(image)));
}

/// Also looks for movement of the picture as a whole. It is followed if the picture moved back has lost at
/// least a fifth less of the log-likelihood: of what a Gaussian cannot foresee, movement is then a better
/// account than change. Ours: the paper's distance takes any movement of more than a pixel for change.
std::shared_ptr<const Comparison> compareFollowing(std::shared_ptr<const Reference> reference,
                                                   std::shared_ptr<const Image> image);
/// The same, where a part is done already. Throws Error if that was done with another reference.
std::shared_ptr<const Comparison> compareFollowing(std::shared_ptr<const Reference> reference,
                                                   PlainComparison seen);

/// The same as compareFollowing() for one image alone, without what only looking further into the reference
/// would need: planes and distributions are made in tiles and let go, which takes a third of the memory and
/// as much time. Residuals are those of compareFollowing() as far as tiles are those of the whole
/// (Predictor::predictInTiles). Throws Error if the sizes differ, Cancelled if progress asks to stop.
WhitenedPair compareInTiles(std::shared_ptr<const Image> reference, std::shared_ptr<const Image> image,
                            const Predictor& predictor, const Progress& progress = {});

}  // namespace suss
