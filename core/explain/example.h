#pragma once

#include "core/image/image.h"

#include <string>
#include <vector>

namespace suss {

/// The built-in example: a landscape with sky, ridges, water, foliage and a fence, made by the program (no
/// photo is shipped), 768 x 512, the same on every machine up to rounding.
Image exampleReference();

/// A ready distortion of a picture, to try.
struct Distortion {
    std::string key;    ///< "blur", "jpeg", "noise", "shift", "cast", "blemish"
    std::string title;  ///< for a menu: "Gaussian blur, sigma 1.2"
};

const std::vector<Distortion>& exampleDistortions();

/// Applies one of them (deterministic). Throws Error for an unknown key.
Image distorted(const Image& image, const std::string& key);

}  // namespace suss
