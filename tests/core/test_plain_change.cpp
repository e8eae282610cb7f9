// What became of a picture in plain terms, against changes that are known.

#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/explain/plain_change.h"
#include "core/image/reshape.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace suss;

namespace {

/// By `gain` and `offset` of every RGB value.
Image toned(Image image, float gain, const std::array<float, 3>& offset) {
    for (std::size_t i = 0; i < image.rgb.size(); ++i)
        image.rgb[i] = 0.5f + gain * (image.rgb[i] - 0.5f) + offset[i % 3];
    return image;
}

}  // namespace

class TestPlainChange : public QObject {
    Q_OBJECT

    Image reference_;

    [[nodiscard]] PlainChange changeTo(const Image& image) const {
        return plainChange(planesOf(reference_), planesOf(image));
    }

    [[nodiscard]] QString wordsFor(const Image& image) const {
        return QString::fromStdString(inWords(changeTo(image)));
    }

  private Q_SLOTS:
    void initTestCase() {
        // In the middle of the range, so that nothing is clipped.
        reference_ = toned(cropped(exampleReference(), 180, 120, 301, 203), 0.8f, {});
    }

    void nothingIsSaidOfNoChange() { QCOMPARE(wordsFor(reference_), QString()); }

    void blurIsSofter() {
        const PlainChange change = changeTo(gaussianBlurred(reference_, 1.0));
        QVERIFY(change.detail < 0.7 && change.detail > 0.1);
        QVERIFY(std::abs(change.brighter) < 0.1 && std::abs(change.contrast - 1) < 0.02);
        QVERIFY(
            wordsFor(gaussianBlurred(reference_, 1.0)).startsWith(QStringLiteral("is softer (detail at ")));
        // The other way round it is sharper.
        QVERIFY(plainChange(planesOf(gaussianBlurred(reference_, 1.0)), planesOf(reference_)).detail > 1.2);
    }

    // Of whole blocks of 8 x 8 pixels inside, whose borders are those of the picture.
    void aPartHasItsOwn() {
        const Image compressed = distorted(reference_, "jpeg");
        const auto change = plainChangeIn(reference_, compressed, {9, 15, 140, 188});
        QVERIFY(change);
        const auto blocks = [](const Image& image) { return planesOf(cropped(image, 16, 16, 128, 187)); };
        const PlainChange expected = plainChange(blocks(reference_), blocks(compressed));
        QVERIFY(expected.blocks > 0.15);
        QVERIFY(std::abs(change->blocks - expected.blocks) < 1e-4);
        QVERIFY(std::abs(change->detail - expected.detail) < 1e-4);
        QVERIFY(std::abs(change->saturation - expected.saturation) < 1e-4);
        // Too few borders to speak of blocks, and too few blocks to speak of anything.
        QCOMPARE(plainChangeIn(reference_, compressed, {9, 15, 120, 188})->blocks, 0.0);
        QVERIFY(!plainChangeIn(reference_, compressed, {9, 15, 30, 188}));
    }

    // A spot on an even sky says nothing of contrast, detail or colours, whatever the line through them.
    void nothingIsMadeOfNextToNothing() {
        Image sky(96, 96);
        std::mt19937 random(4);
        std::normal_distribution<float> normal(0, 0.4f / 255);
        for (int y = 0; y < 96; ++y)
            for (int i = 0; i < 3 * 96; ++i)
                sky.row(y)[i] =
                    std::round(255 * (0.6f + 0.1f * float(i % 3) + 0.00002f * float(y) + normal(random))) /
                    255;
        Image spot = sky;
        for (int y = 20; y < 76; ++y)
            for (int x = 20; x < 76; ++x)
                for (int c = 0; c < 3; ++c)
                    spot.row(y)[3 * x + c] -=
                        0.2f * std::exp(-float((x - 48) * (x - 48) + (y - 48) * (y - 48)) / 150);
        const auto change = plainChangeIn(sky, spot, {16, 16, 64, 64});
        QVERIFY(change);
        QCOMPARE(change->contrast, 1.0);
        QCOMPARE(change->detail, 1.0);
        QCOMPARE(change->saturation, 1.0);
        QVERIFY(inFewWords(*change).starts_with("is darker by "));
    }

    void fewWordsAreOfWhatThereIsMostOf() {
        const PlainChange stained{.brighter = -4.7,
                                  .bluer = -5.1,
                                  .redder = 4.4,
                                  .contrast = 1.09,
                                  .detail = 0.9,
                                  .saturation = 0.82,
                                  .added = 5.2};
        QCOMPARE(inFewWords(stained),
                 "is darker by 4.7 levels, yellower by 5.1 levels and redder by 4.4 levels");
        PlainChange soft;
        soft.detail = 0.09, soft.added = 1.2, soft.contrast = 0.94;
        QCOMPARE(inFewWords(soft), "is softer (detail at 9 %)");
        QVERIFY(inWords(soft).find("contrast") != std::string::npos);
        QCOMPARE(inFewWords({}), "");
    }

    void noiseIsDetailOfItsOwn() {
        // Luma weighs three independent channels, and a ninth of the variance goes with the mean of 3 x 3.
        const double sigma = 0.02;
        const double expected =
            255 * sigma * std::sqrt((0.299 * 0.299 + 0.587 * 0.587 + 0.114 * 0.114) * 8 / 9);
        const PlainChange change = changeTo(withNoise(reference_, sigma, 3));
        QVERIFY2(std::abs(change.added - expected) < 0.03 * expected,
                 qPrintable(QString::number(change.added)));
        QVERIFY(std::abs(change.detail - 1) < 0.03);
        QVERIFY(std::abs(change.blocks) < 0.1);
        QVERIFY(wordsFor(withNoise(reference_, sigma, 3))
                    .contains(QStringLiteral("noise or detail of its own (3.2 levels")));
    }

    void compressionHasBlocks() {
        const Image compressed = distorted(reference_, "jpeg");
        QVERIFY(changeTo(compressed).blocks > 0.15);
        QVERIFY(wordsFor(compressed).contains(QStringLiteral("has 8-pixel blocks")));
        for (const char* other : {"blur", "noise", "shift", "cast"})
            QVERIFY2(!wordsFor(distorted(reference_, other)).contains(QStringLiteral("blocks")), other);
    }

    void toneAndColourAreMeasured() {
        const PlainChange darker = changeTo(toned(reference_, 1, {-0.02f, -0.02f, -0.02f}));
        QVERIFY(std::abs(darker.brighter + 0.02 * 255) < 0.01);
        QVERIFY(std::abs(darker.bluer) < 0.01 && std::abs(darker.redder) < 0.01);
        QCOMPARE(wordsFor(toned(reference_, 1, {-0.02f, -0.02f, -0.02f})),
                 QStringLiteral("is darker by 5.1 levels"));

        const PlainChange flatter = changeTo(toned(reference_, 0.9f, {}));
        for (const double slope : {flatter.contrast, flatter.detail, flatter.saturation})
            QVERIFY(std::abs(slope - 0.9) < 1e-3);
        QVERIFY(flatter.added < 0.01);

        // BT.601: Cb = (B - Y) / 1.772, Cr = (R - Y) / 1.402.
        const PlainChange bluer = changeTo(toned(reference_, 1, {0, 0, 0.03f}));
        QVERIFY(std::abs(bluer.bluer - 255 * 0.03 * (1 - 0.114) / 1.772) < 0.01);
        QVERIFY(std::abs(bluer.redder + 255 * 0.03 * 0.114 / 1.402) < 0.01);
        QVERIFY(
            wordsFor(toned(reference_, 1, {0, 0, 0.03f})).contains(QStringLiteral("bluer by 3.8 levels")));
    }

    void smallAndFlatPicturesAreFine() {
        const Image flat = toned(cropped(reference_, 0, 0, 17, 16), 0, {});
        const PlainChange change = plainChange(planesOf(flat), planesOf(toned(flat, 1, {0.1f, 0.1f, 0.1f})));
        QCOMPARE(change.detail, 1.0);
        QCOMPARE(change.contrast, 1.0);
        QCOMPARE(change.saturation, 1.0);
        QVERIFY(std::abs(change.brighter - 25.5) < 1e-3);
    }
};

QTEST_GUILESS_MAIN(TestPlainChange)
#include "test_plain_change.moc"
