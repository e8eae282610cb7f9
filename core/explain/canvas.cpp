#include "core/explain/canvas.h"

#include <algorithm>
#include <cmath>

namespace suss::paint {
namespace {

// Each octave is turned as well as refined, so that no grid shows.
void nextOctave(float& x, float& y) {
    const float turned = 1.6f * x - 1.2f * y;
    y = 1.2f * x + 1.6f * y;
    x = turned;
}

}  // namespace

Colour mix(Colour a, Colour b, float t) {
    return a * (1 - t) + b * t;
}

float smooth(float from, float to, float x) {
    const float t = std::clamp((x - from) / (to - from), 0.0f, 1.0f);
    return t * t * (3 - 2 * t);
}

float hashed(int x, int y, unsigned seed) {
    unsigned h = unsigned(x) * 0x9e3779b1u ^ unsigned(y) * 0x85ebca77u ^ seed * 0xc2b2ae3du;
    h = (h ^ (h >> 15)) * 0x2c1b3c6du;
    h = (h ^ (h >> 12)) * 0x297a2d39u;
    return float((h ^ (h >> 15)) >> 8) * 0x1p-24f;
}

float valueNoise(float x, float y, unsigned seed) {
    const float fx = std::floor(x), fy = std::floor(y);
    const int ix = int(fx), iy = int(fy);
    const float u = smooth(0, 1, x - fx), v = smooth(0, 1, y - fy);
    const float upper = std::lerp(hashed(ix, iy, seed), hashed(ix + 1, iy, seed), u);
    const float lower = std::lerp(hashed(ix, iy + 1, seed), hashed(ix + 1, iy + 1, seed), u);
    return std::lerp(upper, lower, v);
}

float fractal(float x, float y, int octaves, unsigned seed) {
    float sum = 0, weight = 0.5f;
    for (int i = 0; i < octaves; ++i, weight *= 0.5f) {
        sum += weight * valueNoise(x, y, seed + unsigned(i));
        nextOctave(x, y);
    }
    return sum / (1 - 2 * weight);
}

float creased(float x, float y, int octaves, unsigned seed) {
    float sum = 0, weight = 0.5f;
    for (int i = 0; i < octaves; ++i, weight *= 0.5f) {
        const float fold = 1 - std::abs(2 * valueNoise(x, y, seed + unsigned(i)) - 1);
        sum += weight * fold * fold;
        nextOctave(x, y);
    }
    return sum;
}

Colour Canvas::at(int x, int y) const {
    const float* p = image.row(std::clamp(y, 0, image.height - 1)) + 3 * std::clamp(x, 0, image.width - 1);
    return {p[0], p[1], p[2]};
}

void Canvas::blend(int x, int y, Colour colour, float coverage) {
    if (x < 0 || y < 0 || x >= image.width || y >= image.height || coverage <= 0) return;
    float* p = image.row(y) + 3 * x;
    const Colour result = mix({p[0], p[1], p[2]}, colour, std::min(coverage, 1.0f));
    p[0] = result.r, p[1] = result.g, p[2] = result.b;
}

void Canvas::stroke(Point a, Point b, float widthA, float widthB, Colour colourA, Colour colourB) {
    const float reach = std::max(widthA, widthB) / 2 + 1;
    const float dx = b.x - a.x, dy = b.y - a.y, squared = std::max(dx * dx + dy * dy, 1e-6f);
    for (int y = int(std::min(a.y, b.y) - reach); y <= int(std::max(a.y, b.y) + reach); ++y)
        for (int x = int(std::min(a.x, b.x) - reach); x <= int(std::max(a.x, b.x) + reach); ++x) {
            const float along =
                std::clamp(((float(x) - a.x) * dx + (float(y) - a.y) * dy) / squared, 0.0f, 1.0f);
            const float distance = std::hypot(float(x) - a.x - along * dx, float(y) - a.y - along * dy);
            const float width = std::lerp(widthA, widthB, along);
            // Thinner than a pixel: fainter instead.
            const float coverage =
                std::min(width, 1.0f) * std::clamp(std::max(width, 1.0f) / 2 - distance + 0.5f, 0.0f, 1.0f);
            blend(x, y, mix(colourA, colourB, along), coverage);
        }
}

void Canvas::polygon(std::initializer_list<Point> corners, const std::function<Colour(float, float)>& paint) {
    const Point* corner = corners.begin();
    const int count = int(corners.size());
    const auto [left, right] = std::ranges::minmax(corners, {}, &Point::x);
    const auto [top, bottom] = std::ranges::minmax(corners, {}, &Point::y);
    for (int y = int(top.y) - 1; y <= int(bottom.y) + 1; ++y)
        for (int x = int(left.x) - 1; x <= int(right.x) + 1; ++x) {
            float inside = 1;
            for (int i = 0; i < count; ++i) {
                const Point a = corner[i], b = corner[(i + 1) % count];
                const float across = (b.x - a.x) * (float(y) - a.y) - (b.y - a.y) * (float(x) - a.x);
                const float distance = across / std::hypot(b.x - a.x, b.y - a.y);
                inside = std::min(inside, std::clamp(distance + 0.5f, 0.0f, 1.0f));
            }
            if (inside > 0) blend(x, y, paint(float(x), float(y)), inside);
        }
}

void Canvas::shade(Point centre, float radiusX, float radiusY, Colour colour, float strength) {
    for (int y = int(centre.y - 2 * radiusY); y <= int(centre.y + 2 * radiusY); ++y)
        for (int x = int(centre.x - 2 * radiusX); x <= int(centre.x + 2 * radiusX); ++x) {
            const float distance =
                std::hypot((float(x) - centre.x) / radiusX, (float(y) - centre.y) / radiusY);
            const float ragged = 0.7f * (valueNoise(float(x) / 3, float(y) / 5, 99) - 0.5f);
            blend(x, y, colour, strength * smooth(1.25f, 0.6f, distance + ragged));
        }
}

}  // namespace suss::paint
