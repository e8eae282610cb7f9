#include "core/image/write_floats.h"

#include "core/error.h"
#include "core/files.h"
#include "core/image/vips_support.h"

#include <OpenEXR/ImfChannelList.h>
#include <OpenEXR/ImfFrameBuffer.h>
#include <OpenEXR/ImfHeader.h>
#include <OpenEXR/ImfOutputFile.h>
#include <OpenEXR/ImfStdIO.h>
#include <array>
#include <bit>
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
    return bytesOf(image.tiffsave_buffer());
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

void writeNpy(const std::filesystem::path& file, std::span<const float> values,
              std::span<const std::int64_t> shape) {
    static_assert(std::endian::native == std::endian::little, "the header below says little-endian");
    std::int64_t product = 1;
    std::string dimensions;
    for (const std::int64_t size : shape) {
        product *= size;
        dimensions += std::to_string(size) + ", ";
    }
    if (product != static_cast<std::int64_t>(values.size()))
        refuseToWrite(file, "the shape does not fit the values");
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

void writeFloats(const std::filesystem::path& file, std::span<const float> values, int width, int height,
                 int channels) {
    if ((channels != 1 && channels != 3) ||
        values.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height * channels))
        refuseToWrite(file, "the shape does not fit the values");
    const std::string extension = endingOf(file);
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
            refuseToWrite(file, "its name must end in .npy, .tif or .exr");
        }
    } catch (const Error&) {
        throw;
    } catch (const vips::VError&) {
        refuseToWrite(file, "it could not be encoded (" + vipsComplaint() + ")");
    } catch (const std::exception& problem) {
        refuseToWrite(file, problem.what());
    }
}

}  // namespace suss
