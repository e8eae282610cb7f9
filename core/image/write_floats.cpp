#include "core/image/write_floats.h"

#include "core/error.h"
#include "core/image/vips_support.h"
#include "core/image/write.h"

#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfOutputFile.h>
#include <OpenEXR/ImfStdIO.h>
#include <string>
#include <vector>

namespace suss {
namespace {

using vips::VImage;

std::string tiffOf(std::span<const float> values, int width, int height, int channels) {
    startVips();
    const VImage image =
        VImage::new_from_memory(const_cast<float*>(values.data()), values.size_bytes(), width, height,
                                channels, VIPS_FORMAT_FLOAT)
            .copy(VImage::option()->set("interpretation",
                                        channels == 1 ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_scRGB));
    std::size_t size = 0;
    VipsBlob* blob = image.tiffsave_buffer();
    const auto* data = static_cast<const char*>(vips_blob_get(blob, &size));
    std::string bytes(data, size);
    vips_area_unref(VIPS_AREA(blob));
    return bytes;
}

std::string exrOf(std::span<const float> values, int width, int height, int channels) {
    Imf::Header header(width, height);
    Imf::FrameBuffer pixels;
    const std::size_t across = sizeof(float) * static_cast<std::size_t>(channels);
    for (int c = 0; c < channels; ++c) {
        const char* name = channels == 1 ? "Y" : std::array{"R", "G", "B"}[static_cast<std::size_t>(c)];
        header.channels().insert(name, Imf::Channel(Imf::FLOAT));
        auto* first = reinterpret_cast<char*>(const_cast<float*>(values.data() + c));
        pixels.insert(name, Imf::Slice(Imf::FLOAT, first, across, across * static_cast<std::size_t>(width)));
    }
    Imf::StdOSStream stream;
    {
        Imf::OutputFile output(stream, header);
        output.setFrameBuffer(pixels);
        output.writePixels(height);
    }  // completes the stream
    return stream.str();
}

}  // namespace

void writeFloats(const std::filesystem::path& file, std::span<const float> values, int width, int height,
                 int channels) {
    if ((channels != 1 && channels != 3) ||
        values.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height * channels))
        throw Error("Cannot write \"" + file.string() + "\": the shape does not fit the values.");
    const std::string extension = file.extension().string();
    try {
        if (extension == ".npy") {
            const std::vector<std::int64_t> shape = channels == 1
                                                        ? std::vector<std::int64_t>{height, width}
                                                        : std::vector<std::int64_t>{height, width, channels};
            writeNpy(file, values, shape);
        } else if (extension == ".tif") {
            writeFile(file, tiffOf(values, width, height, channels));
        } else if (extension == ".exr") {
            writeFile(file, exrOf(values, width, height, channels));
        } else {
            throw Error("Cannot write \"" + file.string() + "\": its name must end in .npy, .tif or .exr.");
        }
    } catch (const Error&) {
        throw;
    } catch (const vips::VError&) {
        throw Error("Cannot write \"" + file.string() + "\": it could not be encoded (" + vipsComplaint() +
                    ").");
    } catch (const std::exception& problem) {
        throw Error("Cannot write \"" + file.string() + "\": " + problem.what() + '.');
    }
}

}  // namespace suss
