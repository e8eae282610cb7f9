#include "core/image/write.h"

#include "core/error.h"
#include "core/image/png_text.h"
#include "core/image/vips_support.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cctype>
#include <cmath>
#include <fstream>
#include <limits>
#include <unistd.h>

namespace suss {
namespace {

namespace fs = std::filesystem;
using vips::VImage;

[[noreturn]] void refuse(const fs::path& file, const std::string& why) {
    throw Error("Cannot write \"" + file.string() + "\": " + why + ".");
}

// Removes the temporary file unless it has been renamed away.
struct Temporary {
    fs::path path;
    ~Temporary() {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
};

fs::path checkedTarget(const fs::path& file) {
    std::error_code failure;
    // Through a symbolic link, so that the link stays and what it points to is replaced.
    fs::path target = fs::is_symlink(file, failure) ? fs::weakly_canonical(file, failure) : file;
    const auto status = fs::status(target, failure);
    if (fs::is_directory(status)) refuse(file, "it is a folder; name a file");
    if (fs::exists(status) && !fs::is_regular_file(status))
        refuse(file, "it is not an ordinary file; name another");
    const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, failure)) refuse(file, "its folder does not exist; create it first");
    if (::access(folder.c_str(), W_OK) != 0) refuse(file, "its folder cannot be written to");
    if (!target.has_filename()) refuse(file, "the name of the file is missing");
    return target;
}

fs::path temporaryBeside(const fs::path& target) {
    static std::atomic<unsigned> counter{0};
    return target.parent_path() / (".suss-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) +
                                   target.extension().string());
}

template <typename Sample>
std::vector<Sample> rounded(const std::vector<float>& values) {
    constexpr float kTop = std::numeric_limits<Sample>::max();
    std::vector<Sample> result(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        result[i] = static_cast<Sample>(std::clamp(values[i], 0.0f, 1.0f) * kTop + 0.5f);
    return result;
}

std::string bytesOf(VipsBlob* blob) {
    std::size_t size = 0;
    const auto* data = static_cast<const char*>(vips_blob_get(blob, &size));
    std::string bytes(data, size);
    vips_area_unref(VIPS_AREA(blob));
    return bytes;
}

VImage vipsImage(const void* samples, std::size_t bytes, const Image& image, int bits) {
    constexpr double kPixelsPerMm = 96 / 25.4;  // else vips states one pixel per millimetre
    return VImage::new_from_memory(const_cast<void*>(samples), bytes, image.width, image.height, 3,
                                   bits == 8 ? VIPS_FORMAT_UCHAR : VIPS_FORMAT_USHORT)
        .copy(VImage::option()
                  ->set("interpretation", bits == 8 ? VIPS_INTERPRETATION_sRGB : VIPS_INTERPRETATION_RGB16)
                  ->set("xres", kPixelsPerMm)
                  ->set("yres", kPixelsPerMm));
}

std::string encoded(VImage image, const std::string& extension,
                    const std::map<std::string, std::string>& text) {
    if (extension == ".png") {
        const auto* options = VImage::option()->set("filter", VIPS_FOREIGN_PNG_FILTER_ALL);
        return withPngText(bytesOf(image.pngsave_buffer(const_cast<vips::VOption*>(options))), text);
    }
    if (extension == ".jpg" || extension == ".jpeg")
        return bytesOf(image.jpegsave_buffer(VImage::option()
                                                 ->set("Q", 95)
                                                 ->set("subsample_mode", VIPS_FOREIGN_SUBSAMPLE_OFF)
                                                 ->set("strip", true)));
    if (!text.empty())
        image.set(VIPS_META_IMAGEDESCRIPTION,
                  nlohmann::json(text).dump(-1, ' ', true, nlohmann::json::error_handler_t::replace).c_str());
    return bytesOf(image.tiffsave_buffer(VImage::option()
                                             ->set("compression", VIPS_FOREIGN_TIFF_COMPRESSION_DEFLATE)
                                             ->set("predictor", VIPS_FOREIGN_TIFF_PREDICTOR_HORIZONTAL)));
}

std::string extensionOf(const fs::path& file) {
    std::string extension = file.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return std::tolower(c); });
    return extension;
}

}  // namespace

void createFolder(const fs::path& folder) {
    std::error_code failure;
    fs::create_directories(folder, failure);
    if (failure)
        throw Error("The folder \"" + folder.string() + "\" cannot be created: " + failure.message() + '.');
}

void checkFolder(const fs::path& folder) {
    if (folder.empty()) throw Error("The name of the folder to write to is missing.");
    fs::path there = fs::absolute(folder);
    std::error_code failure;
    while (!fs::exists(there, failure) && there.has_relative_path()) there = there.parent_path();
    if (!fs::is_directory(there, failure) || ::access(there.c_str(), W_OK) != 0)
        throw Error("The folder \"" + folder.string() + "\" cannot be written to: see \"" + there.string() +
                    "\".");
}

void checkWritable(const fs::path& file) {
    checkedTarget(file);
}

void writeAtomically(const fs::path& file, const std::function<void(const fs::path& temporary)>& writeTo) {
    const fs::path target = checkedTarget(file);
    const Temporary temporary{temporaryBeside(target)};
    writeTo(temporary.path);

    std::error_code failure;
    if (!fs::exists(temporary.path, failure))
        refuse(file, "nothing was written; check the folder's permissions");
    if (const auto old = fs::status(target, failure); fs::exists(old))
        fs::permissions(temporary.path, old.permissions(), failure);
    fs::rename(temporary.path, target, failure);
    if (failure) refuse(file, failure.message() + "; check the folder's permissions and free space");
}

void writeFile(const fs::path& file, std::string_view bytes) {
    writeAtomically(file, [&](const fs::path& temporary) {
        std::ofstream stream(temporary, std::ios::binary);
        if (!stream) refuse(file, "its folder may not be written to; check its permissions");
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        stream.close();
        if (!stream) refuse(file, "the disk is full or failed; free some space");
    });
}

Image roundedTo(Image image, int bits) {
    const float most = bits == 16 ? 65535.0f : 255.0f;
    for (float& value : image.rgb) value = std::round(value * most) / most;
    return image;
}

void writeImage(const fs::path& file, const Image& image, int bits,
                const std::map<std::string, std::string>& text) {
    constexpr std::array kExtensions{".png", ".tif", ".tiff", ".jpg", ".jpeg"};
    const std::string extension = extensionOf(file);
    if (std::ranges::find(kExtensions, extension) == kExtensions.end())
        refuse(file, "its name must end in .png, .tif or .jpg");
    if (image.empty()) refuse(file, "the picture is empty");
    if (bits != 8 && (bits != 16 || extension.starts_with(".j")))
        refuse(file, "it cannot hold " + std::to_string(bits) +
                         " bits a channel; PNG and TIFF hold 8 or 16, JPEG 8");
    startVips();
    std::string bytes;
    try {
        if (bits == 8) {
            const auto samples = rounded<std::uint8_t>(image.rgb);
            bytes = encoded(vipsImage(samples.data(), samples.size(), image, bits), extension, text);
        } else {
            const auto samples = rounded<std::uint16_t>(image.rgb);
            bytes = encoded(vipsImage(samples.data(), 2 * samples.size(), image, bits), extension, text);
        }
    } catch (const vips::VError&) {
        refuse(file, "it could not be encoded (" + vipsComplaint() + ")");
    }
    writeFile(file, bytes);
}

void writeNpy(const fs::path& file, std::span<const float> values, std::span<const std::int64_t> shape) {
    static_assert(std::endian::native == std::endian::little, "the header below says little-endian");
    std::int64_t product = 1;
    std::string dimensions;
    for (const std::int64_t size : shape) {
        product *= size;
        dimensions += std::to_string(size) + ", ";
    }
    if (product != static_cast<std::int64_t>(values.size()))
        refuse(file, "the shape does not fit the values");
    if (shape.size() > 1) dimensions.resize(dimensions.size() - 2);
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + dimensions + "), }";
    constexpr std::size_t kPreamble = 10;  // magic, version and length of the header
    header.append(63 - (kPreamble + header.size()) % 64, ' ');
    header += '\n';

    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xff);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    writeFile(file, bytes);
}

}  // namespace suss
