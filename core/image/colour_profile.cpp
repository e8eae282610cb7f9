#include "core/image/colour_profile.h"

#include "core/image/srgb.h"

#include <opencv2/core.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <lcms2.h>
#include <type_traits>
#include <vector>

namespace suss {
namespace {

struct CloseProfile {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
struct DeleteTransform {
    void operator()(void* transform) const { cmsDeleteTransform(transform); }
};
struct DeleteContext {
    void operator()(cmsContext context) const { cmsDeleteContext(context); }
};
using Profile = std::unique_ptr<void, CloseProfile>;
using Transform = std::unique_ptr<void, DeleteTransform>;
using Context = std::unique_ptr<std::remove_pointer_t<cmsContext>, DeleteContext>;

int channelsOf(cmsHPROFILE profile) {
    switch (cmsGetColorSpace(profile)) {
        case cmsSigGrayData:
            return 1;
        case cmsSigRgbData:
            return 3;
        case cmsSigCmykData:
            return 4;
        default:
            return 0;
    }
}

std::string descriptionOf(cmsHPROFILE profile) {
    char text[256] = {};
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", text, sizeof text);
    std::string name = text;
    name.erase(name.find_last_not_of(' ') + 1);
    return name.empty() ? "unnamed profile" : name;
}

// Columns are the colours of full red, green and blue in the common space of profiles (XYZ under D50).
cv::Matx33d colorantsOf(cmsHPROFILE profile) {
    cv::Matx33d matrix;
    const std::array tags{cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
    for (int column = 0; column < 3; ++column) {
        const auto* xyz = static_cast<const cmsCIEXYZ*>(cmsReadTag(profile, tags[column]));
        if (xyz == nullptr) return {};
        matrix(0, column) = xyz->X;
        matrix(1, column) = xyz->Y;
        matrix(2, column) = xyz->Z;
    }
    return matrix;
}

// y = f(x) on [0, 1] in so many steps that 8 and 16 bit values fall on them; linear in between.
class Table {
  public:
    template <typename Function>
    explicit Table(const Function& function) : values_(kSteps + 2) {
        for (int i = 0; i <= kSteps; ++i) values_[i] = function(static_cast<float>(i) / kSteps);
        values_.back() = values_[kSteps];
    }
    [[nodiscard]] float operator()(float x) const {
        const float place = x * kSteps;
        const int index = static_cast<int>(place);
        return values_[index] + (values_[index + 1] - values_[index]) * (place - static_cast<float>(index));
    }

  private:
    static constexpr int kSteps = 65535;
    std::vector<float> values_;
};

/// To [0, 1]; what is not a number becomes 0 (and is refused by whoever reads the file).
float clipped(float value) {
    return std::min(std::max(0.0f, value), 1.0f);
}

// What nearly every RGB profile is: a curve per channel and a matrix. The general machinery of Little CMS
// gives the same, several times slower.
class MatrixProfile {
  public:
    // Null if the profile has tables, which would go before.
    static std::unique_ptr<MatrixProfile> from(cmsHPROFILE profile, cmsHPROFILE srgb) {
        if (cmsGetColorSpace(profile) != cmsSigRgbData || !cmsIsMatrixShaper(profile)) return nullptr;
        for (const auto tag : {cmsSigAToB0Tag, cmsSigAToB1Tag, cmsSigDToB0Tag, cmsSigDToB1Tag})
            if (cmsIsTag(profile, tag)) return nullptr;
        std::vector<Table> curves;
        for (const auto tag : {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag}) {
            const auto* curve = static_cast<const cmsToneCurve*>(cmsReadTag(profile, tag));
            if (curve == nullptr) return nullptr;
            curves.emplace_back([&](float x) { return cmsEvalToneCurveFloat(curve, x); });
        }
        const cv::Matx33f matrix(colorantsOf(srgb).inv() * colorantsOf(profile));
        return std::unique_ptr<MatrixProfile>(new MatrixProfile(std::move(curves), matrix));
    }

    void toSrgb(const float* device, float* rgb, int pixels) const {
        static const Table encoded(srgbEncoded);
        const auto encode = [](float v) { return v >= 0 && v <= 1 ? encoded(v) : srgbEncoded(v); };
        for (int i = 0; i < pixels; ++i, device += 3, rgb += 3) {
            // Float samples can lie outside; they clip here rather than run along the curve's extension.
            const auto linear = [&](int c) { return curves_[std::size_t(c)](clipped(device[c])); };
            const float r = linear(0), g = linear(1), b = linear(2);
            for (int c = 0; c < 3; ++c)
                rgb[c] = encode(matrix_(c, 0) * r + matrix_(c, 1) * g + matrix_(c, 2) * b);
        }
    }

  private:
    MatrixProfile(std::vector<Table> curves, const cv::Matx33f& matrix)
        : curves_(std::move(curves)), matrix_(matrix) {}

    std::vector<Table> curves_;
    cv::Matx33f matrix_;
};

// A regular grid over the cube of device values, denser for grey.
std::vector<float> deviceGrid(int channels) {
    const int levels = channels == 1 ? 256 : 9;
    std::vector<float> values;
    const int count = channels == 1 ? levels : levels * levels * levels;
    for (int i = 0; i < count; ++i) {
        int rest = i;
        for (int channel = 0; channel < channels; ++channel, rest /= levels)
            values.push_back(static_cast<float>(rest % levels) / static_cast<float>(levels - 1));
    }
    return values;
}

}  // namespace

struct ColourProfile::Impl {
    Context context;  // declared first: outlives what was made in it
    std::unique_ptr<MatrixProfile> matrix;
    Transform transform;  // where there is no matrix
    std::string name;
    int channels = 0;
    bool srgb = false;
};

ColourProfile::ColourProfile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
ColourProfile::~ColourProfile() = default;

std::unique_ptr<ColourProfile> ColourProfile::fromBytes(std::span<const std::uint8_t> bytes) {
    auto impl = std::make_unique<Impl>();
    impl->context.reset(cmsCreateContext(nullptr, nullptr));
    cmsContext context = impl->context.get();
    const Profile profile(
        cmsOpenProfileFromMemTHR(context, bytes.data(), static_cast<cmsUInt32Number>(bytes.size())));
    if (!profile) return nullptr;
    impl->channels = channelsOf(profile.get());
    if (impl->channels == 0) return nullptr;

    const Profile srgb(cmsCreate_sRGBProfileTHR(context));
    impl->matrix = MatrixProfile::from(profile.get(), srgb.get());
    if (!impl->matrix) {
        const cmsUInt32Number format = impl->channels == 1   ? TYPE_GRAY_FLT
                                       : impl->channels == 3 ? TYPE_RGB_FLT
                                                             : TYPE_CMYK_FLT;
        impl->transform.reset(cmsCreateTransformTHR(context, profile.get(), format, srgb.get(), TYPE_RGB_FLT,
                                                    INTENT_RELATIVE_COLORIMETRIC,
                                                    cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOCACHE));
        if (!impl->transform) return nullptr;
    }
    impl->name = descriptionOf(profile.get());

    std::unique_ptr<ColourProfile> result(new ColourProfile(std::move(impl)));
    if (result->channels() != 4) {
        const int channels = result->channels();
        const std::vector<float> device = deviceGrid(channels);
        const int count = static_cast<int>(device.size()) / channels;
        std::vector<float> rgb(static_cast<std::size_t>(count) * 3);
        result->toSrgb(device.data(), rgb.data(), count);
        float largest = 0;
        for (int i = 0; i < 3 * count; ++i)
            largest = std::max(largest, std::abs(rgb[i] - device[channels == 1 ? i / 3 : i]));
        result->impl_->srgb = largest < 1.0f / 255;
    }
    return result;
}

const std::string& ColourProfile::name() const {
    return impl_->name;
}
int ColourProfile::channels() const {
    return impl_->channels;
}
bool ColourProfile::isSrgb() const {
    return impl_->srgb;
}

void ColourProfile::toSrgb(const float* device, float* rgb, int pixels) const {
    if (impl_->matrix) {
        impl_->matrix->toSrgb(device, rgb, pixels);
        return;
    }
    if (impl_->channels != 4) {
        cmsDoTransform(impl_->transform.get(), device, rgb, static_cast<cmsUInt32Number>(pixels));
        return;
    }
    std::vector<float> percent(device, device + std::size_t(pixels) * 4);  // lcms measures ink in percent
    for (float& ink : percent) ink *= 100;
    cmsDoTransform(impl_->transform.get(), percent.data(), rgb, static_cast<cmsUInt32Number>(pixels));
}

}  // namespace suss
