#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QTest>

using namespace suss;
using namespace suss::test;

/// The written files, read by NumPy and put through dense linear algebra, give the log-likelihoods that
/// `suss compare` reports.
class TestDistribution : public QObject {
    Q_OBJECT

    ScratchFolder folder_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }

  private Q_SLOTS:
    void recomputedWithDenseLinearAlgebra_data() {
        QTest::addColumn<QSize>("size");
        QTest::newRow("smallest") << QSize(16, 16);
        QTest::newRow("odd") << QSize(37, 23);
        QTest::newRow("even") << QSize(48, 40);
    }
    void recomputedWithDenseLinearAlgebra() {
        QFETCH(QSize, size);
        const Image picture = centreOf(exampleReference(), size.width(), size.height());
        const QString reference = written(folder_.path() / "reference.png", picture);
        const QString image =
            written(folder_.path() / "image.png", withNoise(gaussianBlurred(picture, 0.6), 0.01, 5));
        const Outcome ofReference = runSuss({"distribution", reference, "-o", path("reference")});
        QVERIFY2(ofReference.exitCode == 0, ofReference.errors.constData());
        QCOMPARE(runSuss({"distribution", image, "-o", path("image")}).exitCode, 0);
        const Outcome comparison = runSuss({"compare", "--json", reference, image});
        QCOMPARE(comparison.exitCode, 0);
        QFile json(path("comparison.json"));
        QVERIFY(json.open(QIODevice::WriteOnly));
        json.write(comparison.output);
        json.close();

        QProcess python;
        python.start(SUSS_PYTHON,
                     {SUSS_RECOMPUTE_SCRIPT, path("reference"), path("image"), path("comparison.json")});
        QVERIFY(python.waitForFinished(120'000));
        QVERIFY2(python.exitCode() == 0,
                 (python.readAllStandardOutput() + python.readAllStandardError()).constData());
    }

    void descriptionKeepsItsSchema() {
        const QString reference = written(folder_.path() / "small.png", centreOf(exampleReference(), 20, 18));
        QCOMPARE(runSuss({"distribution", reference, "-o", path("deep/folder")}).exitCode, 0);
        QFile file(path("deep/folder/distribution.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject document = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(document["schema"].toString(), "suss.distribution/1");
        const QJsonArray components = document["components"].toArray();
        QCOMPARE(components.size(), 4);
        const QList<QJsonArray> shapes{{18, 20, 1}, {9, 10, 1}, {5, 5, 1}, {5, 5, 2}};
        for (int c = 0; c < 4; ++c) {
            QCOMPARE(components[c]["shape"].toArray(), shapes[c]);
            QCOMPARE(components[c]["offsets"].toArray().size(), c < 3 ? 12 : 49);
            QVERIFY(components[c]["weight"].isDouble());
        }
    }
};

QTEST_GUILESS_MAIN(TestDistribution)
#include "test_distribution.moc"
