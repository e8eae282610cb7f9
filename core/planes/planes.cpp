#include "core/planes/planes.h"

#include "core/error.h"
#include "core/parallel.h"
#include "core/planes/bt601.h"

#include <algorithm>

namespace suss {
namespace {

constexpr auto kRed = float(bt601::kRed), kGreen = float(bt601::kGreen), kBlue = float(bt601::kBlue);
constexpr auto kCbRange = float(bt601::kCbRange), kCrRange = float(bt601::kCrRange);

constexpr int kColourStrip = 128;  // rows of colour at full size at once: of a whole picture it is large

int halfOf(int size) {
    return (size + 1) / 2;
}

Rect wholeOf(const Image& image) {
    return {0, 0, image.width, image.height};
}

float lumaOf(const float* rgb) {
    return kRed * rgb[0] + kGreen * rgb[1] + kBlue * rgb[2];
}

Plane lumaOf(const Image& image, const Rect& part) {
    Plane luma({part.height, part.width, 1});
    parallelFor(part.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* rgb = image.row(part.y + y) + 3 * part.x;
            float* row = luma.row(0, y);
            for (int x = 0; x < part.width; ++x) row[x] = lumaOf(rgb + 3 * x);
        }
    });
    return luma;
}

/// Cb and Cr of every pixel.
Plane chromaOf(const Image& image, const Rect& part) {
    Plane chroma({part.height, part.width, 2});
    parallelFor(part.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* rgb = image.row(part.y + y) + 3 * part.x;
            float* cb = chroma.row(0, y);
            float* cr = chroma.row(1, y);
            for (int x = 0; x < part.width; ++x) {
                const float luma = lumaOf(rgb + 3 * x);
                cb[x] = (rgb[3 * x + 2] - luma) * (1 / kCbRange);
                cr[x] = (rgb[3 * x] - luma) * (1 / kCrRange);
            }
        }
    });
    return chroma;
}

/// The plane of CbCr.
Plane colourOf(const Image& image, const Rect& part) {
    Plane colour({halfOf(halfOf(part.height)), halfOf(halfOf(part.width)), 2});
    for (int y = 0; y < part.height; y += kColourStrip) {
        const Rect strip{part.x, part.y + y, part.width, std::min(kColourStrip, part.height - y)};
        const Plane means = halved(halved(chromaOf(image, strip)));
        for (const int channel : {0, 1})
            std::copy_n(means.row(channel, 0), means.grid.pixels(),
                        colour.row(channel, y / pixelsPerCell(Component::CbCr)));
    }
    return colour;
}

// Adjoint of halved(), added to the fine plane: each value of a pair gets half along either axis, the single
// one at an odd edge all of it.
void addSpread(const Plane& coarse, Plane& fine) {
    const int height = fine.grid.height, width = fine.grid.width;
    for (int channel = 0; channel < fine.grid.channels; ++channel)
        parallelFor(height, kRowGrain, [&](int begin, int end) {
            for (int y = begin; y < end; ++y) {
                const float* mean = coarse.row(channel, y / 2);
                float* row = fine.row(channel, y);
                const float part = y + 1 == height && height % 2 != 0 ? 1.0f : 0.5f;
                for (int x = 0; x < width / 2; ++x) {
                    row[2 * x] += 0.5f * part * mean[x];
                    row[2 * x + 1] += 0.5f * part * mean[x];
                }
                if (width % 2 != 0) row[width - 1] += part * mean[width / 2];
            }
        });
}

/// Bilinear interpolation from cell centres to twice the resolution, in one dimension, is
///     fine[2 i] = (3 c[i] + c[i - 1]) / 4,    fine[2 i + 1] = (3 c[i] + c[i + 1]) / 4
/// with c replicated at the ends (and the last of an odd number of fine values equal to its cell). Halving
/// that again gives a tridiagonal matrix times c, close to the identity. This is its inverse, by elimination
/// without pivots (the matrix is diagonally dominant), so that bilinear(inverse(c)) halves to exactly c.
class InverseOfHalvedBilinear {
  public:
    explicit InverseOfHalvedBilinear(int fineSize) : size_(halfOf(fineSize)), pivot_(size_), upper_(size_) {
        for (int i = 0; i < size_; ++i) {
            // The last of an odd number of fine values is its cell alone.
            const bool alone = 2 * i + 1 == fineSize;
            const float before = i > 0 && !alone ? 0.125f : 0.0f, after = i + 1 < size_ ? 0.125f : 0.0f;
            pivot_[i] = 1 / (1 - before - after - (i > 0 ? before * upper_[i - 1] : 0.0f));
            upper_[i] = after * pivot_[i];
            below_.push_back(before);
        }
    }

    /// Along every row of one channel, in place.
    void applyToRow(float* row) const {
        row[0] *= pivot_[0];
        for (int i = 1; i < size_; ++i) row[i] = (row[i] - below_[i] * row[i - 1]) * pivot_[i];
        for (int i = size_ - 2; i >= 0; --i) row[i] -= upper_[i] * row[i + 1];
    }

    /// Along the columns [begin, end) of one channel, in place.
    void applyToColumns(Plane& plane, int channel, int begin, int end) const {
        for (int x = begin; x < end; ++x) plane.row(channel, 0)[x] *= pivot_[0];
        for (int i = 1; i < size_; ++i) {
            const float* previous = plane.row(channel, i - 1);
            float* row = plane.row(channel, i);
            for (int x = begin; x < end; ++x) row[x] = (row[x] - below_[i] * previous[x]) * pivot_[i];
        }
        for (int i = size_ - 2; i >= 0; --i) {
            const float* next = plane.row(channel, i + 1);
            float* row = plane.row(channel, i);
            for (int x = begin; x < end; ++x) row[x] -= upper_[i] * next[x];
        }
    }

  private:
    int size_;
    std::vector<float> pivot_, upper_, below_;
};

// Adds the bilinear interpolation of a coarse plane to the fine one.
void addBilinear(const Plane& coarse, Plane& fine) {
    const int height = fine.grid.height, width = fine.grid.width, cells = coarse.grid.width;
    // The row of cells on the other side of this fine row; the last row of an odd height has its own cells
    // alone.
    const auto fartherCellRow = [&](int y) {
        if (y + 1 == height && height % 2 != 0) return y / 2;
        return std::clamp(y % 2 == 0 ? y / 2 - 1 : y / 2 + 1, 0, coarse.grid.height - 1);
    };
    for (int channel = 0; channel < fine.grid.channels; ++channel)
        parallelFor(height, kRowGrain, [&](int begin, int end) {
            std::vector<float> padded(static_cast<std::size_t>(cells) + 2);
            float* cell = padded.data() + 1;
            for (int y = begin; y < end; ++y) {
                const float* near = coarse.row(channel, y / 2);
                const float* far = coarse.row(channel, fartherCellRow(y));
                for (int x = 0; x < cells; ++x) cell[x] = 0.75f * near[x] + 0.25f * far[x];
                cell[-1] = cell[0];
                cell[cells] = cell[cells - 1];
                float* row = fine.row(channel, y);
                for (int x = 0; x < width / 2; ++x) {
                    row[2 * x] += 0.75f * cell[x] + 0.25f * cell[x - 1];
                    row[2 * x + 1] += 0.75f * cell[x] + 0.25f * cell[x + 1];
                }
                if (width % 2 != 0) row[width - 1] += cell[cells - 1];
            }
        });
}

// The fine plane with its 2 x 2 means replaced by the coarse plane, smoothly.
Plane withMeans(Plane fine, const Plane& coarse) {
    Plane change = halved(fine);
    if (change.grid != coarse.grid)
        throw Error("The planes do not belong to one picture: their sizes disagree.");
    for (std::size_t i = 0; i < change.values.size(); ++i)
        change.values[i] = coarse.values[i] - change.values[i];
    const InverseOfHalvedBilinear alongRows(fine.grid.width), alongColumns(fine.grid.height);
    for (int channel = 0; channel < change.grid.channels; ++channel) {
        parallelFor(change.grid.height, kRowGrain, [&](int begin, int end) {
            for (int y = begin; y < end; ++y) alongRows.applyToRow(change.row(channel, y));
        });
        parallelFor(change.grid.width, 64,
                    [&](int begin, int end) { alongColumns.applyToColumns(change, channel, begin, end); });
    }
    addBilinear(change, fine);
    return fine;
}

}  // namespace

Plane halved(const Plane& fine) {
    const int height = fine.grid.height, width = fine.grid.width;
    Plane coarse({halfOf(height), halfOf(width), fine.grid.channels});
    for (int channel = 0; channel < fine.grid.channels; ++channel)
        parallelFor(coarse.grid.height, kRowGrain, [&](int begin, int end) {
            for (int y = begin; y < end; ++y) {
                const float* upper = fine.row(channel, 2 * y);
                const float* lower = fine.row(channel, std::min(2 * y + 1, height - 1));
                float* mean = coarse.row(channel, y);
                for (int x = 0; x < width / 2; ++x)
                    mean[x] = 0.25f * (upper[2 * x] + upper[2 * x + 1] + lower[2 * x] + lower[2 * x + 1]);
                if (width % 2 != 0) mean[width / 2] = 0.5f * (upper[width - 1] + lower[width - 1]);
            }
        });
    return coarse;
}

std::string_view nameOf(Component component) {
    constexpr std::array<std::string_view, kComponentCount> kNames{"Y1", "Y2", "Y3", "CbCr"};
    return kNames[indexOf(component)];
}

std::string_view meaningOf(Component component) {
    constexpr std::array<std::string_view, kComponentCount> kMeanings{"fine luminance", "middle luminance",
                                                                      "coarse luminance", "colour"};
    return kMeanings[indexOf(component)];
}

std::optional<Component> componentNamed(std::string_view name) {
    for (const Component component : kComponents)
        if (nameOf(component) == name) return component;
    return std::nullopt;
}

std::string listOf(const ComponentSwitches& on) {
    std::string list;
    for (const Component component : kComponents) {
        if (!on[indexOf(component)]) continue;
        if (!list.empty()) list += ',';
        list += nameOf(component);
    }
    return list;
}

int pixelsPerCell(Component component) {
    constexpr std::array kSides{1, 2, 4, 4};
    return kSides[indexOf(component)];
}

Grid gridOf(Component component, int imageWidth, int imageHeight) {
    Grid grid{imageHeight, imageWidth, component == Component::CbCr ? 2 : 1};
    for (int side = pixelsPerCell(component); side > 1; side /= 2) {
        grid.height = halfOf(grid.height);
        grid.width = halfOf(grid.width);
    }
    return grid;
}

void requireLargeEnough(const Image& image, const std::string& name) {
    if (image.width < kSmallestSide || image.height < kSmallestSide)
        throw Error((name.empty() ? "The picture" : "The picture \"" + name + "\"") + " has " +
                    std::to_string(image.width) + " x " + std::to_string(image.height) +
                    " pixels; at least " + std::to_string(kSmallestSide) + " x " +
                    std::to_string(kSmallestSide) + " are needed.");
}

Planes planesOf(const Image& image) {
    requireLargeEnough(image);
    return planesOf(image, wholeOf(image), kAllComponents);
}

Planes planesOf(const Image& image, const Rect& part, const ComponentSwitches& wanted) {
    const auto wants = [&](Component component) { return wanted[indexOf(component)]; };
    Planes planes;
    if (wants(Component::CbCr)) planes[indexOf(Component::CbCr)] = colourOf(image, part);
    if (!wants(Component::Y1) && !wants(Component::Y2) && !wants(Component::Y3)) return planes;
    Plane fine = lumaOf(image, part), middle = halved(fine);
    if (wants(Component::Y3)) planes[indexOf(Component::Y3)] = halved(middle);
    if (wants(Component::Y2)) planes[indexOf(Component::Y2)] = std::move(middle);
    if (wants(Component::Y1)) planes[indexOf(Component::Y1)] = std::move(fine);
    return planes;
}

std::vector<float> adjointOfPlanes(const Planes& worths, int imageWidth, int imageHeight) {
    const auto worthOf = [&](Component component) {
        const Grid grid = gridOf(component, imageWidth, imageHeight);
        const Plane& plane = worths[indexOf(component)];
        if (plane.values.empty()) return Plane(grid);
        if (plane.grid != grid) throw Error("The planes do not belong to a picture of this size.");
        return plane;
    };
    Plane middle = worthOf(Component::Y2), luma = worthOf(Component::Y1);
    addSpread(worthOf(Component::Y3), middle);
    addSpread(middle, luma);
    Plane middleChroma({halfOf(imageHeight), halfOf(imageWidth), 2}), chroma({imageHeight, imageWidth, 2});
    addSpread(worthOf(Component::CbCr), middleChroma);
    addSpread(middleChroma, chroma);

    std::vector<float> result(std::size_t(imageWidth) * std::size_t(imageHeight) * 3);
    parallelFor(imageHeight, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* brightness = luma.row(0, y);
            const float* cb = chroma.row(0, y);
            const float* cr = chroma.row(1, y);
            float* rgb = result.data() + std::size_t(y) * imageWidth * 3;
            for (int x = 0; x < imageWidth; ++x) {
                const float blue = cb[x] * (1 / kCbRange), red = cr[x] * (1 / kCrRange);
                const float all = brightness[x] - blue - red;  // Y counts in Cb and Cr as well
                rgb[3 * x] = kRed * all + red;
                rgb[3 * x + 1] = kGreen * all;
                rgb[3 * x + 2] = kBlue * all + blue;
            }
        }
    });
    return result;
}

Image imageOf(const Planes& planes, const Image& detail) {
    Image result = unclippedImageOf(planes, detail);
    for (float& value : result.rgb) value = std::clamp(value, 0.0f, 1.0f);
    return result;
}

Image unclippedImageOf(const Planes& planes, const Image& detail) {
    const Plane& fine = planes[indexOf(Component::Y1)];
    if (fine.grid != gridOf(Component::Y1, detail.width, detail.height))
        throw Error("The planes do not belong to one picture: their sizes disagree.");
    const Plane middle = withMeans(planes[indexOf(Component::Y2)], planes[indexOf(Component::Y3)]);
    const Plane luma = withMeans(fine, middle);

    Plane chroma = chromaOf(detail, wholeOf(detail));
    chroma = withMeans(chroma, withMeans(halved(chroma), planes[indexOf(Component::CbCr)]));

    Image result(detail.width, detail.height);
    result.sourceBits = detail.sourceBits;
    result.profile = detail.profile;
    parallelFor(result.height, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y) {
            const float* brightness = luma.row(0, y);
            const float* cb = chroma.row(0, y);
            const float* cr = chroma.row(1, y);
            float* rgb = result.row(y);
            for (int x = 0; x < result.width; ++x) {
                const float red = brightness[x] + kCrRange * cr[x];
                const float blue = brightness[x] + kCbRange * cb[x];
                rgb[3 * x] = red;
                rgb[3 * x + 1] = (brightness[x] - kRed * red - kBlue * blue) * (1 / kGreen);
                rgb[3 * x + 2] = blue;
            }
        }
    });
    return result;
}

}  // namespace suss
