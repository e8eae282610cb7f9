#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/image/png_text.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <unistd.h>

using namespace suss;
using namespace suss::test;

/// The command around the figure. How figures look is tested in tests/ui.
class TestFigure : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString reference_, image_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }
    [[nodiscard]] Outcome figure(const QString& name, const QStringList& more = {}) const {
        return runSuss(QStringList{"figure", reference_, image_, "-o", path(name)} + more);
    }

    [[nodiscard]] QByteArray bytesOf(const QString& name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void writeBytes(const QString& name, const QByteArray& bytes) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    /// Of a PNG.
    [[nodiscard]] QJsonObject recipeIn(const QString& name) const {
        const auto text = pngText(bytesOf(name).toStdString(), "suss:recipe");
        return QJsonDocument::fromJson(QByteArray::fromStdString(text.value_or(""))).object();
    }

  private Q_SLOTS:
    void initTestCase() {
        const Image picture = centreOf(exampleReference(), 96, 64);
        reference_ = written(folder_.path() / "reference.png", picture);
        image_ = written(folder_.path() / "image.png", gaussianBlurred(picture, 1.2));
    }

    void sameAgain() {
        for (const QString name : {"one.png", "two.png"}) {
            const Outcome outcome = figure(name);
            QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
            QVERIFY(outcome.output.isEmpty() && outcome.errors.isEmpty());
        }
        const QImage one(path("one.png"));
        QVERIFY(one.width() > 96 && one.height() > 64);
        QCOMPARE(one, QImage(path("two.png")));
    }

    // As in the window: the name says that the pixels are not those of the file.
    void aScaledImageIsNamedSo() {
        const QString small = written(folder_.path() / "small.png", centreOf(exampleReference(), 48, 32));
        const auto captions = [&](const QString& image, const QString& name) {
            const Outcome outcome = runSuss({"figure", reference_, image, "--resize", "-o", path(name)});
            return outcome.exitCode == 0 ? bytesOf(name) : outcome.errors;
        };
        QVERIFY(captions(small, "scaled.svg").contains("small.png (scaled)"));
        QVERIFY(!captions(image_, "equal.svg").contains("(scaled)"));
    }

    void optionsChangeWhatTheySay() {
        QCOMPARE(figure("whole.png", {"--panels", "reference,map", "--columns", "2"}).exitCode, 0);
        QCOMPARE(figure("tall.png", {"--panels", "reference,map", "--columns", "1"}).exitCode, 0);
        QCOMPARE(figure("ranged.png", {"--panels", "reference,map", "--columns", "2", "--range", "0,1e6"})
                     .exitCode,
                 0);
        QCOMPARE(
            figure("coloured.png", {"--panels", "reference,map", "--columns", "2", "--colormap", "viridis"})
                .exitCode,
            0);
        QCOMPARE(figure("part.png", {"--panels", "reference,map", "--columns", "2", "--region", "8,8,40,20"})
                     .exitCode,
                 0);
        QCOMPARE(figure("dense.png", {"--dpi", "254"}).exitCode, 0);
        const QImage whole(path("whole.png")), tall(path("tall.png"));
        QVERIFY(tall.height() > whole.height() && tall.width() < whole.width());
        for (const QString name : {"ranged.png", "coloured.png", "part.png"})
            QVERIFY(QImage(path(name)) != whole);
        QCOMPARE(QImage(path("dense.png")).dotsPerMeterX(), 10000);
    }

    // The recipe inside makes the same bytes again, wherever the command is run.
    void recipesMakeTheSameBytes() {
        const QStringList options{"--panels",     "image,map,whitened:Y1,samples,components",
                                  "--columns",    "2",
                                  "--width-mm",   "88",
                                  "--inset",      "10,12,14,10",
                                  "--inset",      "50,30,12,12",
                                  "--region",     "4,4,80,56",
                                  "--caption",    "Größer < \"kleiner\" & mehr",
                                  "--seed",       "7",
                                  "--strengths",  "0.5,3",
                                  "--colormap",   "cividis",
                                  "--components", "Y1,Y3"};
        for (const QString ending : {"png", "svg"}) {
            QCOMPARE(figure("made." + ending, options).errors, QByteArray());
            const Outcome again =
                runSuss({"figure", "--recipe", path("made." + ending), "-o", path("again." + ending)});
            QVERIFY2(again.exitCode == 0 && again.errors.isEmpty(), again.errors.constData());
            QVERIFY(!bytesOf("made." + ending).isEmpty());
            QCOMPARE(bytesOf("again." + ending), bytesOf("made." + ending));
        }
        // Any figure holds the recipe of all formats.
        QCOMPARE(figure("made.pdf", options).exitCode, 0);
        QVERIFY(bytesOf("made.pdf").startsWith("%PDF"));
        QCOMPARE(runSuss({"figure", "--recipe", path("made.pdf"), "-o", path("again.png")}).exitCode, 0);
        QCOMPARE(bytesOf("again.png"), bytesOf("made.png"));
        // Without a width, and of the example.
        QCOMPARE(runSuss({"figure", "--example", "blemish", "-o", path("example.png")}).exitCode, 0);
        QCOMPARE(runSuss({"figure", "--recipe", path("example.png"), "-o", path("again.png")}).exitCode, 0);
        QCOMPARE(bytesOf("again.png"), bytesOf("example.png"));
    }

    void recipesSayWhatMadeThem() {
        QCOMPARE(figure("said.png", {"--panels", "reference,map"}).exitCode, 0);
        const QJsonObject recipe = recipeIn("said.png");
        QCOMPARE(recipe["schema"].toString(), QString("suss.figure/1"));
        QCOMPARE(recipe["reference"].toObject()["path"].toString(), QString("reference.png"));
        QCOMPARE(recipe["reference"].toObject()["sha256"].toString().size(), 64);
        QCOMPARE(recipe["image"].toObject()["path"].toString(), QString("image.png"));
        QCOMPARE(recipe["model"].toObject()["sha256"].toString().size(), 64);
        QVERIFY(!recipe["model"].toObject()["name"].toString().isEmpty());
        QVERIFY(!recipe["model"].toObject()["weights"].toString().isEmpty());
        QCOMPARE(recipe["panels"].toArray(), QJsonArray({"reference", "map"}));
    }

    void aChangedInputIsMentioned() {
        const QString image = path("changing.png");
        QVERIFY(QFile::copy(image_, image));
        QCOMPARE(runSuss({"figure", reference_, image, "-o", path("before.png")}).exitCode, 0);
        QFile::remove(image);
        QVERIFY(QFile::copy(reference_, image));
        const Outcome outcome = runSuss({"figure", "--recipe", path("before.png"), "-o", path("after.png")});
        QCOMPARE(outcome.exitCode, 0);
        QVERIFY2(outcome.errors.contains("changing.png") && outcome.errors.count('\n') == 1,
                 outcome.errors.constData());
        QVERIFY(recipeIn("after.png")["image"] != recipeIn("before.png")["image"]);
        // Its own recipe is true again.
        const Outcome again = runSuss({"figure", "--recipe", path("after.png"), "-o", path("again.png")});
        QVERIFY(again.exitCode == 0 && again.errors.isEmpty());
        QCOMPARE(bytesOf("again.png"), bytesOf("after.png"));
    }

    void aRecipeCanBeWrittenByHand() {
        const QByteArray written = R"({"schema": "suss.figure/1", "reference": {"path": "reference.png"},
            "image": {"path": "image.png"}, "panels": ["map"], "width_mm": 180})";
        writeBytes("hand.json", written);
        const Outcome outcome = runSuss({"figure", "--recipe", path("hand.json"), "-o", path("hand.png")});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        QCOMPARE(figure("options.png", {"--panels", "map", "--width-mm", "180"}).exitCode, 0);
        QCOMPARE(bytesOf("hand.png"), bytesOf("options.png"));

        for (const char* bad : {R"("colums": 3)", R"("columns": "3")", R"("columns": -1)",
                                R"("only_in_window": "a view is there")", R"("insets": [[90, 60, 20, 20]])",
                                R"("region": [0, 0, 500, 500])", R"("model": {"weights": "none such"})",
                                R"("image": {"path": "gone.png"})"}) {
            writeBytes("bad.json", written.left(written.lastIndexOf('}')) + ", " + bad + "}");
            const Outcome refused =
                runSuss({"figure", "--recipe", path("bad.json"), "-o", path("refused.png")});
            QCOMPARE(refused.exitCode, 2);
            QVERIFY2(refused.isOneSentence(), refused.errors.constData());
        }
        QVERIFY(!QFileInfo::exists(path("refused.png")));
    }

    void whatCannotBeWrittenLeavesAllAsItWas() {
        writeBytes("kept.svg", "old");
        QDir(path("")).mkdir("locked");
        QFile::setPermissions(path("locked"), QFile::ReadOwner | QFile::ExeOwner);
        QStringList impossible{path("no/such/folder.png"), "/dev/full", path("kept.svg") + "/a.png",
                               path("kept.txt")};
        if (geteuid() != 0) impossible << path("locked/a.png");  // root may write anywhere
        QVERIFY(QFile::link("/dev/full", path("full.png")));
        impossible << path("full.png");
        for (const QString& file : impossible) {
            const Outcome outcome = runSuss({"figure", reference_, image_, "-o", file});
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        }
        QVERIFY(figure("kept.svg", {"--panels", "portrait"}).isOneSentence());
        QCOMPARE(bytesOf("kept.svg"), QByteArray("old"));
        QVERIFY(QDir(path(""), ".suss-*", {}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void refusals() {
        for (const QStringList& more : {QStringList{"--panels", "portrait"},
                                        {"--colormap", "rainbow"},
                                        {"--range", "1,0"},
                                        {"--range", "low,high"},
                                        {"--panels", "reference", "--range", "0,1"},
                                        {"--panels", "difference,map", "--range", "0,1"},
                                        {"--region", "0,0,500,500"},
                                        {"--dpi", "0"},
                                        {"--width-mm", "10"},
                                        {"--width-mm", "88", "--panels", "whitened", "--columns", "5"},
                                        {"--inset", "0,0,500,500"},
                                        {"--inset", "0,0,90,60"},
                                        {"--strengths", "1"},
                                        {"--panels", "samples", "--strengths", "-1"},
                                        {image_}}) {
            const Outcome outcome = figure("refused.png", more);
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        }
        QVERIFY(figure("refused.jpg").isOneSentence());
        QVERIFY(runSuss({"figure", "--recipe", image_, "-o", path("refused.png")}).isOneSentence());
        QVERIFY(figure("refused.png", {"--recipe", path("one.png")}).isOneSentence());
        QVERIFY(runSuss({"figure", "--recipe", path("one.png"), "--dpi", "600", "-o", path("refused.png")})
                    .isOneSentence());
        QVERIFY(runSuss({"figure", "--example", "earthquake", "-o", path("refused.png")}).isOneSentence());
        QVERIFY(figure("refused.png", {"--example", "blur"}).isOneSentence());
        QVERIFY(figure("nowhere/refused.png").isOneSentence());
        for (const QString name : {"refused.png", "refused.jpg"}) QVERIFY(!QFileInfo::exists(path(name)));
    }
};

QTEST_GUILESS_MAIN(TestFigure)
#include "test_figure.moc"
