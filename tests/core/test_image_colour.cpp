#include "core/image/colour_profile.h"
#include "core/image/profile_mismatch.h"
#include "core/image/read.h"
#include "core/image/reshape.h"
#include "tests/core/made_files.h"
#include "tests/support/photos.h"

#include <Eigen/LU>
#include <QtTest>

#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <lcms2.h>
#include <limits>

using namespace suss;
using namespace suss::test;
namespace fs = std::filesystem;

namespace {

constexpr int kSide = 16;
using Primaries = std::array<double, 6>;  // x, y of red, green and blue; the white is D65
constexpr Primaries kSrgb{0.64, 0.33, 0.30, 0.60, 0.15, 0.06};
constexpr Primaries kAdobe{0.64, 0.33, 0.21, 0.71, 0.15, 0.06};
constexpr Primaries kP3{0.68, 0.32, 0.265, 0.69, 0.15, 0.06};

double decodedSrgb(double v) {
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}
double encodedSrgb(double v) {
    return v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

// Columns are the XYZ of the primaries, scaled so that they add up to D65.
Eigen::Matrix3d toXyz(const Primaries& primaries) {
    Eigen::Matrix3d columns;
    for (int i = 0; i < 3; ++i) {
        const double x = primaries[2 * i], y = primaries[2 * i + 1];
        columns.col(i) << x / y, 1, (1 - x - y) / y;
    }
    const Eigen::Vector3d white(0.3127 / 0.3290, 1, (1 - 0.3127 - 0.3290) / 0.3290);
    return columns * columns.lu().solve(white).asDiagonal();
}

std::string savedProfile(cmsHPROFILE profile, const char* name) {
    cmsMLU* text = cmsMLUalloc(nullptr, 1);
    cmsMLUsetASCII(text, "en", "US", name);
    cmsWriteTag(profile, cmsSigProfileDescriptionTag, text);
    cmsMLUfree(text);
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    std::string bytes(size, '\0');
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsCloseProfile(profile);
    return bytes;
}

std::string rgbProfile(const Primaries& primaries, cmsToneCurve* curve, const char* name) {
    const cmsCIExyY white{0.3127, 0.3290, 1};
    const cmsCIExyYTRIPLE triple{
        {primaries[0], primaries[1], 1}, {primaries[2], primaries[3], 1}, {primaries[4], primaries[5], 1}};
    cmsToneCurve* curves[3]{curve, curve, curve};
    const std::string bytes = savedProfile(cmsCreateRGBProfile(&white, &triple, curves), name);
    cmsFreeToneCurve(curve);
    return bytes;
}

cmsToneCurve* srgbCurve() {
    const double parameters[5]{2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
    return cmsBuildParametricToneCurve(nullptr, 4, parameters);
}

// As in the profile that cameras and editors embed most: 1024 entries instead of a formula.
cmsToneCurve* tabulatedSrgbCurve() {
    std::array<cmsUInt16Number, 1024> table;
    for (std::size_t i = 0; i < table.size(); ++i)
        table[i] = static_cast<cmsUInt16Number>(std::lround(65535 * decodedSrgb(double(i) / 1023)));
    return cmsBuildTabulatedToneCurve16(nullptr, table.size(), table.data());
}

std::string greyProfile(double gamma) {
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    const std::string bytes = savedProfile(cmsCreateGrayProfile(cmsD50_xyY(), curve), "Test grey");
    cmsFreeToneCurve(curve);
    return bytes;
}

// A CMYK profile that is nothing but a table, for the plainest of printers: R = (1 - C) (1 - K) and so on, in
// sRGB values.
std::string cmykProfile() {
    cmsHPROFILE profile = cmsCreateProfilePlaceholder(nullptr);
    cmsSetProfileVersion(profile, 4.3);
    cmsSetDeviceClass(profile, cmsSigOutputClass);
    cmsSetColorSpace(profile, cmsSigCmykData);
    cmsSetPCS(profile, cmsSigLabData);
    cmsWriteTag(profile, cmsSigMediaWhitePointTag, cmsD50_XYZ());
    cmsHPROFILE srgb = cmsCreate_sRGBProfile(), lab = cmsCreateLab4Profile(nullptr);
    cmsHTRANSFORM toLab = cmsCreateTransform(srgb, TYPE_RGB_16, lab, TYPE_Lab_16,
                                             INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_NOOPTIMIZE);
    cmsStage* table = cmsStageAllocCLut16bit(nullptr, 17, 4, 3, nullptr);
    cmsStageSampleCLut16bit(
        table,
        [](const cmsUInt16Number ink[], cmsUInt16Number labOut[], void* transform) -> cmsInt32Number {
            cmsUInt16Number rgb[3];
            for (int i = 0; i < 3; ++i)
                rgb[i] = static_cast<cmsUInt16Number>((65535.0 - ink[i]) * (65535.0 - ink[3]) / 65535.0);
            cmsDoTransform(transform, rgb, labOut, 1);
            return TRUE;
        },
        toLab, 0);
    cmsPipeline* pipeline = cmsPipelineAlloc(nullptr, 4, 3);
    cmsPipelineInsertStage(pipeline, cmsAT_BEGIN, cmsStageAllocToneCurves(nullptr, 4, nullptr));
    cmsPipelineInsertStage(pipeline, cmsAT_END, table);
    cmsPipelineInsertStage(pipeline, cmsAT_END, cmsStageAllocToneCurves(nullptr, 3, nullptr));
    cmsWriteTag(profile, cmsSigAToB0Tag, pipeline);
    cmsWriteTag(profile, cmsSigAToB1Tag, pipeline);
    cmsPipelineFree(pipeline);
    cmsDeleteTransform(toLab);
    cmsCloseProfile(srgb);
    cmsCloseProfile(lab);
    return savedProfile(profile, "Plain printer");
}

VImage withProfile(VImage image, const std::string& profile) {
    image.set(VIPS_META_ICC_NAME, nullptr, g_memdup2(profile.data(), profile.size()), profile.size());
    return image;
}

// An uncompressed OpenEXR with half channels A, B, G, R or B, G, R; values as IEEE half bits.
std::string exrOf(const std::map<char, std::uint16_t>& channels, int side) {
    const auto little = [](std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i));
        return text;
    };
    const auto attribute = [&](const std::string& name, const std::string& type, const std::string& data) {
        return name + '\0' + type + '\0' + little(data.size(), 4) + data;
    };
    std::string list;
    for (const auto& [name, value] : channels)
        list += std::string(1, name) + '\0' + little(1, 4) + little(0, 4) + little(1, 4) + little(1, 4);
    const std::string box = little(0, 8) + little(side - 1, 4) + little(side - 1, 4);
    std::string bytes = "v/1\x01" + little(2, 4) + attribute("channels", "chlist", list + '\0') +
                        attribute("compression", "compression", std::string(1, '\0')) +
                        attribute("dataWindow", "box2i", box) + attribute("displayWindow", "box2i", box) +
                        attribute("lineOrder", "lineOrder", std::string(1, '\0')) +
                        attribute("pixelAspectRatio", "float", little(0x3f800000, 4)) +
                        attribute("screenWindowCenter", "v2f", little(0, 8)) +
                        attribute("screenWindowWidth", "float", little(0x3f800000, 4)) + '\0';
    std::string row;
    for (const auto& [name, value] : channels)
        for (int x = 0; x < side; ++x) row += little(value, 2);
    const std::size_t first = bytes.size() + 8u * side;
    for (int y = 0; y < side; ++y) bytes += little(first + y * (row.size() + 8), 8);
    for (int y = 0; y < side; ++y) bytes += little(y, 4) + little(row.size(), 4) + row;
    return bytes;
}

}  // namespace

class TestImageColour : public QObject {
    Q_OBJECT

    ScratchFolder scratch_;
    [[nodiscard]] fs::path at(const std::string& name) const { return scratch_.path() / name; }

    // Saves the samples with the profile and reads them back.
    template <typename Sample>
    Image throughFile(const std::vector<Sample>& samples, int bands, VipsInterpretation meaning,
                      const std::string& profile, const std::string& name, const ReadOptions& options = {}) {
        const int height = static_cast<int>(samples.size()) / (kSide * bands);
        VImage image = vipsImage(samples, kSide, height, bands, meaning);
        if (!profile.empty()) image = withProfile(image, profile);
        if (name.ends_with(".png"))
            image.pngsave(at(name).c_str());
        else if (name.ends_with(".jpg"))
            image.jpegsave(at(name).c_str(), VImage::option()->set("Q", 95));
        else
            image.tiffsave(at(name).c_str());
        return readImage(at(name), options);
    }

    // Compares 16-bit pixels of an RGB space with the conversion written out.
    void checkRgbSpace(const Primaries& primaries, cmsToneCurve* curve,
                       const std::function<double(double)>& decode) {
        const std::string profile = rgbProfile(primaries, curve, "Test space");
        const auto samples = spreadSamples<std::uint16_t>(kSide * 400 * 3);
        const Eigen::Matrix3d matrix = toXyz(kSrgb).inverse() * toXyz(primaries);
        for (const char* name : {"space.png", "space.tif"}) {
            const Image image = throughFile(samples, 3, VIPS_INTERPRETATION_RGB16, profile, name);
            QCOMPARE(image.profile, std::string("Test space"));
            QCOMPARE(image.sourceBits, 16);
            double largest = 0;
            for (std::size_t i = 0; i < samples.size(); i += 3) {
                const Eigen::Vector3d device(decode(samples[i] / 65535.0), decode(samples[i + 1] / 65535.0),
                                             decode(samples[i + 2] / 65535.0));
                const Eigen::Vector3d linear = matrix * device;
                for (int channel = 0; channel < 3; ++channel) {
                    const double expected = std::clamp(encodedSrgb(linear[channel]), 0.0, 1.0);
                    largest = std::max(largest, std::abs(image.rgb[i + channel] - expected));
                }
            }
            // Profiles hold their matrix in steps of 1/65536; near black sRGB magnifies that by 12.92.
            QVERIFY2(largest < 12.92 * 3 / 65536, qPrintable(QString::number(largest)));
        }
    }

  private Q_SLOTS:
    void adobeRgb() {
        // 563/256 is what Adobe RGB (1998) says its gamma is.
        checkRgbSpace(kAdobe, cmsBuildGamma(nullptr, 563.0 / 256),
                      [](double v) { return std::pow(v, 563.0 / 256); });
    }
    void displayP3() { checkRgbSpace(kP3, srgbCurve(), decodedSrgb); }

    void eightBitsKeepTheirDepthUnderAProfile() {
        // 256 levels of one channel stay 256 different values: nothing passes through 8 bits.
        std::vector<std::uint8_t> samples;
        for (int i = 0; i < 256; ++i) samples.insert(samples.end(), 3, std::uint8_t(i));
        const Image image =
            throughFile(samples, 3, VIPS_INTERPRETATION_sRGB,
                        rgbProfile(kSrgb, cmsBuildGamma(nullptr, 1.8), "Gamma 1.8"), "depth.png");
        QCOMPARE(image.sourceBits, 8);
        for (int i = 0; i < 256; ++i) {
            const double expected = encodedSrgb(std::pow(i / 255.0, 1.8));
            QVERIFY(std::abs(image.rgb[3 * std::size_t(i)] - expected) < 12.92 * 3 / 65536);
        }
    }

    void embeddedSrgbChangesNothing() {
        const auto eight = spreadSamples<std::uint8_t>(kSide * kSide * 3);
        const auto sixteen = spreadSamples<std::uint16_t>(kSide * kSide * 3);
        for (const std::string& profile : {rgbProfile(kSrgb, srgbCurve(), "Anything"),
                                           rgbProfile(kSrgb, tabulatedSrgbCurve(), "sRGB IEC61966-2.1")}) {
            for (const char* name : {"srgb.png", "srgb.tif", "srgb.jpg"}) {
                const Image with = throughFile(eight, 3, VIPS_INTERPRETATION_sRGB, profile, name);
                const Image without = throughFile(eight, 3, VIPS_INTERPRETATION_sRGB, "", name);
                QVERIFY(with.rgb == without.rgb);
                QCOMPARE(with.profile, std::string("sRGB"));
                QVERIFY(with.notes.empty());
            }
            const Image deep = throughFile(sixteen, 3, VIPS_INTERPRETATION_RGB16, profile, "srgb.png");
            QVERIFY(deep.rgb == rgbOf(sixteen, 3, 65535));
        }
    }

    void greyProfileIsApplied() {
        const auto samples = spreadSamples<std::uint16_t>(kSide * kSide);
        const Image image = throughFile(samples, 1, VIPS_INTERPRETATION_GREY16, greyProfile(1.8), "grey.png");
        QCOMPARE(image.profile, std::string("Test grey"));
        for (std::size_t i = 0; i < image.rgb.size(); ++i) {
            const double expected = encodedSrgb(std::pow(samples[i / 3] / 65535.0, 1.8));
            QVERIFY(std::abs(image.rgb[i] - expected) < 12.92 * 3 / 65536);
        }
    }

    void cmykTableIsApplied() {
        std::vector<std::uint8_t> samples;
        for (int i = 0; i < kSide * kSide; ++i)
            for (int ink : {i % 4 * 85, i / 4 % 4 * 85, i / 16 % 4 * 85, i / 64 * 60})
                samples.push_back(std::uint8_t(ink));
        const Image image = throughFile(samples, 4, VIPS_INTERPRETATION_CMYK, cmykProfile(), "cmyk.tif");
        QCOMPARE(image.profile, std::string("Plain printer"));
        for (std::size_t pixel = 0; pixel < samples.size() / 4; ++pixel)
            for (std::size_t channel = 0; channel < 3; ++channel) {
                const double expected = (255.0 - samples[4 * pixel + channel]) *
                                        (255.0 - samples[4 * pixel + 3]) / (255.0 * 255.0);
                // The table has 17 nodes a side and lies in Lab, which is not linear in between.
                QVERIFY(std::abs(image.rgb[3 * pixel + channel] - expected) < 0.02);
            }
    }

    void cmykWithoutAProfile() {
        std::vector<std::uint8_t> samples(kSide * kSide * 4, 0);
        samples[3] = samples[2] = samples[1] = samples[0] = 255;
        const Image image = throughFile(samples, 4, VIPS_INTERPRETATION_CMYK, "", "plain.tif");
        QVERIFY(anyMentions(image.notes, "CMYK"));
        QVERIFY(image.rgb[1] < 0.15f);
        QVERIFY(image.rgb[4] > 0.95f);
    }

    void profilesThatDoNotFit() {
        const auto samples = spreadSamples<std::uint8_t>(kSide * kSide * 3);
        for (const std::string& profile : {std::string("no profile at all, only text"), greyProfile(1.8)}) {
            const Image image = throughFile(samples, 3, VIPS_INTERPRETATION_sRGB, profile, "odd.tif");
            QVERIFY(image.rgb == rgbOf(samples, 3, 255));
            QVERIFY(anyMentions(image.notes, "profile"));
        }
        // RGB profiles on grey pictures are common; their curve applies.
        const auto grey = spreadSamples<std::uint16_t>(kSide * kSide);
        const Image image = throughFile(grey, 1, VIPS_INTERPRETATION_GREY16,
                                        rgbProfile(kAdobe, cmsBuildGamma(nullptr, 1.8), "Wide"), "rgb.tif");
        for (std::size_t i = 0; i < image.rgb.size(); ++i)
            QVERIFY(std::abs(image.rgb[i] - encodedSrgb(std::pow(grey[i / 3] / 65535.0, 1.8))) <
                    12.92 * 3 / 65536);
    }

    void differentColourSpacesAreNamed() {
        const auto samples = spreadSamples<std::uint8_t>(kSide * kSide * 3);
        const auto read = [&](const std::string& profile) {
            return throughFile(samples, 3, VIPS_INTERPRETATION_sRGB, profile, "spaces.png");
        };
        const std::string adobe = rgbProfile(kAdobe, cmsBuildGamma(nullptr, 563.0 / 256), "Adobe RGB (1998)");
        const Image wide = read(adobe), silent = read({}), srgb = read(rgbProfile(kSrgb, srgbCurve(), "s"));
        QVERIFY(wide.profileOrigin == ProfileOrigin::File && srgb.profileOrigin == ProfileOrigin::File);
        QVERIFY(silent.profileOrigin == ProfileOrigin::Assumed);
        QCOMPARE(
            profileMismatch(wide, silent),
            std::string("names no colour profile and was read as sRGB, but the reference is in Adobe RGB "
                        "(1998): the difference in colour may be only that"));
        QCOMPARE(profileMismatch(silent, wide),
                 std::string("is in Adobe RGB (1998), but the reference names no colour profile and was read "
                             "as sRGB: the difference in colour may be only that"));
        QVERIFY(profileMismatch(wide, srgb).starts_with("is in sRGB, the reference in Adobe RGB (1998)"));
        // sRGB is what is assumed, and a picture made here is no file that could say something else.
        for (const auto& [reference, image] : {std::pair(&srgb, &silent), {&silent, &silent}, {&wide, &wide}})
            QVERIFY(profileMismatch(*reference, *image).empty());
        QVERIFY(profileMismatch(wide, Image(kSide, kSide)).empty());
        // Scaled to compare, it is still of its space.
        QVERIFY(!profileMismatch(wide, resized(silent, kSide, kSide)).empty());
    }

    void coloursOutsideSrgbAreNoted() {
        std::vector<std::uint8_t> samples(kSide * kSide * 3, 128);
        samples[1] = 255;  // one pixel of a green that sRGB cannot hold
        samples[0] = samples[2] = 0;
        const Image image = throughFile(
            samples, 3, VIPS_INTERPRETATION_sRGB,
            rgbProfile(kAdobe, cmsBuildGamma(nullptr, 563.0 / 256), "Adobe RGB (1998)"), "wide.png");
        QVERIFY(anyMentions(image.notes, "1 of 256 pixels"));
        QVERIFY(image.rgb[0] == 0.0f && image.rgb[1] > 0.999f);
    }

    void alphaOnBackground() {
        const auto rgb = spreadSamples<std::uint16_t>(kSide * kSide * 3);
        std::vector<std::uint16_t> samples;
        for (int i = 0; i < kSide * kSide; ++i) {
            samples.insert(samples.end(), rgb.begin() + 3 * i, rgb.begin() + 3 * i + 3);
            samples.push_back(static_cast<std::uint16_t>(257 * i));
        }
        ReadOptions options;
        for (const std::array<float, 3> background :
             {std::array{0.5f, 0.5f, 0.5f}, std::array{1.0f, 0.25f, 0.0f}}) {
            options.background = background;
            for (const char* name : {"alpha.png", "alpha.tif"}) {
                const Image image = throughFile(samples, 4, VIPS_INTERPRETATION_RGB16, "", name, options);
                for (std::size_t i = 0; i < image.rgb.size(); ++i) {
                    const double alpha = samples[i / 3 * 4 + 3] / 65535.0;
                    const double expected = alpha * rgb[i] / 65535.0 + (1 - alpha) * background[i % 3];
                    QVERIFY(std::abs(image.rgb[i] - expected) < 1e-6);
                }
                QVERIFY(anyMentions(image.notes, "255 of 256 pixels are transparent"));
            }
        }
        for (std::size_t i = 3; i < samples.size(); i += 4) samples[i] = 65535;
        const Image opaque = throughFile(samples, 4, VIPS_INTERPRETATION_RGB16, "", "opaque.png");
        QVERIFY(opaque.rgb == rgbOf(rgb, 3, 65535));
        QVERIFY(opaque.notes.empty());

        std::vector<std::uint8_t> grey(kSide * kSide * 2, 51);  // grey with alpha, both a fifth
        const Image both = throughFile(grey, 2, VIPS_INTERPRETATION_B_W, "", "both.png");
        QVERIFY(std::abs(both.rgb[0] - (0.2f * 0.2f + 0.8f * 0.5f)) < 1e-6f);
    }

    void colourIsConvertedBeforeCompositing() {
        const std::vector<std::uint8_t> samples(kSide * kSide * 4, 128);
        const Image image =
            throughFile(samples, 4, VIPS_INTERPRETATION_sRGB,
                        rgbProfile(kSrgb, cmsBuildGamma(nullptr, 1.8), "Gamma 1.8"), "order.png");
        const double value = encodedSrgb(std::pow(128 / 255.0, 1.8)), alpha = 128 / 255.0;
        QVERIFY(std::abs(image.rgb[0] - (alpha * value + (1 - alpha) * 0.5)) < 1e-4);
    }

    void floatTiffIsTakenAsItIs() {
        std::vector<float> samples(kSide * kSide * 3);
        for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = float(i) / float(samples.size());
        const Image image = throughFile(samples, 3, VIPS_INTERPRETATION_sRGB, "", "float.tif");
        QVERIFY(image.rgb == samples);
        QCOMPARE(image.sourceBits, 32);
        QVERIFY(image.notes.empty());

        samples[0] = -0.5f;
        samples[4] = std::numeric_limits<float>::infinity();
        const Image clipped = throughFile(samples, 3, VIPS_INTERPRETATION_sRGB, "", "float.tif");
        QVERIFY(clipped.rgb[0] == 0.0f && clipped.rgb[4] == 1.0f);
        QVERIFY(anyMentions(clipped.notes, "2 of 256 pixels"));

        samples[7] = std::numeric_limits<float>::quiet_NaN();
        for (const auto& profile :
             {std::string(), rgbProfile(kSrgb, cmsBuildGamma(nullptr, 1.8), "Gamma 1.8")}) {
            const std::string complaint =
                complaintOf([&] { throughFile(samples, 3, VIPS_INTERPRETATION_sRGB, profile, "nan.tif"); });
            QVERIFY(mentions(complaint, "nan.tif") && mentions(complaint, "1 of its values"));
        }
    }

    void openExrIsLinearLight() {
        // Half precision: 0x3400 is 0.25, 0x3800 0.5, 0x3000 0.125, 0x4000 2.
        putBytes(at("a.exr"), exrOf({{'R', 0x3400}, {'G', 0x3800}, {'B', 0x4000}}, kSide));
        const Image image = readImage(at("a.exr"));
        QVERIFY(std::abs(image.rgb[0] - encodedSrgb(0.25)) < 1e-6);
        QVERIFY(std::abs(image.rgb[1] - encodedSrgb(0.5)) < 1e-6);
        QVERIFY(image.rgb[2] == 1.0f);
        QCOMPARE(image.sourceBits, 32);
        QVERIFY(anyMentions(image.notes, "256 of 256 pixels"));

        // Alpha 0.5: the colour is multiplied by it already.
        putBytes(at("b.exr"), exrOf({{'A', 0x3800}, {'R', 0x3000}, {'G', 0x3400}, {'B', 0x0000}}, kSide));
        const Image half = readImage(at("b.exr"));
        QVERIFY(std::abs(half.rgb[0] - (0.5 * encodedSrgb(0.25) + 0.25)) < 1e-6);
        QVERIFY(std::abs(half.rgb[1] - (0.5 * encodedSrgb(0.5) + 0.25)) < 1e-6);
        QVERIFY(std::abs(half.rgb[2] - 0.25) < 1e-6);
        QVERIFY(anyMentions(half.notes, "transparent"));

        putBytes(at("nan.exr"), exrOf({{'R', 0x7e00}, {'G', 0}, {'B', 0}}, kSide));
        QVERIFY(
            mentions(complaintOf([&] { readImage(at("nan.exr")); }), "256 of its values are not numbers"));
        const std::string whole = bytesOfFile(at("a.exr"));
        putBytes(at("cut.exr"), whole.substr(0, whole.size() / 2));
        QVERIFY(mentions(complaintOf([&] { readImage(at("cut.exr")); }), "cut.exr"));
    }

    void radianceIsLinearLight() {
        std::vector<float> samples;
        for (int i = 0; i < kSide * kSide; ++i) samples.insert(samples.end(), {0.5f, 0.25f, 0.75f});
        vipsImage(samples, kSide, kSide, 3, VIPS_INTERPRETATION_scRGB).radsave(at("a.hdr").c_str());
        const Image image = readImage(at("a.hdr"));
        // Radiance shares one exponent and keeps 8 bits of each channel.
        for (std::size_t i = 0; i < image.rgb.size(); ++i)
            QVERIFY(std::abs(image.rgb[i] - encodedSrgb(samples[i])) < 1.0 / 256);
        QCOMPARE(image.sourceBits, 32);
        const std::string whole = bytesOfFile(at("a.hdr"));
        putBytes(at("cut.hdr"), whole.substr(0, whole.size() / 2));
        QVERIFY(mentions(complaintOf([&] { readImage(at("cut.hdr")); }), "cut.hdr"));
    }
};

QTEST_GUILESS_MAIN(TestImageColour)
#include "test_image_colour.moc"
