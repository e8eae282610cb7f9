#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/files.h"
#include "core/image/reshape.h"
#include "core/image/write.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

#include <filesystem>

using namespace suss;
using namespace suss::test;

/// suss evaluate and suss fit-weights on a small study that the program makes itself.
class TestEvaluate : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString table_;

    [[nodiscard]] QString at(const char* name) const {
        return QString::fromStdString((folder_.path() / name).string());
    }
    QJsonObject evaluated(const QStringList& arguments) {
        const Outcome outcome = runSuss(QStringList{"evaluate", "--json"} + arguments);
        if (outcome.exitCode != 0) qWarning("%s", outcome.errors.constData());
        return QJsonDocument::fromJson(outcome.output).object();
    }
    static QJsonObject measureOf(const QJsonObject& group, const QString& name) {
        for (const auto& entry : group["measures"].toArray())
            if (entry.toObject()["name"] == name) return entry.toObject();
        return {};
    }

    static double valueOf(const QJsonObject& measure, const QString& figure) {
        return measure[figure]["value"].toDouble();
    }

  private Q_SLOTS:
    void initTestCase() {
        // "People" who find more blur and more noise worse, in three pictures.
        std::string rows = "reference,image,human,group\n";
        for (int photo = 0; photo < 3; ++photo) {
            const Image picture = cropped(exampleReference(), 220 * photo, 100 * photo, 192, 192);
            const std::string reference = "photo" + std::to_string(photo) + ".png";
            writeImage(folder_.path() / reference, picture, 8);
            for (int level = 1; level <= 4; ++level) {
                const std::string blur = "blur" + std::to_string(photo) + std::to_string(level) + ".png";
                const std::string noise = "noise" + std::to_string(photo) + std::to_string(level) + ".png";
                writeImage(folder_.path() / blur, gaussianBlurred(picture, 0.4 * level), 8);
                writeImage(folder_.path() / noise, withNoise(picture, 0.01 * level, unsigned(level)), 8);
                rows += reference + "," + blur + "," + std::to_string(level) + ",blur\n";
                rows += reference + "," + noise + "," + std::to_string(level) + ",noise\n";
            }
        }
        writeFile(folder_.path() / "pairs.csv", rows);
        table_ = at("pairs.csv");
    }

    void namesOfGroupsNeedNotBeUtf8() {
        writeFile(folder_.path() / "latin.csv",
                  "reference,image,human,group\nphoto0.png,blur01.png,1,fl\xe4"
                  "chig\n"
                  "photo0.png,blur02.png,2,fl\xe4"
                  "chig\nphoto0.png,blur03.png,3,fl\xe4"
                  "chig\n");
        const QJsonObject document = evaluated({at("latin.csv"), "--resamples", "0", "--metrics", "psnr"});
        QCOMPARE(document["groups"].toArray().size(), 2);
    }

    void everyMeasureIsCompared() {
        const QJsonObject document = evaluated({table_, "--resamples", "50"});
        QCOMPARE(document["schema"].toString(), QString("suss.evaluate/1"));
        const QJsonArray groups = document["groups"].toArray();
        QCOMPARE(groups.size(), 3);
        QCOMPARE(groups[0]["group"].toString(), QString("all"));
        QCOMPARE(groups[0]["ratings"].toInt(), 24);
        QCOMPARE(groups[0]["references"].toInt(), 3);
        QCOMPARE(groups[0]["measures"].toArray().size(), 10);
        // Within one kind of distortion the levels are plain to every measure within a photo.
        for (const qsizetype group : {1, 2}) {
            const QJsonObject suss = measureOf(groups[group].toObject(), "suss");
            QCOMPARE(valueOf(suss, "agreement"), 1.0);
            QCOMPARE(suss["sign"].toInt(), 1);
            QVERIFY(valueOf(suss, "srcc") > 0.9);
            QCOMPARE(measureOf(groups[group].toObject(), "psnr")["sign"].toInt(), -1);
            QCOMPARE(valueOf(measureOf(groups[group].toObject(), "ssim"), "agreement"), 1.0);
        }
    }

    void measuresCanBeChosenAndTheSenseTurned() {
        const QJsonObject document =
            evaluated({table_, "--metrics", "gmsd,psnr", "--human", "mos", "--resamples", "0"});
        const QJsonObject group = document["groups"][1].toObject();
        QCOMPARE(group["measures"].toArray().size(), 3);
        QCOMPARE(valueOf(measureOf(group, "suss"), "agreement"), 0.0);
        QCOMPARE(measureOf(group, "suss")["sign"].toInt(), -1);
        QVERIFY(runSuss({"evaluate", table_, "--metrics", "lpips"}).isOneSentence());
    }

    void fittedWeightsBecomeTheDefault() {
        const QString model = at("fitted.suss");
        const Outcome outcome = runSuss({"fit-weights", table_, "--model", SUSS_TEST_MODEL, "-o", model,
                                         "--name", "study", "--resamples", "10"});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY(outcome.output.contains("CbCr"));
        const QJsonObject document = evaluated({table_, "--model", model, "--resamples", "0"});
        QCOMPARE(document["model"]["weights"].toString(), QString("study"));
        // The other sets stay.
        const QJsonObject other =
            evaluated({table_, "--model", model, "--weights", "balanced", "--resamples", "0"});
        QCOMPARE(other["model"]["weights"].toString(), QString("balanced"));
        QVERIFY(valueOf(measureOf(document["groups"][0].toObject(), "suss"), "agreement") >=
                valueOf(measureOf(other["groups"][0].toObject(), "suss"), "agreement") - 0.02);
    }

    void peopleWhoNoticeAreCounted() {
        // The levels of the study stand for difference scales, each kind of change of each photo for a curve.
        const QString model = at("noticed.suss");
        const Outcome fitted = runSuss({"fit-weights", table_, "--model", SUSS_TEST_MODEL, "-o", model,
                                        "--name", "study", "--resamples", "0", "--noticed", table_});
        QCOMPARE(fitted.exitCode, 0);
        QVERIFY(fitted.output.contains("Half the people notice"));
        // Noise is everywhere; of what gathers in a few places nothing is claimed.
        const QStringList pair{at("photo0.png"), at("noise01.png"), at("noise04.png")};
        const Outcome compared = runSuss(QStringList{"compare", "--json", "--model", model} + pair);
        const QJsonArray comparisons =
            QJsonDocument::fromJson(compared.output).object()["comparisons"].toArray();
        double before = 0;
        for (const auto& comparison : comparisons) {
            const QJsonObject noticeable = comparison.toObject()["noticeable"].toObject();
            const double share = noticeable["probability"].toDouble();
            const QJsonArray interval = noticeable["interval"].toArray();
            QVERIFY(share > before && share < 1);
            QVERIFY(interval[0].toDouble() < share && share < interval[1].toDouble());
            before = share;
        }
        QVERIFY(runSuss(QStringList{"compare", "--model", model} + pair).output.contains("would notice"));
        // A part of the distance, or weights that people were not asked about, say nothing of it.
        for (const QStringList& other : {QStringList{"--components", "Y1"}, {"--weights", "balanced"}})
            QVERIFY(!runSuss(QStringList{"compare", "--json", "--model", model} + pair + other)
                         .output.contains("noticeable"));
    }

    void movementIsFollowed() {
        // "People" who hardly mind a picture that is shifted, and mind noise.
        std::string rows = "reference,image,human,group\n";
        for (int photo = 0; photo < 3; ++photo)
            for (int level = 1; level <= 4; ++level) {
                const std::string shifted =
                    "shifted" + std::to_string(photo) + std::to_string(level) + ".png";
                writeImage(folder_.path() / shifted,
                           cropped(exampleReference(), 220 * photo, 100 * photo + 2 * level, 192, 192), 8);
                const std::string row = "photo" + std::to_string(photo) + ".png,";
                const std::string end = std::to_string(photo) + std::to_string(level) + ".png,";
                rows += row + "shifted" + end + std::to_string(0.3 * level) + ",shift\n";
                rows += row + "noise" + end + std::to_string(level) + ",noise\n";
            }
        writeFile(folder_.path() / "moved.csv", rows);
        const QString model = at("moved.suss");
        const Outcome fitted =
            runSuss({"fit-weights", at("moved.csv"), "--model", SUSS_TEST_MODEL, "-o", model, "--name",
                     "study", "--resamples", "0", "--noticed", at("moved.csv")});
        QCOMPARE(fitted.exitCode, 0);
        QVERIFY(fitted.output.contains("movement"));
        const QJsonObject all =
            evaluated({at("moved.csv"), "--model", model, "--resamples", "0"})["groups"][0].toObject();
        QVERIFY(valueOf(measureOf(all, "suss"), "srcc") > valueOf(measureOf(all, "in-place"), "srcc") + 0.1);

        const QStringList pair{at("photo0.png"), at("shifted04.png"), "--model", model};
        QVERIFY(runSuss(QStringList{"compare"} + pair).output.contains("has moved (8.0 px up"));
        const QJsonObject comparison =
            QJsonDocument::fromJson(runSuss(QStringList{"compare", "--json"} + pair).output)
                .object()["comparisons"][0]
                .toObject();
        const QJsonObject movement = comparison["movement"].toObject();
        QVERIFY(std::abs(movement["down"].toDouble() + 8) < 0.1);
        QCOMPARE(movement["distance"].toDouble(),
                 movement["distance_moved_back"].toDouble() + movement["distance_of_movement"].toDouble());
        QVERIFY(movement["distance"].toDouble() < 0.5 * comparison["distance"].toDouble());
        QVERIFY(comparison["noticeable"].toObject()["probability"].toDouble() > 0);
        // A model whose weights know nothing of movement says nothing of it.
        QVERIFY(!runSuss({"compare", "--json", at("photo0.png"), at("shifted04.png"), "--model",
                          SUSS_TEST_MODEL, "--weights", "balanced"})
                     .output.contains("\"movement\""));
    }

    void badInputIsOneSentence() {
        QVERIFY(runSuss({"evaluate", at("nowhere.csv")}).isOneSentence());
        writeFile(folder_.path() / "gone.csv", "reference,image,human\nphoto0.png,gone.png,1\n");
        const Outcome outcome = runSuss({"evaluate", at("gone.csv")});
        QVERIFY(outcome.isOneSentence());
        QVERIFY(outcome.errors.contains("gone.png"));
        QCOMPARE(outcome.exitCode, 2);
        // Which of many pictures it is about.
        writeImage(folder_.path() / "small.png", cropped(exampleReference(), 0, 0, 64, 64), 8);
        writeFile(folder_.path() / "unequal.csv", "reference,image,human\nphoto0.png,small.png,1\n");
        const Outcome unequal = runSuss({"evaluate", at("unequal.csv")});
        QVERIFY(unequal.isOneSentence());
        QVERIFY(unequal.errors.contains("small.png") && unequal.errors.contains("photo0.png"));
        const Outcome over = runSuss({"fit-weights", table_, "--model", SUSS_TEST_MODEL, "-o", table_,
                                      "--name", "n", "--resamples", "0"});
        QVERIFY2(over.isOneSentence() && over.errors.contains("read by this command"),
                 over.errors.constData());
        // The reference itself is said to be the worst.
        writeFile(folder_.path() / "contrary.csv",
                  "reference,image,human\nphoto0.png,photo0.png,5\nphoto0.png,blur03.png,1\n");
        const Outcome contrary = runSuss({"fit-weights", at("contrary.csv"), "--model", SUSS_TEST_MODEL, "-o",
                                          at("contrary.suss"), "--name", "n", "--resamples", "0"});
        QVERIFY2(contrary.isOneSentence() && contrary.errors.contains("contradict"),
                 contrary.errors.constData());
        QVERIFY(!QFileInfo::exists(at("contrary.suss")));
        QVERIFY(runSuss({"fit-weights", table_, "--model", SUSS_TEST_MODEL, "-o", "/nowhere/x.suss", "--name",
                         "n", "--resamples", "0"})
                    .isOneSentence());
    }
};

QTEST_GUILESS_MAIN(TestEvaluate)
#include "test_evaluate.moc"
