#include "core/image/read.h"
#include "core/memory.h"
#include "tests/core/made_files.h"
#include "tests/support/photos.h"

#include <QtTest>

#include <cmath>
#include <thread>
#include <unistd.h>

using namespace suss;
using namespace suss::test;
namespace fs = std::filesystem;

namespace {

constexpr int kWide = 37, kHigh = 23;

// A bottom-up BMP with 24 bits a pixel, as the format describes it.
std::string bmpOf(const std::vector<std::uint8_t>& rgb, int width, int height) {
    const auto little = [](std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
        return text;
    };
    const std::uint32_t stride = (3u * width + 3) / 4 * 4;
    std::string bytes = "BM" + little(54 + stride * height, 4) + little(0, 4) + little(54, 4);
    bytes += little(40, 4) + little(width, 4) + little(height, 4) + little(1, 2) + little(24, 2);
    bytes += little(0, 4) + little(stride * height, 4) + little(2835, 4) + little(2835, 4) + little(0, 8);
    for (int y = height - 1; y >= 0; --y) {
        std::string row;
        for (int x = 0; x < width; ++x)
            for (int channel : {2, 1, 0})
                row += static_cast<char>(rgb[(std::size_t(y) * width + x) * 3 + channel]);
        row.resize(stride);
        bytes += row;
    }
    return bytes;
}

// EXIF that holds nothing but the orientation.
std::string exifOf(int orientation) {
    return std::string("MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0", 19) + char(orientation) +
           std::string(6, '\0');
}

void save(const VImage& image, const fs::path& file) {
    const std::string extension = file.extension().string();
    if (extension == ".png") image.pngsave(file.c_str());
    if (extension == ".tif") image.tiffsave(file.c_str());
    if (extension == ".ppm" || extension == ".pgm") image.ppmsave(file.c_str());
    if (extension == ".webp") image.webpsave(file.c_str(), VImage::option()->set("lossless", true));
    if (extension == ".jpg") image.jpegsave(file.c_str(), VImage::option()->set("Q", 95));
    if (extension == ".bmp") {
        const auto* data = static_cast<const std::uint8_t*>(image.data());
        putBytes(file, bmpOf({data, data + std::size_t(image.width()) * image.height() * 3}, image.width(),
                             image.height()));
    }
}

}  // namespace

class TestImageFiles : public QObject {
    Q_OBJECT

    ScratchFolder scratch_;
    [[nodiscard]] fs::path at(const std::string& name) const { return scratch_.path() / name; }

  private Q_SLOTS:
    void eightBitsAreExact_data() {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"png", "tif", "ppm", "webp", "bmp"})
            QTest::newRow(extension) << extension;
    }
    void eightBitsAreExact() {
        QFETCH(QString, extension);
        const auto samples = spreadSamples<std::uint8_t>(kWide * kHigh * 3);
        const fs::path file = at("eight." + extension.toStdString());
        save(vipsImage(samples, kWide, kHigh, 3, VIPS_INTERPRETATION_sRGB), file);
        const Image image = readImage(file);
        QCOMPARE(image.width, kWide);
        QCOMPARE(image.height, kHigh);
        QCOMPARE(image.sourceBits, 8);
        QCOMPARE(image.profile, std::string("sRGB"));
        QVERIFY(image.notes.empty());
        QVERIFY(image.rgb == rgbOf(samples, 3, 255));
    }

    void sixteenBitsAreExact_data() {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"png", "tif", "ppm"}) QTest::newRow(extension) << extension;
    }
    void sixteenBitsAreExact() {
        QFETCH(QString, extension);
        const auto samples = spreadSamples<std::uint16_t>(kWide * kHigh * 3);
        const fs::path file = at("sixteen." + extension.toStdString());
        save(vipsImage(samples, kWide, kHigh, 3, VIPS_INTERPRETATION_RGB16), file);
        const Image image = readImage(file);
        QCOMPARE(image.sourceBits, 16);
        QVERIFY(image.rgb == rgbOf(samples, 3, 65535));
    }

    void greyBecomesRgb() {
        const auto small = spreadSamples<std::uint8_t>(kWide * kHigh);
        const auto large = spreadSamples<std::uint16_t>(kWide * kHigh);
        for (const char* extension : {"png", "tif", "pgm"}) {
            const fs::path file = at(std::string("grey.") + extension);
            save(vipsImage(small, kWide, kHigh, 1, VIPS_INTERPRETATION_B_W), file);
            const Image eight = readImage(file);
            save(vipsImage(large, kWide, kHigh, 1, VIPS_INTERPRETATION_GREY16), file);
            const Image sixteen = readImage(file);
            QCOMPARE(eight.sourceBits, 8);
            QCOMPARE(sixteen.sourceBits, 16);
            QVERIFY(eight.rgb == rgbOf(small, 1, 255));
            QVERIFY(sixteen.rgb == rgbOf(large, 1, 65535));
        }
    }

    void fewBitsAndPalettes() {
        // 1 bit, 4 bits and a palette of PNG; PBM; PGM that says what its full value is.
        std::vector<std::uint8_t> two(kWide * kHigh), sixteen(kWide * kHigh);
        for (std::size_t i = 0; i < two.size(); ++i) {
            two[i] = i * i % 3 == 0 ? 255 : 0;
            sixteen[i] = static_cast<std::uint8_t>(i % 16 * 17);
        }
        vipsImage(two, kWide, kHigh, 1, VIPS_INTERPRETATION_B_W)
            .pngsave(at("one.png").c_str(), VImage::option()->set("bitdepth", 1));
        vipsImage(sixteen, kWide, kHigh, 1, VIPS_INTERPRETATION_B_W)
            .pngsave(at("four.png").c_str(), VImage::option()->set("bitdepth", 4));
        const Image one = readImage(at("one.png")), four = readImage(at("four.png"));
        QCOMPARE(one.sourceBits, 8);
        QVERIFY(one.rgb == rgbOf(two, 1, 255));
        QVERIFY(four.rgb == rgbOf(sixteen, 1, 255));

        std::vector<std::uint8_t> colours;
        for (int i = 0; i < 16 * 16; ++i)
            for (int value : {i % 4 * 85, i % 2 * 255, i % 3 * 127}) colours.push_back(std::uint8_t(value));
        vipsImage(colours, 16, 16, 3, VIPS_INTERPRETATION_sRGB)
            .pngsave(at("palette.png").c_str(), VImage::option()->set("palette", true)->set("dither", 0.0));
        const Image palette = readImage(at("palette.png"));
        // The quantiser that makes the palette may move a colour by a level.
        for (std::size_t i = 0; i < colours.size(); ++i)
            QVERIFY(std::abs(palette.rgb[i] - float(colours[i]) / 255) <= 2.0f / 255);

        putBytes(at("bits.pbm"), "P1\n# a comment\n2 2\n0 1 1 0\n");
        const Image bits = readImage(at("bits.pbm"));
        QVERIFY(bits.rgb == (std::vector<float>{1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1}));
        putBytes(at("one.pgm"), "P2 2 1 1 0 1\n");
        QVERIFY(readImage(at("one.pgm")).rgb == (std::vector<float>{0, 0, 0, 1, 1, 1}));

        putBytes(at("ten.pgm"), std::string("P5\n2 1\n1023\n") + "\x03\xff" + std::string("\x01\x00", 2));
        const Image ten = readImage(at("ten.pgm"));
        QCOMPARE(ten.sourceBits, 16);
        QVERIFY(ten.rgb[0] == 1.0f && ten.rgb[3] == 256.0f / 1023);
    }

    void jpegIsClose() {
        std::vector<std::uint8_t> samples;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                for (int value : {2 * x + 60, 2 * y + 60, x + y + 30}) samples.push_back(std::uint8_t(value));
        save(vipsImage(samples, 64, 64, 3, VIPS_INTERPRETATION_sRGB), at("smooth.jpg"));
        const Image image = readImage(at("smooth.jpg"));
        for (std::size_t i = 0; i < samples.size(); ++i)
            QVERIFY(std::abs(image.rgb[i] - float(samples[i]) / 255) < 6.0f / 255);
    }

    void orientationIsApplied_data() {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"jpg", "tif", "png", "webp"}) QTest::newRow(extension) << extension;
    }
    void orientationIsApplied() {
        QFETCH(QString, extension);
        // Six flat blocks of 16 x 16: three across, two down.
        constexpr int kBlock = 16, kAcross = 3, kDown = 2;
        const auto shadeOf = [](int column, int row) {
            return std::uint8_t(20 + 40 * (column + kAcross * row));
        };
        std::vector<std::uint8_t> samples;
        for (int y = 0; y < kBlock * kDown; ++y)
            for (int x = 0; x < kBlock * kAcross; ++x)
                samples.insert(samples.end(), 3, shadeOf(x / kBlock, y / kBlock));
        for (int orientation = 1; orientation <= 8; ++orientation) {
            VImage stored = vipsImage(samples, kBlock * kAcross, kBlock * kDown, 3, VIPS_INTERPRETATION_sRGB);
            stored.set(VIPS_META_ORIENTATION, orientation);
            const fs::path file = at("turned." + extension.toStdString());
            save(stored, file);
            if (extension == "png")  // vips reads this chunk but does not write it
                putBytes(file, pngWithChunk(bytesOfFile(file), "eXIf", exifOf(orientation)));
            const Image image = readImage(file);
            const bool swapped = orientation >= 5;
            QCOMPARE(image.width, kBlock * (swapped ? kDown : kAcross));
            QCOMPARE(image.height, kBlock * (swapped ? kAcross : kDown));
            for (int row = 0; row < kDown; ++row)
                for (int column = 0; column < kAcross; ++column) {
                    // Where EXIF 2.3, table 6, puts the stored row and column.
                    const int mirroredColumn = kAcross - 1 - column, mirroredRow = kDown - 1 - row;
                    const std::array<std::pair<int, int>, 8> shown{{{column, row},
                                                                    {mirroredColumn, row},
                                                                    {mirroredColumn, mirroredRow},
                                                                    {column, mirroredRow},
                                                                    {row, column},
                                                                    {mirroredRow, column},
                                                                    {mirroredRow, mirroredColumn},
                                                                    {row, mirroredColumn}}};
                    const auto [x, y] = shown[orientation - 1];
                    const float value = image.row(y * kBlock + 8)[3 * (x * kBlock + 8)];
                    QVERIFY2(std::abs(value - float(shadeOf(column, row)) / 255) < 3.0f / 255,
                             qPrintable(QString("orientation %1").arg(orientation)));
                }
        }
    }

    void firstPageWithANote() {
        const auto samples = spreadSamples<std::uint8_t>(16 * 48 * 3);
        VImage stack = vipsImage(samples, 16, 48, 3, VIPS_INTERPRETATION_sRGB);
        stack.set("page-height", 16);
        stack.tiffsave(at("pages.tif").c_str());
        const Image image = readImage(at("pages.tif"));
        QCOMPARE(image.height, 16);
        QVERIFY(image.rgb[0] == float(samples[0]) / 255);
        QVERIFY(anyMentions(image.notes, "3 pages"));
    }

    void oddNamesAreJustNames() {
        const auto samples = spreadSamples<std::uint8_t>(16 * 16 * 3);
        const VImage picture = vipsImage(samples, 16, 16, 3, VIPS_INTERPRETATION_sRGB);
        save(picture, at("plain.png"));
        save(picture, at("plain.bmp"));
        for (const char* name :
             {"a[page=2].png", "msl:x%d.png", "größe, schön.png", "no-extension", "wrong.jpg"}) {
            fs::copy_file(at("plain.png"), at(name));
            QCOMPARE(readImage(at(name)).rgb, readImage(at("plain.png")).rgb);
        }
        fs::copy_file(at("plain.bmp"), at("png:c[3].bmp"));
        QCOMPARE(readImage(at("png:c[3].bmp")).rgb, readImage(at("plain.png")).rgb);
    }

    void whatCannotBeReadIsNamed() {
        const auto refusal = [&](const std::string& name, const ReadOptions& options = {}) {
            const std::string complaint = complaintOf([&] { readImage(at(name), options); });
            if (!mentions(complaint, name) || mentions(complaint, "\n"))
                qWarning("%s: \"%s\"", name.c_str(), complaint.c_str());
            return mentions(complaint, name) && !mentions(complaint, "\n") ? complaint : std::string();
        };
        QVERIFY(mentions(refusal("missing.png"), "no such file"));
        fs::create_directory(at("folder.png"));
        QVERIFY(mentions(refusal("folder.png"), "folder"));
        putBytes(at("empty.png"), "");
        QVERIFY(mentions(refusal("empty.png"), "empty"));
        putBytes(at("text.png"), "this is no picture at all, whatever its name may say");
        QVERIFY(mentions(refusal("text.png"), "none of PNG"));
        putBytes(at("drawing.svg"), "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'/>");
        QVERIFY(mentions(refusal("drawing.svg"), "none of PNG"));
        for (const char* signature :
             {"\x89PNG\r\n\x1a\n", "\xff\xd8\xff\xe0", "II*", "BM", "P6 ", "#?RADIANCE\n"}) {
            putBytes(at("signature"), signature);
            QVERIFY(!refusal("signature").empty());
        }
        // A header that promises far more than any memory holds.
        putBytes(at("huge.ppm"), "P6\n2000000 2000000\n255\nabc");
        QVERIFY(!refusal("huge.ppm").empty());
        save(vipsImage(spreadSamples<std::uint8_t>(40 * 30 * 3), 40, 30, 3, VIPS_INTERPRETATION_sRGB),
             at("big.png"));
        ReadOptions options;
        options.maxPixels = 40 * 30 - 1;
        QVERIFY(mentions(refusal("big.png", options), "40 x 30"));
        options.maxPixels = 40 * 30;
        QCOMPARE(readImage(at("big.png"), options).width, 40);
    }

    void truncatedFilesFail_data() {
        QTest::addColumn<QString>("extension");
        for (const char* extension : {"png", "jpg", "webp", "tif", "bmp", "ppm"})
            QTest::newRow(extension) << extension;
    }
    void truncatedFilesFail() {
        QFETCH(QString, extension);
        const std::string name = "whole." + extension.toStdString();
        save(vipsImage(spreadSamples<std::uint8_t>(200 * 150 * 3), 200, 150, 3, VIPS_INTERPRETATION_sRGB),
             at(name));
        const std::string bytes = bytesOfFile(at(name));
        QVERIFY(!readImage(at(name)).empty());
        for (const double part : {0.01, 0.3, 0.6, 0.98}) {
            putBytes(at("cut"), bytes.substr(0, std::size_t(part * double(bytes.size()))));
            QVERIFY2(mentions(complaintOf([&] { readImage(at("cut")); }), "cut"),
                     qPrintable(QString::number(part)));
        }
    }

    void textAndBitmapsAreReadInFull_data() {
        QTest::addColumn<QByteArray>("whole");
        QTest::addColumn<QList<int>>("samples");
        QTest::addColumn<int>("top");
        QTest::newRow("bits as text")
            << QByteArray("P1 9 2 # 1 1\n# more\n011011010 1 0 11 01011")
            << QList<int>{1, 0, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1, 0, 0} << 1;
        QTest::newRow("grey as text") << QByteArray("P2\n# 3 3\n# 4\r3 2 # more\r\n7 1 2 3\n4 5 6")
                                      << QList<int>{1, 2, 3, 4, 5, 6} << 7;
        QTest::newRow("colours as text")
            << QByteArray("P3 1 2 255 1 2 3 4 5 6") << QList<int>{1, 2, 3, 4, 5, 6} << 255;
        QTest::newRow("bitmap") << QByteArray("P4 9 2\n\x55\x7f#\x01", 11)
                                << QList<int>{1, 0, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 0, 1} << 1;
    }
    void textAndBitmapsAreReadInFull() {
        QFETCH(QByteArray, whole);
        QFETCH(QList<int>, samples);
        QFETCH(int, top);
        putBytes(at("whole.pnm"), whole.toStdString());
        const Image image = readImage(at("whole.pnm"));
        const std::vector<std::uint8_t> expected(samples.begin(), samples.end());
        QCOMPARE(image.rgb, rgbOf(expected, image.rgb.size() == expected.size() ? 3 : 1, float(top)));
        putBytes(at("cut.pnm"), whole.chopped(1).toStdString());
        QVERIFY(mentions(complaintOf([&] { readImage(at("cut.pnm")); }), "cut short"));
    }

    void memoryIsAskedFor() {
        const auto available = availableMemory();
        QVERIFY(available && *available > 0);
        requireMemory(1, "This");
        const std::string complaint = complaintOf([] { requireMemory(INT64_MAX, "This"); });
        QVERIFY(mentions(complaint, "This would take about 9223372036.9 GB of memory"));
    }

    void nothingElseIsPrinted() {
        save(vipsImage(spreadSamples<std::uint8_t>(90 * 90 * 3), 90, 90, 3, VIPS_INTERPRETATION_sRGB),
             at("loud.jpg"));
        const std::string bytes = bytesOfFile(at("loud.jpg"));
        putBytes(at("loud.jpg"), bytes.substr(0, bytes.size() / 2));
        const int standardError = ::dup(2);
        QVERIFY(std::freopen(at("printed").c_str(), "w", stderr) != nullptr);
        const std::string complaint = complaintOf([&] { readImage(at("loud.jpg")); });
        std::fflush(stderr);
        ::dup2(standardError, 2);
        ::close(standardError);
        QVERIFY(!complaint.empty());
        QCOMPARE(bytesOfFile(at("printed")), std::string());
    }

    void severalThreadsAtOnce() {
        const auto samples = spreadSamples<std::uint16_t>(64 * 48 * 3);
        save(vipsImage(samples, 64, 48, 3, VIPS_INTERPRETATION_RGB16), at("shared.png"));
        std::vector<Image> images(4);
        {
            std::vector<std::jthread> threads;
            for (Image& image : images) threads.emplace_back([&] { image = readImage(at("shared.png")); });
        }
        for (const Image& image : images) QVERIFY(image.rgb == rgbOf(samples, 3, 65535));
    }

    void publicPhotosAreRead() {
        if (publicPhotos().empty()) QSKIP("python3-skimage is not installed");
        for (const fs::path& file : publicPhotos()) QVERIFY(!readImage(file).empty());
    }
};

QTEST_GUILESS_MAIN(TestImageFiles)
#include "test_image_files.moc"
