#pragma once

#include "core/image/byte_picture.h"
#include "core/progress.h"

#include <filesystem>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace suss {

/// Photos of a folder (searched in its sub-folders too), kept as 8-bit RGB so that thousands fit in memory.
struct PhotoSet {
    struct Photo : BytePicture {
        std::string digest;  ///< first 16 hexadecimal digits of the file's SHA-256
    };
    std::vector<Photo> photos;
    int skipped = 0;   ///< photos left out by digest
    int unusable = 0;  ///< files with the name of an image that could not be read or are too small
};

/// Reads every image of at least leastSide pixels on each side. Photos whose digest is in `skip` are left
/// out. Throws Error if the folder cannot be read or nothing usable is in it.
PhotoSet readPhotos(const std::filesystem::path& folder, int leastSide, const Progress& progress,
                    const std::set<std::string>& skip = {});

/// Sets a tenth of the photos aside, chosen by digest: the same photos whatever else the folder holds.
void splitHeldOut(PhotoSet all, PhotoSet& learning, PhotoSet& heldOut);

enum class CropScale {
    Full,   ///< the photo as it is
    Varied  ///< shrunk by 1, 3/4 or 1/2 as far as it stays large enough: fine detail at its sharpest
};

/// The square of `side` pixels in the middle. The photo has at least that many on each side.
Image centralCrop(const PhotoSet::Photo& photo, int side);

/// A square of `side` pixels at a random place, with `margin` pixels around it: what is beyond the photo's
/// border is its mirror image. The photo has at least side + 2 * margin pixels on each side.
Image randomCrop(const PhotoSet::Photo& photo, int side, int margin, CropScale scale,
                 std::mt19937_64& random);

}  // namespace suss
