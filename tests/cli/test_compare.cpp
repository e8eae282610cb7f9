#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/image/write.h"
#include "core/image/write_floats.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

#include <limits>
#include <sys/resource.h>

using namespace suss;
using namespace suss::test;

namespace {

constexpr int kWidth = 80, kHeight = 56;

}  // namespace

class TestCompare : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString reference_, blurred_, noisy_, larger_;

    [[nodiscard]] QString folderName() const {
        return QString::fromStdString(folder_.path().filename().string());
    }
    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }
    [[nodiscard]] QJsonObject onlyComparison(const QStringList& arguments) const {
        return compareJson(arguments)["comparisons"].toArray().first().toObject();
    }

  private Q_SLOTS:
    void initTestCase() {
        const Image example = exampleReference();
        const Image picture = centreOf(example, kWidth, kHeight);
        reference_ = written(folder_.path() / "reference.png", picture);
        blurred_ = written(folder_.path() / "blurred.png", gaussianBlurred(picture, 1.5));
        noisy_ = written(folder_.path() / "noisy.png", withNoise(picture, 0.02, 1));
        larger_ = written(folder_.path() / "larger.png", centreOf(example, 100, 70));
    }

    void helpAndVersion() {
        for (const QStringList& arguments : {QStringList{"--help"},
                                             {"-h"},
                                             {"compare", "--help"},
                                             {"sample", "--help"},
                                             {"repair", "--help"},
                                             {"figure", "--help"},
                                             {"report", "--help"},
                                             {"distribution", "--help"},
                                             {"train", "--help"},
                                             {"calibrate", "--help"},
                                             {"view", "--help"}}) {
            const Outcome outcome = runSuss(arguments);
            QCOMPARE(outcome.exitCode, 0);
            QVERIFY(outcome.output.contains("Usage"));
            QVERIFY(outcome.errors.isEmpty());
        }
        const Outcome version = runSuss({"--version"});
        QCOMPARE(version.exitCode, 0);
        QVERIFY(version.output.startsWith("suss " SUSS_VERSION "\n"));
        QVERIFY(QRegularExpression("\nmodel .+\nsha256 [0-9a-f]{64}\n").match(version.output).hasMatch());
    }

    void refusals_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("nothing") << QStringList{} << "subcommand";
        QTest::newRow("unknown command") << QStringList{"contrast"} << "contrast";
        QTest::newRow("no image") << QStringList{"compare", reference_} << "reference and an image";
        QTest::newRow("unknown option")
            << QStringList{"compare", reference_, blurred_, "--sharp"} << "--sharp";
        QTest::newRow("value missing")
            << QStringList{"compare", reference_, blurred_, "--model"} << "--model";
        QTest::newRow("component") << QStringList{"compare", reference_, blurred_, "--components", "Y4"}
                                   << "Y4";
        QTest::newRow("weights") << QStringList{"compare", reference_, blurred_, "--weights", "mine"}
                                 << "mine";
        QTest::newRow("region outside")
            << QStringList{"compare", reference_, blurred_, "--region", "70,0,20,20"} << "80 x 56";
        QTest::newRow("region words")
            << QStringList{"compare", reference_, blurred_, "--region", "1,2,3"} << "X,Y,W,H";
        QTest::newRow("exposure") << QStringList{"compare", reference_, blurred_, "--exposure", "21"}
                                  << "--exposure";
        QTest::newRow("colour") << QStringList{"compare", reference_, blurred_, "--background", "beige"}
                                << "beige";
        QTest::newRow("threshold") << QStringList{"compare", reference_, blurred_, "--fail-below", "low"}
                                   << "low";
        QTest::newRow("threshold that is none")
            << QStringList{"compare", reference_, blurred_, "--fail-below", "nan"} << "--fail-below";
        QTest::newRow("exposure that is none")
            << QStringList{"compare", reference_, blurred_, "--exposure", "nan"} << "--exposure";
        QTest::newRow("strength that is none")
            << QStringList{"sample", reference_, "-o", path("samples"), "--strength", "nan"} << "--strength";
        QTest::newRow("infinite time")
            << QStringList{"train", "--photos", path(""), "-o", path("m.suss"), "--hours", "inf"}
            << "--hours";
        QTest::newRow("map over the image")
            << QStringList{"compare", reference_, blurred_, "--map", blurred_} << "blurred.png";
        QTest::newRow("residuals over the reference, by a detour")
            << QStringList{"compare", reference_, blurred_, "--residual",
                           path("../") + folderName() + "/reference.png"}
            << "reference.png";
        QTest::newRow("two outputs in one file")
            << QStringList{"compare",        reference_,   blurred_,          "--map",
                           path("both.png"), "--residual", path("./both.png")}
            << "written twice";
        for (const QStringList& seeded :
             {QStringList{"sample", "-r", reference_, "-o", path("samples")},
              QStringList{"extremes", "-r", reference_, "-o", path("extremes"), "--rmse", "2"},
              QStringList{"figure", reference_, blurred_, "-o", path("figure.png")},
              QStringList{"calibrate", "--photos", path("")}, QStringList{"evaluate", path("pairs.csv")},
              QStringList{"train", "--photos", path(""), "-o", path("m.suss"), "--steps", "1"}})
            QTest::addRow("seed below zero: %s", qPrintable(seeded[0]))
                << seeded + QStringList{"--seed", "-1"} << "--seed";
        QTest::newRow("numbers over an image")
            << QStringList{"compare", reference_, blurred_,       path("blurred.map.tif"),
                           "--raw",   path(""),   "--raw-format", "tif"}
            << "read by this command";
        QTest::newRow("figure over the image")
            << QStringList{"figure", reference_, blurred_, "-o", blurred_} << "blurred.png";
        QTest::newRow("report over the reference")
            << QStringList{"report", reference_, blurred_, "-o", reference_} << "reference.png";
        QTest::newRow("map format") << QStringList{"compare", reference_, blurred_, "--map", path("map.gif")}
                                    << "PNG";
        QTest::newRow("map folder") << QStringList{"compare", reference_, blurred_,
                                                   "--quiet", "--map",    path("no/map.png")}
                                    << "no/";
        QTest::newRow("missing") << QStringList{"compare", reference_, path("absent.png")} << "absent.png";
        QTest::newRow("folder") << QStringList{"compare", path(""), blurred_} << path("");
        QTest::newRow("no model") << QStringList{"compare", reference_, blurred_, "--model",
                                                 path("absent.suss")}
                                  << "absent.suss";
        QTest::newRow("foreign model")
            << QStringList{"compare", reference_, blurred_, "--model", reference_} << "reference.png";
    }
    void refusals() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, mentions);
        const Outcome outcome = runSuss(arguments);
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.startsWith("suss: ") && outcome.errors.count('\n') == 1,
                 outcome.errors.constData());
        QVERIFY2(outcome.errors.contains(mentions.toUtf8()), outcome.errors.constData());
    }

    void whatIsTooLargeForTheMemoryIsSaidBeforehand() {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("the sanitizer itself takes more address space");
#endif
        // The header alone: it must not get as far as the samples.
        fill(path("large.pgm"), "P5 20000 20000 255\n");
        const Outcome outcome = runSuss({"compare", path("large.pgm"), path("large.pgm"), "--threads", "1"},
                                        {RLIMIT_AS, 4'000'000'000});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.isOneSentence() && outcome.errors.contains("large.pgm") &&
                     outcome.errors.contains("5.2 GB of memory"),
                 outcome.errors.constData());
    }

    void aFullDiskLeavesNothingBehind_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("output");
        const QStringList compare{"compare", "--quiet", reference_, blurred_};
        QTest::newRow("map") << compare + QStringList{"--map", path("full.png")} << "full.png";
        QTest::newRow("residuals") << compare + QStringList{"--residual", path("full.png")} << "full.png";
        QTest::newRow("table") << compare + QStringList{"--csv", path("full.csv")} << "full.csv";
        QTest::newRow("numbers") << compare + QStringList{"--raw", path("raw")} << "raw/blurred.map.npy";
        QTest::newRow("samples") << QStringList{"sample", reference_, "-o", path("samples")}
                                 << "samples/sample-000.png";
        QTest::newRow("distribution")
            << QStringList{"distribution", reference_, "-o", path("distribution")} << "";
        QTest::newRow("figure") << QStringList{"figure", reference_, blurred_, "-o", path("full.pdf")}
                                << "full.pdf";
        QTest::newRow("report") << QStringList{"report", "--quiet", reference_,
                                               blurred_, "-o",      path("full.html")}
                                << "full.html";
    }
    void aFullDiskLeavesNothingBehind() {
        QFETCH(QStringList, arguments);
        QFETCH(QString, output);
        const Outcome outcome = runSuss(arguments, {RLIMIT_FSIZE, 200});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.startsWith("suss: ") && outcome.errors.count('\n') == 1,
                 outcome.errors.constData());
        if (output.endsWith(".csv"))
            QVERIFY(contentOf(path(output)).isEmpty());  // it is appended to, so it was made before
        else
            QVERIFY(!QFileInfo(path(output)).isFile());
        const auto hidden = QDir(path("")).entryList({".suss-*"}, QDir::Files | QDir::Hidden);
        QVERIFY2(hidden.isEmpty(), qPrintable(hidden.join(' ')));
    }

    void damagedFilesLeaveNothingBehind() {
        const QByteArray png = contentOf(reference_);
        writeImage(folder_.path() / "whole.jpg", centreOf(exampleReference(), kWidth, kHeight), 8);
        const QByteArray jpeg = contentOf(path("whole.jpg"));
        fill(path("truncated.png"), png.first(png.size() / 2));
        fill(path("truncated.jpg"), jpeg.first(jpeg.size() / 2));
        fill(path("empty.png"), {});
        fill(path("text.png"), "These are words, not a picture.\n");
        for (const QString name : {"truncated.png", "truncated.jpg", "empty.png", "text.png"}) {
            // The image before the damaged one is fine; map and table wait for all of them.
            const Outcome outcome = runSuss({"compare", "--json", reference_, blurred_, path(name), "--map",
                                             path("left.png"), "--csv", path("left.csv")});
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
            QVERIFY2(outcome.errors.contains(name.toUtf8()), outcome.errors.constData());
            for (const QString left : {"left-blurred.png", "left.csv"})
                QVERIFY(!QFileInfo::exists(path(left)));
        }
    }

    void unequalSizes() {
        const Outcome outcome = runSuss({"compare", "--json", reference_, larger_});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.isOneSentence());
        for (const char* part : {"80 x 56", "100 x 70", "--resize"}) QVERIFY(outcome.errors.contains(part));
        const QJsonObject scaled = onlyComparison({reference_, larger_, "--resize"});
        QVERIFY(scaled["distance"].toDouble() > 0);
        QCOMPARE(scaled["notes"].toArray(), QJsonArray{"scaled from 100 x 70 pixels"});
        QVERIFY(!onlyComparison({reference_, blurred_}).contains("notes"));
        const QString table = path("scaled.csv");
        QCOMPARE(runSuss({"compare", "--quiet", reference_, larger_, "--resize", "--csv", table}).exitCode,
                 0);
        QVERIFY(contentOf(table).endsWith(",scaled from 100 x 70 pixels\n"));
    }

    void jsonKeepsItsSchema() {
        const QJsonObject document = compareJson({reference_, blurred_, noisy_});
        QCOMPARE(document["schema"].toString(), "suss.compare/1");
        QCOMPARE(document["version"].toString(), SUSS_VERSION);
        QCOMPARE(document["model"]["sha256"].toString().size(), 64);
        QVERIFY(!document["model"]["name"].toString().isEmpty());
        QVERIFY(!document["model"]["weights"].toString().isEmpty());
        QCOMPARE(document["reference"]["path"].toString(), reference_);
        QCOMPARE(document["reference"]["width"].toInt(), kWidth);
        QCOMPARE(document["reference"]["height"].toInt(), kHeight);
        QCOMPARE(document["reference"]["bits"].toInt(), 16);
        QCOMPARE(document["reference"]["profile"].toString(), "sRGB");
        QCOMPARE(document["comparisons"].toArray().size(), 2);

        const std::array variables{80 * 56, 40 * 28, 20 * 14, 20 * 14 * 2};
        for (const QJsonValue& comparison : document["comparisons"].toArray()) {
            const QJsonArray components = comparison["components"].toArray();
            QCOMPARE(components.size(), 4);
            double suss = 0, sussOfReference = 0;
            for (int c = 0; c < 4; ++c) {
                const QJsonObject part = components[c].toObject();
                QCOMPARE(part.keys(), (QStringList{"enabled", "log_likelihood", "log_likelihood_of_reference",
                                                   "mahalanobis_squared", "name", "variables", "weight"}));
                QCOMPARE(part["variables"].toInt(), variables[static_cast<std::size_t>(c)]);
                QCOMPARE(part["enabled"].toBool(), true);
                const double perNat = part["weight"].toDouble() / part["variables"].toInt();
                suss += perNat * part["log_likelihood"].toDouble();
                sussOfReference += perNat * part["log_likelihood_of_reference"].toDouble();
            }
            // Doubles survive the text; what is left is the order of four additions.
            QCOMPARE(comparison["suss"].toDouble(), suss);
            QCOMPARE(comparison["suss_of_reference"].toDouble(), sussOfReference);
            QCOMPARE(comparison["distance"].toDouble(), sussOfReference - suss);
            QVERIFY(comparison["distance"].toDouble() > 0);
            QVERIFY(comparison["baselines"]["psnr"].toDouble() > 10);
            QVERIFY(comparison["baselines"]["ssim"].toDouble() < 1);
            QVERIFY(comparison["baselines"]["gmsd"].toDouble() > 0);
            QVERIFY(!comparison["regions"].toArray().isEmpty());
            // A place may hold more than the whole, where other places are nearer than the reference itself.
            double share = std::numeric_limits<double>::infinity();
            for (const QJsonValue& region : comparison["regions"].toArray()) {
                QCOMPARE(region.toObject().keys(),
                         (QStringList{"height", "leading_component", "share", "width", "x", "y"}));
                QVERIFY(region["share"].toDouble() <= share);
                share = region["share"].toDouble();
            }
        }
    }

    void numbersHaveNineDigits() {
        const Outcome outcome = runSuss({"compare", "--json", reference_, blurred_});
        for (const char* key :
             {"suss", "suss_of_reference", "distance", "mahalanobis_squared", "psnr", "ssim"}) {
            const QRegularExpression number(QString("\"%1\": (-?[0-9.e+-]+)").arg(key));
            QString digits = number.match(outcome.output).captured(1).section('e', 0, 0);
            digits.remove(QRegularExpression("^[-0.]+")).remove('.');
            QVERIFY2(digits.size() >= 9, qPrintable(key + QString(": ") + digits));
        }
    }

    void referenceIsAtDistanceZero() {
        const QJsonObject same = onlyComparison({reference_, reference_});
        QCOMPARE(same["distance"].toDouble(-1), 0.0);
        QCOMPARE(same["suss"].toDouble(), same["suss_of_reference"].toDouble());
        QVERIFY(same["baselines"].toObject()["psnr"].isNull());
        QCOMPARE(same["baselines"].toObject()["ssim"].toDouble(), 1.0);
        QVERIFY(same["regions"].toArray().isEmpty());
    }

    void namedOptionsMeanThePositionals() {
        const QJsonObject expected = compareJson({reference_, blurred_, noisy_});
        QCOMPARE(compareJson({"-r", reference_, "-t", blurred_, "-t", noisy_}), expected);
        QCOMPARE(compareJson({"--reference", reference_, blurred_, noisy_}), expected);
        QCOMPARE(compareJson({blurred_, noisy_, "--reference", reference_}), expected);
    }

    void switchedOffComponentsDoNotCount() {
        const QJsonObject all = onlyComparison({reference_, blurred_});
        const QJsonObject some = onlyComparison({reference_, blurred_, "--components", "Y1,CbCr"});
        QVERIFY(componentOf(some, "Y1")["enabled"].toBool());
        QVERIFY(!componentOf(some, "Y2")["enabled"].toBool());
        double suss = 0;
        for (const QString name : {"Y1", "CbCr"}) {
            const QJsonObject part = componentOf(all, name);
            suss += part["weight"].toDouble() * part["log_likelihood"].toDouble() / part["variables"].toInt();
        }
        QCOMPARE(some["suss"].toDouble(), suss);
    }

    void regionsAccountsAddUp() {
        const QJsonObject whole =
            onlyComparison({reference_, blurred_, "--region", QString("0,0,%1,%2").arg(kWidth).arg(kHeight)});
        const double distance = whole["distance"].toDouble();
        // The map is kept in float: 1e-6 relative leaves room for a few roundings.
        const auto near = [distance](double a, double b) { return std::abs(a - b) <= 1e-5 * distance; };
        QVERIFY(near(whole["region"]["distance"].toDouble(), distance));
        QVERIFY(std::abs(whole["region"]["share"].toDouble() - 1) < 1e-5);

        const QJsonObject left = onlyComparison({reference_, blurred_, "--region", "0,0,33,56"});
        const QJsonObject right = onlyComparison({reference_, blurred_, "--region", "33,0,47,56"});
        for (const QString name : {"Y1", "Y2", "Y3", "CbCr"})
            QVERIFY(near(left["region"]["contributions"][name].toDouble() +
                             right["region"]["contributions"][name].toDouble(),
                         whole["region"]["contributions"][name].toDouble()));
        QCOMPARE(left["region"]["width"].toInt(), 33);
        QCOMPARE(left["distance"].toDouble(), distance);
    }

    void failBelow() {
        const double suss = onlyComparison({reference_, blurred_})["suss"].toDouble();
        const auto code = [this](double threshold) {
            return runSuss({"compare", "--quiet", reference_, blurred_, "--fail-below",
                            QString::number(threshold, 'g', 12)})
                .exitCode;
        };
        QCOMPARE(code(suss - 0.001), 0);
        QCOMPARE(code(suss + 0.001), 1);
        QCOMPARE(
            runSuss({"compare", "--quiet", reference_, reference_, blurred_, "--fail-below", "1e9"}).exitCode,
            1);
    }

    void quietPrintsNothing() {
        const Outcome outcome = runSuss({"compare", "--quiet", reference_, blurred_});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.output.isEmpty() && outcome.errors.isEmpty());
    }

    void textSaysWhatMatters() {
        const Outcome outcome = runSuss({"compare", reference_, blurred_, "--components", "Y1,Y2,Y3"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.errors.isEmpty());
        for (const char* part :
             {"SUSS", "distance", "contribution", "Y1", "Y3", "off", "PSNR", "SSIM", "GMSD", "place"})
            QVERIFY2(outcome.output.contains(part), part);
    }

    void csvGrowsByOneRowAComparison() {
        const QString table = path("table, of scores.csv");
        QCOMPARE(runSuss({"compare", "--quiet", reference_, blurred_, noisy_, "--csv", table}).exitCode, 0);
        QCOMPARE(runSuss({"compare", "--quiet", reference_, reference_, "--csv", table}).exitCode, 0);
        const QByteArrayList lines = contentOf(table).trimmed().split('\n');
        QCOMPARE(lines.size(), 4);
        QVERIFY(lines[0].startsWith("reference,image,"));
        for (const QByteArray& line : lines) QCOMPARE(line.count(','), lines[0].count(','));
        const qsizetype distance = lines[0].split(',').indexOf("distance");
        QCOMPARE(lines[1].split(',')[distance].toDouble(),
                 onlyComparison({reference_, blurred_})["distance"].toDouble());
        QCOMPARE(lines[3].split(',')[distance], "0");
    }

    void csvOfAnotherKindStaysAsItIs() {
        const QString table = path("other.csv");
        fill(table, "name,age\nAda,36\n");
        QCOMPARE(runSuss({"compare", "--quiet", reference_, blurred_, "--csv", table}).exitCode, 2);
        QCOMPARE(contentOf(table), "name,age\nAda,36\n");
    }

    void picturesOfMapAndResiduals() {
        QCOMPARE(runSuss({"compare", "--quiet", reference_, blurred_, "--map", path("map.png"), "--residual",
                          path("residual.png")})
                     .exitCode,
                 0);
        QCOMPARE(QImage(path("map.png")).size(), QSize(kWidth, kHeight));
        QCOMPARE(QImage(path("residual.png")).size(), QSize(5 * kWidth, kHeight));
        QCOMPARE(runSuss({"compare", "--quiet", reference_, blurred_, noisy_, "--map", path("map.png"),
                          "--residual", path("z.png"), "--components", "Y2"})
                     .exitCode,
                 0);
        for (const QString name : {"map-blurred.png", "map-noisy.png", "z-blurred.png", "z-noisy.png"})
            QCOMPARE(QImage(path(name)).size(), QSize(kWidth, kHeight));

        // The reference under itself: nothing anywhere.
        QCOMPARE(runSuss({"compare", "--quiet", reference_, reference_, "--map", path("same.png")}).exitCode,
                 0);
        const QImage same(path("same.png"));
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x) QCOMPARE(same.pixel(x, y), same.pixel(0, 0));
    }

    void backgroundShowsThroughAlpha() {
        QImage transparent(kWidth, kHeight, QImage::Format_RGBA8888);
        transparent.fill(Qt::transparent);
        QVERIFY(transparent.save(path("transparent.png")));
        QImage white(kWidth, kHeight, QImage::Format_RGB32);
        white.fill(Qt::white);
        QVERIFY(white.save(path("white.png")));
        for (const QString colour : {"white", "#fff", "#FFFFFF"})
            QCOMPARE(onlyComparison(
                         {path("white.png"), path("transparent.png"), "--background", colour})["distance"]
                         .toDouble(-1),
                     0.0);
    }

    void exposureShowsWhatIsBrighterThanWhite() {
        // Highlights of 2 and of 4: both white as they are, a stop apart at two stops less.
        Image highlights(kWidth, kHeight), brighter(kWidth, kHeight);
        std::fill(highlights.rgb.begin(), highlights.rgb.end(), 0.2f);
        brighter.rgb = highlights.rgb;
        for (int y = 8; y < 24; ++y)
            for (int i = 24; i < 96; ++i) highlights.row(y)[i] = 2, brighter.row(y)[i] = 4;
        writeFloats(path("two.exr").toStdString(), highlights.rgb, kWidth, kHeight, 3);
        writeFloats(path("four.exr").toStdString(), brighter.rgb, kWidth, kHeight, 3);
        const QStringList pair{path("two.exr"), path("four.exr")};
        QCOMPARE(onlyComparison(pair)["distance"].toDouble(-1), 0.0);
        QVERIFY(onlyComparison(pair + QStringList{"--exposure", "-2"})["distance"].toDouble() > 0.01);
        // Of an 8-bit picture a stop brighter is the same as of its linear light.
        const QJsonObject brightened = onlyComparison({reference_, reference_, "--exposure", "1"});
        QCOMPARE(brightened["distance"].toDouble(-1), 0.0);
        QVERIFY(brightened["notes"].toArray().contains("it is compared 1 stop brighter than it is"));
    }
};

QTEST_GUILESS_MAIN(TestCompare)
#include "test_compare.moc"
