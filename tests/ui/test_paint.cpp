// From numbers to colours and back: the tables, the rounding, the mip chain and the colour bar.

#include "core/explain/difference_map.h"
#include "ui/commands.h"
#include "ui/paint/annotations.h"
#include "ui/paint/color_scale.h"
#include "ui/paint/colormap.h"
#include "ui/paint/field.h"
#include "ui/paint/magnify.h"
#include "ui/paint/map_painter.h"
#include "ui/paint/qt_image.h"
#include "ui/paint/range.h"
#include "ui/paint/shrink.h"
#include "ui/stage/color_bar.h"
#include "ui/text.h"
#include "ui/view_kind.h"

#include <QPainter>
#include <QTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

namespace suss {
namespace {

double luminance(QRgb color) {
    const auto linear = [](int v) {
        const double x = v / 255.0;
        return x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(color)) + 0.7152 * linear(qGreen(color)) + 0.0722 * linear(qBlue(color));
}

}  // namespace

class PaintTest : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void sequentialTablesGrowLighter() {
        for (const Colormap map : sequentialColormaps()) {
            const ColorTable& table = colorTable(map);
            for (std::size_t i = 8; i < table.size(); i += 8)
                QVERIFY2(luminance(table[i]) > luminance(table[i - 8]), qPrintable(titleOf(map)));
        }
    }

    void divergingTablesAreBalanced() {
        for (const Colormap map : {Colormap::DivergingLight, Colormap::DivergingDark}) {
            const ColorTable& table = colorTable(map);
            const auto lightness = [&](std::size_t i) { return std::cbrt(luminance(table[i])); };
            for (std::size_t i = 0; i < 128; i += 4)
                // Both arms are equally light at equal distance from zero, to what rounding to 8 bits leaves.
                QVERIFY2(std::abs(lightness(i) - lightness(255 - i)) < 0.045, qPrintable(titleOf(map)));
            // The centre has no hue worth speaking of, the ends are blue and orange.
            QVERIFY(std::abs(qRed(table[127]) - qBlue(table[127])) < 16);
            QVERIFY(qBlue(table[0]) > qRed(table[0]));
            QVERIFY(qRed(table[255]) > qBlue(table[255]));
        }
    }

    // For print without colours: the sign is still seen, and zero is in the middle.
    void theSignIsSeenInGrey() {
        const ColorTable& table = colorTable(Colormap::DivergingGrey);
        QVERIFY(isDiverging(Colormap::DivergingGrey));
        for (std::size_t i = 1; i < table.size(); ++i) QVERIFY(qGray(table[i]) > qGray(table[i - 1]));
        QCOMPARE(qGray(table[0]) + qGray(table[255]), qGray(table[127]) + qGray(table[128]));
    }

    void namesLeadBack() {
        for (const Colormap map : sequentialColormaps() + divergingColormaps())
            QCOMPARE(colormapNamed(keyOf(map)), std::optional(map));
        QVERIFY(!colormapNamed(QStringLiteral("jet")));
    }

    void paintMapUsesTheRange() {
        Map map(4, 1);
        map.values = {-1, 0, 1, std::numeric_limits<float>::quiet_NaN()};
        const QImage image = paintMap(map, {Colormap::Grey, {0, 1}});
        QCOMPARE(image.pixel(0, 0), qRgb(0, 0, 0));
        QCOMPARE(image.pixel(1, 0), qRgb(0, 0, 0));
        QCOMPARE(image.pixel(2, 0), qRgb(255, 255, 255));
        QCOMPARE(qAlpha(image.pixel(3, 0)), 0);
    }

    void picturesAreRoundedNotTruncated() {
        Image image(2, 1);
        image.rgb = {0.4999f / 255, 0.5001f / 255, 254.6f / 255, -1, 2, 0.5f};
        const QImage screen = toScreen(image);
        QCOMPARE(screen.format(), QImage::Format_RGB32);
        QCOMPARE(screen.pixel(0, 0), qRgb(0, 1, 255));
        QCOMPARE(screen.pixel(1, 0), qRgb(0, 255, 128));
    }

    void differenceIsInLevels() {
        Image a(1, 1), b(1, 1);
        b.rgb = {1.0f / 255, 2.0f / 255, 2.0f / 255};
        QVERIFY(std::abs(differenceMap(a, b).values[0] - std::sqrt(3.0f)) < 1e-4f);
    }

    void automaticRangeIgnoresWhatIsUntouched() {
        Map map(100, 100);
        QCOMPARE(automaticRange(map), (Range{0, 1}));
        for (int i = 0; i < 10; ++i) map.values[std::size_t(i)] = float(i + 1);
        QCOMPARE(automaticRange(map),
                 (Range{0, 9}));  // nine of ten: the last is beyond the 99.5th percentile
    }

    void coarserLevelsAverage() {
        Map map(131, 67);
        for (std::size_t i = 0; i < map.values.size(); ++i) map.values[i] = float(i % 7);
        const Field field(map);
        QCOMPARE(field.levelFor(1).cell, 1);
        QCOMPARE(field.levelFor(0.6).cell, 1);
        QCOMPARE(field.levelFor(0.5).cell, 2);
        const Field::Level& half = field.levelFor(0.5);
        QCOMPARE(half.width, 66);
        QCOMPARE(half.height, 34);
        const float expected = (map.values[0] + map.values[1] + map.values[131] + map.values[132]) / 4;
        QCOMPARE(half.values[0], expected);
        QCOMPARE(field.at(3, 2).value(), map.values[2 * 131 + 3]);
        QVERIFY(!field.at(131, 0));
        QVERIFY(!field.at(-1, 0));
    }

    void rangesFitTheValues() {
        Map map(100, 10);
        for (std::size_t i = 0; i < map.values.size(); ++i) map.values[i] = i % 2 ? 3.f : -1.f;
        map.values[17] = 1000;  // one outlier of a thousand does not count
        const Field field(map);
        QCOMPARE(field.fitted(false), (Range{0, 3}));
        QCOMPARE(field.fitted(true), (Range{-3, 3}));
        QCOMPARE(Field(Map(8, 8)).fitted(true), (Range{-1, 1}));
    }

    void coarseComponentsCoverTheirPixels() {
        auto plane = std::make_shared<Plane>(Grid{3, 2, 2});
        for (std::size_t i = 0; i < plane->values.size(); ++i) plane->values[i] = float(i);
        const Field field(plane, 1, 4, {0, 11});
        QCOMPARE(field.automatic(), (Range{0, 11}));
        QCOMPARE(field.at(0, 0).value(), 6.0f);
        QCOMPARE(field.at(7, 11).value(), 11.0f);
        QVERIFY(!field.at(8, 0));
    }

    void clippingIsCounted() {
        Map map(10, 1);
        for (int i = 0; i < 10; ++i) map.values[std::size_t(i)] = float(i);
        const auto clipped = Field(map).clippedBy({2, 8});
        QCOMPARE(clipped.below, 0.2);
        QCOMPARE(clipped.above, 0.1);
    }

    // At any magnification every pixel of a picture takes the same room, in sharp steps.
    void shrunkPixelsAreMeansOfAreas() {
        QImage picture(37, 23, QImage::Format_ARGB32_Premultiplied);
        std::mt19937 random(3);
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x) {
                const int alpha = int(random() % 256);
                const auto value = [&] { return int(random() % unsigned(alpha + 1)); };
                reinterpret_cast<QRgb*>(picture.scanLine(y))[x] = qRgba(value(), value(), value(), alpha);
            }
        for (const double scale : {0.97, 0.63, 0.5, 0.31}) {
            const QRectF target(-4.3, 2.6, 37 * scale, 23 * scale);
            const QRect covered(-3, 4, int(30 * scale), int(16 * scale));
            const QImage small = shrunk(picture, target, covered);
            QCOMPARE(small.size(), covered.size());
            for (int y = 0; y < covered.height(); ++y)
                for (int x = 0; x < covered.width(); ++x) {
                    const double left = (covered.left() + x - target.left()) / scale;
                    const double top = (covered.top() + y - target.top()) / scale;
                    std::array<double, 4> sum{};
                    for (int row = 0; row < picture.height(); ++row)
                        for (int column = 0; column < picture.width(); ++column) {
                            const auto overlap = [&](double from, int cell) {
                                return std::max(0.0, std::min(from + 1 / scale, cell + 1.0) -
                                                         std::max(from, double(cell)));
                            };
                            const double area = overlap(left, column) * overlap(top, row) * scale * scale;
                            const QRgb rgb =
                                reinterpret_cast<const QRgb*>(picture.constScanLine(row))[column];
                            const int channels[] = {qRed(rgb), qGreen(rgb), qBlue(rgb), qAlpha(rgb)};
                            for (std::size_t c = 0; c < 4; ++c) sum[c] += area * channels[c];
                        }
                    const QRgb rgb = reinterpret_cast<const QRgb*>(small.constScanLine(y))[x];
                    const int channels[] = {qRed(rgb), qGreen(rgb), qBlue(rgb), qAlpha(rgb)};
                    // Shares are 256ths.
                    for (std::size_t c = 0; c < 4; ++c) QVERIFY(std::abs(channels[c] - sum[c]) < 2.5);
                }
        }
        // An even picture stays as it is, also beyond its edges and smaller than one screen pixel.
        picture.fill(QColor(255, 100, 3));
        const QRgb even = picture.pixel(0, 0);
        for (const QRectF& target : {QRectF(3.7, -2.2, 20.3, 11.1), QRectF(0.2, 0.1, 0.4, 0.3)}) {
            const QImage small = shrunk(picture, target, {0, -5, 30, 20});
            for (int y = 0; y < small.height(); ++y)
                for (int x = 0; x < small.width(); ++x) QCOMPARE(small.pixel(x, y), even);
        }
    }

    void magnifiedPixelsAreEqual() {
        for (const double scale : {1.04, 1.5, 2.4, 7.9}) {
            for (int column = 0; column < 9; ++column) {
                QImage line(9, 3, QImage::Format_RGB32);
                line.fill(Qt::black);
                for (int y = 0; y < 3; ++y) line.setPixel(column, y, qRgb(255, 255, 255));
                const QRectF target(3.25, -1.5, 9 * scale, 3 * scale);
                const QRect covered(3, 0, int(std::ceil(target.right())) - 3, int(target.bottom()));
                const QImage large = magnified(line, target, covered, Edges::Soft);
                QCOMPARE(large.size(), covered.size());
                double room = 0;
                int soft = 0;
                for (int x = 0; x < large.width(); ++x) {
                    const int light = qGreen(large.pixel(x, 0));
                    QCOMPARE(large.pixel(x, large.height() - 1), large.pixel(x, 0));
                    room += light / 255.0;
                    soft += light > 0 && light < 255;
                }
                QVERIFY(soft <= 2);
                // Pixels of the screen that the picture ends on belong to its own last ones as a whole.
                const double slack = column == 0 || column == 8 ? 1 : 0.02;
                QVERIFY2(std::abs(room - scale) <= slack, qPrintable(QString::number(room)));
            }
        }
        QImage values(2, 2, QImage::Format_ARGB32_Premultiplied);
        values.fill(qRgba(10, 20, 30, 40));
        const QImage large = magnified(values, {0, 0, 3, 3}, {0, 0, 3, 3}, Edges::Soft);
        QCOMPARE(large.pixel(1, 1), values.pixel(0, 0));
        QCOMPARE(large.format(), values.format());
    }

    // What screens get in place of lines looks like them.
    void boxesOnScreenAreThoseOfPaper() {
        Region large, partly;
        large.rect = {30, 20, 200, 150};
        partly.rect = {150, 90, 400, 300};
        QFont font;
        font.setPixelSize(4);
        const auto drawn = [&](double scale) {
            QImage image(300, 240, QImage::Format_RGB32);
            image.fill(qRgb(90, 120, 60));
            QPainter painter(&image);
            // A scale makes it paper, the same size keeps its looks.
            painter.scale(scale, scale);
            drawRegions(painter, {large, partly}, QTransform::fromScale(1.1 / scale, 1.1 / scale),
                        {0, 0, 300 / scale, 240 / scale}, font, 1 / scale, 1);
            return image;
        };
        const QImage screen = drawn(1), paper = drawn(2);
        int lines = 0, different = 0;
        for (int y = 0; y < screen.height(); ++y)
            for (int x = 0; x < screen.width(); ++x) {
                // The numbers above the boxes are in letters of other sizes.
                if (y < 30 || (y > 80 && y < 110 && x > 150)) continue;
                const QColor a = screen.pixelColor(x, y), b = paper.pixelColor(x, y);
                lines += a != QColor(90, 120, 60);
                const int off = std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                                          std::abs(a.blue() - b.blue())});
                QVERIFY2(off <= 30, qPrintable(QStringLiteral("%1 at %2, %3").arg(off).arg(x).arg(y)));
                different += off > 12;
            }
        QVERIFY2(different <= 8, "more than pixels at the corners, which are soft on both sides");
        QVERIFY(lines > 1000);
    }

    // Of a place that ends where the part that is shown begins.
    void boxesOfWhichHardlyALineIsSeenAreNone() {
        const auto isDrawn = [](int width) {
            QImage paper(100, 80, QImage::Format_RGB32);
            paper.fill(Qt::white);
            const QImage before = paper;
            Region region;
            region.rect = {-50, 20, 50 + width, 30};
            QPainter painter(&paper);
            drawRegions(painter, {region}, {}, QRectF(paper.rect()), QFont(), 1, -1);
            painter.end();
            return paper != before;
        };
        QVERIFY(!isDrawn(2));
        QVERIFY(isDrawn(6));
    }

    void ticksAreRound() {
        QCOMPARE(niceTicks({-4, 4}, 4), (QVector<double>{-4, -2, 0, 2, 4}));
        const auto ticks = niceTicks({0, 0.31}, 4);
        QCOMPARE(tickLabel(ticks[1], ticks), QStringLiteral("0.1"));
        QCOMPARE(tickLabel(-2, niceTicks({-4, 4}, 4)), QStringLiteral("−2"));
        QCOMPARE(niceTicks({1, 1}, 4).size(), 1);
    }

    // On the edge of another box, it would be read as that one's.
    void badgesKeepOffTheEdgesOfOtherBoxes() {
        QImage paper(220, 160, QImage::Format_RGB32);
        paper.fill(Qt::white);
        std::vector<Region> regions(2);
        regions[0].rect = {20, 30, 100, 50};
        regions[1].rect = {60, 85, 90, 60};
        QPainter painter(&paper);
        QFont font;
        font.setPixelSize(13);
        drawRegions(painter, regions, {}, QRectF(paper.rect()), font, 1, -1);
        painter.end();
        QVERIFY(qGray(paper.pixel(63, 75)) > 200);   // inside the first box, above the second
        QVERIFY(qGray(paper.pixel(147, 81)) < 100);  // at the second one's other corner
    }

    void coloursCanRunTheOtherWay() {
        Map map(2, 1);
        map.values = {-1, 1};
        MapStyle style{Colormap::DivergingLight, {-1, 1}};
        const QImage usual = paintMap(map, style);
        style.isReversed = true;
        const QImage reversed = paintMap(map, style);
        QCOMPARE(reversed.pixel(0, 0), usual.pixel(1, 0));
        QCOMPARE(reversed.pixel(1, 0), usual.pixel(0, 0));
        QVERIFY(qBlue(reversed.pixel(1, 0)) > qRed(reversed.pixel(1, 0)));
        // What is bluer is blue.
        for (const ViewKind kind : kViewKinds)
            QCOMPARE(isReversed(kind), endsOf(kind).high == QLatin1String("bluer"));
    }

    // The colour that the bar shows at a value is the colour that the map gives this value.
    void colorBarAgreesWithThePixels() {
        for (const auto& [colormap, reversed] :
             {std::pair(Colormap::Viridis, false), std::pair(Colormap::DivergingLight, false),
              std::pair(Colormap::DivergingLight, true)}) {
            const Range range = isDiverging(colormap) ? Range{-4, 4} : Range{0, 2.5};
            QWidget window;
            const Commands commands(&window);
            ColorBar bar(commands);
            bar.resize(400, bar.sizeHint().height());
            ColorScale scale;
            scale.style = {colormap, range, false, reversed};
            bar.setScale(scale);
            const QImage drawn = bar.grab().toImage();
            const double ratio = drawn.devicePixelRatio();
            const QRectF strip = bar.strip();
            for (double part = 0.02; part < 1; part += 0.08) {
                Map map(1, 1);
                map.values = {float(range.low + part * (range.high - range.low))};
                const QRgb painted = paintMap(map, scale.style).pixel(0, 0);
                const QPoint at(int((strip.left() + part * strip.width()) * ratio),
                                int(strip.center().y() * ratio));
                const QRgb shown = drawn.pixel(at);
                // One entry of the table to either side, for the pixel's own width.
                const int distance = std::max({std::abs(qRed(painted) - qRed(shown)),
                                               std::abs(qGreen(painted) - qGreen(shown)),
                                               std::abs(qBlue(painted) - qBlue(shown))});
                QVERIFY2(distance <= 10, qPrintable(titleOf(colormap)));
            }
        }
    }

    void numbersReadWell() {
        QCOMPARE(formatNumber(0.012345), QStringLiteral("0.0123"));
        QCOMPARE(formatNumber(-2.3149, 4), QStringLiteral("−2.315"));
        QCOMPARE(formatNumber(4.1e-7, 2), QStringLiteral("4.1 × 10⁻⁷"));
        QCOMPARE(formatNumber(0), QStringLiteral("0"));
        QCOMPARE(formatNumberBeside(-0.009414, 0.6031, 4), QStringLiteral("−0.0094"));
        QCOMPARE(formatNumberBeside(0.61, -1.913, 4), QStringLiteral("0.610"));
        QCOMPARE(formatNumberBeside(4.1e-7, 2e-7, 2), QStringLiteral("4.1 × 10⁻⁷"));
        QCOMPARE(formatNumber(std::numeric_limits<double>::infinity()), QStringLiteral("∞"));
        QCOMPARE(formatPercent(0.423), QStringLiteral("42 %"));
        QCOMPARE(formatPercent(0.0001), QStringLiteral("< 0.1 %"));
    }
};

}  // namespace suss

QTEST_MAIN(suss::PaintTest)
#include "test_paint.moc"
