#include "core/image/exposure.h"

#include "core/image/srgb.h"
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdio>

namespace suss {

Image exposed(Image image, double stops) {
    if (stops == 0) return image;
    const auto gain = static_cast<float>(std::exp2(stops));
    std::atomic<std::int64_t> clipped = 0;
    parallelFor(image.height, kRowGrain, [&](int begin, int end) {
        std::int64_t outside = 0;
        for (int y = begin; y < end; ++y)
            for (int x = 0; x < image.width; ++x) {
                bool beyond = false;
                for (float* value = image.row(y) + 3 * x; value != image.row(y) + 3 * (x + 1); ++value) {
                    *value = srgbEncoded(gain * linearOf(*value));
                    beyond |= *value > 1;
                    *value = std::min(*value, 1.0f);
                }
                outside += beyond;
            }
        clipped += outside;
    });
    noteExposure(image, stops);
    if (clipped > 0)
        image.notes.push_back("values outside 0 to 1 were clipped in " + countedPixels(clipped, image));
    return image;
}

void noteExposure(Image& image, double stops) {
    if (stops == 0) return;
    char note[64];
    std::snprintf(note, sizeof note, "it is compared %.3g %s %s than it is", std::abs(stops),
                  std::abs(stops) == 1 ? "stop" : "stops", stops > 0 ? "brighter" : "darker");
    image.notes.emplace_back(note);
}

std::string countedPixels(std::int64_t count, const Image& image) {
    return std::to_string(count) + " of " + std::to_string(std::int64_t{image.width} * image.height) +
           " pixels";
}

}  // namespace suss
