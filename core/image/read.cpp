#include "core/image/read.h"

#include "core/error.h"
#include "core/files.h"
#include "core/image/colour_profile.h"
#include "core/image/exposure.h"
#include "core/image/pnm.h"
#include "core/image/srgb.h"
#include "core/image/vips_support.h"
#include "core/memory.h"
#include "core/parallel.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <cmath>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>

namespace suss {
namespace {

using vips::VImage;

constexpr int kBytesPerPixel = 3 * sizeof(float);  // of an Image

enum class Format { Png, Jpeg, WebP, Tiff, Bmp, Pnm, OpenExr, Radiance };

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw Error("Cannot read \"" + file.string() + "\": " + why + ".");
}

// The content decides, never the name.
std::optional<Format> formatOf(std::string_view head) {
    using namespace std::string_view_literals;
    const auto starts = [&](std::string_view signature) { return head.starts_with(signature); };
    if (starts("\x89PNG\r\n\x1a\n"sv)) return Format::Png;
    if (starts("\xff\xd8\xff"sv)) return Format::Jpeg;
    if (starts("RIFF"sv) && head.size() >= 12 && head.substr(8, 4) == "WEBP"sv) return Format::WebP;
    if (starts("II*\0"sv) || starts("MM\0*"sv) || starts("II+\0"sv) || starts("MM\0+"sv)) return Format::Tiff;
    if (starts("BM"sv) && head.size() >= 18 && head.substr(15, 3) == "\0\0\0"sv) return Format::Bmp;
    if (starts("v/1\x01"sv)) return Format::OpenExr;
    if (starts("#?RADIANCE"sv) || starts("#?RGBE"sv)) return Format::Radiance;
    if (head.size() >= 3 && head[0] == 'P' && head[1] >= '1' && head[1] <= '6' &&
        (std::isspace(static_cast<unsigned char>(head[2])) || head[2] == '#'))
        return Format::Pnm;
    return std::nullopt;
}

Format checkedFormat(const std::filesystem::path& file) {
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (!std::filesystem::exists(status)) refuse(file, whyNotThere(failure));
    if (std::filesystem::is_directory(status)) refuse(file, "it is a folder; name an image file inside it");
    if (!std::filesystem::is_regular_file(status))
        refuse(file, "it is not an ordinary file; save the image to a file first");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) refuse(file, "it may not be opened; check its permissions");
    char head[32];
    stream.read(head, sizeof head);
    if (stream.gcount() == 0) refuse(file, "it is empty; save the image again");
    const auto format = formatOf({head, static_cast<std::size_t>(stream.gcount())});
    if (!format)
        refuse(
            file,
            "it is none of PNG, JPEG, WebP, TIFF, BMP, PPM, PGM, PBM, OpenEXR and Radiance HDR; convert it "
            "to PNG or TIFF");
    return *format;
}

/// The file as it is now.
Blob contentOf(const std::filesystem::path& file) {
    std::error_code failure;
    const std::uintmax_t size = std::filesystem::file_size(file, failure);
    if (failure) refuse(file, whyNotThere(failure));
    requireMemory(static_cast<std::int64_t>(std::min<std::uintmax_t>(size, INT64_MAX)),
                  "Reading \"" + file.string() + '"');
    void* const bytes = g_try_malloc(size);
    if (!bytes && size > 0) throw std::bad_alloc();
    Blob blob(vips_blob_new([](void* memory, void*) { return g_free(memory), 0; }, bytes, size));
    std::ifstream stream(file, std::ios::binary);
    if (!stream.read(static_cast<char*>(bytes), static_cast<std::streamsize>(size)))
        refuse(file, "it could not be read in full; try again");
    return blob;
}

// Formats that vips would map into memory, where a file that somebody shortens meanwhile ends the program;
// and BMP, since ImageMagick reads meaning into colons and brackets of file names.
VImage loadedFromMemory(const std::filesystem::path& file, Format format, vips::VOption* options) {
    Blob blob = contentOf(file);
    if (format == Format::WebP) return VImage::webpload_buffer(blob.get(), options);
    if (format == Format::Bmp) return VImage::magickload_buffer(blob.get(), options);
    if (const std::string text = plainTextOf(bytesIn(blob)); !text.empty())
        blob.reset(vips_blob_copy(text.data(), text.size()));
    if (!isWholePnm(bytesIn(blob))) refuse(file, "it is cut short; save or export it again");
    return VImage::ppmload_source(vips::VSource::new_from_blob(blob.get()), options);
}

VImage loaded(const std::filesystem::path& file, Format format) {
    if (format == Format::Bmp && !loadMagick())
        refuse(file, "BMP needs libvips with ImageMagick, which is not installed");
    vips::VOption* options =
        VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL)->set("fail_on", VIPS_FAIL_ON_ERROR);
    const char* path = file.c_str();
    switch (format) {
        case Format::Png:
            return VImage::pngload(path, options);
        case Format::Jpeg:
            return VImage::jpegload(path, options);
        case Format::Tiff:
            return VImage::tiffload(path, options);
        case Format::WebP:
        case Format::Bmp:
        case Format::Pnm:
            return loadedFromMemory(file, format, options);
        case Format::OpenExr:
            return VImage::openexrload(path, options);
        case Format::Radiance:
            return VImage::radload(path, options).rad2float();
    }
    refuse(file, "its format is not known; convert it to PNG or TIFF");
}

// Opens the header only; pixels are decoded when they are first asked for.
VImage opened(const std::filesystem::path& file, Format format) {
    VImage picture = loaded(file, format).copy();
    // Decoded by several threads, vips sometimes returns a damaged file's last rows black instead of failing.
    picture.set(VIPS_META_CONCURRENCY, 1);
    return picture;
}

// How the samples of one decoded pixel are to be read.
struct Layout {
    int bands = 0;
    int colours = 0;  // the first of the bands: grey, RGB or CMYK; then perhaps alpha
    bool alpha = false, linear = false;
    VipsBandFormat sample = VIPS_FORMAT_UCHAR;
    float top = 1;       // sample value that means full
    float alphaTop = 1;  // the same for alpha
    int bits = 8;
};

Layout layoutOf(const VImage& image, Format format, const std::filesystem::path& file) {
    Layout layout;
    layout.bands = image.bands();
    layout.sample = image.format();
    layout.linear = format == Format::OpenExr || format == Format::Radiance;
    const VipsInterpretation meaning = image.interpretation();
    if (meaning == VIPS_INTERPRETATION_LAB || meaning == VIPS_INTERPRETATION_LABS ||
        meaning == VIPS_INTERPRETATION_XYZ)
        refuse(file, "it holds Lab or XYZ colour; convert it to RGB");
    layout.colours = meaning == VIPS_INTERPRETATION_CMYK ? 4 : layout.bands < 3 ? 1 : 3;
    layout.alpha = layout.bands == layout.colours + 1;
    if (layout.bands > layout.colours + 1)
        refuse(file, "it has " + std::to_string(layout.bands) + " channels; save it as RGB");

    switch (layout.sample) {
        case VIPS_FORMAT_UCHAR:
            layout.top = 255;
            break;
        case VIPS_FORMAT_USHORT:
            layout.top = 65535;
            layout.bits = 16;
            break;
        case VIPS_FORMAT_FLOAT:
            layout.bits = 32;
            break;
        default:
            refuse(file, "its samples are neither 8 nor 16 bit nor float; save it as 16-bit TIFF or PNG");
    }
    // A PGM or PPM states its own full value (a PBM states 0).
    if (image.get_typeof("ppm-max-value") != 0 && image.get_int("ppm-max-value") > 0)
        layout.top = static_cast<float>(image.get_int("ppm-max-value"));
    layout.alphaTop =
        format == Format::OpenExr ? 255.0f : layout.top;  // vips scales the alpha of OpenEXR alone
    return layout;
}

// `isAssumed`: nothing in the file says what its numbers mean.
std::unique_ptr<ColourProfile> profileOf(const VImage& image, const Layout& layout, bool& isAssumed,
                                         std::vector<std::string>& notes, const std::filesystem::path& file) {
    if (layout.linear) return nullptr;
    std::unique_ptr<ColourProfile> profile;
    if (image.get_typeof(VIPS_META_ICC_NAME) != 0) {
        std::size_t size = 0;
        const void* bytes = image.get_blob(VIPS_META_ICC_NAME, &size);
        profile = ColourProfile::fromBytes({static_cast<const std::uint8_t*>(bytes), size});
        // A grey picture with an RGB profile is common, and its meaning is plain.
        const bool fits = profile && (profile->channels() == layout.colours ||
                                      (profile->channels() == 3 && layout.colours == 1));
        if (!fits) {
            notes.emplace_back("its colour profile cannot be used and was ignored");
            profile.reset();
        }
        isAssumed = !fits;
    }
    if (!profile && layout.colours == 4) {
        VipsBlob* loaded = nullptr;
        if (vips_profile_load("cmyk", &loaded, nullptr) != 0 || loaded == nullptr)
            refuse(file, "it is CMYK, and libvips brings no profile for that; convert it to RGB");
        const Blob blob(loaded);
        const std::string_view bytes = bytesIn(blob);
        profile =
            ColourProfile::fromBytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
        if (!profile)
            refuse(file, "it is CMYK, and libvips brings no usable profile for that; convert it to RGB");
        notes.emplace_back("CMYK without a colour profile: a general one was assumed");
    }
    return profile;
}

// What happened to pixels on the way, counted over rows in any order.
struct Tally {
    std::atomic<std::int64_t> notNumbers{0}, clipped{0}, transparent{0};
};

template <typename Sample>
void toFloat(const void* from, float* to, int count, float top) {
    const Sample* samples = static_cast<const Sample*>(from);
    for (int i = 0; i < count; ++i) to[i] = static_cast<float>(samples[i]) / top;
}

// One row of decoded samples becomes one row of sRGB.
class RowConverter {
  public:
    RowConverter(const Layout& layout, const ColourProfile* profile, const ReadOptions& options, int width)
        : layout_(layout),
          profile_(profile),
          background_(options.background),
          gain_(static_cast<float>(std::exp2(options.exposure))),
          width_(width),
          samples_(std::size_t(width) * layout.bands),
          device_(std::size_t(width) * 4) {}

    void convert(const void* decoded, float* rgb, Tally& tally) {
        const int count = width_ * layout_.bands;
        switch (layout_.sample) {
            case VIPS_FORMAT_UCHAR:
                toFloat<std::uint8_t>(decoded, samples_.data(), count, layout_.top);
                break;
            case VIPS_FORMAT_USHORT:
                toFloat<std::uint16_t>(decoded, samples_.data(), count, layout_.top);
                break;
            default:
                toFloat<float>(decoded, samples_.data(), count, layout_.top);
                break;
        }
        if (layout_.bits == 32)
            tally.notNumbers +=
                std::count_if(samples_.begin(), samples_.end(), [](float v) { return std::isnan(v); });
        colourToSrgb(rgb);
        expose(rgb);
        clip(rgb, tally);
        if (layout_.alpha) composite(rgb, tally);
    }

  private:
    [[nodiscard]] float alphaAt(int x) const {
        const float sample = samples_[std::size_t(x + 1) * layout_.bands - 1];
        return std::clamp(sample * (layout_.top / layout_.alphaTop), 0.0f, 1.0f);
    }

    void colourToSrgb(float* rgb) {
        const int channels = profile_ ? profile_->channels() : 3;
        float* target = profile_ ? device_.data() : rgb;
        for (int x = 0; x < width_; ++x)
            for (int channel = 0; channel < channels; ++channel)
                target[x * channels + channel] =
                    samples_[std::size_t(x) * layout_.bands + std::min(channel, layout_.colours - 1)];
        if (profile_) profile_->toSrgb(device_.data(), rgb, width_);
        if (!layout_.linear) return;
        for (int x = 0; x < width_; ++x) {
            // OpenEXR colour is multiplied by its alpha already; where alpha is 0 nothing can be undone.
            const float alpha = layout_.alpha ? alphaAt(x) : 1.0f;
            for (int channel = 0; channel < 3; ++channel) {
                float& value = rgb[3 * x + channel];
                value = srgbEncoded(gain_ * (alpha > 0 ? value / alpha : value));
            }
        }
    }

    void expose(float* rgb) const {
        if (layout_.linear || gain_ == 1) return;
        for (float* value = rgb; value != rgb + 3 * std::ptrdiff_t{width_}; ++value)
            *value = srgbEncoded(gain_ * linearOf(*value));
    }

    void clip(float* rgb, Tally& tally) const {
        // Below this, it is the rounding of a profile's tables rather than a colour that sRGB cannot hold.
        constexpr float kSlack = 1e-3f;
        std::int64_t clipped = 0;
        for (int x = 0; x < width_; ++x) {
            bool outside = false;
            for (float* value = rgb + 3 * x; value != rgb + 3 * x + 3; ++value) {
                outside |= *value < -kSlack || *value > 1 + kSlack;
                *value = std::clamp(*value, 0.0f, 1.0f);
            }
            clipped += outside;
        }
        tally.clipped += clipped;
    }

    void composite(float* rgb, Tally& tally) const {
        std::int64_t transparent = 0;
        for (int x = 0; x < width_; ++x) {
            const float alpha = alphaAt(x);
            if (alpha >= 1) continue;
            ++transparent;
            for (int channel = 0; channel < 3; ++channel) {
                float& value = rgb[3 * x + channel];
                value = value * alpha + background_[channel] * (1 - alpha);
            }
        }
        tally.transparent += transparent;
    }

    const Layout& layout_;
    const ColourProfile* profile_;
    std::array<float, 3> background_;
    float gain_;  ///< of linear light
    int width_;
    std::vector<float> samples_, device_;
};

void checkSize(const VImage& image, const ReadOptions& options, const std::filesystem::path& file) {
    const std::int64_t pixels = std::int64_t{image.width()} * image.height();
    if (pixels > options.maxPixels)
        refuse(file, "it has " + std::to_string(image.width()) + " x " + std::to_string(image.height()) +
                         " pixels, more than the limit of " + std::to_string(options.maxPixels) +
                         "; scale it down or crop it");
}

Image decoded(const std::filesystem::path& file, Format format, const ReadOptions& options) {
    VImage source = opened(file, format);
    checkSize(source, options, file);
    Image result;
    if (source.get_typeof("n-pages") != 0 && source.get_int("n-pages") > 1)
        result.notes.push_back("the first of " + std::to_string(source.get_int("n-pages")) +
                               " pages is shown");

    const Layout layout = layoutOf(source, format, file);
    bool isAssumed = !layout.linear;
    auto profile = profileOf(source, layout, isAssumed, result.notes, file);
    result.profile = layout.linear ? "linear light, sRGB primaries" : "sRGB";
    result.profileOrigin = isAssumed ? ProfileOrigin::Assumed
                           : profile ? ProfileOrigin::File
                                     : ProfileOrigin::Defined;
    if (profile && profile->isSrgb())
        profile.reset();
    else if (profile)
        result.profile = profile->name();

    const std::int64_t decodedBytes = std::int64_t(VIPS_IMAGE_SIZEOF_PEL(source.get_image()));
    requireMemory(std::int64_t{source.width()} * source.height() * (decodedBytes + kBytesPerPixel),
                  "The picture \"" + file.string() + '"');
    VImage pixels = source.copy_memory();
    if (vips_image_get_orientation(pixels.get_image()) > 1) pixels = pixels.autorot().copy_memory();
    result.width = pixels.width();
    result.height = pixels.height();
    result.rgb.resize(std::size_t(result.width) * result.height * 3);
    result.sourceBits = layout.bits;
    const auto* samples = static_cast<const std::uint8_t*>(pixels.data());
    const std::size_t rowBytes = VIPS_IMAGE_SIZEOF_LINE(pixels.get_image());
    Tally tally;
    parallelFor(result.height, kRowGrain, [&](int begin, int end) {
        RowConverter converter(layout, profile.get(), options, result.width);
        for (int y = begin; y < end; ++y) converter.convert(samples + y * rowBytes, result.row(y), tally);
    });

    if (tally.notNumbers > 0)
        refuse(file, std::to_string(tally.notNumbers) + " of its values are not numbers (NaN); replace them");
    noteExposure(result, options.exposure);
    if (tally.clipped > 0)
        result.notes.push_back(
            (profile ? "colours outside sRGB were clipped in " : "values outside 0 to 1 were clipped in ") +
            countedPixels(tally.clipped, result));
    if (tally.transparent > 0) result.notes.push_back(transparencyNote(tally.transparent, result));
    return result;
}

}  // namespace

std::string transparencyNote(std::int64_t pixels, const Image& image) {
    return countedPixels(pixels, image) + " are transparent and were laid on the background colour";
}

void prepareToRead() {
    try {
        startVips();
    } catch (const Error&) {  // thrown again by readImage
    }
}

Image readImage(const std::filesystem::path& file, const ReadOptions& options) {
    const Format format = checkedFormat(file);
    startVips();
    try {
        return decoded(file, format, options);
    } catch (const vips::VError&) {
        const std::string complaint = vipsComplaint();
        refuse(file, "it is damaged, cut short or of an unusual kind" +
                         (complaint.empty() ? "" : " (" + complaint + ")") + "; save or export it again");
    } catch (const std::bad_alloc&) {
        throw NotEnoughMemory("Cannot read \"" + file.string() +
                              "\": there is not enough memory for it; scale it down or crop it.");
    }
}

}  // namespace suss
