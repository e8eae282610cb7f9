#include "core/explain/plain_change.h"

#include "core/explain/phrases.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>

namespace suss {
namespace {

constexpr int kBlock = 8;  ///< pixels, of codecs and of what contrast is measured on
constexpr double kLevels = 255;

/// Sums for the line through pairs of values.
struct Fit {
    double n = 0, x = 0, y = 0, xx = 0, xy = 0, yy = 0;

    void add(double from, double to) {
        n += 1, x += from, y += to, xx += from * from, xy += from * to, yy += to * to;
    }
    void add(const Fit& other) {
        n += other.n, x += other.x, y += other.y, xx += other.xx, xy += other.xy, yy += other.yy;
    }
    /// 1 where there is nothing to fit.
    [[nodiscard]] double slope() const {
        const double spread = xx - x * x / n;
        return spread > 1e-9 * n ? (xy - x * y / n) / spread : 1;
    }
    /// 1 as well where the values hardly vary (by less than `least` on average, squared), or so few of them
    /// are known that it may be 1.
    [[nodiscard]] double knownSlope(double least) const {
        constexpr double kSure = 3;  // standard errors
        const double spread = xx - x * x / n, s = slope();
        const bool isKnown =
            spread > least * least * n && s >= 0 && std::abs(s - 1) > kSure * remainder() / std::sqrt(spread);
        return isKnown ? s : 1;
    }
    /// Root mean square of what the line leaves.
    [[nodiscard]] double remainder() const {
        const double s = slope(), spread = xx - x * x / n, both = xy - x * y / n, total = yy - y * y / n;
        return std::sqrt(std::max(0.0, total - 2 * s * both + s * s * spread) / n);
    }
};

/// What is summed over some rows.
struct Sums {
    Fit luma, detail, blocks, colour;
    double atBorders = 0, elsewhere = 0;  ///< |step| of the image less that of the reference
    double borders = 0, others = 0;       ///< how many
    double cb = 0, cr = 0, colours = 0;

    void add(const Sums& other) {
        luma.add(other.luma), detail.add(other.detail), blocks.add(other.blocks), colour.add(other.colour);
        atBorders += other.atBorders, elsewhere += other.elsewhere;
        borders += other.borders, others += other.others;
        cb += other.cb, cr += other.cr, colours += other.colours;
    }
};

/// A value less the mean of the 3 x 3 around it.
double detailAt(const float* above, const float* row, const float* below, int x) {
    const float sum = above[x - 1] + above[x] + above[x + 1] + row[x - 1] + row[x] + row[x + 1] +
                      below[x - 1] + below[x] + below[x + 1];
    return row[x] - sum / 9;
}

void addLuma(const Plane& reference, const Plane& image, int firstRow, int endRow, Sums& sums) {
    const int width = reference.grid.width, height = reference.grid.height;
    for (int y = std::max(firstRow, 1); y < std::min(endRow, height - 1); ++y) {
        const float *r = reference.row(0, y), *i = image.row(0, y);
        const float *rAbove = reference.row(0, y - 1), *iAbove = image.row(0, y - 1);
        const float *rBelow = reference.row(0, y + 1), *iBelow = image.row(0, y + 1);
        for (int x = 1; x < width - 1; ++x)
            sums.detail.add(detailAt(rAbove, r, rBelow, x), detailAt(iAbove, i, iBelow, x));
        for (int x = 1; x < width; ++x) {
            const double step = std::abs(i[x] - i[x - 1]) - std::abs(r[x] - r[x - 1]);
            (x % kBlock ? sums.elsewhere : sums.atBorders) += step;
            (x % kBlock ? sums.others : sums.borders) += 1;
        }
        for (int x = 0; x < width; ++x) {
            const double step = std::abs(i[x] - iAbove[x]) - std::abs(r[x] - rAbove[x]);
            (y % kBlock ? sums.elsewhere : sums.atBorders) += step;
            (y % kBlock ? sums.others : sums.borders) += 1;
        }
    }
    for (int y = firstRow; y < endRow; y += kBlock)
        for (int x = 0; x < width; x += kBlock) {
            double ofReference = 0, ofImage = 0;
            const int endY = std::min(y + kBlock, height), endX = std::min(x + kBlock, width);
            for (int row = y; row < endY; ++row)
                for (int column = x; column < endX; ++column) {
                    ofReference += reference.row(0, row)[column];
                    ofImage += image.row(0, row)[column];
                }
            const double pixels = double(endY - y) * (endX - x);
            sums.blocks.add(ofReference / pixels, ofImage / pixels);
        }
}

void addColour(const Plane& reference, const Plane& image, int firstRow, int endRow, Sums& sums) {
    for (int y = firstRow; y < endRow; ++y)
        for (int x = 0; x < reference.grid.width; ++x) {
            const double cb = reference.row(0, y)[x], cr = reference.row(1, y)[x];
            const double otherCb = image.row(0, y)[x], otherCr = image.row(1, y)[x];
            sums.colour.add(cb, otherCb);
            sums.colour.add(cr, otherCr);
            sums.cb += otherCb - cb;
            sums.cr += otherCr - cr;
            sums.colours += 1;
        }
}

/// Sums of strips of rows, in order, so that threads do not change them.
template <class Add>
Sums inStrips(int height, const Add& add) {
    constexpr int kStrip = 8 * kBlock;
    std::vector<Sums> strips(std::size_t((height + kStrip - 1) / kStrip));
    parallelFor(int(strips.size()), 1, [&](int begin, int end) {
        for (int strip = begin; strip < end; ++strip)
            add(strip * kStrip, std::min(height, (strip + 1) * kStrip), strips[std::size_t(strip)]);
    });
    Sums sums;
    for (const Sums& strip : strips) sums.add(strip);
    return sums;
}

std::string number(double value, const char* unit) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f%s", std::abs(value) < 9.95 ? 1 : 0, std::abs(value), unit);
    return text;
}

std::string percentOf(double factor) {
    return std::to_string(std::lround(100 * factor)) + " %";
}

}  // namespace

PlainChange plainChange(const Planes& reference, const Planes& image) {
    const Plane &fine = reference[indexOf(Component::Y1)], &colour = reference[indexOf(Component::CbCr)];
    const Sums luma = inStrips(fine.grid.height, [&](int begin, int end, Sums& sums) {
        addLuma(fine, image[indexOf(Component::Y1)], begin, end, sums);
    });
    const Sums chroma = inStrips(colour.grid.height, [&](int begin, int end, Sums& sums) {
        addColour(colour, image[indexOf(Component::CbCr)], begin, end, sums);
    });
    PlainChange change;
    change.brighter = kLevels * (luma.blocks.y - luma.blocks.x) / luma.blocks.n;
    constexpr double kLevel = 1 / kLevels;
    change.contrast = luma.blocks.knownSlope(kLevel);
    change.detail = luma.detail.knownSlope(kLevel / 2);
    change.added = kLevels * luma.detail.remainder();
    if (luma.borders > 0)
        change.blocks = kLevels * (luma.atBorders / luma.borders - luma.elsewhere / luma.others);
    change.bluer = kLevels * chroma.cb / chroma.colours;
    change.redder = kLevels * chroma.cr / chroma.colours;
    change.saturation = chroma.colour.knownSlope(kLevel);
    return change;
}

std::optional<PlainChange> plainChangeIn(const Image& reference, const Image& image, const Rect& rect) {
    constexpr int kLeastSide = 3 * kBlock;
    // What ends with the picture ends with its last block.
    const auto begin = [](int from) { return (from + kBlock - 1) / kBlock * kBlock; };
    const auto end = [](int to, int size) { return to == size ? to : to / kBlock * kBlock; };
    const int x = begin(rect.x), width = end(rect.x + rect.width, image.width) - x;
    const int y = begin(rect.y), height = end(rect.y + rect.height, image.height) - y;
    if (width < kLeastSide || height < kLeastSide) return std::nullopt;
    ComponentSwitches read{};
    read[indexOf(Component::Y1)] = read[indexOf(Component::CbCr)] = true;
    const Rect blocks{x, y, width, height};
    PlainChange change = plainChange(planesOf(reference, blocks, read), planesOf(image, blocks, read));
    // Any edge may lie along one of a few borders.
    constexpr int kManyBlocks = 16;
    if (width < kManyBlocks * kBlock || height < kManyBlocks * kBlock) change.blocks = 0;
    return change;
}

namespace {

/// What can be said of a change, and how many times as much as is worth a word there is of it.
struct Remark {
    std::string verb, words;
    double weight;
};

std::vector<Remark> remarksOn(const PlainChange& change) {
    constexpr double kLevel = 0.4, kDetail = 0.03, kAdded = 0.8, kBlocks = 0.15, kFactor = 0.02;
    std::vector<Remark> remarks;
    const auto add = [&](double weight, const char* verb, const std::string& words) {
        if (weight >= 1) remarks.push_back({verb, words, weight});
    };
    add(std::abs(change.detail - 1) / kDetail, "is",
        std::string(change.detail < 1 ? "softer" : "sharper") + " (detail at " + percentOf(change.detail) +
            ")");
    add(change.added / kAdded, "has", "noise or detail of its own (" + number(change.added, " levels") + ")");
    add(change.blocks / kBlocks, "has", "8-pixel blocks");
    const auto shifted = [&](double by, const char* up, const char* down) {
        add(std::abs(by) / kLevel, "is", (by > 0 ? up : down) + (" by " + number(by, " levels")));
    };
    shifted(change.brighter, "brighter", "darker");
    add(std::abs(change.contrast - 1) / kFactor, "has",
        std::string(change.contrast < 1 ? "less" : "more") + " contrast (" + percentOf(change.contrast) +
            ")");
    shifted(change.bluer, "bluer", "yellower");
    shifted(change.redder, "redder", "greener");
    add(std::abs(change.saturation - 1) / kFactor, "is",
        std::string(change.saturation < 1 ? "less" : "more") + " colourful (" + percentOf(change.saturation) +
            ")");
    return remarks;
}

// A verb that all of them share is said once.
std::string listOf(const std::vector<Remark>& remarks) {
    const bool isShared = std::ranges::all_of(
        remarks, [&](const Remark& remark) { return remark.verb == remarks.front().verb; });
    std::vector<std::string> words;
    for (const Remark& remark : remarks)
        words.push_back(isShared && !words.empty() ? remark.words : remark.verb + " " + remark.words);
    return listed(words);
}

}  // namespace

std::string inWords(const PlainChange& change) {
    return listOf(remarksOn(change));
}

std::string inFewWords(const PlainChange& change) {
    constexpr std::size_t kMost = 3;
    constexpr double kBeside = 0.25;  // by the weight of what there is most of
    std::vector<Remark> remarks = remarksOn(change);
    std::vector<double> weights;
    for (const Remark& remark : remarks) weights.push_back(remark.weight);
    std::ranges::sort(weights, std::greater{});
    if (weights.empty()) return {};
    const double least = std::max(kBeside * weights.front(), weights[std::min(kMost, weights.size()) - 1]);
    std::erase_if(remarks, [least](const Remark& remark) { return remark.weight < least; });
    return listOf(remarks);
}

}  // namespace suss
