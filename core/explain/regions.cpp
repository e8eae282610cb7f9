#include "core/explain/regions.h"

#include "core/explain/relevance_map.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace suss {
namespace {

constexpr int kCellsAlongLongestSide = 48;
constexpr int kSmallestCell = 8;  ///< pixels
constexpr int kMapRows = 256;     ///< of pixels, at once
constexpr int kCellMultiple = 4;  ///< no component's grid cell is cut by a cell border
constexpr double kGrowth = 0.5;   ///< a strip joins a region from this fraction of the region's density
constexpr double kThinnest =
    0.25;  ///< of the density of its densest part: many joints do not thin a region out
constexpr double kLargestPart = 1.0 / 6;  ///< of the picture: what is larger says no longer where to look
constexpr double kLeastShare = 0.02;      ///< of the distance: smaller places are not worth a mention
constexpr double kStriking = 8.0;         ///< times as dense as the picture: catches the eye
constexpr double kSmall = 0.05;           ///< part of the picture up to which a place is small

/// A rectangle of cells: columns [left, right), rows [top, bottom).
struct CellBox {
    int left, top, right, bottom;
};

/// The map, summed over square cells.
class Cells {
  public:
    Cells(const WhitenedPair& pair, const Weighting& weighting)
        : width_(pair.image->width), height_(pair.image->height) {
        const int side = std::max(
            kSmallestCell, (std::max(width_, height_) + kCellsAlongLongestSide - 1) / kCellsAlongLongestSide);
        side_ = (side + kCellMultiple - 1) / kCellMultiple * kCellMultiple;
        columns_ = (width_ + side_ - 1) / side_;
        rows_ = (height_ + side_ - 1) / side_;
        integral_.resize(std::size_t(columns_ + 1) * (rows_ + 1));
        // The map of a large picture is large as well: some rows at a time.
        const int rowsAtOnce = std::max(1, kMapRows / side_);
        for (int first = 0; first < rows_; first += rowsAtOnce) {
            const int last = std::min(first + rowsAtOnce, rows_);
            const Rect strip = pixels({0, first, columns_, last});
            const Map map = relevanceMap(pair, weighting, strip.y, strip.height);
            for (int y = first; y < last; ++y)
                for (int x = 0; x < columns_; ++x) {
                    Rect cell = pixels({x, y, x + 1, y + 1});
                    cell.y -= strip.y;
                    at(x + 1, y + 1) = sumOver(map, cell) + at(x, y + 1) + at(x + 1, y) - at(x, y);
                }
        }
    }

    [[nodiscard]] int columns() const { return columns_; }
    [[nodiscard]] int rows() const { return rows_; }
    [[nodiscard]] Rect pixels(const CellBox& cells) const {
        const int left = cells.left * side_, top = cells.top * side_;
        return {left, top, std::min(width_, cells.right * side_) - left,
                std::min(height_, cells.bottom * side_) - top};
    }
    [[nodiscard]] double sum(const CellBox& cells) const {
        return at(cells.right, cells.bottom) - at(cells.left, cells.bottom) - at(cells.right, cells.top) +
               at(cells.left, cells.top);
    }
    /// Whether it is small enough to be called a place.
    [[nodiscard]] bool isPlace(const CellBox& cells) const {
        const Rect rect = pixels(cells);
        return double(rect.width) * rect.height <= kLargestPart * width_ * height_;
    }
    [[nodiscard]] double density(const CellBox& cells) const {
        const Rect rect = pixels(cells);
        return sum(cells) / (static_cast<double>(rect.width) * rect.height);
    }

  private:
    [[nodiscard]] double& at(int x, int y) { return integral_[std::size_t(y) * (columns_ + 1) + x]; }
    [[nodiscard]] const double& at(int x, int y) const {
        return integral_[std::size_t(y) * (columns_ + 1) + x];
    }

    int width_, height_, side_ = 0, columns_ = 0, rows_ = 0;
    std::vector<double> integral_;  ///< sum over all cells above and left
};

/// Marks cells.
class CellSet {
  public:
    explicit CellSet(const Cells& cells)
        : columns_(cells.columns()), marks_(std::size_t(columns_) * cells.rows()) {}
    void add(const CellBox& rect) {
        for (int y = rect.top; y < rect.bottom; ++y)
            for (int x = rect.left; x < rect.right; ++x) marks_[std::size_t(y) * columns_ + x] = true;
    }
    [[nodiscard]] bool meets(const CellBox& rect) const {
        for (int y = rect.top; y < rect.bottom; ++y)
            for (int x = rect.left; x < rect.right; ++x)
                if (marks_[std::size_t(y) * columns_ + x]) return true;
        return false;
    }

  private:
    int columns_;
    std::vector<bool> marks_;
};

/// Adds the densest strip along any side, as long as one is dense enough and free.
CellBox grown(CellBox rect, const Cells& cells, const CellSet& taken) {
    for (;;) {
        struct Step {
            CellBox strip, result;
        };
        const auto [left, top, right, bottom] = rect;
        const Step steps[] = {{{left - 1, top, left, bottom}, {left - 1, top, right, bottom}},
                              {{left, top - 1, right, top}, {left, top - 1, right, bottom}},
                              {{right, top, right + 1, bottom}, {left, top, right + 1, bottom}},
                              {{left, bottom, right, bottom + 1}, {left, top, right, bottom + 1}}};
        const Step* best = nullptr;
        double bestDensity = kGrowth * cells.density(rect);
        for (const Step& step : steps) {
            const CellBox& strip = step.strip;
            const bool inside = strip.left >= 0 && strip.top >= 0 && strip.right <= cells.columns() &&
                                strip.bottom <= cells.rows();
            if (!inside || !cells.isPlace(step.result) || taken.meets(strip) ||
                cells.density(strip) < bestDensity)
                continue;
            best = &step;
            bestDensity = cells.density(strip);
        }
        if (!best) return rect;
        rect = best->result;
    }
}

bool touch(const CellBox& a, const CellBox& b) {
    return a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;
}

bool overlap(const CellBox& a, const CellBox& b) {
    return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

struct Place {
    CellBox box;
    double densest;  ///< density of the densest of the parts that it was joined of
};

/// Joins places that touch, as long as their common rectangle is still dense and free: the fringe of a place,
/// which was too thin to grow over, is not a place of its own.
void joinTouching(std::vector<Place>& places, const Cells& cells) {
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = i + 1; j < places.size(); ++j) {
            const CellBox& a = places[i].box;
            const CellBox& b = places[j].box;
            if (!touch(a, b)) continue;
            const CellBox both{std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
                               std::max(a.bottom, b.bottom)};
            if (!cells.isPlace(both)) continue;
            const double densest = std::max(places[i].densest, places[j].densest);
            if (cells.density(both) < kGrowth * std::max(cells.density(a), cells.density(b)) ||
                cells.density(both) < kThinnest * densest)
                continue;
            const bool free = std::none_of(places.begin(), places.end(), [&](const Place& other) {
                return &other.box != &a && &other.box != &b && overlap(other.box, both);
            });
            if (!free) continue;
            places[i] = {both, densest};
            places.erase(places.begin() + static_cast<std::ptrdiff_t>(j));
            return joinTouching(places, cells);
        }
}

Region regionAt(const Rect& rect, const WhitenedPair& pair, const Weighting& weighting, double distance) {
    const auto parts = contributionsIn(pair, weighting, rect);
    const auto leading = std::max_element(parts.begin(), parts.end()) - parts.begin();
    return {rect, std::accumulate(parts.begin(), parts.end(), 0.0) / distance,
            kComponents[static_cast<std::size_t>(leading)]};
}

bool touch(const Rect& a, const Rect& b) {
    return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

/// A number for each place: the same for those that touch, one by one.
std::vector<std::size_t> chainsOf(const std::vector<Region>& places) {
    std::vector<std::size_t> chains(places.size());
    std::iota(chains.begin(), chains.end(), 0);
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (touch(places[i].rect, places[j].rect))
                std::replace(chains.begin(), chains.end(), chains[i], chains[j]);
    return chains;
}

double areaOf(const Region& region) {
    return double(region.rect.width) * region.rect.height;
}

/// Of all places those that say most about where the distance is: their parts of the information gained over
/// an even spread (Kullback and Leibler), since by share alone a large faint one would hide a small striking
/// one. Whoever sees a part of an edge follows it: each further one of a chain tells half as much.
std::vector<Region> byTelling(const std::vector<Region>& places, double pixels) {
    const std::vector<std::size_t> chains = chainsOf(places);
    std::vector<double> telling;
    for (const Region& place : places) telling.push_back(place.share * std::log(densityOf(place, pixels)));
    constexpr double kChosen = -std::numeric_limits<double>::infinity();
    std::vector<Region> ordered;
    while (ordered.size() < places.size()) {
        const auto best =
            static_cast<std::size_t>(std::max_element(telling.begin(), telling.end()) - telling.begin());
        ordered.push_back(places[best]);
        telling[best] = kChosen;
        for (std::size_t i = 0; i < places.size(); ++i)
            if (chains[i] == chains[best] && telling[i] > 0) telling[i] *= 0.5;
    }
    return ordered;
}

/// The first `count`, and up to `strikingCount` those behind them that are striking and no parts of an edge
/// that is among them.
std::vector<Region> chosenOf(const std::vector<Region>& places, int count, int strikingCount, double pixels) {
    const std::vector<std::size_t> chains = chainsOf(places);
    std::vector<Region> chosen;
    std::set<std::size_t> followed;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const int soFar = static_cast<int>(chosen.size());
        const bool isSpot = isStriking(places[i], pixels) && !followed.contains(chains[i]);
        if (soFar >= count && !(isSpot && soFar < strikingCount)) continue;
        chosen.push_back(places[i]);
        followed.insert(chains[i]);
    }
    return chosen;
}

}  // namespace

double densityOf(const Region& region, double pixels) {
    return region.share * pixels / areaOf(region);
}

bool isSmall(const Region& region, double pixels) {
    return areaOf(region) <= kSmall * pixels;
}

bool isStriking(const Region& region, double pixels) {
    return densityOf(region, pixels) >= kStriking && isSmall(region, pixels);
}

std::vector<Region> rankedRegions(const WhitenedPair& pair, const Weighting& weighting, int count,
                                  int strikingCount) {
    const double distance = accountOf(pair, weighting).distance;
    if (!(distance > 0)) return {};

    const Cells cells(pair, weighting);
    std::vector<CellBox> seeds;
    for (int y = 0; y < cells.rows(); ++y)
        for (int x = 0; x < cells.columns(); ++x) seeds.push_back({x, y, x + 1, y + 1});
    std::stable_sort(seeds.begin(), seeds.end(),
                     [&](const CellBox& a, const CellBox& b) { return cells.density(a) > cells.density(b); });

    // What is too small to mention stays free for others to grow over, but starts nothing else.
    std::vector<Place> places;
    CellSet taken(cells), tried(cells);
    for (const CellBox& seed : seeds) {
        if (cells.density(seed) <= 0) break;
        if (tried.meets(seed)) continue;
        const CellBox rect = grown(seed, cells, taken);
        tried.add(rect);
        if (cells.sum(rect) < kLeastShare * distance) continue;
        places.push_back({rect, cells.density(rect)});
        joinTouching(places, cells);
        for (const Place& place : places) {
            taken.add(place.box);
            tried.add(place.box);
        }
    }

    std::vector<Region> regions;
    for (const Place& place : places)
        regions.push_back(regionAt(cells.pixels(place.box), pair, weighting, distance));
    const double pixels = double(pair.image->width) * pair.image->height;
    regions = chosenOf(byTelling(regions, pixels), count, strikingCount, pixels);
    std::stable_sort(regions.begin(), regions.end(),
                     [](const Region& a, const Region& b) { return a.share > b.share; });
    if (!pair.followed)
        for (Region& region : regions)
            region.change = plainChangeIn(*pair.referenceImage, *pair.image, region.rect);
    return regions;
}

}  // namespace suss
