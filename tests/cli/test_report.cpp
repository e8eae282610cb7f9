#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QColorSpace>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTest>

using namespace suss;
using namespace suss::test;

namespace {

constexpr int kWidth = 80, kHeight = 56;

QString readText(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// What stands between two texts, the first time.
QString between(const QString& text, const QString& begin, const QString& end) {
    const qsizetype from = text.indexOf(begin) + begin.size();
    return text.mid(from, text.indexOf(end, from) - from);
}

/// Values of an attribute, as the browser gets them.
QStringList valuesOf(const QString& html, const QString& attribute) {
    QStringList values;
    QRegularExpressionMatchIterator match =
        QRegularExpression("[\\s<]" + attribute + "=\"([^\"]*)\"").globalMatch(html);
    while (match.hasNext()) values += match.next().captured(1);
    return values;
}

QImage pictureIn(const QString& dataUri) {
    return QImage::fromData(QByteArray::fromBase64(dataUri.section(',', 1).toLatin1()));
}

}  // namespace

class TestReport : public QObject {
    Q_OBJECT

    ScratchFolder folder_;
    QString reference_, blurred_, hostile_;

    [[nodiscard]] QString path(const QString& name) const {
        return QString::fromStdString((folder_.path() / name.toStdString()).string());
    }
    /// The page of a run that has to succeed.
    [[nodiscard]] QString page(const QStringList& arguments) const {
        const QString file = path("page.html");
        const Outcome outcome = runSuss(QStringList{"report"} + arguments + QStringList{"-o", file});
        [&] { QVERIFY2(outcome.exitCode == 0, outcome.errors.constData()); }();
        return readText(file);
    }

  private Q_SLOTS:
    void initTestCase() {
        const Image picture = centreOf(exampleReference(), kWidth, kHeight);
        reference_ = written(folder_.path() / "reference.png", picture);
        blurred_ = written(folder_.path() / "blurred.png", gaussianBlurred(picture, 1.5));
        hostile_ = written(folder_.path() / "<script>alert(1)<&\"'{{json}}.png", withNoise(picture, 0.02, 1));
    }

    void anotherColourSpaceIsNoted() {
        QImage picture = QImage(reference_).convertToFormat(QImage::Format_RGB32);
        picture.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
        QVERIFY(picture.save(path("wide.png")));
        picture.setColorSpace({});
        QVERIFY(picture.save(path("silent.png")));
        QVERIFY(
            page({path("wide.png"), path("silent.png")})
                .contains(
                    "<p>Note: it names no colour profile and was read as sRGB, but the reference is in "));
        const Outcome compared = runSuss({"compare", path("silent.png"), path("wide.png")});
        QVERIFY(compared.output.contains("Note: it is in ") &&
                compared.output.contains("but the reference names no colour profile"));
    }

    void asksForNothingFromElsewhere() {
        const QString html = page({reference_, blurred_, hostile_});
        QVERIFY(html.contains("default-src 'none'"));
        for (const QString word : {"http:", "https:", "@import", "url(", "<link", "fetch(", "import("})
            QVERIFY2(!html.contains(word), qPrintable(word));
        const QStringList sources = valuesOf(html, "src");
        // The reference once; of each image its thumbnail, the picture and the map.
        QCOMPARE(sources.size(), 1 + 2 * 3);
        for (const QString& source : sources) {
            QVERIFY(source.startsWith("data:image/"));
            QVERIFY(!pictureIn(source).isNull());
        }
        for (const QString& link : valuesOf(html, "href")) {
            QVERIFY2(link.startsWith('#'), qPrintable(link));
            QVERIFY2(html.contains("id=\"" + link.mid(1) + '"'), qPrintable(link));
        }
        QVERIFY(!html.contains(QRegularExpression("\\{\\{[a-z-]+\\}\\}(?!\\.png)")));
    }

    void picturesAreThoseCompared() {
        const QString html = page({reference_, blurred_});
        QCOMPARE(pictureIn(valuesOf(html, "src").first()).convertToFormat(QImage::Format_RGB32).size(),
                 QSize(kWidth, kHeight));
        const QImage original = QImage(blurred_).convertToFormat(QImage::Format_RGB32);
        const QImage shown = pictureIn(valuesOf(html, "src").at(2)).convertToFormat(QImage::Format_RGB32);
        QCOMPARE(shown.size(), original.size());
        // From 16 to 8 bits, each by its own rounding.
        for (int y = 0; y < kHeight; ++y)
            for (int x = 0; x < kWidth; ++x)
                QVERIFY(std::abs(qGreen(shown.pixel(x, y)) - qGreen(original.pixel(x, y))) <= 1);
    }

    void namesAreEscaped() {
        const QString html = page({reference_, hostile_, "--title", "A <b>bold</b> \"title\""});
        QCOMPARE(html.count("<script"), 2);  // the numbers and the program of the page
        QCOMPARE(html.count("</script"), 2);
        QVERIFY(html.contains("&lt;script&gt;alert(1)&lt;&amp;&quot;"));
        QVERIFY(html.contains("<title>A &lt;b&gt;bold&lt;/b&gt; &quot;title&quot;</title>"));
        for (const QString& alternative : valuesOf(html, "alt")) QVERIFY(!alternative.isEmpty());
    }

    void numbersAreThoseOfCompare() {
        const QStringList arguments{reference_, blurred_, hostile_, "--components", "Y1,CbCr"};
        const QString html = page(arguments);
        const QString json =
            between(html, "<script type=\"application/json\" id=\"suss-compare\">", "</script>");
        QCOMPARE(QJsonDocument::fromJson(json.toUtf8()).object(), compareJson(arguments));
    }

    void saysWhereItComesFrom() {
        const QString html = page({reference_, blurred_});
        const QString hash =
            QString::fromLatin1(runSuss({"--version"}).output).section("sha256 ", 1).trimmed();
        QCOMPARE(hash.size(), 64);
        QVERIFY(html.contains(hash));
        QCOMPARE(html.count(QRegularExpression("<code>[0-9a-f]{64}</code>")), 2);
        for (const QString& part : {reference_, blurred_, QString(SUSS_VERSION), QString("80 × 56"),
                                    QString("The reference: reference.png")})
            QVERIFY2(html.contains(part), qPrintable(part));
    }

    void tableHasARowAnImageLeastDistanceFirst() {
        const QString html = page({reference_, blurred_, reference_, hostile_});
        const QString body = between(html, "<tbody>", "</tbody>");
        const QStringList values = valuesOf(body, "data-value");
        QCOMPARE(values.size(), 3 * 11);
        double last = -1;
        for (qsizetype row = 0; row < 3; ++row) {
            QVERIFY(values[11 * row + 1].toDouble() > last);
            last = values[11 * row + 1].toDouble();
        }
        QCOMPARE(values[1], "0");
        QCOMPARE(values[7].toLongLong(), QFileInfo(reference_).size());
        QCOMPARE(values[8], "Infinity");
    }

    void compressedFilesAreDrawnByTheirSize() {
        QStringList files{reference_, blurred_};
        for (const int quality : {20, 60, 90}) {
            files += path(QStringLiteral("q%1.jpg").arg(quality));
            QVERIFY(QImage(reference_).save(files.last(), nullptr, quality));
        }
        const QString html = page(files);
        const QString drawing = between(html, "<svg", "</svg>");
        // PNG files are of no size that says anything.
        QCOMPARE(drawing.count("<circle"), 3);
        const QStringList across = valuesOf(drawing, "cx"), down = valuesOf(drawing, "cy");
        // The farthest first: with the fewest bits, and highest.
        for (qsizetype i = 1; i < 3; ++i) {
            QVERIFY(across[i].toDouble() > across[i - 1].toDouble());
            QVERIFY(down[i].toDouble() > down[i - 1].toDouble());
        }
        // 60 to 708 are 0 to 1.05 times the most bits a pixel.
        const double most = double(QFileInfo(files[4]).size()), least = double(QFileInfo(files[2]).size());
        QVERIFY(std::abs(across[0].toDouble() - (60 + 648 * least / (1.05 * most))) < 0.1);
        QVERIFY(!page(files.mid(0, 4)).contains("<svg"));
    }

    void largePicturesAreShownSmaller() {
        // Sixteen pixels high is the least that can be compared.
        const Image strip = centreOf(exampleReference(), 400, 16);
        Image wide(2000, 16);
        for (int y = 0; y < wide.height; ++y)
            for (int x = 0; x < 3 * wide.width; ++x) wide.row(y)[x] = strip.row(y)[x % (3 * strip.width)];
        const QString file = written(folder_.path() / "wide.png", wide);
        const QString html = page({file, file});
        QVERIFY(html.contains("1600 × 13 instead of 2000 × 16 pixels"));
        for (const QString& source : valuesOf(html, "src")) QVERIFY(pictureIn(source).width() <= 1600);
    }

    void whatCannotBeWrittenLeavesAnOldPage() {
        QVERIFY(QDir().mkpath(path("folder.html")));
        for (const QString& output : {path("no/such/page.html"), path("folder.html"), QString("/dev/full")}) {
            const Outcome outcome = runSuss({"report", "--quiet", reference_, blurred_, "-o", output});
            QCOMPARE(outcome.exitCode, 2);
            QVERIFY2(outcome.isOneSentence(), outcome.errors.constData());
            QVERIFY(outcome.errors.contains(output.toUtf8()));
        }
        const QString old = path("old.html");
        QFile file(old);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("as it was") > 0);
        file.close();
        const Outcome outcome = runSuss({"report", reference_, path("absent.png"), "-o", old});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.isOneSentence());
        QCOMPARE(readText(old), "as it was");
    }

    void goesOnIfAsked() {
        const QString output = path("some.html");
        const Outcome outcome =
            runSuss({"report", "--keep-going", reference_, path("absent.png"), blurred_, "-o", output});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY(outcome.errors.contains("absent.png"));
        QVERIFY(outcome.errors.contains("1 of 2"));
        const QString html = readText(output);
        QVERIFY(html.contains("Not compared: "));
        QCOMPARE(html.count("<section"), 1);
    }
};

QTEST_GUILESS_MAIN(TestReport)
#include "test_report.moc"
