#include "core/train/photo_set.h"

#include "core/files.h"
#include "core/image/read.h"
#include "core/image/reshape.h"
#include "core/memory.h"
#include "core/parallel.h"
#include "core/sha256.h"
#include "core/train/variant_planes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace suss {

namespace fs = std::filesystem;

namespace {

bool hasImageName(const fs::path& file) {
    return std::ranges::find(kImageEndings, endingOf(file)) != kImageEndings.end();
}

std::vector<fs::path> imageFilesIn(const fs::path& folder) {
    std::error_code code;
    if (!fs::is_directory(folder, code)) throw Error("There is no photo folder \"" + folder.string() + "\".");
    std::vector<fs::path> files;
    for (auto entry =
             fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, code);
         !code && entry != fs::recursive_directory_iterator(); entry.increment(code))
        if (std::error_code unknown; entry->is_regular_file(unknown) && hasImageName(entry->path()))
            files.push_back(entry->path());
    if (code)
        throw Error("The photo folder \"" + folder.string() + "\" cannot be read: " + code.message() + ".");
    std::sort(files.begin(), files.end());
    return files;
}

/// The square of `side` pixels from (x, y) on; what is beyond the photo's border is its mirror image.
Image squareOf(const PhotoSet::Photo& photo, int x, int y, int side) {
    Image square(side, side);
    for (int row = 0; row < side; ++row) {
        const auto line = std::size_t(mirrored(y + row, photo.height)) * std::size_t(photo.width);
        for (int column = 0; column < side; ++column) {
            const std::uint8_t* from =
                photo.rgb.data() + (line + std::size_t(mirrored(x + column, photo.width))) * 3;
            std::transform(from, from + 3, square.row(row) + 3 * column,
                           [](std::uint8_t v) { return v / 255.f; });
        }
    }
    return square;
}

}  // namespace

PhotoSet readPhotos(const fs::path& folder, int leastSide, const Progress& progress,
                    const std::set<std::string>& skip) {
    const auto files = imageFilesIn(folder);
    std::vector<std::optional<PhotoSet::Photo>> found(files.size());
    std::vector<char> failed(files.size()), skipped(files.size());
    SharedProgress reading(progress, files.size(), "Reading photos");
    parallelFor(int(files.size()), 4, [&](int begin, int end) {
        for (int i = begin; i < end; ++i) {
            try {
                const std::string digest = sha256Of(files[i]).substr(0, 16);
                if (skip.contains(digest)) {
                    skipped[i] = 1;
                } else {
                    const Image image = readImage(files[i]);
                    if (std::min(image.width, image.height) >= leastSide)
                        found[i] = PhotoSet::Photo{bytePictureOf(image), digest};
                    else
                        failed[i] = 1;
                }
            } catch (const NotEnoughMemory&) {
                throw;  // it is no fault of this photo: all are kept
            } catch (const Error&) {
                failed[i] = 1;
            }
            reading.step();
        }
    });
    PhotoSet set;
    std::set<std::string> seen;  // the same photo under two names must not be on both sides of the split
    for (auto& photo : found)
        if (photo && seen.insert(photo->digest).second) set.photos.push_back(std::move(*photo));
    set.skipped = int(std::count(skipped.begin(), skipped.end(), 1));
    set.unusable = int(std::count(failed.begin(), failed.end(), 1));
    if (set.photos.empty())
        throw Error("The photo folder \"" + folder.string() + "\" holds no usable photo (" +
                    std::to_string(files.size()) + " image files, " + std::to_string(set.unusable) +
                    " unreadable or smaller than " + std::to_string(leastSide) + " pixels" +
                    (skip.empty() ? "" : "; photos the model has learned from are left out") + ").");
    return set;
}

void splitHeldOut(PhotoSet all, PhotoSet& learning, PhotoSet& heldOut) {
    for (auto& photo : all.photos) {
        const bool aside = std::stoull(photo.digest.substr(0, 8), nullptr, 16) % 10 == 0;
        (aside ? heldOut : learning).photos.push_back(std::move(photo));
    }
}

Image centralCrop(const PhotoSet::Photo& photo, int side) {
    return squareOf(photo, (photo.width - side) / 2, (photo.height - side) / 2, side);
}

Image randomCrop(const PhotoSet::Photo& photo, int side, int margin, CropScale scale,
                 std::mt19937_64& random) {
    const int needed = side + 2 * margin;
    constexpr std::array kFactors{1.0, 0.75, 0.5};
    const auto draw = [&](int count) { return int(random() % std::uint64_t(count)); };
    double factor = scale == CropScale::Full ? 1.0 : kFactors[draw(int(kFactors.size()))];
    if (std::min(photo.width, photo.height) * factor < needed) factor = 1.0;
    const int cut = std::min({int(std::lround(needed / factor)), photo.width, photo.height});
    const int border = cut * margin / needed;  // of the cut that is margin
    // Photos have frames, and a network that never sees the border of a photo knows nothing of them. So the
    // square comes to lie at a border more often than chance has it, with a margin that mirrors it.
    const auto place = [&](int size) {
        constexpr int kBeyond = 24;
        const int room = size - (cut - 2 * border);
        return std::clamp(draw(room + 1 + 2 * kBeyond) - kBeyond, 0, room) - border;
    };
    const int x = place(photo.width), y = place(photo.height);
    Image crop = squareOf(photo, x, y, cut);
    return cut == needed ? crop : resized(crop, needed, needed);
}

}  // namespace suss
