#include "core/explain/distortions.h"
#include "core/files.h"
#include "core/image/byte_picture.h"
#include "core/image/read.h"
#include "core/image/reshape.h"
#include "core/image/write.h"
#include "core/image/write_floats.h"
#include "tests/core/made_files.h"
#include "tests/support/photos.h"

#include <QtTest>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstring>

using namespace suss;
using namespace suss::test;
namespace fs = std::filesystem;

namespace {

constexpr int kWide = 37, kHigh = 23;

Image spreadImage(int width, int height) {
    Image image(width, height);
    const auto samples = spreadSamples<std::uint16_t>(image.rgb.size());
    for (std::size_t i = 0; i < samples.size(); ++i) image.rgb[i] = float(samples[i]) / 65535;
    return image;
}

}  // namespace

class TestImageWriting : public QObject {
    Q_OBJECT

    ScratchFolder scratch_;
    [[nodiscard]] fs::path at(const std::string& name) const { return scratch_.path() / name; }

  private Q_SLOTS:
    void writtenImagesComeBack() {
        const Image picture = spreadImage(kWide, kHigh);
        for (const char* extension : {"png", "tif", "tiff", "PNG"}) {
            const fs::path file = at(std::string("back.") + extension);
            writeImage(file, picture, 16);
            const Image sixteen = readImage(file);
            QCOMPARE(sixteen.sourceBits, 16);
            QCOMPARE(sixteen.rgb, picture.rgb);
            QVERIFY(sixteen.notes.empty());
            writeImage(file, picture, 8);
            const Image eight = readImage(file);
            std::vector<float> expected = picture.rgb;
            for (float& value : expected) value = std::round(value * 255) / 255;
            QVERIFY(eight.rgb == expected);
        }
        Image grey(64, 64);
        std::fill(grey.rgb.begin(), grey.rgb.end(), 100.0f / 255);
        writeImage(at("back.jpg"), grey, 8);
        QVERIFY(std::abs(readImage(at("back.jpg")).rgb[100] - 100.0f / 255) < 1.5f / 255);
    }

    void valuesAreRoundedAndClipped() {
        Image image(16, 16);
        image.rgb[0] = 0.49f / 255;
        image.rgb[1] = 0.51f / 255;
        image.rgb[2] = 253.6f / 255;
        image.rgb[3] = 7;
        image.rgb[4] = -7;
        writeImage(at("round.png"), image, 8);
        const Image back = readImage(at("round.png"));
        const std::array expected{0.0f, 1.0f / 255, 254.0f / 255, 1.0f, 0.0f};
        QVERIFY(std::equal(expected.begin(), expected.end(), back.rgb.begin()));
    }

    void textIsKept() {
        const std::map<std::string, std::string> text{{"suss:recipe", "{\"seed\": 7, \"path\": \"a b\"}"},
                                                      {"Title", "größer als 1 µm"}};
        writeImage(at("text.png"), spreadImage(16, 16), 16, text);
        const VImage png = VImage::pngload(at("text.png").c_str());
        std::map<std::string, std::string> found;
        char** fields = vips_image_get_fields(png.get_image());
        for (char** name = fields; *name != nullptr; ++name) {
            const std::string field = *name;
            if (field.starts_with("png-comment-"))
                found[field.substr(field.find('-', sizeof "png-comment-") + 1)] = png.get_string(*name);
        }
        g_strfreev(fields);
        QCOMPARE(found, text);

        writeImage(at("text.tif"), spreadImage(16, 16), 16, text);
        const VImage tiff = VImage::tiffload(at("text.tif").c_str());
        const auto description = nlohmann::json::parse(tiff.get_string(VIPS_META_IMAGEDESCRIPTION));
        QCOMPARE((description.get<std::map<std::string, std::string>>()), text);
    }

    void failedWritesLeaveWhatWasThere() {
        const Image picture = spreadImage(16, 16);
        putBytes(at("old.png"), "old content");
        const auto entries = [&] { return std::distance(fs::directory_iterator(scratch_.path()), {}); };
        const auto before = entries();
        bool thrown = false;
        try {
            writeAtomically(at("old.png"), [&](const fs::path& temporary) {
                putBytes(temporary, "half");
                throw std::runtime_error("power cut");
            });
        } catch (const std::runtime_error&) {
            thrown = true;
        }
        QVERIFY(thrown);
        QVERIFY(!complaintOf([&] { checkFolder(""); }).empty());
        QVERIFY(complaintOf([&] { checkFolder(at("new/folder")); }).empty());
        QVERIFY(mentions(complaintOf([&] { checkFolder(at("old.png/folder")); }), "old.png"));
        QVERIFY(mentions(complaintOf([&] { writeAtomically(at("old.png"), [](const fs::path&) {}); }),
                         "old.png"));
        QVERIFY(mentions(complaintOf([&] { writeImage(at("old.png"), Image(), 8); }), "old.png"));
        QVERIFY(mentions(complaintOf([&] { writeImage(at("old.png"), picture, 12); }), "12 bits"));
        QVERIFY(mentions(complaintOf([&] { writeImage(at("old.jpg"), picture, 16); }), "16 bits"));
        QVERIFY(mentions(complaintOf([&] { writeImage(at("old.gif"), picture, 8); }), ".png"));
        QVERIFY(mentions(complaintOf([&] { writeFile(at("nowhere/x.txt"), "x"); }), "nowhere"));
        QVERIFY(mentions(complaintOf([&] { writeFile(at("old.png/x.txt"), "x"); }), "old.png/x.txt"));
        QVERIFY(mentions(complaintOf([&] { writeFile(scratch_.path(), "x"); }), "folder"));
        QVERIFY(mentions(complaintOf([&] { writeFile("/dev/null", "x"); }), "ordinary"));
        QCOMPARE(bytesOfFile(at("old.png")), std::string("old content"));
        QCOMPARE(entries(), before);
    }

    void replacedFilesKeepLinkAndPermissions() {
        putBytes(at("target.txt"), "old");
        fs::permissions(at("target.txt"), fs::perms::owner_read | fs::perms::owner_write);
        fs::create_symlink("target.txt", at("link.txt"));
        writeFile(at("link.txt"), "new");
        QVERIFY(fs::is_symlink(at("link.txt")));
        QCOMPARE(bytesOfFile(at("target.txt")), std::string("new"));
        QVERIFY(fs::status(at("target.txt")).permissions() ==
                (fs::perms::owner_read | fs::perms::owner_write));
    }

    void npyIsWhatNumpyWrites() {
        const std::vector<float> values{1, -2.5f, 3, 4, 5, 6};
        const auto written = [&](std::vector<std::int64_t> shape) {
            writeNpy(at("a.npy"), values, shape);
            return bytesOfFile(at("a.npy"));
        };
        const std::string bytes = written({2, 3});
        std::string expected("\x93NUMPY\x01\x00\x76\x00", 10);
        expected += "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";
        expected += std::string(127 - expected.size(), ' ') + "\n";
        QCOMPARE(bytes.substr(0, 128), expected);
        QCOMPARE(bytes.size(), 128 + 6 * sizeof(float));
        QVERIFY(std::memcmp(bytes.data() + 128, values.data(), 6 * sizeof(float)) == 0);
        QVERIFY(mentions(written({6}), "'shape': (6,"));
        QVERIFY(!complaintOf([&] { written({2, 4}); }).empty());
    }

    void reshaping() {
        Image image(16, 16);
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 16; ++x)
                for (int channel = 0; channel < 3; ++channel)
                    image.row(y)[3 * x + channel] = float(x + 2 * y + 10 * channel) / 100;
        const Image part = cropped(image, 3, 5, 4, 2);
        QCOMPARE(part.width, 4);
        QCOMPARE(part.height, 2);
        QVERIFY(part.row(1)[3 * 2 + 1] == image.row(6)[3 * 5 + 1]);
        QVERIFY(!complaintOf([&] { cropped(image, 13, 0, 4, 4); }).empty());
        QVERIFY(!complaintOf([&] { cropped(image, -1, 0, 4, 4); }).empty());

        const Image half = resized(image, 8, 8);  // area means of 2 x 2
        QVERIFY(std::abs(half.row(2)[3 * 3] - (image.row(4)[18] + image.row(5)[21]) / 2) < 1e-6f);
        const Image mixed = resized(image, 8, 32);
        QCOMPARE(mixed.height, 32);
        const Image larger = resized(image, 48, 48);  // a plane stays a plane, away from the edges
        QVERIFY(std::abs(larger.row(25)[3 * 25] - image.row(8)[3 * 8]) < 2e-3f);
        QCOMPARE(resized(image, 16, 16).rgb, image.rgb);
        QVERIFY(!complaintOf([&] { resized(image, 0, 5); }).empty());
    }

    void bytesAreRounded() {
        Image image(2, 1);
        image.rgb = {0.f, 0.4999f / 255, 0.5001f / 255, 254.4f / 255, 1.5f, -0.5f};
        const BytePicture bytes = bytePictureOf(image);
        QCOMPARE(bytes.width, 2);
        QCOMPARE(bytes.height, 1);
        QCOMPARE(bytes.rgb, (std::vector<std::uint8_t>{0, 0, 1, 254, 255, 0}));
    }

    void jpegInMemory() {
        Image image(64, 64);
        for (std::size_t i = 0; i < image.rgb.size(); ++i) image.rgb[i] = 0.2f + 0.6f * float(i % 192) / 192;
        const auto error = [&](int quality) {
            const Image coded = throughJpeg(image, quality);
            double sum = 0;
            for (std::size_t i = 0; i < image.rgb.size(); ++i)
                sum += std::pow(coded.rgb[i] - image.rgb[i], 2);
            return sum;
        };
        QVERIFY(error(95) > 0);
        QVERIFY(error(95) < error(50));
        QVERIFY(error(50) < error(5));
        // Red and blue columns in turn keep their colour at full chroma resolution only.
        for (std::size_t i = 0; i < image.rgb.size(); ++i)
            image.rgb[i] = i % 6 == 0 || i % 6 == 5 ? 1.0f : 0.0f;
        QVERIFY(error(89) > 20 * error(90));
        QVERIFY(!complaintOf([&] { throughJpeg(image, 0); }).empty());
    }
};

QTEST_GUILESS_MAIN(TestImageWriting)
#include "test_image_writing.moc"
