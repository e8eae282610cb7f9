#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>
#include <vips/vips8>

#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfInputFile.h>
#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstring>
#include <numeric>

using namespace suss;
using namespace suss::test;

namespace {

constexpr int kWidth = 80, kHeight = 56;

double meanOf(const std::vector<float>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / double(values.size());
}

double sumOfSquares(const std::vector<float>& values) {
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

/// Numbers of a file by the libraries that others read it with.
std::vector<float> readFloats(const QString& path) {
    if (path.endsWith(".npy")) {
        const QByteArray bytes = contentOf(path);
        const qsizetype start = bytes.indexOf('\n') + 1;
        std::vector<float> values(std::size_t(bytes.size() - start) / sizeof(float));
        std::memcpy(values.data(), bytes.constData() + start, values.size() * sizeof(float));
        return values;
    }
    if (path.endsWith(".tif")) {
        const auto image = vips::VImage::new_from_file(path.toUtf8().constData());
        if (image.format() != VIPS_FORMAT_FLOAT) return {};
        std::size_t size = 0;
        auto* data = static_cast<float*>(image.write_to_memory(&size));
        std::vector<float> values(data, data + size / sizeof(float));
        g_free(data);
        return values;
    }
    Imf::InputFile file(path.toUtf8().constData());
    const auto window = file.header().dataWindow();
    const std::size_t width = std::size_t(window.max.x + 1), height = std::size_t(window.max.y + 1);
    const bool grey = file.header().channels().findChannel("Y") != nullptr;
    const std::size_t channels = grey ? 1 : 3;
    std::vector<float> values(width * height * channels);
    Imf::FrameBuffer pixels;
    for (std::size_t c = 0; c < channels; ++c) {
        const char* name = grey ? "Y" : std::array{"R", "G", "B"}[c];
        if (file.header().channels()[name].type != Imf::FLOAT) return {};
        pixels.insert(name, Imf::Slice(Imf::FLOAT, reinterpret_cast<char*>(values.data() + c),
                                       sizeof(float) * channels, sizeof(float) * channels * width));
    }
    file.setFrameBuffer(pixels);
    file.readPixels(0, int(height) - 1);
    return values;
}

}  // namespace

class TestBatch : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString reference_, blurred_, noisy_, noisier_, other_, broken_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }
    [[nodiscard]] QString table(const QString& name, const QByteArray& rows) const {
        fill(path(name), "image,reference,human\n" + rows);
        return path(name);
    }

  private Q_SLOTS:
    void initTestCase() {
        if (vips_init("test") != 0) QFAIL("libvips does not start");
        const Image example = exampleReference();
        const Image picture = centreOf(example, kWidth, kHeight);
        reference_ = written(folder_.path() / "reference.png", picture);
        blurred_ = written(folder_.path() / "blurred.png", gaussianBlurred(picture, 1.5));
        noisy_ = written(folder_.path() / "noisy.png", withNoise(picture, 0.02, 1));
        noisier_ = written(folder_.path() / "noisier.png", withNoise(picture, 0.1, 1));
        other_ = written(folder_.path() / "other.png", centreOf(example, 64, 64));
        broken_ = path("broken.png");
        fill(broken_, contentOf(blurred_).first(2000));
    }

    void pairsAreComparedAsAlone() {
        const QString pairs = table("pairs.csv",
                                    "blurred.png,reference.png,1\nnoisy.png,reference.png,2\n"
                                    "other.png,other.png,3\nreference.png,blurred.png,4\n");
        const QJsonObject document = compareJson({"--pairs", pairs, "--csv", path("pairs-out.csv")});
        QCOMPARE(document["schema"].toString(), "suss.pairs/1");
        const QJsonArray groups = document["groups"].toArray();
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[0].toObject(), compareJson({reference_, blurred_, noisy_}));
        QCOMPARE(groups[1].toObject(), compareJson({other_, other_}));
        QCOMPARE(groups[2].toObject(), compareJson({blurred_, reference_}));
        QCOMPARE(contentOf(path("pairs-out.csv")).trimmed().split('\n').size(), 1 + 4);
    }

    void oneAloneIsComparedAsInAList() {
        const auto outputs = [&](const QString& folder) {
            QDir().mkpath(path(folder));
            return QStringList{"--region",     "8,4,33,21",
                               "--components", "Y1,Y3,CbCr",
                               "--map",        path(folder + "/map.png"),
                               "--residual",   path(folder + "/residual.png"),
                               "--raw",        path(folder)};
        };
        // With itself in the list, the image alone makes the range of the maps.
        const QJsonObject alone = compareJson(QStringList{reference_, blurred_} + outputs("alone")),
                          list = compareJson(QStringList{reference_, blurred_, reference_} + outputs("list"));
        QCOMPARE(alone["comparisons"][0].toObject(), list["comparisons"][0].toObject());
        QCOMPARE(alone["reference"].toObject(), list["reference"].toObject());
        const QStringList files = QDir(path("alone")).entryList(QDir::Files);
        QCOMPARE(files.size(), 2 + 7);
        for (const QString& file : files) {
            const QString inList = file.endsWith(".png") ? file.chopped(4) + "-blurred.png" : file;
            QVERIFY2(contentOf(path("alone/" + file)) == contentOf(path("list/" + inList)), qPrintable(file));
        }
    }

    void mapsOfSeveralHaveTheMiddleRange() {
        const auto rangeOf = [](const QString& file) {
            return QImage(file).text(QStringLiteral("suss:map")).section(QLatin1String(", "), -1);
        };
        QStringList ranges;
        for (const QString& image : {blurred_, noisy_, noisier_}) {
            QCOMPARE(runSuss({"compare", "--quiet", reference_, image, "--map", path("own.png")}).exitCode,
                     0);
            ranges << rangeOf(path("own.png"));
        }
        std::sort(ranges.begin(), ranges.end(), [](const QString& a, const QString& b) {
            return a.section(QLatin1Char(' '), -1).toDouble() < b.section(QLatin1Char(' '), -1).toDouble();
        });
        QVERIFY(ranges[0] != ranges[1] && ranges[1] != ranges[2]);
        QCOMPARE(
            runSuss({"compare", "--quiet", reference_, noisier_, blurred_, noisy_, "--map", path("all.png")})
                .exitCode,
            0);
        for (const char* name : {"blurred", "noisy", "noisier"})
            QCOMPARE(rangeOf(path(QStringLiteral("all-%1.png").arg(QLatin1String(name)))), ranges[1]);
    }

    void pairsFailBelow() {
        const QString pairs =
            table("two.csv", "reference.png,reference.png,1\nblurred.png,reference.png,2\n");
        QCOMPARE(runSuss({"compare", "--quiet", "--pairs", pairs, "--fail-below", "-1e9"}).exitCode, 0);
        QCOMPARE(runSuss({"compare", "--quiet", "--pairs", pairs, "--fail-below", "1e9"}).exitCode, 1);
    }

    void pairsGoOnAfterABadPicture() {
        const QString pairs = table("bad.csv",
                                    "broken.png,reference.png,1\nblurred.png,reference.png,2\n"
                                    "blurred.png,absent.png,3\nnoisy.png,absent.png,4\n"
                                    "other.png,reference.png,5\nnoisy.png,reference.png,6\n");
        const Outcome outcome = runSuss(
            {"compare", "--json", "--pairs", pairs, "--csv", path("bad-out.csv"), "--fail-below", "1e9"});
        QCOMPARE(outcome.exitCode, 2);
        const QByteArrayList said = outcome.errors.trimmed().split('\n');
        QCOMPARE(said.size(), 4);
        QVERIFY(said[0].contains("broken.png") && said[1].contains("absent.png") &&
                said[2].contains("other.png") && said[3].contains("4 of 6"));
        const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
        QCOMPARE(document["groups"].toArray().size(), 2);
        QCOMPARE(document["failed"].toArray().size(), 4);
        QCOMPARE(document["failed"][0]["path"].toString(), broken_);
        QCOMPARE(contentOf(path("bad-out.csv")).trimmed().split('\n').size(), 1 + 2);
    }

    void listsGoOnOnlyIfAsked() {
        const QStringList list{"compare", "--quiet", reference_, blurred_, broken_, noisy_, "--csv"};
        QCOMPARE(runSuss(list + QStringList{path("stopped.csv")}).exitCode, 2);
        QVERIFY(!QFile::exists(path("stopped.csv")));
        const Outcome outcome = runSuss(list + QStringList{path("went-on.csv"), "--keep-going"});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.errors.contains("broken.png") && outcome.errors.contains("1 of 3"));
        QCOMPARE(contentOf(path("went-on.csv")).trimmed().split('\n').size(), 1 + 2);
    }

    void listsOfWhichNothingCanBeComparedEndToo() {
        Outcome outcome = runSuss({"compare", "--keep-going", "--quiet", reference_, broken_, other_, "--map",
                                   path("nothing.png")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains("2 of 2"), outcome.errors.constData());
        outcome = runSuss({"compare", "--keep-going", "--json", broken_, blurred_});
        QCOMPARE(outcome.exitCode, 2);
        const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
        QCOMPARE(document["schema"].toString(), "suss.compare/1");
        QCOMPARE(document["failed"].toArray().size(), 1);
    }

    void unusableTables_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("mentions");
        QTest::newRow("no column") << QByteArray("reference,picture\na.png,b.png\n") << "image";
        QTest::newRow("no rows") << QByteArray("reference,image\n") << "rows";
        QTest::newRow("short row") << QByteArray("reference,image\na.png\n") << "line 2";
    }
    void unusableTables() {
        QFETCH(QByteArray, text);
        QFETCH(QString, mentions);
        fill(path("unusable.csv"), text);
        const Outcome outcome = runSuss({"compare", "--pairs", path("unusable.csv")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        QVERIFY2(outcome.errors.contains(mentions.toUtf8()), outcome.errors.constData());
    }

    void pairsOrPicturesButNotBoth() {
        const Outcome outcome = runSuss({"compare", "--pairs", path("pairs.csv"), reference_, blurred_});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.isOneSentence());
    }

    void interruptKeepsWhatWasCompared_data() {
        QTest::addColumn<bool>("asTheyCome");
        QTest::newRow("rows as they come, and JSON") << true;
        QTest::newRow("rows at the end, and text") << false;
    }
    void interruptKeepsWhatWasCompared() {
        QFETCH(bool, asTheyCome);
        constexpr int kMany = 4000;
        const QString rows = path(asTheyCome ? "interrupted.csv" : "interrupted-list.csv");
        QStringList arguments{"compare", "--csv", rows, reference_};
        if (asTheyCome) arguments += broken_;
        for (int i = 0; i < kMany; ++i) arguments += i % 2 ? blurred_ : noisy_;
        if (asTheyCome) arguments += {"--keep-going", "--json"};
        QProcess process;
        start(process, arguments);
        QByteArray output;
        const auto underWay = [&] {
            output += process.readAllStandardOutput();
            return (asTheyCome ? contentOf(rows) : output).count("noisy.png") >= 3;
        };
        QTRY_VERIFY_WITH_TIMEOUT(underWay(), 60'000);
        ::kill(pid_t(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        output += process.readAllStandardOutput();
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);

        const QByteArray table = contentOf(rows);
        QVERIFY(table.endsWith('\n'));
        const QByteArrayList lines = table.trimmed().split('\n');
        for (const QByteArray& line : lines) QCOMPARE(line.count(','), lines[0].count(','));
        qsizetype compared = output.count("PSNR");
        if (asTheyCome) {
            const QJsonObject document = QJsonDocument::fromJson(output).object();
            QCOMPARE(document["interrupted"].toBool(), true);
            compared = document["comparisons"].toArray().size();
            QCOMPARE(document["failed"][0]["path"].toString(), broken_);
            QVERIFY(process.readAllStandardError().contains("broken.png"));
        }
        QVERIFY(compared >= 3 && compared < kMany);
        QCOMPARE(lines.size(), 1 + compared);
    }

    void rawNumbers_data() {
        QTest::addColumn<QString>("format");
        for (const char* format : {"npy", "tif", "exr"}) QTest::newRow(format) << format;
    }
    void rawNumbers() {
        QFETCH(QString, format);
        const QString raw = path("raw/" + format);
        const QJsonObject comparison = compareJson({reference_, blurred_, noisy_, "--raw", raw,
                                                    "--raw-format", format})["comparisons"][0]
                                           .toObject();
        QCOMPARE(QDir(raw).entryList(QDir::Files).size(), 2 * 7);
        const auto values = [&](const QString& what) {
            return readFloats(raw + "/blurred." + what + '.' + format);
        };

        const std::vector<float> map = values("map");
        QCOMPARE(map.size(), std::size_t(kWidth * kHeight));
        // Each value was rounded to float, which is 6e-8 of it; the values are larger than their mean.
        const double distance = comparison["distance"].toDouble();
        QVERIFY(std::abs(meanOf(map) - distance) < 1e-5 * distance);

        const std::vector<float> difference = values("difference");
        QCOMPARE(difference.size(), std::size_t(kWidth * kHeight * 3));
        const double psnr = -10 * std::log10(sumOfSquares(difference) / double(difference.size()));
        QVERIFY(std::abs(psnr - comparison["baselines"]["psnr"].toDouble()) < 1e-4);

        const auto squared = [&](const QString& name) {
            return componentOf(comparison, name)["mahalanobis_squared"].toDouble();
        };
        for (const QString name : {"Y1", "Y2", "Y3"})
            QVERIFY(std::abs(sumOfSquares(values(name)) / squared(name) - 1) < 1e-5);
        QVERIFY(std::abs((sumOfSquares(values("Cb")) + sumOfSquares(values("Cr"))) / squared("CbCr") - 1) <
                1e-5);
    }

    void rawNumbersThatCannotBeWritten() {
        fill(path("file"), "as it was");
        const Outcome outcome = runSuss({"compare", "--quiet", reference_, blurred_, "--raw", path("file")});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        QCOMPARE(contentOf(path("file")), "as it was");
    }
};

QTEST_GUILESS_MAIN(TestBatch)
#include "test_batch.moc"
