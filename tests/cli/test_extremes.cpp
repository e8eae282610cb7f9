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

namespace {

/// The words of a table's row, the first row below the header being 0.
QByteArrayList wordsOf(const Outcome& outcome, int row) {
    const QByteArrayList lines = outcome.output.trimmed().split('\n');
    return row + 1 < lines.size() ? lines[row + 1].simplified().split(' ') : QByteArrayList();
}

}  // namespace

class TestExtremes : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString reference_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }
    [[nodiscard]] Outcome extremes(const QString& folder, const QStringList& more = {}) const {
        return runSuss(QStringList{"extremes", reference_, "-o", path(folder)} + more);
    }

  private Q_SLOTS:
    void initTestCase() {
        reference_ = written(folder_.path() / "reference.png", centreOf(exampleReference(), 72, 60));
    }

    void equalErrorAndFarApart() {
        for (const QString spread : {"windows", "whole"}) {
            const Outcome outcome = extremes(spread, {"--spread", spread, "--rmse", "1.5"});
            QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
            QCOMPARE(QDir(path(spread)).entryList(QDir::Files), (QStringList{"least.png", "most.png"}));
            const QByteArrayList most = wordsOf(outcome, 0), least = wordsOf(outcome, 1);
            QCOMPARE(most.size(), 8);
            QCOMPARE(QString::fromUtf8(most[0]), path(spread + "/most.png"));
            QCOMPARE(QString::fromUtf8(least[0]), path(spread + "/least.png"));
            for (const QByteArrayList& words : {most, least}) {
                // Rounding to 16 bits adds an error of 0.001 levels at most, of its own direction.
                QVERIFY(std::abs(words[1].toDouble() - 1.5) < 1e-3);
                QVERIFY(std::abs(words[2].toDouble() + 20 * std::log10(1.5 / 255)) < 0.01);
                QVERIFY(words[7].toDouble() <= 1e-3);
            }
            QVERIFY(most[4].toDouble() > 10 * least[4].toDouble());
        }
    }

    void printedFiguresAreThoseOfTheFile() {
        for (const QStringList& choice :
             {QStringList{"--format", "png"}, QStringList{"--components", "Y1,CbCr"}}) {
            const QString folder = "scored" + choice.first();
            const Outcome outcome = extremes(folder, choice);
            for (const int row : {0, 1}) {
                const QByteArrayList words = wordsOf(outcome, row);
                QCOMPARE(words.size(), 8);
                QStringList arguments{reference_, QString::fromUtf8(words[0])};
                if (choice.first() == "--components") arguments += choice;
                const QJsonObject comparison =
                    compareJson(arguments)["comparisons"].toArray().first().toObject();
                // Six digits after the point are printed.
                QVERIFY(std::abs(words[3].toDouble() - comparison["suss"].toDouble()) < 1e-6);
                QVERIFY(std::abs(words[4].toDouble() - comparison["distance"].toDouble()) < 1e-6);
            }
        }
    }

    void filesSayHowTheyWereMade() {
        const Outcome outcome = extremes("said", {"--seed", "3", "--rmse", "2.5", "--components", "Y1,CbCr",
                                                  "--region", "8,4,40,32", "--window", "32"});
        QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
        for (const QString extreme : {"most", "least"}) {
            const QImage picture(path("said/" + extreme + ".png"));
            QCOMPARE(picture.depth(), 64);
            QCOMPARE(picture.text("suss:extreme"), extreme);
            QCOMPARE(picture.text("suss:rmse"), "2.5");
            QCOMPARE(picture.text("suss:region"), "8,4,40,32");
            QCOMPARE(picture.text("suss:spread"), "windows");
            QCOMPARE(picture.text("suss:window"), "32");
            QCOMPARE(picture.text("suss:seed"), "3");
            QCOMPARE(picture.text("suss:components"), "Y1,CbCr");
            QVERIFY(!picture.text("suss:weights").isEmpty());
            QVERIFY(!picture.text("suss:model").isEmpty());
            QCOMPARE(picture.text("suss:model-sha256").size(), 64);
            // Outside the region, the reference to the last bit.
            const Image before = readImage(reference_.toStdString());
            const Image after = readImage(path("said/" + extreme + ".png").toStdString());
            bool changed = false;
            for (int y = 0; y < before.height; ++y)
                for (int x = 0; x < 3 * before.width; ++x) {
                    const bool inside = y >= 4 && y < 36 && x >= 24 && x < 144;
                    if (before.row(y)[x] == after.row(y)[x]) continue;
                    QVERIFY(inside);
                    changed = true;
                }
            QVERIFY(changed);
        }
        QCOMPARE(extremes("eight", {"--format", "png"}).exitCode, 0);
        QCOMPARE(QImage(path("eight/most.png")).depth(), 32);
    }

    void sameOnAnyNumberOfThreads() {
        QCOMPARE(extremes("one", {"--threads", "1"}).exitCode, 0);
        QCOMPARE(extremes("two", {"--threads", "2"}).exitCode, 0);
        for (const QString name : {"/most.png", "/least.png"}) {
            QVERIFY(!contentOf(path("one" + name)).isEmpty());
            QCOMPARE(contentOf(path("one" + name)), contentOf(path("two" + name)));
        }
    }

    void refusals() {
        const QString out = path("x");
        for (const QStringList& arguments : {QStringList{"extremes", reference_},
                                             {"extremes", reference_, "-o", path("reference.png/below")},
                                             {"extremes", reference_, "-o", out, "--rmse", "0"},
                                             {"extremes", reference_, "-o", out, "--rmse", "250"},
                                             {"extremes", reference_, "-o", out, "--window", "30"},
                                             {"extremes", reference_, "-o", out, "--spread", "thin"},
                                             {"extremes", reference_, "-o", out, "--region", "60,0,40,10"},
                                             {"extremes", reference_, "-o", out, "--components", "Y9"},
                                             {"extremes", reference_, "-o", out, "--format", "gif"},
                                             {"extremes", path("absent.png"), "-o", out}}) {
            const Outcome outcome = runSuss(arguments);
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        }
        QVERIFY(!QDir(out).exists());
    }
};

QTEST_GUILESS_MAIN(TestExtremes)
#include "test_extremes.moc"
