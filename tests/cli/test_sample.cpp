#include "core/explain/example.h"
#include "core/image/read.h"
#include "core/planes/planes.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <csignal>

using namespace suss;
using namespace suss::test;

class TestSample : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString reference_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }
    [[nodiscard]] Outcome sample(const QString& folder, const QStringList& more) const {
        return runSuss(QStringList{"sample", reference_, "-o", path(folder)} + more);
    }

  private Q_SLOTS:
    void initTestCase() {
        reference_ = written(folder_.path() / "reference.png", centreOf(exampleReference(), 72, 60));
    }

    void sameOnAnyNumberOfThreads() {
        QCOMPARE(sample("one", {"--count", "2", "--seed", "7", "--threads", "1"}).exitCode, 0);
        QCOMPARE(sample("two", {"--count", "10", "--seed", "7", "--threads", "2"}).exitCode, 0);
        QCOMPARE(QDir(path("one")).entryList(QDir::Files), (QStringList{"sample-000.png", "sample-001.png"}));
        QCOMPARE(QDir(path("two")).entryList(QDir::Files).size(), 10);
        for (const QString name : {"/sample-000.png", "/sample-001.png"}) {
            QVERIFY(!contentOf(path("one" + name)).isEmpty());
            QCOMPARE(contentOf(path("one" + name)), contentOf(path("two" + name)));
        }
        QVERIFY(contentOf(path("two/sample-000.png")) != contentOf(path("two/sample-001.png")));
        QCOMPARE(sample("other", {"--count", "1", "--seed", "8"}).exitCode, 0);
        QVERIFY(contentOf(path("other/sample-000.png")) != contentOf(path("one/sample-000.png")));
    }

    void filesSayHowTheyWereMade() {
        QCOMPARE(
            sample("said", {"--count", "2", "--seed", "3", "--strength", "0.5", "--components", "Y1,CbCr"})
                .exitCode,
            0);
        const QImage picture(path("said/sample-001.png"));
        QCOMPARE(picture.depth(), 64);
        QCOMPARE(picture.text("suss:seed"), "3");
        QCOMPARE(picture.text("suss:index"), "1");
        QCOMPARE(picture.text("suss:strength"), "0.5");
        QCOMPARE(picture.text("suss:components"), "Y1,CbCr");
        QVERIFY(!picture.text("suss:model").isEmpty());
        QCOMPARE(picture.text("suss:model-sha256").size(), 64);
        QCOMPARE(sample("eight", {"--count", "1", "--format", "png"}).exitCode, 0);
        QCOMPARE(QImage(path("eight/sample-000.png")).depth(), 32);
    }

    void printedScoreIsThatOfTheFile() {
        for (const QString format : {"png", "png16"}) {
            const Outcome outcome = sample("scored" + format, {"--count", "1", "--format", format});
            const QString file = path("scored" + format + "/sample-000.png");
            const QByteArrayList words = outcome.output.trimmed().split('\n').last().simplified().split(' ');
            QCOMPARE(words.size(), 3 + int(kComponentCount));
            QCOMPARE(QString::fromUtf8(words[0]), file);
            const QJsonObject comparison =
                compareJson({reference_, file})["comparisons"].toArray().first().toObject();
            // Six digits after the point are printed.
            QVERIFY(std::abs(words[1].toDouble() - comparison["suss"].toDouble()) < 1e-6);
            QVERIFY(std::abs(words[2].toDouble() - comparison["distance"].toDouble()) < 1e-6);
            double sum = 0;
            for (int c = 3; c < words.size(); ++c) sum += words[c].toDouble();
            QVERIFY(std::abs(sum - words[2].toDouble()) < 3e-6);  // five roundings
        }
    }

    void otherComponentsStayTheReferences() {
        QCOMPARE(sample("colour", {"--count", "1", "--components", "CbCr"}).exitCode, 0);
        const Planes before = planesOf(readImage(reference_.toStdString()));
        const Planes after = planesOf(readImage(path("colour/sample-000.png").toStdString()));
        const auto meanChange = [&](Component component) {
            const Plane &a = before[indexOf(component)], &b = after[indexOf(component)];
            double sum = 0;
            for (std::size_t i = 0; i < a.values.size(); ++i) sum += std::abs(a.values[i] - b.values[i]);
            return sum / static_cast<double>(a.values.size());
        };
        // Rounding to 16 bits, and clipping where the new colour leaves the cube: far below the draw itself.
        QVERIFY(meanChange(Component::CbCr) > 0);
        for (const Component luma : {Component::Y1, Component::Y2, Component::Y3})
            QVERIFY(meanChange(luma) < 0.02 * meanChange(Component::CbCr));
    }

    void refusals() {
        const QString blocked = path("reference.png/below");
        for (const QStringList& arguments : {QStringList{"sample", reference_},
                                             {"sample", reference_, "-o", blocked},
                                             {"sample", reference_, "-o", path("x"), "--format", "gif"},
                                             {"sample", reference_, "-o", path("x"), "--count", "0"},
                                             {"sample", path("absent.png"), "-o", path("x")}}) {
            const Outcome outcome = runSuss(arguments);
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        }
        QVERIFY(!QDir(path("x")).exists());
    }

    void interruptLeavesWholeFilesOnly() {
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("SUSS_MODEL", SUSS_TEST_MODEL);
        process.setProcessEnvironment(environment);
        process.start(SUSS_PROGRAM, {"sample", reference_, "-o", path("long"), "--count", "100000"});
        QTRY_VERIFY_WITH_TIMEOUT(!QDir(path("long")).entryList(QDir::Files).isEmpty(), 60'000);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        for (const QString& name : QDir(path("long")).entryList(QDir::Files | QDir::Hidden))
            QVERIFY2(!QImage(path("long/" + name)).isNull(), qPrintable(name));
    }
};

QTEST_GUILESS_MAIN(TestSample)
#include "test_sample.moc"
