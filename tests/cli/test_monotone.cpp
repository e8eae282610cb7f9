#include "core/explain/distortions.h"
#include "core/explain/example.h"
#include "core/image/read.h"
#include "tests/cli/suss_process.h"
#include "tests/support/photos.h"

#include <QJsonArray>
#include <QTest>

#include <algorithm>

using namespace suss;
using namespace suss::test;

/// More of a distortion is further from the reference, strictly, on photos that were not chosen for it.
class TestMonotone : public QObject {
    Q_OBJECT

    ScratchFolder folder_;

    void verifyGrowth(const Image& picture) {
        using Distort = std::function<Image(const Image&, int level)>;
        constexpr int kLevels = 4;
        constexpr std::array sigmas{0.6, 1.0, 1.8, 3.2};          // pixels
        constexpr std::array deviations{0.01, 0.02, 0.04, 0.08};  // of a range of 1
        constexpr std::array qualities{90, 60, 30, 10};
        const std::vector<std::pair<QString, Distort>> families{
            {"blur", [&](const Image& image, int level) { return gaussianBlurred(image, sigmas[level]); }},
            {"noise", [&](const Image& image, int level) { return withNoise(image, deviations[level], 11); }},
            {"jpeg", [&](const Image& image, int level) { return throughJpeg(image, qualities[level]); }},
        };
        QStringList arguments{written(folder_.path() / "reference.png", picture)};
        for (const auto& [name, distort] : families)
            for (int level = 0; level < kLevels; ++level)
                arguments << written(folder_.path() / (name.toStdString() + std::to_string(level) + ".png"),
                                     distort(picture, level));
        const QJsonArray comparisons = compareJson(arguments)["comparisons"].toArray();
        QCOMPARE(comparisons.size(), qsizetype(families.size() * kLevels));
        for (std::size_t family = 0; family < families.size(); ++family) {
            double before = 0;
            for (int level = 0; level < kLevels; ++level) {
                const double distance =
                    comparisons[qsizetype(family * kLevels) + level]["distance"].toDouble();
                QVERIFY2(distance > before, qPrintable(QString("%1, level %2: %3 after %4")
                                                           .arg(families[family].first)
                                                           .arg(level)
                                                           .arg(distance)
                                                           .arg(before)));
                before = distance;
            }
        }
    }

  private Q_SLOTS:
    void example() { verifyGrowth(centreOf(exampleReference(), 256, 256)); }

    void photos_data() {
        QTest::addColumn<QString>("file");
        for (const auto& file : publicPhotos())
            QTest::newRow(file.stem().c_str()) << QString::fromStdString(file.string());
        if (publicPhotos().empty()) QTest::newRow("none") << QString();
    }
    void photos() {
        QFETCH(QString, file);
        if (file.isEmpty()) QSKIP("python3-skimage, which brings the photos, is not installed");
        const Image photo = readImage(file.toStdString());
        verifyGrowth(centreOf(photo, std::min(256, photo.width), std::min(256, photo.height)));
    }
};

QTEST_GUILESS_MAIN(TestMonotone)
#include "test_monotone.moc"
