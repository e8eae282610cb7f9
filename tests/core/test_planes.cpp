#include "core/error.h"
#include "core/planes/planes.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace suss;

namespace {

// Away from 0 and 1, so that nothing clips when planes are put together again.
Image randomImage(int width, int height, unsigned seed, float from = 0.0f, float to = 1.0f) {
    Image image(width, height);
    std::mt19937 generator(seed);
    for (float& value : image.rgb) value = from + (to - from) * float(generator() % 4096) / 4095;
    return image;
}

Plane randomPlane(Grid grid, unsigned seed, float from, float to) {
    Plane plane(grid);
    std::mt19937 generator(seed);
    for (float& value : plane.values) value = from + (to - from) * float(generator() % 4096) / 4095;
    return plane;
}

double largestDifference(const Plane& a, const Plane& b) {
    if (a.grid != b.grid) return INFINITY;
    double largest = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        largest = std::max(largest, std::abs(double{a.values[i]} - b.values[i]));
    return largest;
}

// The mean of a grid cell of the image written out: every level replicates its own last row and column.
double cellMean(const std::function<double(int, int)>& at, int width, int height, int level, int x, int y) {
    if (level == 0) return at(std::min(x, width - 1), std::min(y, height - 1));
    const int shift = level - 1;
    const int fineWidth = (width + (1 << shift) - 1) >> shift,
              fineHeight = (height + (1 << shift) - 1) >> shift;
    double sum = 0;
    for (int dy : {0, 1})
        for (int dx : {0, 1})
            sum += cellMean(at, width, height, shift, std::min(2 * x + dx, fineWidth - 1),
                            std::min(2 * y + dy, fineHeight - 1));
    return sum / 4;
}

constexpr std::array<std::pair<int, int>, 7> kSizes{
    {{16, 16}, {17, 31}, {31, 17}, {33, 19}, {18, 22}, {19, 21}, {64, 48}}};

}  // namespace

class TestPlanes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void names() {
        for (const Component component : kComponents) QVERIFY(componentNamed(nameOf(component)) == component);
        QVERIFY(nameOf(Component::CbCr) == "CbCr");
        QVERIFY(!componentNamed("y1") && !componentNamed("") && !componentNamed("Y4"));
        QCOMPARE(pixelsPerCell(Component::Y1), 1);
        QCOMPARE(pixelsPerCell(Component::Y2), 2);
        QCOMPARE(pixelsPerCell(Component::Y3), 4);
        QCOMPARE(pixelsPerCell(Component::CbCr), 4);
    }

    void grids() {
        QVERIFY(gridOf(Component::Y1, 17, 31) == (Grid{31, 17, 1}));
        QVERIFY(gridOf(Component::Y2, 17, 31) == (Grid{16, 9, 1}));
        QVERIFY(gridOf(Component::Y3, 17, 31) == (Grid{8, 5, 1}));
        QVERIFY(gridOf(Component::CbCr, 17, 31) == (Grid{8, 5, 2}));
        for (const auto& [width, height] : kSizes) {
            const Planes planes = planesOf(Image(width, height));
            for (const Component component : kComponents)
                QVERIFY(planes[indexOf(component)].grid == gridOf(component, width, height));
        }
    }

    void knownColours() {
        struct Known {
            std::array<float, 3> rgb;
            double y, cb, cr;
        };
        const std::array known{
            Known{{0, 0, 0}, 0, 0, 0},
            Known{{1, 1, 1}, 1, 0, 0},
            Known{{1, 0, 0}, 0.299, -0.299 / 1.772, 0.5},
            Known{{0, 1, 0}, 0.587, -0.587 / 1.772, -0.587 / 1.402},
            Known{{0, 0, 1}, 0.114, 0.5, -0.114 / 1.402},
        };
        for (const Known& colour : known) {
            Image image(16, 16);
            for (std::size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = colour.rgb[i % 3];
            const Planes planes = planesOf(image);
            // A few roundings of float values below 1.
            constexpr double kRounding = 4e-7;
            for (const Component component : {Component::Y1, Component::Y2, Component::Y3})
                for (const float value : planes[indexOf(component)].values)
                    QVERIFY(std::abs(value - colour.y) < kRounding);
            const Plane& chroma = planes[indexOf(Component::CbCr)];
            for (int x = 0; x < 4; ++x) {
                QVERIFY(std::abs(chroma.row(0, 2)[x] - colour.cb) < kRounding);
                QVERIFY(std::abs(chroma.row(1, 2)[x] - colour.cr) < kRounding);
            }
        }
    }

    void coarserGridsAreAreaMeans() {
        for (const auto& [width, height] : kSizes) {
            const Image image = randomImage(width, height, 1);
            const Planes planes = planesOf(image);
            const auto luma = [&](int x, int y) {
                const float* p = image.row(y) + 3 * x;
                return 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];
            };
            const auto cb = [&](int x, int y) { return (image.row(y)[3 * x + 2] - luma(x, y)) / 1.772; };
            const auto cr = [&](int x, int y) { return (image.row(y)[3 * x] - luma(x, y)) / 1.402; };
            const auto agree = [&](Component component, int channel, int level, const auto& at) {
                const Plane& plane = planes[indexOf(component)];
                for (int y = 0; y < plane.grid.height; ++y)
                    for (int x = 0; x < plane.grid.width; ++x)
                        if (std::abs(plane.row(channel, y)[x] -
                                     cellMean(at, image.width, image.height, level, x, y)) > 1e-6)
                            return false;
                return true;
            };
            QVERIFY(agree(Component::Y1, 0, 0, luma));
            QVERIFY(agree(Component::Y2, 0, 1, luma));
            QVERIFY(agree(Component::Y3, 0, 2, luma));
            QVERIFY(agree(Component::CbCr, 0, 2, cb));
            QVERIFY(agree(Component::CbCr, 1, 2, cr));
        }
    }

    void oddEdgesReplicate() {
        // 17 wide: the last Y2 column stands for column 16 alone, the last Y3 column for that again.
        Image image(17, 16);
        for (int y = 0; y < 16; ++y)
            for (int channel = 0; channel < 3; ++channel)
                image.row(y)[3 * 16 + channel] = y < 8 ? 1.0f : 0.5f;
        const Planes planes = planesOf(image);
        const Plane& middle = planes[indexOf(Component::Y2)];
        const Plane& coarse = planes[indexOf(Component::Y3)];
        QVERIFY(std::abs(middle.row(0, 0)[8] - 1) < 1e-6f && middle.row(0, 0)[7] == 0);
        QVERIFY(std::abs(coarse.row(0, 0)[4] - 1) < 1e-6f && std::abs(coarse.row(0, 3)[4] - 0.5f) < 1e-6f);
    }

    void partsAreCutFromTheWhole() {
        for (const auto& [width, height] : kSizes) {
            const Image image = randomImage(width, height, 4);
            const Planes whole = planesOf(image);
            for (const Rect& part : {Rect{0, 0, width, height}, Rect{4, 8, 8, 4}, Rect{8, 4, width - 8, 8},
                                     Rect{4, 12, 8, height - 12}, Rect{12, 12, width - 12, height - 12}}) {
                ComponentSwitches wanted{true, true, true, true};
                wanted[std::size_t(part.y / 4 % 4)] = false;
                const Planes planes = planesOf(image, part, wanted);
                for (const Component component : kComponents) {
                    const Plane& plane = planes[indexOf(component)];
                    if (!wanted[indexOf(component)]) {
                        QVERIFY(plane.values.empty());
                        continue;
                    }
                    QVERIFY(plane.grid == gridOf(component, part.width, part.height));
                    const int side = pixelsPerCell(component);
                    for (int channel = 0; channel < plane.grid.channels; ++channel)
                        for (int y = 0; y < plane.grid.height; ++y)
                            QVERIFY(std::equal(
                                plane.row(channel, y), plane.row(channel, y) + plane.grid.width,
                                whole[indexOf(component)].row(channel, part.y / side + y) + part.x / side));
                }
            }
        }
    }

    void smallPicturesAreRefused() {
        QVERIFY_EXCEPTION_THROWN(planesOf(Image(15, 40)), Error);
        QVERIFY_EXCEPTION_THROWN(planesOf(Image(40, 15)), Error);
        QVERIFY_EXCEPTION_THROWN(planesOf(Image()), Error);
        QCOMPARE(planesOf(Image(16, 16))[indexOf(Component::Y3)].grid.pixels(), 16);
    }

    void imageOfItsOwnPlanesIsTheImage() {
        for (const auto& [width, height] : kSizes) {
            const Image image = randomImage(width, height, 2);
            const Image back = imageOf(planesOf(image), image);
            QVERIFY(back.sameSize(image));
            for (std::size_t i = 0; i < image.rgb.size(); ++i)
                QVERIFY(std::abs(back.rgb[i] - image.rgb[i]) < 2e-6f);
        }
    }

    void coarsePlanesWin() {
        for (const auto& [width, height] : kSizes) {
            // Planes that have nothing to do with each other, of small range so that no colour clips.
            const Image detail = randomImage(width, height, 3, 0.45f, 0.55f);
            Planes planes = planesOf(detail);
            unsigned seed = 10;
            for (const Component component : kComponents) {
                const bool colour = component == Component::CbCr;
                planes[indexOf(component)] = randomPlane(gridOf(component, width, height), seed++,
                                                         colour ? -0.03f : 0.45f, colour ? 0.03f : 0.55f);
            }
            const Image image = imageOf(planes, detail);
            for (const float value : image.rgb) QVERIFY(value > 0 && value < 1);
            const Planes back = planesOf(image);
            for (const Component component : {Component::Y3, Component::CbCr}) {
                const double difference =
                    largestDifference(back[indexOf(component)], planes[indexOf(component)]);
                QVERIFY2(difference < 1e-6,
                         qPrintable(QString("%1 x %2: %3").arg(width).arg(height).arg(difference)));
            }
        }
    }

    void detailOfFinerPlanesStays() {
        // A change of Y1 that no 2 x 2 mean sees arrives unchanged; one that Y2 holds as well is overruled.
        const Image image = randomImage(32, 32, 4, 0.3f, 0.7f);
        Planes planes = planesOf(image);
        Plane& fine = planes[indexOf(Component::Y1)];
        const Plane before = fine;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x) fine.row(0, y)[x] += (x % 2 == y % 2 ? 0.05f : -0.05f);
        const Planes back = planesOf(imageOf(planes, image));
        QVERIFY(largestDifference(back[indexOf(Component::Y1)], fine) < 2e-6);

        fine = before;
        for (float& value : fine.values) value += 0.1f;
        QVERIFY(largestDifference(planesOf(imageOf(planes, image))[indexOf(Component::Y1)], before) < 2e-6);
    }

    void correctionsAreSmooth() {
        // A ramp of Y3 alone on a flat picture gives a ramp of pixels, not blocks of four.
        Image flat(64, 64);
        std::fill(flat.rgb.begin(), flat.rgb.end(), 0.5f);
        Planes planes = planesOf(flat);
        Plane& coarse = planes[indexOf(Component::Y3)];
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 16; ++x) coarse.row(0, y)[x] = 0.3f + 0.02f * float(x);
        const Image ramp = imageOf(planes, flat);
        for (int x = 16; x < 48; ++x) {
            const float step = ramp.row(32)[3 * x + 3] - ramp.row(32)[3 * x];
            QVERIFY(std::abs(step - 0.02f / 4) < 1e-4f);
        }
    }

    void chromaDetailOfTheReferenceStays() {
        const Image detail = randomImage(40, 36, 5, 0.4f, 0.6f);
        Planes planes = planesOf(detail);
        for (float& value : planes[indexOf(Component::CbCr)].values) value += 0.01f;
        const Image image = imageOf(planes, detail);
        // Every pixel moves by the same colour: 1.402 and 1.772 times the change in red and blue.
        for (std::size_t i = 0; i < image.rgb.size(); i += 3) {
            QVERIFY(std::abs(image.rgb[i] - detail.rgb[i] - 0.01402f) < 2e-6f);
            QVERIFY(std::abs(image.rgb[i + 2] - detail.rgb[i + 2] - 0.01772f) < 2e-6f);
        }
    }

    void planesOfAnotherSizeAreRefused() {
        const Planes planes = planesOf(Image(32, 32));
        QVERIFY_EXCEPTION_THROWN(imageOf(planes, Image(33, 32)), Error);
        Planes mixed = planes;
        mixed[indexOf(Component::Y3)] = Plane({9, 8, 1});
        QVERIFY_EXCEPTION_THROWN(imageOf(mixed, Image(32, 32)), Error);
        mixed = planes;
        mixed[indexOf(Component::CbCr)] = Plane({8, 8, 1});
        QVERIFY_EXCEPTION_THROWN(imageOf(mixed, Image(32, 32)), Error);
    }
};

QTEST_GUILESS_MAIN(TestPlanes)
#include "test_planes.moc"
