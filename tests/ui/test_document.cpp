// The document without a window: what is computed, when, and what is not computed again.

#include "core/explain/distortions.h"
#include "core/explain/relevance_map.h"
#include "core/gaussian/covariance.h"
#include "core/image/read.h"
#include "core/image/reshape.h"
#include "core/image/write.h"
#include "core/image/write_floats.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/document/document.h"
#include "ui/document/file_watch.h"
#include "ui/paint/qt_image.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <numeric>

namespace suss {

using test::CountedAnalysis;
using test::openAndWait;
using test::PictureFiles;
using test::waitUntilIdle;

class DocumentTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PictureFiles> files_;

    static Message lastMessage(const QSignalSpy& spy) {
        return spy.isEmpty() ? Message{} : spy.last()[0].value<Message>();
    }

    static std::vector<float> values(const Document& document, ViewKind kind) {
        const auto field = document.field(kind);
        if (!field) return {};
        return {field->full().values, field->full().values + field->full().width * field->full().height};
    }

  private Q_SLOTS:
    void initTestCase() {
        qRegisterMetaType<Message>();
        files_ = std::make_unique<PictureFiles>();
    }

    void aPairIsExplained() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QCOMPARE(analysis.runs(), 1);
        QVERIFY(document.account()->distance > 0);
        QVERIFY(!document.explanation().sentence.isEmpty());
        QVERIFY(!document.explanation().regions.empty());
        // The map's mean is the distance.
        const auto map = values(document, ViewKind::Map);
        const double mean = std::accumulate(map.begin(), map.end(), 0.0) / double(map.size());
        // Single precision of every pixel, against the size of what is summed up.
        QVERIFY(std::abs(mean - document.account()->distance) <
                1e-5 * std::max(1.0, document.account()->distance));
        // The blemish is where the first region is.
        const Rect& rect = document.explanation().regions[0].rect;
        QVERIFY(QRect(rect.x, rect.y, rect.width, rect.height).intersects(QRect(80, 20, 24, 16)));
    }

    void anotherColourSpaceIsNamedAsLongAsItIsSeen() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const QSignalSpy messages(&document, &Document::messageChanged);
        const auto picture = [&](const QString& file, const char* profile) {
            auto image = std::make_shared<Image>(readImage(file.toStdString()));
            image->profile = profile;
            image->profileOrigin =
                profile == std::string("sRGB") ? ProfileOrigin::Assumed : ProfileOrigin::File;
            return Source::memory(QStringLiteral("%1 picture").arg(QLatin1String(profile)), std::move(image));
        };
        document.openAll(picture(files_->reference, "Adobe RGB (1998)"),
                         {picture(files_->blurred, "sRGB"), picture(files_->blemished, "Adobe RGB (1998)")});
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.startsWith(
            QStringLiteral("sRGB picture names no colour profile and was read as sRGB")));
        document.setCurrent(1);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.isEmpty());
        document.setCurrent(0);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("Adobe RGB (1998)")));
        document.swapRoles();
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.startsWith(QStringLiteral("Adobe RGB (1998) picture is in")));
    }

    void notesArePutInWordsWheneverTheirPicturesAreShown() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const QSignalSpy messages(&document, &Document::messageChanged);
        const auto picture = [&](const QString& file, const QString& name, const std::string& note) {
            auto image = std::make_shared<Image>(readImage(file.toStdString()));
            if (!note.empty()) image->notes = {note};
            return Source::memory(name, std::move(image));
        };
        document.openAll(picture(files_->reference, QStringLiteral("One"), "it was clipped"),
                         {picture(files_->blurred, QStringLiteral("Two"), "it is transparent"),
                          picture(files_->blemished, QStringLiteral("Three"), "")});
        QVERIFY(waitUntilIdle(document));
        const QString both = QStringLiteral("One: it was clipped. Two: it is transparent.");
        QCOMPARE(lastMessage(messages).text, both);
        document.setCurrent(1);
        QCOMPARE(lastMessage(messages).text, QStringLiteral("One: it was clipped."));
        document.setCurrent(0);
        QCOMPARE(lastMessage(messages).text, both);
        QVERIFY(lastMessage(messages).isLasting);
        QCOMPARE(document.images()[0].notes, std::vector<std::string>{"it is transparent"});
        QVERIFY(document.images()[1].notes.empty());
    }

    void mapsOfAListShareTheirRange() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QVERIFY(!document.commonRange(RangeGroup::Map));
        document.openImages({Source::file(files_->blurred), Source::file(files_->deep)});
        QVERIFY(waitUntilIdle(document));
        for (const bool colour : {true, false}) {
            document.weights().setEnabled(Component::CbCr, colour);
            QVERIFY(waitUntilIdle(document));
            const auto map = document.commonRange(RangeGroup::Map);
            const auto difference = document.commonRange(RangeGroup::Difference);
            QVERIFY(map && difference);
            std::vector<double> own;
            for (int index = 0; index < 3; ++index) {
                document.setCurrent(index);
                QVERIFY(waitUntilIdle(document));
                QCOMPARE(document.commonRange(RangeGroup::Map), map);
                QCOMPARE(document.commonRange(RangeGroup::Difference), difference);
                own.push_back(document.field(ViewKind::Map)->automatic().high);
            }
            // As in the report: the middle one, exactly so with the weights of the first comparison.
            std::sort(own.begin(), own.end());
            QVERIFY(std::abs(map->high - own[1]) < (colour ? 1e-9 : 0.5) * own[1]);
        }
        QVERIFY(!document.commonRange(RangeGroup::Ssim));
    }

    void whatHasMovedLeavesTheCommonRangeToTheOthers() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->shifted));
        QVERIFY(document.canMoveBack());
        document.moveBack();
        QVERIFY(QTest::qWaitFor([&] { return document.images().size() == 2; }, 20'000));
        QVERIFY(waitUntilIdle(document));
        // Moved and moved back: each in its own range.
        QVERIFY(!document.commonRange(RangeGroup::Map) && !document.commonRange(RangeGroup::Difference));
        document.openImages({Source::file(files_->blurred)});
        QVERIFY(waitUntilIdle(document));
        for (const RangeGroup group : {RangeGroup::Map, RangeGroup::Difference}) {
            const auto range = document.commonRange(group);
            QVERIFY(range);
            document.setCurrent(0);
            QVERIFY(waitUntilIdle(document));
            QVERIFY(document.account()->movement);
            const ViewKind kind = group == RangeGroup::Map ? ViewKind::Map : ViewKind::Difference;
            QVERIFY(range->high < document.field(kind)->automatic().high);
        }
    }

    void anotherImageCostsNoNetworkRun() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        const double before = document.account()->distance;
        document.open(Role::Image, Source::file(files_->blurred));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.account()->distance != before);
        // A blur of the whole picture: the shipped weights know how many would notice, with all of them on.
        QVERIFY(document.explanation().noticing.contains(QStringLiteral("would notice")));
        document.weights().setEnabled(Component::CbCr, false);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.explanation().noticing.isEmpty());
        document.weights().setEnabled(Component::CbCr, true);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(openAndWait(document, files_->reference, files_->deep));
        QCOMPARE(document.picture(Role::Image).image->sourceBits, 16);
        QCOMPARE(analysis.runs(), 1);
    }

    /// What needs no analysis is worked out beside it, and nothing of it is of another picture.
    void whatIsSeenMeanwhileIsOfThePicturesThatAreShown() {
        const auto distanceOf = [&](const QString& image) {
            Document document(CountedAnalysis().function());
            document.open(Role::Reference, Source::file(files_->reference));
            if (!waitUntilIdle(document)) return 0.0;
            document.open(Role::Image, Source::file(image));
            return waitUntilIdle(document) ? document.account()->distance : 0.0;
        };
        CountedAnalysis analysis;
        Document document(analysis.function());
        for (const QString& last : {files_->shifted, files_->blurred}) {
            analysis.hold();
            document.openAll(Source::file(files_->reference).again(), {Source::file(files_->blemished)});
            for (const QString& image : {files_->blemished, files_->blurred, files_->shifted, last}) {
                if (image != files_->blemished) document.open(Role::Image, Source::file(image));
                QTRY_COMPARE(document.picture(Role::Image).source.path, image);
                QTest::qWait(100);  // long enough for what is done beside the analysis, most of the time
            }
            QVERIFY(!document.account());
            analysis.release();
            QVERIFY(waitUntilIdle(document));
            QVERIFY(document.account());
            QCOMPARE(document.account()->distance, distanceOf(last));
            QCOMPARE(document.account()->movement.has_value(), last == files_->shifted);
            document.swapRoles();  // and nothing is left of the reference before
            QVERIFY(waitUntilIdle(document));
        }
    }

    void theModelIsShownWhenWanted() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.open(Role::Reference, Source::file(files_->reference));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(!document.pyramid(ViewKind::Mean) && !document.field(ViewKind::SpreadY2));
        document.setWanted({ViewKind::Mean, ViewKind::SpreadY2, ViewKind::SpreadCr});
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.pyramid(ViewKind::Mean) && !document.field(ViewKind::SpreadY1));
        for (const ViewKind kind : {ViewKind::SpreadY2, ViewKind::SpreadCb, ViewKind::SpreadCr}) {
            const auto spread = values(document, kind);
            QVERIFY(!spread.empty());
            QVERIFY(std::all_of(spread.begin(), spread.end(), [](float value) { return value > 0; }));
            // 64 draws: at most 1 / sqrt(2 * 64), were nothing of the variance known exactly.
            QVERIFY(document.views().spreadError(kind) > 0.01 && document.views().spreadError(kind) < 0.09);
        }
        QCOMPARE(document.field(ViewKind::SpreadY2)->full().cell, 2);
        QCOMPARE(document.field(ViewKind::SpreadCr)->full().cell, 4);
        // Another reference has another model.
        document.open(Role::Reference, Source::file(files_->blurred));
        const auto before = document.field(ViewKind::SpreadY2);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.field(ViewKind::SpreadY2) && document.field(ViewKind::SpreadY2) != before);
        QCOMPARE(analysis.runs(), 2);
    }

    void aRectangleHasItsOwnAccount() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        const Rect blemish{72, 12, 40, 32};
        document.marked().setRect(blemish);
        QTRY_VERIFY(document.marked().account());
        const double inside = document.marked().account()->distance;
        QVERIFY(inside > 0.5 * document.account()->distance);
        // It follows weights and images.
        document.weights().solo(Component::Y1);
        QTRY_COMPARE(document.marked().account()->distance,
                     accountIn(*document.comparison(), document.weighting(), blemish).distance);
        document.open(Role::Image, Source::file(files_->blurred));
        QVERIFY(waitUntilIdle(document));
        QTRY_VERIFY(document.marked().account());
        QCOMPARE(document.marked().account()->distance,
                 accountIn(*document.comparison(), document.weighting(), blemish).distance);
        document.marked().setRect(std::nullopt);
        QVERIFY(!document.marked().account());
        QCOMPARE(analysis.runs(), 1);
    }

    void theOtherDirectionIsComparedWhenWanted() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QVERIFY(!document.field(ViewKind::Directions));
        document.setWanted({ViewKind::Directions, ViewKind::Ssim});
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(analysis.runs(), 2);
        const double forward = document.account()->distance,
                     backward = document.views().distanceBackward(document.weighting()).value();
        const auto map = values(document, ViewKind::Directions);
        const double mean = std::accumulate(map.begin(), map.end(), 0.0) / double(map.size());
        QVERIFY(std::abs(mean - (forward - backward)) < 1e-5 * std::max(1.0, forward + backward));
        QVERIFY(document.field(ViewKind::Ssim));
        // Other weights need no other run; nor do the swapped roles.
        document.weights().solo(Component::Y2);
        QVERIFY(waitUntilIdle(document));
        document.swapRoles();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(analysis.runs(), 2);
        document.weights().solo(Component::Y2);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(std::abs(document.account()->distance - backward) < 1e-9 * std::max(1.0, backward));
        QVERIFY(std::abs(document.views().distanceBackward(document.weighting()).value() - forward) <
                1e-9 * std::max(1.0, forward));
    }

    void aPixelHasAFootprint() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        const Probe probe{50, 41, {Component::Y2, 0}};
        document.probe().setProbe(probe);
        QTRY_VERIFY(document.probe().footprint() && document.probe().footprint()->probe == probe);
        const StructuredGaussian& gaussian = *document.analysis()->distributions[1];
        const Plane column = covarianceColumn(gaussian, {20, 25, 0});
        const float deviation = std::sqrt(column.row(0, 20)[25]);
        const auto field = document.field(ViewKind::Footprint);
        QCOMPARE(*field->at(50, 41), 255 * deviation);
        QVERIFY(std::abs(*field->at(54, 40) - 255 * column.row(0, 20)[27] / deviation) < 1e-4f);
        const Plane row = precisionRow(gaussian, {20, 25, 0});
        const auto& precision = document.probe().footprint()->precision;
        QCOMPARE(precision.size(), std::size_t(kPrecisionSide * kPrecisionSide));
        QCOMPARE(precision[precision.size() / 2], 1.0f);
        QCOMPARE(precision[precision.size() / 2 + 1], row.row(0, 20)[26] / row.row(0, 20)[25]);
        document.probe().setProbe(Probe{0, 0, {Component::CbCr, 1}});
        QTRY_COMPARE(document.probe().footprint()->probe.x, 0);
        QVERIFY(std::isnan(document.probe().footprint()->precision.front()));
        document.probe().setProbe(std::nullopt);
        QVERIFY(!document.probe().footprint());
        QVERIFY(!document.field(ViewKind::Footprint));
    }

    void whatWouldBecomeTooNarrowIsNotSketched() {
        QVERIFY(isWorthSketching({2016, 1512}));
        QVERIFY(!isWorthSketching({1920, 1080}));
        QVERIFY(isWorthSketching({70000, 48}));   // three times smaller: 16 rows
        QVERIFY(!isWorthSketching({70000, 45}));  // 15
    }

    void variantsSayWhatADistanceIsWorth() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QVERIFY(!document.variants().isEmpty());
        QVERIFY(document.measures().measured()->quantiles);
        const auto squares = document.variants().meanSquares;
        document.open(Role::Image, Source::file(files_->blurred));
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.variants().meanSquares, squares);
        QVERIFY(openAndWait(document, files_->deep, files_->blurred));
        QVERIFY(document.variants().meanSquares != squares);
    }

    void largePicturesAreSketchedFirst() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const Image large = resized(files_->referenceImage(), 2016, 1512);  // just above three megapixels
        Image spoiled = large;
        for (int y = 400; y < 600; ++y)
            for (int x = 1200; x < 1500; ++x) spoiled.row(y)[3 * x + 1] = (x / 8 + y / 8) % 2 ? 0.2f : 0.8f;
        analysis.hold();
        document.openPair(Source::memory(QStringLiteral("large"), toScreen(large)),
                          Source::memory(QStringLiteral("spoiled"), toScreen(spoiled)));
        QTRY_COMPARE(analysis.runs(), 1);
        QVERIFY(!document.account());
        bool isSketched = false;
        connect(&document, &Document::changed, &document, [&] {
            if (!document.coarseness() || isSketched) return;
            isSketched = true;
            analysis.hold();  // the whole picture takes its time
        });
        analysis.release();
        QVERIFY(QTest::qWaitFor([&] { return isSketched && analysis.runs() == 2; }, 60'000));
        QCOMPARE(*document.coarseness(), 3);
        QVERIFY(document.account()->distance > 0);
        QVERIFY(!document.comparison());
        const auto map = document.field(ViewKind::Map);
        QVERIFY(map->at(2015, 1511));
        QVERIFY(*map->at(1350, 500) > *map->at(200, 1200));
        const Rect& rect = document.explanation().regions.at(0).rect;
        QVERIFY(QRect(rect.x, rect.y, rect.width, rect.height).intersects(QRect(1200, 400, 300, 200)));
        // Switches work on the sketch; it stays when the whole analysis is given up.
        const auto& parts = document.account()->components;
        const auto largest = std::max_element(parts.begin(), parts.end(), [](const auto& a, const auto& b) {
            return a.contribution < b.contribution;
        });
        const auto index = std::size_t(largest - parts.begin());
        QVERIFY(largest->contribution > 0);
        document.weights().setEnabled(kComponents[index], false);
        QCOMPARE(document.account()->components[index].contribution, 0.0);
        document.cancel();
        QTRY_COMPARE(analysis.cancelled(), 1);
        QVERIFY(document.coarseness());
    }

    void anImageThatComesDuringTheAnalysisIsSketched() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const Image large = resized(files_->referenceImage(), 2016, 1512);
        document.open(Role::Reference, Source::memory(QStringLiteral("large"), toScreen(large)));
        QTRY_COMPARE(analysis.runs(), 1);
        analysis.hold();  // the whole picture takes its time
        QTRY_COMPARE(analysis.runs(), 2);
        double before = 0;
        for (const double sigma : {2.0, 4.0}) {
            const QString name = QStringLiteral("blurred %1").arg(sigma);
            document.open(Role::Image, Source::memory(name, toScreen(gaussianBlurred(large, sigma))));
            QTRY_VERIFY(document.picture(Role::Image).source.name == name && document.coarseness());
            QVERIFY(document.account()->distance > before);
            before = document.account()->distance;
            QVERIFY(!document.analysis());
        }
        QCOMPARE(analysis.runs(), 2);
        analysis.release();
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.comparison() && !document.coarseness());
        QCOMPARE(analysis.runs(), 2);
    }

    void weightsCanBeChosenAndEdited() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blurred));
        const QString own = document.weights().set();
        QCOMPARE(own, QString::fromStdString(document.weights().model()->defaultWeights));
        const double before = document.account()->distance;
        document.weights().choose(QStringLiteral("balanced"));
        QVERIFY(document.account()->distance != before);
        QVERIFY(!document.weights().isEdited());
        document.weights().choose(own);
        QCOMPARE(document.account()->distance, before);

        const double weight = document.weighting().weights[0];
        document.weights().setWeight(Component::Y1, weight + 1);
        QVERIFY(document.weights().isEdited());
        QVERIFY(document.account()->distance > before);
        QVERIFY(waitUntilIdle(document));
        // Nobody was asked about these weights.
        QVERIFY(document.explanation().noticing.isEmpty());
        document.weights().setWeight(Component::Y1, weight);
        QVERIFY(!document.weights().isEdited());
        QVERIFY(waitUntilIdle(document));
        QVERIFY(!document.explanation().noticing.isEmpty());
        QCOMPARE(document.account()->distance, before);
        QCOMPARE(analysis.runs(), 1);
    }

    void everyImageOfAListIsCompared() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.openAll(Source::file(files_->reference),
                         {Source::file(files_->blemished), Source::file(files_->blurred),
                          Source::file(files_->smaller), Source::file(files_->deep)});
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(analysis.runs(), 1);
        QCOMPARE(document.images().size(), std::size_t(4));
        QCOMPARE(document.current(), 0);
        std::vector<double> distances;
        for (const Candidate& image : document.images()) {
            if (image.source.path == files_->smaller) {
                QVERIFY(image.problem.contains(QStringLiteral("equal sizes")));
                continue;
            }
            QVERIFY(image.problem.isEmpty());
            distances.push_back(accountOf(*image.likelihoods, document.weighting()).distance);
        }
        QCOMPARE(distances[0], document.account()->distance);

        // What was compared is shown at once, with the numbers of the list.
        document.setCurrent(1);
        QVERIFY(!document.activity() || document.comparison());
        QCOMPARE(document.account()->distance, distances[1]);
        QCOMPARE(document.picture(Role::Image).source.path, files_->blurred);
        document.step(-1, {1, 3, 0});
        QCOMPARE(document.current(), 1);
        document.step(1, {1, 3, 0});
        QCOMPARE(document.current(), 3);
        document.removeImage(3);
        QCOMPARE(document.images().size(), std::size_t(3));
        QVERIFY(waitUntilIdle(document));

        // Under another reference every number is another.
        document.setCurrent(0);
        document.swapRoles();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.path, files_->blemished);
        QCOMPARE(document.images()[0].source.path, files_->reference);
        QVERIFY(accountOf(*document.images()[1].likelihoods, document.weighting()).distance != distances[1]);
        // Another pair makes another list.
        QVERIFY(openAndWait(document, files_->reference, files_->blurred));
        QCOMPARE(document.images().size(), std::size_t(1));
    }

    void aListThatGaveWayCanBeBroughtBack() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const QSignalSpy messages(&document, &Document::messageChanged);
        document.openAll(Source::file(files_->reference),
                         {Source::file(files_->blemished), Source::file(files_->blurred)});
        QVERIFY(waitUntilIdle(document));
        QVERIFY(!document.canBringBack());
        document.setCurrent(1);
        document.openPair(Source::example(), Source::example(QStringLiteral("blur")));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.canBringBack());
        QCOMPARE(lastMessage(messages).remedy, Message::Remedy::BringBack);
        QCOMPARE(lastMessage(messages).text,
                 QStringLiteral("What was compared with reference.png was put away."));
        document.remedy(Message::Remedy::BringBack);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.path, files_->reference);
        QCOMPARE(document.picture(Role::Image).source.path, files_->blurred);
        QCOMPARE(document.images().size(), std::size_t{2});
        QVERIFY(document.images()[1].likelihoods);
        // The example is there at any time; a picture that is in no file is not.
        QVERIFY(lastMessage(messages).text.isEmpty());
        QVERIFY(openAndWait(document, files_->deep, files_->reference));
        QVERIFY(document.canBringBack());
        document.openPair(Source::file(files_->blurred),
                          Source::memory(QStringLiteral("Pasted"), QImage(files_->deep)));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.isEmpty());
        QVERIFY(openAndWait(document, files_->deep, files_->reference));
        document.bringBack();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).source.title(), QStringLiteral("Pasted"));
        // Neither reading everything anew nor another role puts anything away.
        document.openImages({Source::file(files_->blemished)});
        QVERIFY(waitUntilIdle(document));
        const QString before = document.picture(Role::Reference).source.path;
        document.setExposure(1);
        QVERIFY(waitUntilIdle(document));
        document.reload();
        QVERIFY(waitUntilIdle(document));
        document.makeReference(0);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).remedy != Message::Remedy::BringBack);
        document.bringBack();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.exposure(), 0.0);
    }

    void anImageIsKeptBesideTheOthers() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const QString changing = files_->path(QStringLiteral("kept.png"));
        writeImage(changing.toStdString(), gaussianBlurred(files_->referenceImage(), 2.0), 8);
        document.openAll(Source::file(files_->reference),
                         {Source::file(changing), Source::file(files_->deep), Source::file(files_->blurred)});
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.kept().isEmpty() && !document.pyramid(ViewKind::Kept));
        document.keepBeside();
        document.setCurrent(1);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.kept().source.path, changing);
        QVERIFY(document.pyramid(ViewKind::Kept) != document.pyramid(ViewKind::Image));
        // A file that is written anew while another image is shown.
        const auto before = document.kept().image;
        writeImage(changing.toStdString(), gaussianBlurred(files_->referenceImage(), 3.0), 8);
        QVERIFY(QTest::qWaitFor([&] { return document.kept().image != before; }, 20'000));
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).source.path, files_->deep);
        // At another exposure it is exposed as the others are.
        const float middle = document.kept().image->row(40)[150];
        document.setExposure(-1);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.kept().source.path, changing);
        QVERIFY(document.kept().image->row(40)[150] < 0.9f * middle);
        document.setExposure(0);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.kept().image->row(40)[150], middle);
        QCOMPARE(document.images()[1].source.path, changing);
        document.setCurrent(0);
        // It goes with its entry of the list, and is let go where it is shown itself.
        document.removeImage(1);
        QVERIFY(document.kept().isEmpty());
        document.keepBeside();
        QCOMPARE(document.kept().source.path, files_->deep);
        document.keepBeside();
        QVERIFY(document.kept().isEmpty());
        document.keepBeside();
        document.setCurrent(1);
        document.keepBeside();
        QCOMPARE(document.kept().source.path, files_->blurred);
        document.swapRoles();
        QVERIFY(document.kept().isEmpty());
        document.keepBeside();
        document.open(Role::Reference, Source::file(files_->smaller));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.kept().isEmpty());
    }

    void whatWasMeasuredOfAnImageStaysWithIt() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.openAll(Source::file(files_->reference),
                         {Source::file(files_->blemished), Source::file(files_->blurred)});
        QVERIFY(waitUntilIdle(document));
        const auto psnr = [&] { return document.measures().measured()->baselines.psnr; };
        const double ofFirst = psnr();
        // Of an image that was only compared nothing else is known, and nothing of another is said.
        document.setCurrent(1);
        QVERIFY(!document.measures().measured());
        QVERIFY(document.activity());
        QVERIFY(waitUntilIdle(document));
        const double ofSecond = psnr();
        QVERIFY(ofSecond != ofFirst);
        QSignalSpy changes(&document, &Document::changed);
        document.setCurrent(0);
        QVERIFY(changes.front().front().value<Document::Changes>().testFlag(Document::Change::Measured));
        QVERIFY(document.measures().measured());
        QCOMPARE(psnr(), ofFirst);
        QVERIFY(document.measures().measured()->quantiles);
        QVERIFY(!document.activity());

        // A metric that goes takes its values along, of all images.
        document.measures().setMetrics({files_->path(QStringLiteral("missing.pt"))});
        QVERIFY(waitUntilIdle(document));
        document.setCurrent(1);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.measures().measured()->others.size(), std::size_t(1));
        document.measures().setMetrics({});
        document.setCurrent(0);
        QVERIFY(document.measures().measured()->others.empty());
        QVERIFY(waitUntilIdle(document));
    }

    // Who steps on before an image was measured gets the numbers of the last one.
    void numbersFollowQuickSteps() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.openAll(
            Source::file(files_->reference),
            {Source::file(files_->blemished), Source::file(files_->blurred), Source::file(files_->deep)});
        QVERIFY(waitUntilIdle(document));
        for (const int index : {1, 2, 1, 2}) document.setCurrent(index);
        QVERIFY(waitUntilIdle(document));
        const Baselines expected =
            baselinesOf(*document.picture(Role::Reference).image, *document.picture(Role::Image).image);
        QCOMPARE(document.measures().measured()->baselines.psnr, expected.psnr);
        QVERIFY(document.measures().measured()->quantiles);
        // Stopped before it has begun, nothing is under way.
        document.setCurrent(1);
        QVERIFY(document.activity());
        document.cancel();
        QVERIFY(!document.activity());
        QTest::qWait(100);
        QVERIFY(!document.measures().measured());
    }

    void anImageOfTheListBecomesTheReference() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.openAll(Source::file(files_->reference),
                         {Source::file(files_->blemished), Source::file(files_->blurred),
                          Source::file(files_->deep), Source::file(files_->smaller)});
        QVERIFY(waitUntilIdle(document));
        // Two images of the list against each other: the one that is shown stays.
        document.makeReference(1);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.path, files_->blurred);
        QCOMPARE(document.picture(Role::Image).source.path, files_->blemished);
        QCOMPARE(document.comparison()->reference->image->rgb, document.picture(Role::Reference).image->rgb);
        QCOMPARE(document.comparison()->image->rgb, document.picture(Role::Image).image->rgb);
        QCOMPARE(document.current(), 0);
        QCOMPARE(document.images().size(), std::size_t(4));
        QCOMPARE(document.images()[1].source.path, files_->reference);
        for (const int index : {0, 1, 2}) QVERIFY(document.images()[std::size_t(index)].likelihoods);
        QCOMPARE(analysis.runs(), 2);
        // And back: every analysis is remembered.
        document.makeReference(1);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.path, files_->reference);
        QCOMPARE(document.images()[1].source.path, files_->blurred);
        // Of the one that is shown, it is the swap.
        document.makeReference(0);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.path, files_->blemished);
        QCOMPARE(document.picture(Role::Image).source.path, files_->reference);
        QCOMPARE(document.images().size(), std::size_t(4));
    }

    void severalImagesAreOpenedAtOnce() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.open(Role::Reference, Source::file(files_->reference));
        QVERIFY(waitUntilIdle(document));
        document.openImages(
            {Source::file(files_->deep), Source::file(files_->blurred), Source::file(files_->blemished)});
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.images().size(), std::size_t(3));
        QCOMPARE(document.picture(Role::Image).source.path, files_->deep);
        for (const Candidate& image : document.images()) QVERIFY(image.likelihoods);
    }

    void imagesThatCannotBeComparedHoldNothingUp() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        // The first of a new list cannot be read: the next one is shown.
        document.openAll(Source::file(files_->reference),
                         {Source::file(files_->damaged), Source::file(files_->blurred),
                          Source::file(files_->smaller), Source::file(files_->deep)});
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).source.path, files_->blurred);
        QVERIFY(!document.images()[0].problem.isEmpty() && !document.images()[2].problem.isEmpty());
        QVERIFY(document.images()[1].likelihoods && document.images()[3].likelihoods);
        // Steps pass them.
        document.step(1, {0, 1, 2, 3});
        QCOMPARE(document.current(), 3);
        document.step(-1, {0, 1, 2, 3});
        QCOMPARE(document.current(), 1);
        document.step(-1, {0, 1, 2, 3});
        QCOMPARE(document.current(), 1);
        // Choosing one says what is wrong, and leaves what is shown.
        QSignalSpy messages(&document, &Document::messageChanged);
        document.setCurrent(2);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("equal sizes")));
        QCOMPARE(document.picture(Role::Image).source.path, files_->blurred);
    }

    void theExampleLeavesNothingBehind() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.openAll(Source::example(),
                         {Source::example(QStringLiteral("blur")), Source::example(QStringLiteral("noise"))});
        QVERIFY(waitUntilIdle(document));
        document.open(Role::Reference, Source::file(files_->reference));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.images().empty() && document.picture(Role::Image).isEmpty());
    }

    void changesOfBothFilesAreReadTogether() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const QString one = files_->path(QStringLiteral("one.png")),
                      two = files_->path(QStringLiteral("two.png"));
        writeImage(one.toStdString(), files_->referenceImage(), 8);
        writeImage(two.toStdString(), files_->referenceImage(), 8);
        QVERIFY(openAndWait(document, one, two));
        const Image changed = gaussianBlurred(files_->referenceImage(), 2.0);
        writeImage(one.toStdString(), changed, 8);
        writeImage(two.toStdString(), changed, 8);
        const auto isRead = [&](Role role) {
            const auto& image = document.picture(role).image;
            return image && std::equal(image->rgb.begin(), image->rgb.end(), changed.rgb.begin(),
                                       [](float a, float b) { return std::abs(a - b) < 0.003f; });
        };
        QVERIFY(QTest::qWaitFor(
            [&] {
                return isRead(Role::Reference) && isRead(Role::Image) && document.account() &&
                       !document.activity();
            },
            20'000));
        QCOMPARE(document.account()->distance, 0.0);
    }

    void changedFilesAreReadAgain() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        const QString file = files_->path(QStringLiteral("changing.png"));
        writeImage(file.toStdString(), files_->referenceImage(), 8);
        QVERIFY(openAndWait(document, files_->reference, file));
        QCOMPARE(document.account()->distance, 0.0);
        QSignalSpy messages(&document, &Document::messageChanged);
        writeImage(file.toStdString(), gaussianBlurred(files_->referenceImage(), 1.0), 8);
        QVERIFY(
            QTest::qWaitFor([&] { return document.account() && document.account()->distance > 0; }, 20'000));
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("changing.png changed on disk")));
        QCOMPARE(document.images().size(), std::size_t(1));
        QCOMPARE(analysis.runs(), 1);
    }

    void aFileThatChangedBeforeItWasWatchedIsTold() {
        const QString file = files_->path(QStringLiteral("early.png")),
                      other = files_->path(QStringLiteral("late.png"));
        for (const QString& each : {file, other}) writeImage(each.toStdString(), files_->referenceImage(), 8);
        FileWatch watch;
        QSignalSpy told(&watch, &FileWatch::changed);
        const QDateTime now = QFileInfo(file).lastModified();
        watch.watch({{file, now.addSecs(-5)}, {other, QFileInfo(other).lastModified()}});
        QVERIFY(told.wait(5'000));
        QCOMPARE(told.takeFirst().first().toStringList(), QStringList{file});
    }

    void identicalPicturesAreAtNoDistance() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->reference));
        QCOMPARE(document.account()->distance, 0.0);
        QVERIFY(document.explanation().regions.empty());
        for (const float value : values(document, ViewKind::Map)) QCOMPARE(value, 0.0f);
    }

    void switchesChangeScoreAndMapWithoutTheNetwork() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        const double whole = document.account()->distance;
        const double part = document.account()->components[0].contribution;
        const auto map = values(document, ViewKind::Map);
        document.weights().setEnabled(Component::Y1, false);
        // The account is there at once, the map a moment later.
        QVERIFY(std::abs(document.account()->distance - (whole - part)) <
                1e-9 * std::max(1.0, std::abs(whole)));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(values(document, ViewKind::Map) != map);
        document.weights().solo(Component::CbCr);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.account()->distance, document.account()->components[3].contribution);
        document.weights().solo(Component::CbCr);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.account()->distance, whole);
        QCOMPARE(values(document, ViewKind::Map), map);
        QCOMPARE(analysis.runs(), 1);
    }

    void swappingBackAndForthRunsTheNetworkOncePerRole() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        const double there = document.account()->distance;
        document.swapRoles();
        QVERIFY(!document.account());
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.path, files_->blemished);
        QVERIFY(document.account()->distance != there);
        document.swapRoles();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.account()->distance, there);
        QCOMPARE(analysis.runs(), 2);
    }

    void aBadFileChangesNothing() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QSignalSpy messages(&document, &Document::messageChanged);
        document.open(Role::Image, Source::file(files_->damaged));
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(lastMessage(messages).kind, Message::Kind::Error);
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("damaged.png")));
        QCOMPARE(document.picture(Role::Image).source.path, files_->blemished);
        QVERIFY(document.account());
        document.open(Role::Reference, Source::file(files_->path(QStringLiteral("absent.png"))));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("absent.png")));
        QCOMPARE(document.picture(Role::Reference).source.path, files_->reference);
    }

    void unequalSizesAreSaidAndCanBeScaled() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QSignalSpy messages(&document, &Document::messageChanged);
        document.open(Role::Image, Source::file(files_->smaller));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("96 × 64")));
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("128 × 96")));
        // What the remedy does: which picture, to what, how, and what that means.
        const QString consequence = lastMessage(messages).consequence;
        for (const QString& part :
             {QStringLiteral("smaller.png"), QStringLiteral("128 × 96"), QStringLiteral("Lanczos"),
              QStringLiteral("score"), QStringLiteral("distorted")})
            QVERIFY2(consequence.contains(part), qPrintable(consequence));
        QCOMPARE(lastMessage(messages).remedy, Message::Remedy::ScaleImage);
        QCOMPARE(document.picture(Role::Image).source.path, files_->blemished);
        document.remedy(Message::Remedy::ScaleImage);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).size(), QSize(128, 96));
        QVERIFY(document.picture(Role::Image).facts().endsWith(QStringLiteral("scaled from 96 × 64")));
        QCOMPARE(document.picture(Role::Image).source.title(), QStringLiteral("smaller.png (scaled)"));
        QVERIFY(document.account());
        QCOMPARE(analysis.runs(), 1);
    }

    void aNewReferenceDropsAnImageOfAnotherSize() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QSignalSpy messages(&document, &Document::messageChanged);
        document.open(Role::Reference, Source::file(files_->smaller));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.picture(Role::Image).isEmpty());
        QVERIFY(!document.account());
        QCOMPARE(lastMessage(messages).kind, Message::Kind::Error);
    }

    void samplesFollowTheSeed() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QVERIFY(document.sampler().picture().isEmpty());  // nobody looks yet
        document.setWanted({ViewKind::Sample});
        QVERIFY(waitUntilIdle(document));
        const auto first = document.sampler().picture().image->rgb;
        document.sampler().setSettings({2, 0, 1.0});
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.sampler().picture().image->rgb != first);
        document.sampler().setSettings({1, 0, 1.0});
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.sampler().picture().image->rgb, first);
        document.sampler().setSettings({1, 0, 2.0});
        // Until it is drawn, the picture is not that of the settings: nobody saves it under their name.
        QVERIFY(!document.sampler().isSettled() && !document.sampler().picture().isEmpty());
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.sampler().isSettled());
        QVERIFY(document.sampler().picture().image->rgb != first);
        QCOMPARE(analysis.runs(), 1);
    }

    void withAllComponentsOffASampleIsTheReference() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        for (const Component component : kComponents) document.weights().setEnabled(component, false);
        document.setWanted({ViewKind::Sample});
        QVERIFY(waitUntilIdle(document));
        const auto& sample = document.sampler().picture().image->rgb;
        const auto& reference = document.picture(Role::Reference).image->rgb;
        for (std::size_t i = 0; i < sample.size(); ++i) QVERIFY(std::abs(sample[i] - reference[i]) < 1e-3f);
        QCOMPARE(document.account()->distance, 0.0);
    }

    // The most visible change moves the score further than the least visible one of the same error.
    void extremesAreFoundWhenAsked() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QVERIFY(!document.pyramid(ViewKind::MostVisible));
        ExtremesRequest request;
        request.rmse = 3;
        request.weighting = document.weighting();
        document.extremes().start(request);
        QVERIFY(document.activity());
        QVERIFY(waitUntilIdle(document));
        const auto& found = document.extremes().found();
        QVERIFY(found);
        QVERIFY(found->most.figures.account.distance > 2 * found->least.figures.account.distance);
        QVERIFY(document.pyramid(ViewKind::MostVisible) && document.pyramid(ViewKind::LeastVisible));
        document.open(Role::Reference, Source::file(files_->blurred));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(!document.extremes().found());
    }

    void aRectangleCanBePutBack() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        const auto reference = document.picture(Role::Reference).image;
        const auto image = document.picture(Role::Image).image;
        const double before = document.account()->distance;
        document.mend(Mending::Reference);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).image, image);  // nothing is marked

        const Rect above{0, 0, image->width, image->height / 2};
        const Rect below{0, image->height / 2, image->width, image->height - image->height / 2};
        document.marked().setRect(above);
        document.mend(Mending::Reference);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(int(document.images().size()), 2);
        QVERIFY(document.canUnmend());
        QCOMPARE(document.distanceBeforeMending(), std::optional(before));
        QVERIFY(document.account()->distance < before);
        const auto once = document.picture(Role::Image).image->rgb;
        document.marked().setRect(below);
        document.mend(Mending::Reference);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(int(document.images().size()), 2);  // in place of the one before
        QCOMPARE(document.picture(Role::Image).image->rgb, reference->rgb);
        QCOMPARE(document.account()->distance, 0.0);
        QCOMPARE(document.distanceBeforeMending(), std::optional(before));

        document.unmend();
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.canUnmend());
        QCOMPARE(document.picture(Role::Image).image->rgb, once);
        document.unmend();
        QVERIFY(waitUntilIdle(document));
        QVERIFY(!document.canUnmend());
        QCOMPARE(int(document.images().size()), 1);
        QCOMPARE(document.picture(Role::Image).image->rgb, image->rgb);
        QCOMPARE(document.account()->distance, before);

        // Each image has its own past, which goes with it.
        const Rect part{70, 15, 40, 30};
        document.marked().setRect(part);
        document.mend(Mending::Mean);
        QVERIFY(waitUntilIdle(document));
        const Image& mended = *document.picture(Role::Image).image;
        const Image mean = meanPicture(*document.analysis());
        for (int y = 0; y < mended.height; ++y)
            for (int x = 0; x < mended.width; ++x) {
                const bool inside = x >= 70 && x < 110 && y >= 15 && y < 45;
                QCOMPARE(mended.row(y)[3 * x], (inside ? mean : *image).row(y)[3 * x]);
            }
        document.setCurrent(0);
        QVERIFY(waitUntilIdle(document));
        document.mend(Mending::Reference);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(int(document.images().size()), 3);
        document.setCurrent(1);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.canUnmend());
        document.unmend();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(int(document.images().size()), 2);
        QCOMPARE(document.current(), 0);
        QCOMPARE(document.picture(Role::Image).image->rgb, image->rgb);
        QCOMPARE(analysis.runs(), 1);
    }

    void whatIsPaintedCanBeErasedAndKept() {
        PixelMask mask(QSize(60, 40));
        mask.paint({QPointF(10, 10), QPointF(40, 10)}, 3);
        const QRect whole = mask.bounds();
        QCOMPARE(whole, QRect(QPoint(7, 7), QPoint(42, 12)));
        mask.erase({QPointF(34, 10), QPointF(50, 10)}, 6);
        QVERIFY(mask.has(12, 10) && mask.has(26, 10) && !mask.has(36, 10));
        QCOMPARE(mask.bounds().topLeft(), whole.topLeft());
        QCOMPARE(mask.bounds().right(), 28);

        const PixelMask again = PixelMask::fromPng(mask.toPng(), mask.size());
        QCOMPARE(again.bounds(), mask.bounds());
        QCOMPARE(again.overlay(), mask.overlay());
        QVERIFY(PixelMask::fromPng(mask.toPng(), QSize(60, 41)).isEmpty());
        QVERIFY(PixelMask::fromPng("no picture", mask.size()).isEmpty());
        mask.erase({QPointF(0, 10), QPointF(60, 10)}, 12);
        QVERIFY(mask.isEmpty());
    }

    void whatIsPaintedCanBePutBack() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        const auto image = document.picture(Role::Image).image;
        const auto reference = document.picture(Role::Reference).image;
        const double before = document.account()->distance;
        // It goes before the rectangle, which is elsewhere.
        document.marked().setRect(Rect{0, 80, 10, 10});
        document.painted().paint({QPointF(84, 28), QPointF(98, 28)}, 5);
        document.painted().paint({QPointF(60.5, 60.5), QPointF(60.5, 60.5)}, 0.5);
        document.mend(Mending::Reference);
        QVERIFY(waitUntilIdle(document));
        const Image& mended = *document.picture(Role::Image).image;
        int painted = 0;
        for (int y = 0; y < mended.height; ++y)
            for (int x = 0; x < mended.width; ++x) {
                // The middle of every pixel, half a pixel of play at the brush's edge.
                const double along = std::clamp(x + 0.5, 84.0, 98.0);
                const double away = std::hypot(x + 0.5 - along, y + 0.5 - 28);
                const bool isDot = x == 60 && y == 60;
                if (!isDot && std::abs(away - 5) < 0.75) continue;
                const bool isInside = isDot || away < 5;
                painted += isInside;
                for (int c = 0; c < 3; ++c)
                    QCOMPARE(mended.row(y)[3 * x + c], (isInside ? *reference : *image).row(y)[3 * x + c]);
            }
        QVERIFY(painted > 150);
        QVERIFY(document.account()->distance < before);
        document.unmend();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).image->rgb, image->rgb);
        // The rectangle is the simple case of the same.
        document.painted().clear();
        QVERIFY(document.painted().mask().isEmpty());
        document.marked().setRect(Rect{70, 15, 40, 30});
        document.mend(Mending::Reference);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).image->rgb, reference->rgb);
    }

    void theOddityOfARectangleIsSaidWhenSomebodyLooks() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QVERIFY(!document.explanation().regions.empty());
        document.marked().setRect(document.explanation().regions.front().rect);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.marked().oddity().isEmpty());
        document.marked().setOddityWanted(true);
        QTRY_VERIFY(document.marked().oddity().startsWith(QStringLiteral("Odd")));
        document.marked().setRect(std::nullopt);
        QVERIFY(document.marked().oddity().isEmpty());
    }

    void theImageCanBeRepairedStepByStep() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        RepairWalk& repair = document.repair();
        QVERIFY(!repair.walk());
        repair.setWanted(true);
        QTRY_VERIFY_WITH_TIMEOUT(repair.walk() && repair.isIdle(), 30'000);
        QVERIFY(repair.walk()->frames.size() > 2);
        QCOMPARE(repair.picture().image->rgb, document.picture(Role::Image).image->rgb);
        repair.setFrame(1'000'000);
        QCOMPARE(repair.frame(), int(repair.walk()->frames.size()) - 1);
        QTRY_VERIFY(repair.isIdle());
        QVERIFY(repair.place().distance < 0.1 * document.account()->distance);
        QVERIFY(document.pyramid(ViewKind::Repaired) && document.field(ViewKind::RepairedFirst));
        // Other weights, another walk.
        document.weights().solo(Component::Y1);
        QVERIFY(!repair.walk());
        QTRY_VERIFY_WITH_TIMEOUT(repair.walk() && repair.isIdle(), 30'000);
    }

    void cancellingStopsTheNetwork() {
        CountedAnalysis analysis;
        analysis.hold();
        Document document(analysis.function());
        QSignalSpy messages(&document, &Document::messageChanged);
        document.openPair(Source::file(files_->reference), Source::file(files_->blemished));
        QTRY_COMPARE(analysis.runs(), 1);
        // The pictures are there to look at while it runs.
        QVERIFY(!document.picture(Role::Image).isEmpty());
        QTRY_VERIFY(document.activity() && document.activity()->fraction() > 0);
        document.cancel();
        QVERIFY(!document.activity());
        QTRY_COMPARE(analysis.cancelled(), 1);
        QVERIFY(!document.account());
        QCOMPARE(lastMessage(messages).remedy, Message::Remedy::Resume);
        analysis.release();
        document.remedy(Message::Remedy::Resume);
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.account());
    }

    void anotherReferenceOvertakes() {
        CountedAnalysis analysis;
        analysis.hold();
        Document document(analysis.function());
        document.openPair(Source::file(files_->reference), Source::file(files_->blemished));
        QTRY_COMPARE(analysis.runs(), 1);
        document.openPair(Source::file(files_->blurred), Source::file(files_->blemished));
        QTRY_COMPARE(analysis.runs(), 2);
        QTRY_COMPARE(analysis.cancelled(), 1);
        analysis.release();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.comparison()->reference->image->rgb, document.picture(Role::Reference).image->rgb);
        QCOMPARE(document.picture(Role::Reference).source.path, files_->blurred);
    }

    void movingBackIsOvertakenAndCancelled() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blemished));
        QVERIFY(!document.canMoveBack());
        QVERIFY(openAndWait(document, files_->reference, files_->shifted));
        QVERIFY(document.canMoveBack());
        document.moveBack();
        QVERIFY(document.activity());
        document.cancel();
        QVERIFY(!document.activity());
        document.moveBack();
        document.swapRoles();
        QVERIFY(waitUntilIdle(document));
        for (const Candidate& image : document.images()) QVERIFY(image.source.kind == Source::Kind::File);
        // Undisturbed, it is one more image of the list.
        QVERIFY(openAndWait(document, files_->reference, files_->shifted));
        document.moveBack();
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Image).source.title(), QStringLiteral("shifted.png, moved back"));
    }

    void anExposureShowsWhatIsBrighterThanWhite() {
        Image two(64, 48), four(64, 48);
        for (Image* picture : {&two, &four}) std::fill(picture->rgb.begin(), picture->rgb.end(), 0.2f);
        for (int y = 8; y < 24; ++y)
            for (int i = 24; i < 96; ++i) two.row(y)[i] = 2, four.row(y)[i] = 4;
        const QString reference = files_->path(QStringLiteral("two.exr")),
                      image = files_->path(QStringLiteral("four.exr"));
        writeFloats(reference.toStdString(), two.rgb, 64, 48, 3);
        writeFloats(image.toStdString(), four.rgb, 64, 48, 3);
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, reference, image));
        QCOMPARE(document.account()->distance, 0.0);
        document.setExposure(-2);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.exposure(), -2.0);
        QCOMPARE(analysis.runs(), 2);
        QVERIFY(document.account()->distance > 0);
        QCOMPARE(document.images().size(), std::size_t{1});
        // What comes later is exposed alike; what was made of exposed pictures stays as it is.
        document.openImages(
            {Source::file(reference),
             Source::memory(QStringLiteral("made"), document.picture(Role::Reference).image)});
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.account()->distance, 0.0);
        QCOMPARE(document.images().back().account(document.weighting())->distance, 0.0);
        document.setExposure(0);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.images().size(), std::size_t{3});
        for (const Candidate& candidate : document.images())
            if (candidate.source.kind == Source::Kind::File)
                QCOMPARE(candidate.account(document.weighting())->distance, 0.0);
        // Pictures that cannot be read do not bring their exposure.
        document.openAll(Source::file(files_->path(QStringLiteral("none.exr"))), {Source::file(image)}, 3.0);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.exposure(), 0.0);
        document.openAll(Source::file(image), {}, 1.0);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.exposure(), 1.0);
    }

    void theNextExposureStartsFromTheOneThatIsUnderWay() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        QVERIFY(openAndWait(document, files_->reference, files_->blurred));
        for (int press = 0; press < 3; ++press) document.setExposure(document.aimedExposure() - 1);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.exposure(), -3.0);
        QCOMPARE(document.picture(Role::Image).source.exposure, -3.0);
        // There and back before anything was read.
        document.setExposure(document.aimedExposure() + 1);
        document.setExposure(document.aimedExposure() - 1);
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.exposure(), -3.0);
    }

    void leavingWhileTheNetworkRunsIsClean() {
        CountedAnalysis analysis;
        analysis.hold();
        auto document = std::make_unique<Document>(analysis.function());
        document->openPair(Source::file(files_->reference), Source::file(files_->blemished));
        QTRY_COMPARE(analysis.runs(), 1);
        document.reset();
        QTRY_COMPARE(analysis.cancelled(), 1);
    }

    void aMissingModelIsSaid() {
        Document document(analyseWith([] { return std::filesystem::path("no-such-model.suss"); }));
        QSignalSpy messages(&document, &Document::messageChanged);
        document.openPair(Source::file(files_->reference), Source::file(files_->blemished));
        QTRY_COMPARE(lastMessage(messages).kind, Message::Kind::Error);
        QVERIFY(lastMessage(messages).text.contains(QStringLiteral("no-such-model.suss")));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(!document.picture(Role::Image).isEmpty());
        QVERIFY(document.measures().measured());
    }

    void theExampleChangesItsDistortionWithoutTheNetwork() {
        CountedAnalysis analysis;
        Document document(analysis.function());
        document.openPair(Source::example(), Source::example(QStringLiteral("blur")));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.account());
        document.openPair(Source::example(), Source::example(QStringLiteral("jpeg")));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.account());
        QCOMPARE(analysis.runs(), 1);
        // An image of one's own waits for its reference; what the program made of the example does not.
        document.openImages({Source::memory(QStringLiteral("made"), document.picture(Role::Image).image)});
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.kind, Source::Kind::Example);
        document.openImages({Source::file(files_->blurred), Source::file(files_->smaller)});
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.picture(Role::Reference).isEmpty() && !document.analysis() && !document.account());
        QCOMPARE(document.picture(Role::Image).source.path, files_->blurred);
        document.open(Role::Reference, Source::file(files_->reference));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.account());
        QCOMPARE(document.picture(Role::Image).source.path, files_->blurred);
        // One that cannot be read leaves the example where it is.
        document.openPair(Source::example(), Source::example(QStringLiteral("jpeg")));
        QVERIFY(waitUntilIdle(document));
        document.open(Role::Image, Source::file(files_->path(QStringLiteral("none.png"))));
        QVERIFY(waitUntilIdle(document));
        QCOMPARE(document.picture(Role::Reference).source.kind, Source::Kind::Example);
        // One's own reference does not inherit the example's image.
        document.open(Role::Reference, Source::file(files_->reference));
        QVERIFY(waitUntilIdle(document));
        QVERIFY(document.picture(Role::Image).isEmpty());
    }
};

}  // namespace suss

QTEST_GUILESS_MAIN(suss::DocumentTest)

#include "test_document.moc"
