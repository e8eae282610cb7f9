#pragma once

#include "core/error.h"
#include "core/image/image.h"
#include "core/image/vips_support.h"

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Pictures with known samples, written by libvips alone: nothing of core's writer is involved.
namespace suss::test {

using vips::VImage;

template <typename Sample>
VImage vipsImage(const std::vector<Sample>& samples, int width, int height, int bands,
                 VipsInterpretation meaning) {
    constexpr VipsBandFormat kFormat = sizeof(Sample) == 1   ? VIPS_FORMAT_UCHAR
                                       : sizeof(Sample) == 2 ? VIPS_FORMAT_USHORT
                                                             : VIPS_FORMAT_FLOAT;
    startVips();
    return VImage::new_from_memory(const_cast<Sample*>(samples.data()), samples.size() * sizeof(Sample),
                                   width, height, bands, kFormat)
        .copy_memory()
        .copy(VImage::option()->set("interpretation", meaning));
}

/// Samples that run through the whole range without a period that fits a row.
template <typename Sample>
std::vector<Sample> spreadSamples(std::size_t count) {
    std::vector<Sample> samples(count);
    for (std::size_t i = 0; i < count; ++i) samples[i] = static_cast<Sample>(i * 40503u + i / 7);
    return samples;
}

inline std::string bytesOfFile(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

inline void putBytes(const std::filesystem::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// What readImage must give for such samples, bit by bit; grey becomes RGB.
template <typename Sample>
std::vector<float> rgbOf(const std::vector<Sample>& samples, int bands, float top) {
    std::vector<float> rgb;
    for (std::size_t i = 0; i < samples.size(); ++i)
        for (int copy = 0; copy < (bands == 1 ? 3 : 1); ++copy)
            rgb.push_back(static_cast<float>(samples[i]) / top);
    return rgb;
}

/// The PNG with one more chunk after its header.
inline std::string pngWithChunk(const std::string& png, const std::string& type, const std::string& data) {
    const auto bigEndian = [](std::uint32_t value) {
        return std::string{char(value >> 24), char(value >> 16), char(value >> 8), char(value)};
    };
    std::uint32_t crc = 0xffffffff;
    for (const char byte : type + data) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ (crc % 2 != 0 ? 0xedb88320u : 0u);
    }
    return png.substr(0, 33) + bigEndian(std::uint32_t(data.size())) + type + data + bigEndian(~crc) +
           png.substr(33);
}

/// What the Error says that the action throws; empty if it throws none.
template <typename Action>
std::string complaintOf(const Action& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

inline bool mentions(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

inline bool anyMentions(const std::vector<std::string>& texts, const std::string& part) {
    for (const auto& text : texts)
        if (mentions(text, part)) return true;
    return false;
}

}  // namespace suss::test
