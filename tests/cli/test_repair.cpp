#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/image/read.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QTest>

#include <cmath>

using namespace suss;
using namespace suss::test;

class TestRepairCommand : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString reference_, image_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }
    [[nodiscard]] Outcome repaired(const QString& folder, const QStringList& more) const {
        return runSuss(QStringList{"repair", reference_, image_, "-o", path(folder)} + more);
    }

  private Q_SLOTS:
    void initTestCase() {
        const Image picture = centreOf(exampleReference(), 72, 60);
        reference_ = written(folder_.path() / "reference.png", picture);
        image_ = written(folder_.path() / "image.png", throughJpeg(picture, 15));
    }

    void printsWhatIsInTheFiles() {
        const Outcome outcome = repaired("walk", {"--frames", "5", "--first", path("first.png")});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        const QByteArrayList lines = outcome.output.trimmed().split('\n');
        QCOMPARE(lines.size(), 8);  // a title, five frames, and what comes first
        QVERIFY(lines[6].isEmpty());
        QVERIFY(lines[7].startsWith("To win back "));
        QCOMPARE(lines[0].simplified(), QByteArray("file SUSS distance PSNR SSIM"));
        double before = 0;
        for (int i = 0; i < 5; ++i) {
            const QString file = path(QString("walk/repair-00%1.png").arg(i));
            const QByteArrayList words = lines[i + 1].simplified().split(' ');
            QCOMPARE(words.size(), 5);
            QCOMPARE(QString::fromUtf8(words[0]), file);
            const QJsonObject comparison =
                compareJson({reference_, file})["comparisons"].toArray().first().toObject();
            // Six digits after the point are printed.
            QVERIFY(std::abs(words[1].toDouble() - comparison["suss"].toDouble()) < 1e-6);
            QVERIFY(std::abs(words[2].toDouble() - comparison["distance"].toDouble()) < 1e-6);
            if (i > 0) QVERIFY(words[2].toDouble() < before);
            before = words[2].toDouble();
        }
        QCOMPARE(readImage(path("walk/repair-000.png").toStdString()).rgb,
                 readImage(image_.toStdString()).rgb);

        const QImage first(path("first.png"));
        QCOMPARE(first.size(), QSize(72, 60));
        QVERIFY(!first.text("suss:first-changed").isEmpty());
        const QImage picture(path("walk/repair-003.png"));
        QCOMPARE(picture.depth(), 64);
        QCOMPARE(picture.text("suss:repair-position"), "0.75");
        QCOMPARE(picture.text("suss:model-sha256").size(), 64);
    }

    void sameOnAnyNumberOfThreads() {
        QCOMPARE(repaired("one", {"--frames", "3", "--threads", "1", "--format", "png"}).exitCode, 0);
        QCOMPARE(repaired("two", {"--frames", "3", "--threads", "2", "--format", "png"}).exitCode, 0);
        QCOMPARE(QDir(path("one")).entryList(QDir::Files).size(), 3);
        QCOMPARE(QImage(path("one/repair-002.png")).depth(), 32);
        for (const QString name : {"/repair-001.png", "/repair-002.png"}) {
            QVERIFY(!contentOf(path("one" + name)).isEmpty());
            QCOMPARE(contentOf(path("one" + name)), contentOf(path("two" + name)));
        }
    }

    void componentsThatAreOffDoNotCount() {
        QCOMPARE(repaired("colour", {"--frames", "2", "--components", "CbCr"}).exitCode, 0);
        QCOMPARE(QImage(path("colour/repair-001.png")).text("suss:components"), "CbCr");
        const auto distance = [&](const QString& file) {
            return compareJson({reference_, path(file), "--components", "CbCr"})["comparisons"][0]["distance"]
                .toDouble();
        };
        QVERIFY(distance("colour/repair-001.png") < 0.1 * distance("image.png"));
    }

    void theReferenceItselfIsOneFrame() {
        const Outcome outcome = runSuss({"repair", reference_, reference_, "-o", path("same")});
        QCOMPARE(outcome.exitCode, 0);
        QCOMPARE(QDir(path("same")).entryList(QDir::Files), QStringList{"repair-000.png"});
    }

    void refusals() {
        const QString small = written(folder_.path() / "small.png", centreOf(exampleReference(), 40, 40));
        for (const QStringList& arguments :
             {QStringList{"repair", reference_, image_},
              {"repair", reference_, "-o", path("x")},
              {"repair", reference_, small, "-o", path("x")},
              {"repair", reference_, image_, "-o", path("reference.png/below")},
              {"repair", reference_, image_, "-o", path("x"), "--frames", "1"},
              {"repair", reference_, image_, "-o", path("x"), "--format", "gif"},
              {"repair", reference_, image_, "-o", path("x"), "--components", "Y9"},
              {"repair", reference_, image_, "-o", path("x"), "--first", "first.jpg"}}) {
            const Outcome outcome = runSuss(arguments);
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        }
        QVERIFY(!QDir(path("x")).exists());
    }
};

QTEST_GUILESS_MAIN(TestRepairCommand)
#include "test_repair.moc"
