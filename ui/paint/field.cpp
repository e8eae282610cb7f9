#include "ui/paint/field.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace suss {
namespace {

constexpr int kSmallest = 64;  // no coarser level is made of a picture this small

// Levels halve: the one to use is the coarsest with at least one value per screen pixel.
int levelIndex(double zoom, int cell, std::size_t count) {
    int index = 0;
    while (index + 1 < int(count) && zoom * cell * (2 << index) <= 1.0) ++index;
    return index;
}

}  // namespace

Field::Field(Map map, bool isSigned, int cell) {
    own_.push_back(std::move(map.values));
    levels_.push_back({own_.back().data(), map.width, map.height, cell});
    addCoarserLevels();
    automatic_ = fitted(isSigned);
}

Field::Field(std::shared_ptr<const Plane> plane, int channel, int cell, const Range& automatic)
    : owner_(plane), automatic_(automatic) {
    levels_.push_back({plane->row(channel, 0), plane->grid.width, plane->grid.height, cell});
    addCoarserLevels();
}

void Field::addCoarserLevels() {
    while (std::max(levels_.back().width, levels_.back().height) > kSmallest) {
        const Level fine = levels_.back();
        const int width = (fine.width + 1) / 2, height = (fine.height + 1) / 2;
        std::vector<float> values(std::size_t(width) * std::size_t(height));
        for (int y = 0; y < height; ++y) {
            const float* upper = fine.values + std::size_t(2 * y) * fine.width;
            const float* lower = fine.values + std::size_t(std::min(2 * y + 1, fine.height - 1)) * fine.width;
            float* out = values.data() + std::size_t(y) * width;
            for (int x = 0; x < width; ++x) {
                const int left = 2 * x, right = std::min(2 * x + 1, fine.width - 1);
                out[x] = (upper[left] + upper[right] + lower[left] + lower[right]) / 4;
            }
        }
        own_.push_back(std::move(values));
        levels_.push_back({own_.back().data(), width, height, 2 * fine.cell});
    }
    const Level& full = levels_.front();
    const std::size_t count = std::size_t(full.width) * std::size_t(full.height);
    sample_ = sampleOf(full.values, count);
}

Range Field::fitted(bool isSigned) const {
    return rangeOfMost(sample_, isSigned);
}

const Field::Level& Field::levelFor(double zoom) const {
    return levels_[std::size_t(levelIndex(zoom, full().cell, levels_.size()))];
}

std::optional<float> Field::at(int x, int y) const {
    if (x < 0 || y < 0) return std::nullopt;
    const Level& level = full();
    const int column = x / level.cell, row = y / level.cell;
    if (column >= level.width || row >= level.height) return std::nullopt;
    return level.values[std::size_t(row) * level.width + column];
}

Field::Clipped Field::clippedBy(const Range& range) const {
    if (sample_.empty()) return {};
    const auto low = float(range.low), high = float(range.high);
    // Whole numbers of 32 bits, so that the loop becomes SIMD.
    int below = 0, above = 0;
    for (const float value : sample_) {
        below += value < low;
        above += value > high;
    }
    return {below / double(sample_.size()), above / double(sample_.size())};
}

QImage paintLevel(const Field::Level& level, const QRect& cells, const MapStyle& style) {
    return paintValues(level.values + std::size_t(cells.y()) * level.width + cells.x(), cells.width(),
                       cells.height(), level.width, style);
}

Pyramid::Pyramid(QImage full) {
    levels_.push_back(full.convertToFormat(QImage::Format_RGB32));
    while (std::max(levels_.back().width(), levels_.back().height()) > kSmallest) {
        const QImage& fine = levels_.back();
        QImage coarse((fine.width() + 1) / 2, (fine.height() + 1) / 2, QImage::Format_RGB32);
        const cv::Mat in(fine.height(), fine.width(), CV_8UC4, const_cast<uchar*>(fine.constBits()),
                         std::size_t(fine.bytesPerLine()));
        cv::Mat out(coarse.height(), coarse.width(), CV_8UC4, coarse.bits(),
                    std::size_t(coarse.bytesPerLine()));
        cv::resize(in, out, out.size(), 0, 0, cv::INTER_AREA);
        levels_.push_back(coarse);
    }
}

int Pyramid::levelFor(double zoom) const {
    return levelIndex(zoom, 1, levels_.size());
}

}  // namespace suss
