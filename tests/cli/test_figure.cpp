#include "core/explain/example.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QTest>

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

    void refusals() {
        for (const QStringList& more : {QStringList{"--panels", "portrait"},
                                        {"--colormap", "rainbow"},
                                        {"--range", "1,0"},
                                        {"--range", "low,high"},
                                        {"--panels", "reference", "--range", "0,1"},
                                        {"--panels", "difference,map", "--range", "0,1"},
                                        {"--region", "0,0,500,500"},
                                        {"--dpi", "0"},
                                        {image_}}) {
            const Outcome outcome = figure("refused.png", more);
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
        }
        for (const QString name : {"refused.svg", "refused.pdf"}) QVERIFY(figure(name).isOneSentence());
        QVERIFY(runSuss({"figure", "--example", "earthquake", "-o", path("refused.png")}).isOneSentence());
        for (const QString name : {"refused.png", "refused.svg", "refused.pdf"})
            QVERIFY(!QFileInfo::exists(path(name)));
    }
};

QTEST_GUILESS_MAIN(TestFigure)
#include "test_figure.moc"
