#include "core/explain/difference_map.h"

#include "core/error.h"
#include "core/image/sizes.h"
#include "core/parallel.h"

#include <cmath>

namespace suss {

Map differenceMap(const Image& reference, const Image& image) {
    if (!reference.sameSize(image)) throw Error(unequalSizes(reference, image));
    Map map(image.width, image.height);
    parallelFor(map.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* a = reference.row(y);
            const float* b = image.row(y);
            float* out = map.row(y);
            for (int x = 0; x < map.width; ++x, a += 3, b += 3) {
                const float r = a[0] - b[0], g = a[1] - b[1], blue = a[2] - b[2];
                out[x] = 255.0f * std::sqrt((r * r + g * g + blue * blue) / 3.0f);
            }
        }
    });
    return map;
}

}  // namespace suss
