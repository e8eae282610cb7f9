// From a comparison to its explanation: account, maps, regions and words. The references are made by hand
// from random distributions of the four components, without a network.

#include "core/error.h"
#include "core/explain/distortions.h"
#include "core/explain/in_words.h"
#include "core/explain/pixel.h"
#include "core/explain/places.h"
#include "core/explain/relevance_map.h"
#include "core/explain/surprise.h"
#include "core/parallel.h"
#include "core/report/comparison_csv.h"
#include "core/report/comparison_json.h"
#include "core/report/exact.h"
#include "tests/support/random_gaussian.h"
#include "tests/support/random_reference.h"

#include <QtTest>

#include <cstring>
#include <random>

using namespace suss;
using suss::test::randomImage;
using suss::test::referenceOf;

namespace {

constexpr Weighting kWeighting{{0.8, 0.7, 1.9, 0.4}};
const QSize kOddSize(61, 45);

std::shared_ptr<const Comparison> randomComparison(const QSize& size) {
    return compare(referenceOf(randomImage(size.width(), size.height(), 1)),
                   randomImage(size.width(), size.height(), 2));
}

/// Adds `amount` times a checkerboard (mean 0, so that coarser planes hardly see it) or a blue shift of equal
/// Y.
enum class Blemish { Checkerboard, Blue };
Image withBlemish(Image image, const Rect& rect, Blemish kind) {
    for (int y = rect.y; y < rect.y + rect.height; ++y)
        for (int x = rect.x; x < rect.x + rect.width; ++x) {
            float* pixel = image.row(y) + 3 * x;
            const float sign = (x + y) % 2 == 0 ? 1.0f : -1.0f;
            for (int i = 0; kind == Blemish::Checkerboard && i < 3; ++i) pixel[i] += 0.25f * sign;
            if (kind == Blemish::Blue) {
                pixel[2] += 0.25f;
                pixel[1] -= 0.25f * 0.114f / 0.587f;
            }
        }
    return image;
}

/// The map written out from its definition (core/explain/relevance_map.h), in double precision: the image's
/// part and the reference's, whose difference it is.
struct MapValue {
    double image = 0, reference = 0;
};
MapValue mapValue(const Comparison& comparison, const Weighting& weighting, int x, int y) {
    const Image& image = *comparison.image;
    MapValue value;
    for (const Component component : kComponents) {
        const std::size_t c = indexOf(component);
        const int side = pixelsPerCell(component), cellX = x / side, cellY = y / side;
        int covered = 0;
        for (int py = cellY * side; py < std::min(image.height, (cellY + 1) * side); ++py)
            for (int px = cellX * side; px < std::min(image.width, (cellX + 1) * side); ++px) ++covered;
        const Plane& z = comparison.whitened.residuals[c];
        const Plane& z0 = comparison.reference->self.residuals[c];
        const double factor =
            weighting.of(component) / (2.0 * static_cast<double>(z.grid.variables()) * covered);
        for (int channel = 0; channel < z.grid.channels; ++channel) {
            const double now = z.row(channel, cellY)[cellX], before = z0.row(channel, cellY)[cellX];
            value.image += factor * now * now;
            value.reference += factor * before * before;
        }
    }
    return value;
}

ComponentAccount accountedAs(Component component, double contribution) {
    ComponentAccount part;
    part.component = component;
    part.weight = 1;
    part.variables = 10000;
    part.mahalanobisSquaredOfReference = 9000;
    part.mahalanobisSquared = 9000 + 2 * contribution * 10000;
    part.contribution = contribution;
    return part;
}

Account accountWith(double y1, double y2, double y3, double colour) {
    Account account;
    account.components = {accountedAs(Component::Y1, y1), accountedAs(Component::Y2, y2),
                          accountedAs(Component::Y3, y3), accountedAs(Component::CbCr, colour)};
    account.distance = y1 + y2 + y3 + colour;
    return account;
}

QString words(const Account& account, const std::vector<Region>& regions) {
    return QString::fromStdString(inWords(account, regions));
}

}  // namespace

class TestExplain : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cleanup() { setThreadCount(0); }

    void aPictureIsAtDistanceZeroFromItself() {
        for (const QSize& size : {QSize(16, 16), kOddSize, QSize(200, 160)}) {
            const Image image = randomImage(size.width(), size.height(), 3);
            const auto comparison = compare(referenceOf(image), image);
            const Account account = accountOf(*comparison, kWeighting);
            QCOMPARE(account.distance, 0.0);
            QCOMPARE(account.suss, account.sussOfReference);
            for (const ComponentAccount& part : account.components) QCOMPARE(part.contribution, 0.0);
            const Map map = relevanceMap(*comparison, kWeighting);
            QVERIFY(
                std::all_of(map.values.begin(), map.values.end(), [](float value) { return value == 0; }));
            QVERIFY(rankedRegions(*comparison, kWeighting).empty());
            QCOMPARE(words(account, {}), "The pictures are the same: the distance is 0.");
        }
    }

    void theAccountAddsUp() {
        const auto comparison = randomComparison(kOddSize);
        const Account account = accountOf(*comparison, kWeighting);
        double suss = 0, distance = 0;
        for (const ComponentAccount& part : account.components) {
            const std::size_t c = indexOf(part.component);
            const auto n = static_cast<double>(part.variables);
            QCOMPARE(part.variables, gridOf(part.component, kOddSize.width(), kOddSize.height()).variables());
            QCOMPARE(part.mahalanobisSquared, comparison->whitened.squaredNorms[c]);
            QCOMPARE(part.logLikelihood, comparison->whitened.logLikelihoods[c]);
            QCOMPARE(part.logLikelihoodOfReference, comparison->reference->self.logLikelihoods[c]);
            QCOMPARE(part.contribution,
                     part.weight * (part.logLikelihoodOfReference - part.logLikelihood) / n);
            suss += part.weight * part.logLikelihood / n;
            distance += part.contribution;
        }
        QCOMPARE(account.suss, suss);
        QCOMPARE(account.distance, distance);
        QCOMPARE(account.sussOfReference - account.suss, account.distance);
        QVERIFY(account.distance > 0);
    }

    void switchesAndWeightsActOnTheirComponentAlone() {
        const auto comparison = randomComparison(kOddSize);
        const Account all = accountOf(*comparison, kWeighting);
        const Rect rect{7, 5, 30, 21};
        const auto inRect = contributionsIn(*comparison, kWeighting, rect);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            Weighting off = kWeighting, doubled = kWeighting;
            off.enabled[c] = false;
            doubled.weights[c] *= 2;
            const Account without = accountOf(*comparison, off), twice = accountOf(*comparison, doubled);
            for (std::size_t other = 0; other < kComponentCount; ++other) {
                const double contribution = all.components[other].contribution;
                QCOMPARE(without.components[other].contribution, other == c ? 0.0 : contribution);
                QCOMPARE(twice.components[other].contribution, other == c ? 2 * contribution : contribution);
                QCOMPARE(contributionsIn(*comparison, off, rect)[other], other == c ? 0.0 : inRect[other]);
            }
            QVERIFY(!without.components[c].enabled);
            QCOMPARE(without.distance, all.distance - all.components[c].contribution);
        }
    }

    void mapsAreComplete_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("smallest") << QSize(16, 16);
        QTest::newRow("odd") << kOddSize;
        QTest::newRow("prime") << QSize(17, 131);
        QTest::newRow("even") << QSize(128, 96);
    }
    void mapsAreComplete() {
        QFETCH(QSize, size);
        const auto comparison = randomComparison(size);
        const Account account = accountOf(*comparison, kWeighting);
        const Rect whole{0, 0, size.width(), size.height()};
        const Map map = relevanceMap(*comparison, kWeighting);

        // Values are summed in double and rounded to float once: 2^-24 = 6e-8 of each. 1e-7 leaves the sums
        // room.
        double quadratic = 0;
        for (const ComponentAccount& part : account.components)
            quadratic += part.weight * part.mahalanobisSquared / (2.0 * static_cast<double>(part.variables));
        QVERIFY(std::abs(sumOver(map, whole) - account.distance) <= 2e-7 * quadratic);

        std::mt19937 random(4);
        const auto upTo = [&](int last) { return std::uniform_int_distribution<int>(0, last)(random); };
        for (int trial = 0; trial < 200; ++trial) {
            Rect rect{upTo(size.width() - 1), upTo(size.height() - 1)};
            rect.width = 1 + upTo(size.width() - rect.x - 1);
            rect.height = 1 + upTo(size.height() - rect.y - 1);
            double imageSum = 0, referenceSum = 0, contributionSum = 0;
            for (int y = rect.y; y < rect.y + rect.height; ++y)
                for (int x = rect.x; x < rect.x + rect.width; ++x) {
                    const MapValue value = mapValue(*comparison, kWeighting, x, y);
                    imageSum += value.image;
                    referenceSum += value.reference;
                }
            for (const double part : contributionsIn(*comparison, kWeighting, rect)) contributionSum += part;
            // Where better and worse places cancel, the error is relative to what cancels, which is at most
            // this.
            const double magnitude = imageSum + referenceSum, difference = imageSum - referenceSum;
            QVERIFY(std::abs(sumOver(map, rect) - difference) <= 1e-7 * magnitude);
            QVERIFY(std::abs(contributionSum - difference) <= 1e-12 * magnitude);
        }
    }

    void pixelsAddUpToTheDistance() {
        const auto comparison = randomComparison(kOddSize);
        const Account account = accountOf(*comparison, kWeighting);
        for (const Component component : kComponents) {
            double sum = 0;
            for (int y = 0; y < kOddSize.height(); ++y)
                for (int x = 0; x < kOddSize.width(); ++x)
                    for (int channel = 0; channel < (component == Component::CbCr ? 2 : 1); ++channel)
                        sum += pixelValues(*comparison, kWeighting, component, channel, x, y).contribution;
            const double expected = account.components[indexOf(component)].contribution;
            QVERIFY(std::abs(sum - expected) < 1e-9 * std::max(1.0, std::abs(expected)));
        }
        const PixelValues one = pixelValues(*comparison, kWeighting, Component::CbCr, 1, 60, 44);
        QCOMPARE(one.value, double{comparison->planes[3].row(1, 11)[15]});
        QCOMPARE(
            one.mean,
            double{comparison->reference->distributions[3]->mean()[std::size_t(12 * 16 + 11 * 16 + 15)]});
        QCOMPARE(one.whitened, double{comparison->whitened.residuals[3].row(1, 11)[15]});
        QVERIFY_EXCEPTION_THROWN(pixelValues(*comparison, kWeighting, Component::Y1, 0, 61, 0), Error);
        QVERIFY_EXCEPTION_THROWN(pixelValues(*comparison, kWeighting, Component::Y1, 1, 0, 0), Error);
    }

    void accountsOfTilesAddUp() {
        const auto comparison = randomComparison(kOddSize);
        const Account whole = accountOf(*comparison, kWeighting);
        // Cuts that go through coarse cells.
        const Rect tiles[] = {{0, 0, 27, 45}, {27, 0, 34, 14}, {27, 14, 34, 31}};
        double suss = 0, reference = 0, distance = 0;
        std::array<double, kComponentCount> squared{}, variables{};
        for (const Rect& tile : tiles) {
            const Account part = accountIn(*comparison, kWeighting, tile);
            suss += part.suss;
            reference += part.sussOfReference;
            distance += part.distance;
            const auto contributions = contributionsIn(*comparison, kWeighting, tile);
            for (std::size_t c = 0; c < kComponentCount; ++c) {
                squared[c] += part.components[c].mahalanobisSquared;
                variables[c] += double(part.components[c].variables);
                QVERIFY(std::abs(part.components[c].contribution - contributions[c]) < 1e-9);
            }
        }
        QVERIFY(std::abs(suss - whole.suss) < 1e-6 * std::abs(whole.suss));
        QVERIFY(std::abs(reference - whole.sussOfReference) < 1e-6 * std::abs(whole.sussOfReference));
        QVERIFY(std::abs(distance - whole.distance) < 1e-9 * whole.distance);
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            const double expected = whole.components[c].mahalanobisSquared;
            QVERIFY(std::abs(squared[c] - expected) < 1e-9 * expected);
            QVERIFY(std::abs(variables[c] - double(whole.components[c].variables)) <= 3);
        }
        QVERIFY_EXCEPTION_THROWN(accountIn(*comparison, kWeighting, {61, 0, 5, 5}), Error);
    }

    // What became of the picture is said of the place where it is, if that is no change of the whole one.
    void placesAreSaidToBeSofter() {
        const Image reference = randomImage(192, 160, 1);
        Image image = reference;
        const Image soft = gaussianBlurred(reference, 1.5);
        for (int y = 48; y < 96; ++y)
            std::copy(soft.row(y) + 3 * 72, soft.row(y) + 3 * 120, image.row(y) + 3 * 72);
        const auto words = [&](const Image& changed) {
            const auto comparison = compare(referenceOf(reference), changed);
            const Account account = accountOf(*comparison, kWeighting);
            return inWords(account, denserRegions(rankedRegions(*comparison, kWeighting), account));
        };
        QVERIFY2(words(image).starts_with("Place 1 is softer (detail at "), words(image).c_str());
        QVERIFY2(words(soft).starts_with("The picture is softer (detail at "), words(soft).c_str());
    }

    void partsAreSaidInWords() {
        const Image reference = randomImage(96, 96, 1);
        Image image = reference;
        for (int y = 48; y < 96; ++y)
            for (int i = 0; i < 3 * 96; ++i) image.row(y)[i] += 0.01f;
        const auto comparison = compare(referenceOf(reference), image);
        const auto words = [&](const Rect& rect) {
            return partInWords(accountIn(*comparison, kWeighting, rect));
        };
        QCOMPARE(words({0, 0, 96, 32}), "Here the pictures are the same: the distance is 0.");
        const std::string lower = words({0, 56, 96, 40});
        QVERIFY2(lower.starts_with("This part is brighter by 2.5 levels. "), lower.c_str());
        QVERIFY2(lower.find(" distance is ") != std::string::npos && lower.ends_with("."), lower.c_str());
        // Too small to tell what became of it, but not what its distance is made of.
        const std::string small = words({0, 80, 16, 16});
        QVERIFY2(!small.starts_with("This part ") && small.find(" distance is ") != std::string::npos,
                 small.c_str());
    }

    void partsThatAreAsLikelyAreSaidToBe() {
        const std::string words = partInWords(accountWith(-0.2, 0, 0, 0.1));
        QVERIFY2(words.starts_with("Here the model holds the image to be at least as likely"), words.c_str());
        QVERIFY2(partInWords(accountWith(0.2, 0, 0, 0)).ends_with("of its distance is fine luminance (Y1)."),
                 partInWords(accountWith(0.2, 0, 0, 0)).c_str());
    }

    void quantilesOfNormalValuesAreNormal() {
        std::mt19937 random(5);
        std::normal_distribution<float> normal(0.5f, 2.0f);
        std::vector<float> values(600'001);
        for (float& value : values) value = normal(random);
        const Quantiles quantiles = quantilesOf(values);
        for (std::size_t i = 0; i < quantiles.size(); ++i) {
            const float expected = 0.5f + 2.0f * kNormalQuantiles[i];
            // 200 000 values have some 270 beyond three standard deviations: a twentieth of one, doubled.
            QVERIFY(std::abs(quantiles[i] - expected) < 0.12f);
        }
        QCOMPARE(quantilesOf({}), Quantiles{});
    }

    void drawsKeepTheirRange() {
        std::mt19937_64 random(6);
        for (const int n : {64, 1000}) {
            const auto [low, high] = rangeOfDraws(n);
            std::chi_squared_distribution<double> chiSquare(n);
            int outside = 0;
            constexpr int kDraws = 40'000;
            for (int i = 0; i < kDraws; ++i) {
                const double value = chiSquare(random) / n;
                outside += value < low || value > high;
            }
            // One in a hundred, give or take five standard errors.
            QVERIFY(std::abs(outside / double(kDraws) - 0.01) < 0.0025);
        }
    }

    void standingIsSaidInWords() {
        VariantScores scores;
        scores.part = {0, 0, 16, 16};
        for (int i = 1; i <= 4; ++i) scores.meanSquares.push_back({0.4 * i, 1, 0.4 * i, 1});
        scores.meanSquaresOfReference = {0.2, 0.2, 0.2, 0.2};
        Weighting weighting{{0, 0, 2, 0}};
        QCOMPARE(distanceOf(scores, 1, weighting), 0.8 - 0.2);
        Account account;
        account.distance = 6;
        QCOMPARE(standingInWords(account, scores, weighting),
                 std::string("Measurable, whether people notice or not: further off than each of 4 variants "
                             "of the reference that hardly anybody would notice (percentile 100), 6.0 times "
                             "the middle one."));
        account.distance = 0.7;
        QCOMPARE(standingInWords(account, scores, weighting),
                 std::string("No: of 4 variants of the reference that hardly anybody would notice, 2 are at "
                             "least as far off (percentile 50)."));
        account.distance = 1.3;
        QCOMPARE(standingInWords(account, scores, weighting),
                 std::string("No: of 4 variants of the reference that hardly anybody would notice, 1 is at "
                             "least as far off (percentile 75)."));
        // What is small as a whole may be plain where it is.
        QCOMPARE(
            standingInWords(account, scores, weighting, true),
            std::string("As a whole, no: of 4 variants of the reference that hardly anybody would notice, 1 "
                        "is at least as far off (percentile 75). But it lies in a small part, where it may "
                        "be plain to see."));
        account.distance = 0;
        QCOMPARE(standingInWords(account, scores, weighting),
                 std::string("Nothing: the pictures are the same to the model."));
        for (auto& variant : scores.meanSquares) variant[2] *= 4;
        QVERIFY(standingInWords(account, scores, weighting).find("care") != std::string::npos);
        QVERIFY(standingInWords(account, {}, weighting).empty());
    }

    void rectanglesAreClippedToThePicture() {
        const auto comparison = randomComparison(kOddSize);
        const Map map = relevanceMap(*comparison, kWeighting);
        const Rect beyond{-10, 30, 300, 300}, inside{0, 30, 61, 15}, outside{61, 0, 5, 5}, empty{3, 3, 0, 9};
        QCOMPARE(sumOver(map, beyond), sumOver(map, inside));
        QCOMPARE(contributionsIn(*comparison, kWeighting, beyond),
                 contributionsIn(*comparison, kWeighting, inside));
        QCOMPARE(sumOver(map, outside), 0.0);
        const std::array<double, kComponentCount> nothing{};
        QCOMPARE(contributionsIn(*comparison, kWeighting, outside), nothing);
        QCOMPARE(contributionsIn(*comparison, kWeighting, empty), nothing);
    }

    void resultsDoNotDependOnThreads() {
        std::vector<float> maps[2];
        double distances[2];
        for (int run = 0; run < 2; ++run) {
            setThreadCount(1 + run);
            const auto comparison = randomComparison({203, 151});
            maps[run] = relevanceMap(*comparison, kWeighting).values;
            distances[run] = accountOf(*comparison, kWeighting).distance;
        }
        QVERIFY(std::memcmp(maps[0].data(), maps[1].data(), maps[0].size() * sizeof(float)) == 0);
        QVERIFY(distances[0] == distances[1]);
    }

    void planesSpreadOverThePicture() {
        for (const Component component : kComponents) {
            const Plane plane = test::randomPlane(gridOf(component, 61, 45), 5);
            const int side = pixelsPerCell(component), channel = plane.grid.channels - 1;
            const Map map = spreadToImage(plane, channel, 61, 45);
            for (int y = 0; y < 45; ++y)
                for (int x = 0; x < 61; ++x) QCOMPARE(map.row(y)[x], plane.row(channel, y / side)[x / side]);
        }
        QVERIFY_EXCEPTION_THROWN(spreadToImage(Plane({45, 61, 1}), 0, 61, 60), Error);
    }

    void aBlemishIsFound_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("leading");
        QTest::newRow("texture") << static_cast<int>(Blemish::Checkerboard) << "Y1";
        QTest::newRow("colour") << static_cast<int>(Blemish::Blue) << "CbCr";
    }
    void aBlemishIsFound() {
        QFETCH(int, kind);
        QFETCH(QString, leading);
        const Image image = randomImage(320, 240, 6);
        const Rect blemish{187, 61, 40, 32};
        const auto comparison =
            compare(referenceOf(image), withBlemish(image, blemish, static_cast<Blemish>(kind)));
        const auto regions = rankedRegions(*comparison, kWeighting);
        QCOMPARE(regions.size(), 1u);
        const Region& region = regions.front();
        QCOMPARE(QString::fromUtf8(nameOf(region.leading).data()), leading);
        // Cells are 8 pixels. A change reaches two variables back through the stencil: 8 pixels on the coarse
        // grids.
        const QRect found(region.rect.x, region.rect.y, region.rect.width, region.rect.height);
        QVERIFY(QRect(187 - 16, 61 - 16, 40 + 32, 32 + 32).contains(found));
        QVERIFY(found.contains(QRect(187 + 8, 61 + 8, 40 - 16, 32 - 16)));
        QVERIFY(region.share > 0.85 && region.share <= 1.0 + 1e-9);
        const Account account = accountOf(*comparison, kWeighting);
        const Map map = relevanceMap(*comparison, kWeighting);
        QVERIFY(std::abs(sumOver(map, region.rect) / account.distance - region.share) < 1e-5);
        QVERIFY(words(account, regions).contains(" in one place that covers "));
    }

    void severalBlemishesAreRankedAndDisjoint() {
        const Image image = randomImage(320, 240, 7);
        Image changed = image;
        for (const Rect& rect : {Rect{20, 20, 24, 24}, Rect{150, 100, 48, 40}, Rect{260, 190, 40, 32}})
            changed = withBlemish(changed, rect, Blemish::Checkerboard);
        const auto comparison = compare(referenceOf(image), changed);
        const auto regions = rankedRegions(*comparison, kWeighting);
        QCOMPARE(regions.size(), 3u);
        const auto rectOf = [&](std::size_t i) {
            const Rect& rect = regions[i].rect;
            return QRect(rect.x, rect.y, rect.width, rect.height);
        };
        QVERIFY(rectOf(0).contains(174, 120) && rectOf(1).contains(280, 206) && rectOf(2).contains(32, 32));
        QVERIFY(!rectOf(0).intersects(rectOf(1)) && !rectOf(0).intersects(rectOf(2)) &&
                !rectOf(1).intersects(rectOf(2)));
        QVERIFY(regions[0].share > regions[1].share && regions[1].share > regions[2].share);
        QCOMPARE(rankedRegions(*comparison, kWeighting, 2, 2).size(), 2u);
        QVERIFY(rankedRegions(*comparison, kWeighting, 0, 0).empty());
    }

    void eachOfADozenSpotsIsAPlace() {
        const Image image = randomImage(320, 240, 7);
        Image changed = image;
        for (int i = 0; i < 12; ++i)
            changed =
                withBlemish(changed, {20 + 75 * (i % 4), 20 + 80 * (i / 4), 8, 8}, Blemish::Checkerboard);
        const auto comparison = compare(referenceOf(image), changed);
        const auto regions = rankedRegions(*comparison, kWeighting);
        QCOMPARE(regions.size(), 12u);
        for (const Region& region : regions) QVERIFY(isStriking(region, 320.0 * 240));
    }

    void aSmallPlaceIsNotHiddenByALongEdge() {
        const Image image = randomImage(320, 240, 7);
        Image changed = image;
        // Steps that touch at their corners, each half as strong again as the small place.
        for (int i = 0; i < 36; ++i) {
            const int step = i / 3;
            changed = withBlemish(changed, {16 + 24 * step, 16 + 16 * step, 24, 16}, Blemish::Checkerboard);
        }
        const Rect small{280, 24, 24, 16};
        changed = withBlemish(changed, small, Blemish::Checkerboard);
        changed = withBlemish(changed, small, Blemish::Checkerboard);
        const auto regions = rankedRegions(*compare(referenceOf(image), changed), kWeighting);
        QCOMPARE(regions.size(), 5u);
        QVERIFY(std::any_of(regions.begin(), regions.end(), [&](const Region& region) {
            return QRect(region.rect.x, region.rect.y, region.rect.width, region.rect.height)
                .contains(small.x + small.width / 2, small.y + small.height / 2);
        }));
    }

    void anEvenDifferenceHasNoPlaceOfItsOwn() {
        const auto comparison =
            compare(referenceOf(randomImage(320, 240, 8)),
                    withBlemish(randomImage(320, 240, 8), {0, 0, 320, 240}, Blemish::Checkerboard));
        const auto regions = rankedRegions(*comparison, kWeighting);
        QVERIFY(!regions.empty());
        // Densest rectangles there are always; none takes in much more than its part of the picture, and none
        // is called a place.
        for (const Region& region : regions) {
            const double part = double(region.rect.width) * region.rect.height / (320 * 240);
            QVERIFY(part <= 1.0 / 6);
            QVERIFY(region.share < 1.5 * part);
        }
        QVERIFY(denserRegions(regions, accountOf(*comparison, kWeighting)).empty());
        QVERIFY(words(accountOf(*comparison, kWeighting), regions).contains("spread over the picture"));
    }

    void sizesMustAgree() {
        QVERIFY_EXCEPTION_THROWN(compare(referenceOf(randomImage(32, 32, 9)), randomImage(32, 33, 9)), Error);
    }

    void theExplanationInWords() {
        const Region half{{0, 0, 20, 20}, 0.5, Component::Y1}, quarter{{40, 40, 10, 20}, 0.25, Component::Y1};
        QCOMPARE(words(accountWith(1.9, 0.05, 0.05, 0), {half, quarter}),
                 "Nearly all of the distance is fine luminance (Y1), about three quarters of it in 2 places "
                 "that cover "
                 "6 % of the picture; colour is unchanged.");
        QCOMPARE(words(accountWith(0, 0, 0, 0.3), {half}),
                 "All of the distance is colour (CbCr), about half of it in one place that covers 4 % of the "
                 "picture; "
                 "fine luminance, middle luminance and coarse luminance are unchanged.");
        QCOMPARE(words(accountWith(0.7, 0.05, 0.25, 0.001), {{{0, 0, 100, 90}, 0.97, Component::Y1}}),
                 "Most of the distance is fine luminance (Y1) (70 %), then coarse luminance (Y3) (25 %), "
                 "spread over the picture.");
        const Region most{{0, 0, 100, 90}, 0.8, Component::Y1}, small{{0, 90, 10, 2}, 0.1, Component::Y1};
        const Region tiny{{0, 90, 10, 2}, 0.05, Component::Y1};
        const Account onlyFine = accountWith(1, 0, 0, 0);
        QVERIFY(words(onlyFine, {most, small})
                    .contains("spread over the picture, more densely in place 2 (10 %);"));
        QVERIFY(words(onlyFine, {most, small, small})
                    .contains("spread over the picture, more densely in place 2 (10 %) and place 3 (10 %);"));
        // What holds little is where to look if it is dense enough to catch the eye.
        QVERIFY(words(onlyFine, {most, tiny})
                    .contains("spread over the picture; place 2 (5 %) is 25 times as dense as the average;"));
        QVERIFY(words(onlyFine, {most, {{0, 90, 20, 10}, 0.05, Component::Y1}})
                    .contains("spread over the picture; middle luminance"));
        // A word for a fraction only where the listed shares add up to it.
        QVERIFY(words(onlyFine, {{{0, 0, 10, 10}, 0.396, Component::Y1}}).contains(", 40 % of it in"));
        QVERIFY(
            words(onlyFine, {{{0, 0, 10, 10}, 0.35, Component::Y1}}).contains(", about a third of it in"));
        QVERIFY(words(onlyFine, {{{0, 0, 10, 10}, 0.87, Component::Y1}}).contains(", 87 % of it in"));
        QCOMPARE(
            words(accountWith(0.45, 0.3, 0.2, 0.05), {}),
            "The distance is made of fine luminance (Y1) (45 %), middle luminance (Y2) (30 %) and coarse "
            "luminance (Y3) "
            "(20 %), spread over the picture.");
        QCOMPARE(
            words(accountWith(1.25, -0.25, 0, 0), {{{0, 0, 5, 5}, 0.04, Component::Y1}}),
            "The distance is made of fine luminance (Y1) (125 %), reduced by middle luminance (Y2) (25 %), "
            "spread over the picture; place 1 (4 %) is 16 times as dense as the average; coarse luminance "
            "and "
            "colour are unchanged.");
        QCOMPARE(words(accountWith(-3, 1, 2.5, 0), {{{0, 0, 20, 20}, 4.0, Component::Y3}}),
                 "The distance is what coarse luminance (Y3) and middle luminance (Y2) add less what fine "
                 "luminance (Y1) takes away, raised in one place that covers 4 % of the picture and reduced "
                 "elsewhere; colour is unchanged.");
    }

    void colourSpacesAreNoted() {
        Image image = randomImage(32, 32, 3), other = randomImage(32, 32, 4);
        image.profile = "Adobe RGB (1998)";
        image.profileOrigin = ProfileOrigin::File;
        other.profileOrigin = ProfileOrigin::Assumed;
        const auto comparison = compare(referenceOf(image), other);
        const ComparisonReport report = reportOn("i.png", *comparison, kWeighting, {});
        QCOMPARE(int(report.notes.size()), 1);
        QVERIFY(report.notes[0].starts_with("it names no colour profile"));
        QVERIFY(csvRow("r.png", {}, "w", report).find("Adobe RGB") != std::string::npos);
    }

    void noticingIsSaidOfWholePicturesOnly() {
        const auto comparison = randomComparison(kOddSize);
        Weighting weighting = kWeighting;
        QVERIFY(!accountOf(*comparison, weighting).noticeable);
        QCOMPARE(noticingInWords(accountOf(*comparison, weighting), {}), std::string());
        weighting.noticing = PsychometricFunction{accountOf(*comparison, weighting).distance, 1, 0.3};
        const Account whole = accountOf(*comparison, weighting);
        QVERIFY(std::abs(whole.noticeable->probability - 0.5) < 1e-12);
        QVERIFY(noticingInWords(whole, {}).find("bout 50 % of people would notice") != std::string::npos);
        // A tenth of the picture holds most of the distance, or hardly any of it.
        const Rect tenth{0, 0, 61, 4};
        QVERIFY(noticingInWords(whole, {{tenth, 0.8, Component::Y1}}).find("not known") != std::string::npos);
        QVERIFY(noticingInWords(whole, {{tenth, 0.2, Component::Y1}}).find("bout 50 %") != std::string::npos);
        // A faint change everywhere and a plain one in a hundredth of the picture, whatever else is listed.
        const Rect hundredth{0, 0, 7, 4}, eighth{0, 0, 61, 6}, half{0, 6, 61, 22};
        QVERIFY(isInFewPlaces(whole, {{half, 0.5, Component::Y1}, {hundredth, 0.36, Component::Y1}}));
        QVERIFY(!isInFewPlaces(whole, {{half, 0.5, Component::Y1}, {hundredth, 0.2, Component::Y1}}));
        // Structure gathers a change of the whole picture, but not so much of it.
        QVERIFY(!isInFewPlaces(whole, {{eighth, 0.4, Component::Y1}, {hundredth, 0.15, Component::Y1}}));
        QVERIFY(!isInFewPlaces(whole, {{half, 0.9, Component::Y1}}));
        // So it is written down.
        ComparisonReport report{"i.png", {}, whole, {}, {{tenth, 0.2, Component::Y1}}};
        const auto written = [&] {
            return comparisonDocument({}, "w", "r.png", *comparison->reference->image,
                                      {report})["comparisons"][0];
        };
        QCOMPARE(written()["noticeable"]["probability"].get<double>(), whole.noticeable->probability);
        QVERIFY(csvRow("r.png", {}, "w", report).find(exact(whole.noticeable->probability)) !=
                std::string::npos);
        report.regions[0].share = 0.8;
        QVERIFY(written()["noticeable"].is_null());
        QVERIFY(csvRow("r.png", {}, "w", report).ends_with(",,,,\n"));
        weighting.enabled[0] = false;
        QVERIFY(!accountOf(*comparison, weighting).noticeable);
        const Image image = randomImage(32, 32, 3);
        weighting.enabled[0] = true;
        QCOMPARE(noticingInWords(accountOf(*compare(referenceOf(image), image), weighting), {}),
                 std::string());
    }

    void wordsWhenThereIsNoDistance() {
        QCOMPARE(words(accountWith(-0.5, 0.25, 0, 0), {}),
                 "The model holds the image to be at least as likely as the reference itself: the distance "
                 "is -0.25.");
        QCOMPARE(words(accountWith(0, 0, 0, 0), {}), "The pictures are the same: the distance is 0.");
        Account onlyColour = accountWith(0.5, 0.1, 0, 0);
        for (std::size_t c = 0; c < 3; ++c) onlyColour.components[c].enabled = false;
        onlyColour.distance = 0;
        QCOMPARE(words(onlyColour, {}),
                 "The pictures are the same in all that counts here (colour): the distance is 0.");
        onlyColour.components[3].weight = 0;
        QCOMPARE(words(onlyColour, {}),
                 "No component counts: all are switched off or have weight 0, so there is no distance.");
    }
};

QTEST_GUILESS_MAIN(TestExplain)
#include "test_explain.moc"
