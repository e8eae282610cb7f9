#include "core/image/profile_mismatch.h"

namespace suss {

namespace {

std::string spaceOf(const Image& image) {
    return image.profileOrigin == ProfileOrigin::Assumed
               ? "names no colour profile and was read as " + image.profile
               : "is in " + image.profile;
}

}  // namespace

std::string profileMismatch(const Image& reference, const Image& image) {
    for (const Image* picture : {&reference, &image})
        if (picture->profileOrigin == ProfileOrigin::Defined) return {};
    if (reference.profile == image.profile) return {};
    if (reference.profileOrigin == ProfileOrigin::File && image.profileOrigin == ProfileOrigin::File)
        return spaceOf(image) + ", the reference in " + reference.profile +
               ": both were converted to sRGB, which can leave small differences in colour";
    return spaceOf(image) + ", but the reference " + spaceOf(reference) +
           ": the difference in colour may be only that";
}

}  // namespace suss
