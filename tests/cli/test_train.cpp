#include "core/explain/example.h"
#include "core/image/reshape.h"
#include "core/image/write.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <sys/resource.h>

using namespace suss;
using namespace suss::test;

/// The commands around the model. What training does is tested in tests/core.
class TestTrain : public QObject {
    Q_OBJECT

    ScratchFolder folder_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }

  private Q_SLOTS:
    void initTestCase() {
        std::filesystem::create_directory(folder_.path() / "photos");
        const Image example = exampleReference();
        for (int i = 0; i < 30; ++i)
            writeImage(folder_.path() / "photos" / (std::to_string(i) + ".png"),
                       cropped(example, i * 23, (i * 53) % 416, 96, 96), 8);
        QFile config(path("small.json"));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(R"({"network": {"lumaChannels": [4, 4, 4, 4], "chromaChannels": [4, 4]},
                         "steps": 9, "batch": 1, "variantsPerCrop": 1, "crop": 48, "reportEvery": 1})");
        fill(path("rare.json"),
             R"({"network": {"lumaChannels": [4, 4, 4, 4], "chromaChannels": [4, 4]},
                 "batch": 1, "variantsPerCrop": 1, "crop": 48, "meanShare": 0, "factorShare": 0})");
    }

    void aTrainedModelCompares() {
        const Outcome outcome = runSuss({"train", "--photos", path("photos"), "-o", path("small.suss"),
                                         "--config", path("small.json"), "--steps", "2", "--seed", "5"});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QVERIFY(outcome.output.isEmpty());
        // Not a terminal: a line for each report, no bar that overwrites itself.
        QCOMPARE(outcome.errors.count("held out"), 2);
        QVERIFY(!outcome.errors.contains('\r'));

        const QString reference =
            written(folder_.path() / "reference.png", centreOf(exampleReference(), 48, 48));
        const QJsonObject document = compareJson({reference, reference, "--model", path("small.suss")});
        QCOMPARE(document["comparisons"].toArray().first()["distance"].toDouble(-1), 0.0);

        QVERIFY(QFileInfo::exists(path("small.suss.checkpoint")));
        QCOMPARE(
            runSuss({"train", "--photos", path("photos"), "-o", path("small.suss"), "--resume"}).exitCode, 0);
    }

    void timeIsUsedUp() {
        // So short that no report is due before the end.
        const QStringList train{"train", "--photos", path("photos"), "-o", path("timed.suss")};
        Outcome outcome = runSuss(train + QStringList{"--config", path("rare.json"), "--hours", "0.0003"});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(outcome.errors.count("held out"), 1);
        QVERIFY(QFileInfo::exists(path("timed.suss")));
        QVERIFY(QFileInfo::exists(path("timed.suss.checkpoint")));
        // The checkpoint of a run is not lost to another.
        outcome = runSuss(train + QStringList{"--steps", "1"});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.isOneSentence() && outcome.errors.contains("--resume"), outcome.errors.constData());
    }

    void aModelThatDoesNotComeToBeIsSaid() {
        const Outcome outcome = runSuss({"train", "--photos", path("photos"), "-o", path("early.suss"),
                                         "--config", path("small.json"), "--steps", "1"});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains("No model was written"), outcome.errors.constData());
        QVERIFY(!QFileInfo::exists(path("early.suss")));
    }

    void aFullDiskEndsTraining() {
        const QStringList train{"train",           "--photos", path("photos"),    "-o",
                                path("full.suss"), "--config", path("small.json")};
        // Room for the model, which is a quarter of the checkpoint.
        const auto room = QFileInfo(path("small.suss")).size() * 3 / 2;
        QVERIFY(QFileInfo(path("small.suss.checkpoint")).size() > room);
        const Outcome outcome = runSuss(train, {RLIMIT_FSIZE, static_cast<unsigned long>(room)});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.errors.contains("full.suss.checkpoint"), outcome.errors.constData());
        QVERIFY(!QFileInfo::exists(path("full.suss.checkpoint")));
        QVERIFY(QDir(path("")).entryList({".suss-*"}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void refusals() {
        fill(path("greedy.json"), R"({"batch": 1000000})");
        const QStringList start{"train", "--photos", path("photos"), "-o", path("refused.suss")};
        for (const QStringList& more : {QStringList{"--resume"},
                                        {"--resume", "--steps", "3"},
                                        {"--hours", "1", "--steps", "3"},
                                        {"--steps", "0"},
                                        {"--config", path("absent.json")},
                                        {"--config", path("photos")},
                                        {"--config", path("greedy.json")}}) {
            const Outcome outcome = runSuss(start + more);
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        }
        QVERIFY(runSuss({"train", "--photos", path("absent"), "-o", path("refused.suss")}).isOneSentence());
        QVERIFY(runSuss({"calibrate", "--photos", path("absent"), "--json"}).isOneSentence());
        QVERIFY(!QFileInfo::exists(path("refused.suss")));
        const Outcome over = runSuss(
            {"train", "--photos", path("photos"), "-o", path("small.suss"), "--start", path("small.suss")});
        QVERIFY2(over.isOneSentence() && over.errors.contains("read by this command"),
                 over.errors.constData());
    }

    void calibrateKeepsItsSchema() {
        const Outcome outcome =
            runSuss({"calibrate", "--photos", path("photos"), "--json", "--variants", "1", "--seed", "4"});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        const QJsonObject document = QJsonDocument::fromJson(outcome.output).object();
        QCOMPARE(document["photos"].toInt(), 30);
        QCOMPARE(document["variants"].toInt(), 1);
        QCOMPARE(document["seed"].toInt(), 4);
        QCOMPARE(document["components"].toArray().size(), 4);
        for (const QJsonValue& component : document["components"].toArray())
            for (const char* key :
                 {"nats_per_variable", "nats_per_variable_diagonal", "nats_per_variable_global",
                  "mean_squared_whitened", "neighbour_correlation_raw", "neighbour_correlation_whitened"})
                QVERIFY2(component.toObject()[key].isDouble(), key);
    }

    void calibratePrintsATable() {
        const Outcome outcome = runSuss({"calibrate", "--photos", path("photos"), "--variants", "1"});
        QCOMPARE(outcome.exitCode, 0);
        for (const char* part : {"Y1", "CbCr", "nats", "z^2/n", "30 photos"})
            QVERIFY2(outcome.output.contains(part), part);
    }
};

QTEST_GUILESS_MAIN(TestTrain)
#include "test_train.moc"
