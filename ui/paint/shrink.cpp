#include "ui/paint/shrink.h"

#include "core/multiversion.h"
#include "core/parallel.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace suss {
namespace {

constexpr int kWhole = 256;
constexpr int kGrain = 32;  // rows of the screen that are worth a thread

// What the screen pixels along one side cover: so many 256ths of `taps` pixels of the picture in a row, the
// last of which may count for nothing.
struct Shares {
    int taps = 0;
    std::vector<int> first;
    std::vector<QRgb> of;  // `taps` for each screen pixel
};

Shares sharesOf(int pixels, double start, double length, int from, int count) {
    const double scale = length / pixels;
    Shares shares;
    shares.taps = std::min(pixels, int(std::ceil(1 / scale)) + 1);
    for (int i = 0; i < count; ++i) {
        const double begin = std::clamp((from + i - start) / scale, 0.0, std::max(0.0, pixels - 1 / scale));
        const double end = std::min(begin + 1 / scale, double(pixels));
        const int first = std::clamp(int(begin), 0, pixels - shares.taps);
        shares.first.push_back(first);
        // Rounded as a whole, so that they add up.
        int given = 0;
        for (int tap = 0; tap < shares.taps; ++tap) {
            const double covered = std::clamp(first + tap + 1.0, begin, end) - begin;
            const int upTo = int(std::lround(kWhole * covered / (end - begin)));
            shares.of.push_back(QRgb(upTo - given));
            given = upTo;
        }
    }
    return shares;
}

// Of a pixel, two channels at a time: each has room for the mean times 256.
constexpr QRgb kEven = 0x00ff00ff, kHalf = 0x00800080;  // to round

SUSS_MULTIVERSION
void addRow(const QRgb* row, QRgb share, int count, QRgb* even, QRgb* odd) {
    for (int x = 0; x < count; ++x) {
        even[x] += (row[x] & kEven) * share;
        odd[x] += (row[x] >> 8 & kEven) * share;
    }
}

SUSS_MULTIVERSION
void takeMeans(int count, QRgb* even, QRgb* odd) {
    for (int x = 0; x < count; ++x) {
        even[x] = (even[x] + kHalf) >> 8 & kEven;
        odd[x] = (odd[x] + kHalf) >> 8 & kEven;
    }
}

void meansAlong(const QRgb* even, const QRgb* odd, const Shares& columns, int count, QRgb* out) {
    const QRgb* share = columns.of.data();
    for (int x = 0; x < count; ++x) {
        const int first = columns.first[std::size_t(x)];
        QRgb sumOfEven = kHalf, sumOfOdd = kHalf;
        for (int tap = 0; tap < columns.taps; ++tap, ++share) {
            sumOfEven += even[first + tap] * *share;
            sumOfOdd += odd[first + tap] * *share;
        }
        out[x] = (sumOfEven >> 8 & kEven) | (sumOfOdd & ~kEven);
    }
}

}  // namespace

QImage shrunk(const QImage& picture, const QRectF& target, const QRect& covered) {
    const Shares columns =
        sharesOf(picture.width(), target.left(), target.width(), covered.left(), covered.width());
    const Shares rows =
        sharesOf(picture.height(), target.top(), target.height(), covered.top(), covered.height());
    QImage image(covered.size(), picture.format());
    if (image.isNull()) return image;
    uchar* bits = image.bits();
    const auto stride = image.bytesPerLine();
    parallelFor(covered.height(), kGrain, [&](int begin, int end) {
        std::vector<QRgb> even(std::size_t(picture.width())), odd(even.size());
        for (int y = begin; y < end; ++y) {
            std::ranges::fill(even, 0);
            std::ranges::fill(odd, 0);
            for (int tap = 0; tap < rows.taps; ++tap)
                addRow(reinterpret_cast<const QRgb*>(picture.constScanLine(rows.first[std::size_t(y)] + tap)),
                       rows.of[std::size_t(y) * rows.taps + tap], picture.width(), even.data(), odd.data());
            takeMeans(picture.width(), even.data(), odd.data());
            meansAlong(even.data(), odd.data(), columns, covered.width(),
                       reinterpret_cast<QRgb*>(bits + y * stride));
        }
    });
    return image;
}

}  // namespace suss
