#include "ui/paint/colormap.h"

#include "core/image/srgb.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace suss {
namespace {

struct Lab {
    double l, a, b;
};

// OKLab to linear sRGB (B. Ottosson, 2020).
std::array<double, 3> linearRgb(const Lab& lab) {
    const double l = std::pow(lab.l + 0.3963377774 * lab.a + 0.2158037573 * lab.b, 3);
    const double m = std::pow(lab.l - 0.1055613458 * lab.a - 0.0638541728 * lab.b, 3);
    const double s = std::pow(lab.l - 0.0894841775 * lab.a - 1.2914855480 * lab.b, 3);
    return {4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s};
}

bool inGamut(const Lab& lab) {
    const auto rgb = linearRgb(lab);
    return std::all_of(rgb.begin(), rgb.end(), [](double v) { return v > -1e-4 && v < 1 + 1e-4; });
}

QRgb toRgb(const Lab& lab) {
    const auto encode = [](double v) {
        return int(std::lround(255 * srgbEncoded(float(std::clamp(v, 0.0, 1.0)))));
    };
    const auto rgb = linearRgb(lab);
    return qRgb(encode(rgb[0]), encode(rgb[1]), encode(rgb[2]));
}

// One arm of a diverging map, from its neutral centre (t = 0) to its end (t = 1).
struct Arm {
    double centreLightness, endLightness;
    double centreHue, endHue;  // degrees
    double chroma;             // the largest, reached where the gamut allows
};

Lab onArm(const Arm& arm, double t) {
    const double lightness = std::lerp(arm.centreLightness, arm.endLightness, t);
    const double hue = std::lerp(arm.centreHue, arm.endHue, t) * std::numbers::pi / 180;
    double chroma = arm.chroma * std::sin(std::min(1.0, 1.5 * t) * std::numbers::pi / 2);
    Lab lab{lightness, chroma * std::cos(hue), chroma * std::sin(hue)};
    while (chroma > 0 && !inGamut(lab)) {
        chroma = std::max(0.0, chroma - 0.001);
        lab = {lightness, chroma * std::cos(hue), chroma * std::sin(hue)};
    }
    return lab;
}

// Colours at equal distances along the arm, nearest to the centre first.
std::vector<QRgb> evenSteps(const Arm& arm, int count) {
    constexpr int kFine = 2000;
    std::vector<double> length(kFine + 1, 0.0);
    Lab before = onArm(arm, 0);
    for (int i = 1; i <= kFine; ++i) {
        const Lab lab = onArm(arm, double(i) / kFine);
        length[i] = length[i - 1] + std::hypot(lab.l - before.l, lab.a - before.a, lab.b - before.b);
        before = lab;
    }
    std::vector<QRgb> colors(count);
    for (int i = 0; i < count; ++i) {
        const double target = length.back() * (i + 0.5) / (count - 0.5);
        const auto at = std::lower_bound(length.begin(), length.end(), std::min(target, length.back()));
        colors[i] = toRgb(onArm(arm, double(at - length.begin()) / kFine));
    }
    return colors;
}

ColorTable diverging(const Arm& negative, const Arm& positive) {
    ColorTable table{};
    const auto below = evenSteps(negative, 128);
    const auto above = evenSteps(positive, 128);
    for (int i = 0; i < 128; ++i) {
        table[127 - i] = below[i];
        table[128 + i] = above[i];
    }
    return table;
}

ColorTable sequential(int openCvMap) {
    cv::Mat ramp(1, 256, CV_8UC1), colors;
    for (int i = 0; i < 256; ++i) ramp.at<uchar>(0, i) = uchar(i);
    cv::applyColorMap(ramp, colors, openCvMap);
    ColorTable table{};
    for (int i = 0; i < 256; ++i) {
        const auto& bgr = colors.at<cv::Vec3b>(0, i);
        table[i] = qRgb(bgr[2], bgr[1], bgr[0]);
    }
    return table;
}

ColorTable grey() {
    ColorTable table{};
    for (int i = 0; i < 256; ++i) table[i] = qRgb(i, i, i);
    return table;
}

struct Entry {
    Colormap colormap;
    const char* key;
    const char* title;
};

constexpr Entry kEntries[] = {
    {Colormap::Magma, "magma", "Magma"},
    {Colormap::Viridis, "viridis", "Viridis"},
    {Colormap::Inferno, "inferno", "Inferno"},
    {Colormap::Cividis, "cividis", "Cividis"},
    {Colormap::Grey, "grey", "Grey"},
    {Colormap::DivergingLight, "diverging-light", "Blue – white – orange"},
    {Colormap::DivergingDark, "diverging-dark", "Blue – black – orange"},
    {Colormap::DivergingGrey, "diverging-grey", "Black – grey – white"},
};

}  // namespace

const ColorTable& colorTable(Colormap colormap) {
    static const std::array<ColorTable, 8> tables{
        sequential(cv::COLORMAP_MAGMA),
        sequential(cv::COLORMAP_VIRIDIS),
        sequential(cv::COLORMAP_INFERNO),
        sequential(cv::COLORMAP_CIVIDIS),
        grey(),
        diverging({0.965, 0.38, 235, 264, 0.155}, {0.965, 0.38, 78, 42, 0.155}),
        diverging({0.19, 0.88, 264, 225, 0.140}, {0.19, 0.88, 38, 82, 0.140}),
        grey(),
    };
    return tables[std::size_t(colormap)];
}

bool isDiverging(Colormap colormap) {
    return colormap >= Colormap::DivergingLight;
}

QString keyOf(Colormap colormap) {
    return QString::fromUtf8(kEntries[std::size_t(colormap)].key);
}

QString titleOf(Colormap colormap) {
    return QString::fromUtf8(kEntries[std::size_t(colormap)].title);
}

std::optional<Colormap> colormapNamed(const QString& key) {
    for (const Entry& entry : kEntries)
        if (key == QLatin1String(entry.key)) return entry.colormap;
    return std::nullopt;
}

QList<Colormap> sequentialColormaps() {
    return {Colormap::Magma, Colormap::Viridis, Colormap::Inferno, Colormap::Cividis, Colormap::Grey};
}

QList<Colormap> divergingColormaps() {
    return {Colormap::DivergingLight, Colormap::DivergingDark, Colormap::DivergingGrey};
}

}  // namespace suss
