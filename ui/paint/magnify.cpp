#include "ui/paint/magnify.h"

#include "core/multiversion.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace suss {
namespace {

constexpr QRgb kWhole = 256;
constexpr int kGrain = 64;  // rows of the screen that are worth a thread

// What the screen pixels along one side show: a pixel of the picture, and so many 256ths of the one after it.
struct Shares {
    std::vector<int> first, second;
    std::vector<QRgb> ofSecond;
};

Shares sharesOf(int pixels, double start, double length, int from, int count, Edges edges) {
    const double scale = length / pixels;
    Shares shares;
    for (int i = 0; i < count; ++i) {
        const double side = edges == Edges::Soft ? 0 : 0.5;
        const double at = std::clamp((from + i + side - start) / scale, 0.0, double(pixels));
        const int first = std::min(int(at), pixels - 1);
        const double beyond = edges == Edges::Soft ? (at - (first + 1)) * scale + 1 : 0;
        shares.first.push_back(first);
        shares.second.push_back(std::min(first + 1, pixels - 1));
        shares.ofSecond.push_back(QRgb(std::lround(kWhole * std::clamp(beyond, 0.0, 1.0))));
    }
    return shares;
}

// Two channels at a time: each has room for a product with 256.
SUSS_INLINE QRgb mixed(QRgb a, QRgb b, QRgb ofB) {
    constexpr QRgb kEven = 0x00ff00ff;
    const QRgb even = ((a & kEven) * kWhole + ((b & kEven) - (a & kEven)) * ofB) >> 8;
    const QRgb odd = (a >> 8 & kEven) * kWhole + ((b >> 8 & kEven) - (a >> 8 & kEven)) * ofB;
    return (even & kEven) | (odd & ~kEven);
}

void mixAlong(const QRgb* row, const int* first, const int* second, const QRgb* ofSecond, int count,
              QRgb* out) {
    for (int x = 0; x < count; ++x) out[x] = mixed(row[first[x]], row[second[x]], ofSecond[x]);
}

SUSS_MULTIVERSION
void mixRows(const QRgb* a, const QRgb* b, QRgb ofB, int count, QRgb* out) {
    for (int x = 0; x < count; ++x) out[x] = mixed(a[x], b[x], ofB);
}

}  // namespace

QImage magnified(const QImage& picture, const QRectF& target, const QRect& covered, Edges edges) {
    const Shares columns =
        sharesOf(picture.width(), target.left(), target.width(), covered.left(), covered.width(), edges);
    const Shares rows =
        sharesOf(picture.height(), target.top(), target.height(), covered.top(), covered.height(), edges);
    // A row of the picture serves several of the screen, beside the one before it and the one after it.
    struct Row {
        int of = -1;
        std::vector<QRgb> pixels;
    };
    QImage image(covered.size(), picture.format());
    if (image.isNull()) return image;
    uchar* bits = image.bits();
    const auto stride = image.bytesPerLine();
    parallelFor(covered.height(), kGrain, [&](int begin, int end) {
        std::array<Row, 2> made;
        const auto rowOf = [&](int y) {
            Row& row = made[std::size_t(y % 2)];
            if (row.of == y) return row.pixels.data();
            row.of = y;
            row.pixels.resize(std::size_t(covered.width()));
            mixAlong(reinterpret_cast<const QRgb*>(picture.constScanLine(y)), columns.first.data(),
                     columns.second.data(), columns.ofSecond.data(), covered.width(), row.pixels.data());
            return row.pixels.data();
        };
        for (int y = begin; y < end; ++y) {
            const auto at = std::size_t(y);
            mixRows(rowOf(rows.first[at]), rowOf(rows.second[at]), rows.ofSecond[at], covered.width(),
                    reinterpret_cast<QRgb*>(bits + y * stride));
        }
    });
    return image;
}

}  // namespace suss
