#pragma once

#include "core/network/predictor.h"

#include <memory>
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

std::shared_ptr<const Reference> analyse(std::shared_ptr<const Image> image, const Predictor& predictor,
                                         const Progress& progress = {});
inline std::shared_ptr<const Reference> analyse(Image image, const Predictor& predictor,
                                                const Progress& progress = {}) {
    return analyse(std::make_shared<const Image>(std::move(image)), predictor, progress);
}

Whitened whiten(const Distributions& distributions, const Planes& planes);

/// One image against a reference: everything that needs pixels. Weights and switches come later (account.h).
struct Comparison {
    std::shared_ptr<const Reference> reference;
    std::shared_ptr<const Image> image;
    Planes planes;
    Whitened whitened;
};

/// Throws Error if the sizes differ.
std::shared_ptr<const Comparison> compare(std::shared_ptr<const Reference> reference,
                                          std::shared_ptr<const Image> image);
inline std::shared_ptr<const Comparison> compare(std::shared_ptr<const Reference> reference, Image image) {
    return compare(std::move(reference), std::make_shared<const Image>(std::move(image)));
}

}  // namespace suss
