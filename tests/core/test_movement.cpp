// Movement of a picture as a whole: found, taken back, and followed by the distance.

#include "core/error.h"
#include "core/explain/account.h"
#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/explain/in_words.h"
#include "core/image/reshape.h"
#include "tests/support/random_reference.h"

#include <QtTest>

#include <cmath>

using namespace suss;
using suss::test::referenceOf;

namespace {

constexpr int kWidth = 384, kHeight = 256;

Image picture() {
    return cropped(exampleReference(), 180, 120, kWidth, kHeight);
}

/// The picture that shows at `movement` of every pixel what this one shows at the pixel.
Image movedBy(const Image& image, const Movement& movement) {
    const double area = movement.xx * movement.yy - movement.xy * movement.yx;
    Movement back{movement.yy / area, -movement.xy / area, 0, -movement.yx / area, movement.xx / area, 0};
    back.x0 = -back.xx * movement.x0 - back.xy * movement.y0;
    back.y0 = -back.yx * movement.x0 - back.yy * movement.y0;
    return movedBack(image, back, image);
}

/// Turned about the middle, grown, then shifted.
Movement movement(double right, double down, double clockwise, double growth) {
    const double angle = clockwise * M_PI / 180, c = growth * std::cos(angle), s = growth * std::sin(angle);
    const double x = 0.5 * (kWidth - 1), y = 0.5 * (kHeight - 1);
    return {c, -s, x - c * x + s * y + right, s, c, y - s * x - c * y + down};
}

double furthestApart(const Movement& a, const Movement& b) {
    double furthest = 0;
    for (const double x : {0.0, kWidth - 1.0})
        for (const double y : {0.0, kHeight - 1.0})
            furthest = std::max(furthest, std::hypot((a.xx - b.xx) * x + (a.xy - b.xy) * y + a.x0 - b.x0,
                                                     (a.yx - b.yx) * x + (a.yy - b.yy) * y + a.y0 - b.y0));
    return furthest;
}

std::optional<Movement> found(const Image& reference, const Image& image) {
    return movementBetween(planesOf(reference).front(), planesOf(image).front());
}

}  // namespace

class TestMovement : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void movementsAreFound_data() {
        QTest::addColumn<double>("right");
        QTest::addColumn<double>("down");
        QTest::addColumn<double>("clockwise");
        QTest::addColumn<double>("growth");
        QTest::newRow("a fraction of a pixel") << 0.5 << -0.2 << 0.0 << 1.0;
        QTest::newRow("far") << 31.0 << 9.0 << 0.0 << 1.0;
        QTest::newRow("turned") << 0.0 << 0.0 << 8.0 << 1.0;
        QTest::newRow("grown") << 0.0 << 0.0 << 0.0 << 1.04;
        QTest::newRow("all of it") << -3.3 << 2.1 << -1.5 << 0.985;
    }
    void movementsAreFound() {
        QFETCH(double, right);
        QFETCH(double, down);
        QFETCH(double, clockwise);
        QFETCH(double, growth);
        const Movement truth = movement(right, down, clockwise, growth);
        const Image reference = picture();
        // Codecs come after movement, and hide less than they look.
        for (const int quality : {0, 60}) {
            const Image moved = movedBy(reference, truth);
            const auto movement = found(reference, quality == 0 ? moved : throughJpeg(moved, quality));
            QVERIFY(movement);
            const double off = furthestApart(*movement, truth);
            QVERIFY2(off < 0.3, qPrintable(QStringLiteral("%1 px off at JPEG %2").arg(off).arg(quality)));
            const MovementParts parts = partsOf(*movement, kWidth, kHeight);
            QVERIFY(std::abs(parts.right - right) < 0.1 && std::abs(parts.down - down) < 0.1);
            QVERIFY(std::abs(parts.clockwise - clockwise) < 0.05);
            QVERIFY(std::abs(parts.wider - growth) < 0.002 && std::abs(parts.higher - growth) < 0.002);
        }
    }

    void whatHasNotMovedIsLeftAlone() {
        const Image reference = picture();
        QVERIFY(!found(reference, reference));
        QVERIFY(!found(reference, withNoise(reference, 0.05, 1)));
        QVERIFY(!found(reference, throughJpeg(reference, 30)));
        Image flat(kWidth, kHeight);
        std::fill(flat.rgb.begin(), flat.rgb.end(), 0.5f);
        QVERIFY(!found(flat, flat));
        QVERIFY(!found(reference, flat));
        QVERIFY(!found(flat, reference));
        // The smallest there is, and strips.
        for (const auto& [width, height] :
             {std::pair{16, 16}, {384, 16}, {17, 256}, {3603, 17}, {40'000, 16}}) {
            const Image strip = resized(reference, width, height);
            QVERIFY(!found(strip, strip));
            found(strip, withNoise(strip, 0.02, 3));
        }
    }

    void largePicturesAreSearchedOnCoarserGrids() {
        constexpr int kFactor = 6;
        const Image reference = resized(picture(), kFactor * kWidth, kFactor * kHeight);
        Movement truth;
        truth.x0 = 40;
        truth.y0 = -11;
        const auto movement = found(reference, movedBy(reference, truth));
        QVERIFY(movement);
        const MovementParts parts = partsOf(*movement, reference.width, reference.height);
        QVERIFY2(std::abs(parts.right - 40) < 0.2 && std::abs(parts.down + 11) < 0.2,
                 qPrintable(QStringLiteral("%1 %2").arg(parts.right).arg(parts.down)));
    }

    void movedBackLiesOverTheReference() {
        const Image reference = picture();
        const Movement there = movement(5, -3, 2, 1.01);
        const Image back = movedBack(movedBy(reference, there), there, reference);
        double inside = 0;
        for (int y = 20; y < kHeight - 20; ++y)
            for (int i = 3 * 20; i < 3 * (kWidth - 20); ++i)
                inside = std::max<double>(inside, std::abs(back.row(y)[i] - reference.row(y)[i]));
        QVERIFY2(inside < 0.1, qPrintable(QString::number(inside)));
        // The right edge went out of the image: there it is the reference to the bit.
        QVERIFY(std::equal(back.row(100) + 3 * (kWidth - 2), back.row(100) + 3 * kWidth,
                           reference.row(100) + 3 * (kWidth - 2)));
        QCOMPARE(back.notes.size(), 1u);
        QVERIFY(movedBack(reference, movement(0, 0, 0, 1), reference).notes.empty());
        QVERIFY_EXCEPTION_THROWN(movedBack(cropped(reference, 0, 0, 30, 30), there, reference), Error);
    }

    void meanSquareIsThatOfAllPixels() {
        const Movement m{1.02, -0.03, 4, 0.05, 0.97, -6};
        double sum = 0;
        for (int y = 0; y < 37; ++y)
            for (int x = 0; x < 53; ++x)
                sum +=
                    std::pow(m.xx * x + m.xy * y + m.x0 - x, 2) + std::pow(m.yx * x + m.yy * y + m.y0 - y, 2);
        QVERIFY(std::abs(meanSquareOf(m, 53, 37) - sum / (53 * 37)) < 1e-9);
    }

    void wordsNameWhatIsNotNegligible() {
        QCOMPARE(inWords(MovementParts{3.21, -0.44, 0.31, 1.012, 1.012}),
                 "3.2 px to the right, 0.4 px up, turned 0.3 degrees clockwise, 1.2 % larger");
        QCOMPARE(inWords(MovementParts{-12.4, 0.01, -5, 1.1, 0.95}),
                 "12 px to the left, turned 5.0 degrees counter-clockwise, 10 % wider, 5.0 % lower");
        QCOMPARE(inWords(MovementParts{}), "hardly at all");
    }

    void distanceFollowsMovement() {
        const auto reference = referenceOf(picture());
        const Movement there = movement(2.5, 1, 0.5, 1);
        const auto comparison =
            compareFollowing(reference, std::make_shared<const Image>(movedBy(*reference->image, there)));
        QVERIFY(comparison->followed);
        QVERIFY(furthestApart(comparison->followed->movement, there) < 0.2);

        Weighting weighting{{0.8, 0.7, 1.9, 0.4}};
        const Account still = accountOf(*comparison, weighting);
        QVERIFY(!still.movement);
        QCOMPARE(still.followedDistance(), still.distance);
        // Without a weight it is said all the same.
        QVERIFY(movementInWords(still).find("2.5 px to the right") != std::string::npos);
        QVERIFY(inWords(still, {}).find("As it lies, ") != std::string::npos);
        QVERIFY(
            movementInWords(accountOf(*compare(reference, Image(*comparison->image)), weighting)).empty());

        weighting.movement = 1e-3;
        const Account account = accountOf(*comparison, weighting);
        QVERIFY(account.movement);
        QCOMPARE(account.distance, still.distance);
        // What is left is the distance of the picture moved back, to the bit.
        const auto back =
            compare(reference, movedBack(*comparison->image, account.movement->movement, *reference->image));
        QCOMPARE(account.movement->remaining, accountOf(*back, weighting).distance);
        QCOMPARE(account.movement->cost, 0.5e-3 * comparison->followed->meanSquare);
        QVERIFY(account.followedDistance() < 0.5 * account.distance);
        QVERIFY(movementInWords(account).find("2.5 px to the right") != std::string::npos);
        // Where movement counts more than what it explains, the picture is taken for changed.
        weighting.movement = 1e9;
        QVERIFY(!accountOf(*comparison, weighting).movement);
        QVERIFY(movementInWords(accountOf(*comparison, weighting)).empty());
    }

    void changesAreNotTakenForMovement() {
        const auto reference = referenceOf(picture());
        for (const Image& image : {gaussianBlurred(*reference->image, 2), throughJpeg(*reference->image, 10),
                                   withNoise(*reference->image, 0.1, 2)}) {
            const auto comparison = compareFollowing(reference, std::make_shared<const Image>(image));
            QVERIFY(!comparison->followed);
        }
        // A movement that is found, and that is little beside the noise.
        const Image noisy = withNoise(movedBy(*reference->image, movement(0.6, 0, 0, 1)), 0.15, 3);
        QVERIFY(found(*reference->image, noisy));
        QVERIFY(!compareFollowing(reference, std::make_shared<const Image>(noisy))->followed);
        // What was looked at beside one reference says nothing of another.
        QVERIFY_EXCEPTION_THROWN(
            compareFollowing(reference, compareWithoutModel(std::make_shared<const Image>(noisy),
                                                            reference->planes, reference->image)),
            Error);
    }
};

QTEST_GUILESS_MAIN(TestMovement)
#include "test_movement.moc"
