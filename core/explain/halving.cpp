#include "core/explain/halving.h"

#include "core/parallel.h"

#include <algorithm>
#include <cmath>

namespace suss {

CellRect halved(const CellRect& fine) {
    const int x = fine.x / 2, y = fine.y / 2;
    return {x, y, (fine.endX() + 1) / 2 - x, (fine.endY() + 1) / 2 - y};
}

Halving Halving::means(const CellRect& fine, const Grid& whole) {
    const auto weight = [](int i, int size) { return i + 1 == size && size % 2 != 0 ? 1.0 : 0.5; };
    Halving halving(fine);
    for (int x = fine.x; x < fine.endX(); ++x) halving.across_.push_back(weight(x, whole.width));
    for (int y = fine.y; y < fine.endY(); ++y) halving.down_.push_back(weight(y, whole.height));
    return halving;
}

Halving Halving::orthonormal(const CellRect& fine) {
    const auto weight = [](int i, int begin, int end) {
        const int partner = i ^ 1;
        return partner >= begin && partner < end ? std::sqrt(0.5) : 1.0;
    };
    Halving halving(fine);
    for (int x = fine.x; x < fine.endX(); ++x) halving.across_.push_back(weight(x, fine.x, fine.endX()));
    for (int y = fine.y; y < fine.endY(); ++y) halving.down_.push_back(weight(y, fine.y, fine.endY()));
    return halving;
}

std::vector<double> Halving::apply(std::span<const double> values) const {
    std::vector<double> sums(coarse_.area());
    parallelFor(coarse_.height, kRowGrain, [&](int begin, int end) {
        for (int coarseY = begin; coarseY < end; ++coarseY) {
            const int first = 2 * (coarse_.y + coarseY) - fine_.y;
            for (int y = std::max(0, first); y < std::min(fine_.height, first + 2); ++y)
                for (int x = 0; x < fine_.width; ++x)
                    sums[at(coarseY, x)] += down_[y] * across_[x] * values[std::size_t(y) * fine_.width + x];
        }
    });
    return sums;
}

void Halving::addAdjoint(std::span<const double> sums, std::span<double> values, double factor) const {
    parallelFor(fine_.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const int coarseY = (fine_.y + y) / 2 - coarse_.y;
            for (int x = 0; x < fine_.width; ++x)
                values[std::size_t(y) * fine_.width + x] +=
                    factor * down_[y] * across_[x] * sums[at(coarseY, x)];
        }
    });
}

}  // namespace suss
