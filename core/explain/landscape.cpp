#include "core/explain/landscape.h"

#include "core/explain/canvas.h"
#include "core/explain/distortions.h"
#include "core/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace suss {
namespace {

using namespace paint;

constexpr int kWidth = 768, kHeight = 512;
constexpr float kHorizon = 268;  // far shore of the lake
constexpr Colour kShadow = hex(0x0f2412);

Colour skyAt(float x, float y) {
    const float height = 1 - y / kHorizon;
    Colour sky = mix(hex(0xe9e4d6), hex(0x8fb9de), smooth(0.0f, 0.45f, height));
    sky = mix(sky, hex(0x3b75b5), smooth(0.25f, 1.1f, height));
    // A flat layer of clouds seen in perspective.
    const float depth = 160 / (kHorizon + 50 - y);
    const float u = (x - 300) / 150 * depth, v = 3.2f * depth;
    const float warp = fractal(1.5f * u + 7, 1.5f * v, 4, 40) - 0.5f;
    const auto density = [&](float du, float dv) {
        return fractal(0.9f * u + du + 0.8f * warp, v + dv + 0.5f * warp, 6, 11);
    };
    const float here = density(0, 0), towardSun = density(0.16f, 0.1f);
    const float cover = smooth(0.5f, 0.66f, here) * 0.92f;
    const float light = std::clamp(0.72f + 2.6f * (here - towardSun) - 0.5f * (here - 0.6f), 0.0f, 1.0f);
    return mix(sky, mix(hex(0x9aa6b8), hex(0xfffaf0), light), cover * smooth(-0.02f, 0.3f, height));
}

struct Ridge {
    float base, rise, scale, haze;
    Colour rock;
    unsigned seed;
    [[nodiscard]] float top(float x) const {
        const float peaks = creased(x / scale, 3.1f, 6, seed);
        return base - rise * peaks;
    }
};

void paintRidges(Canvas& canvas) {
    const std::array ridges{
        Ridge{250, 190, 230, 0.5f, hex(0x4d5870), 60},
        Ridge{262, 120, 170, 0.36f, hex(0x4a5a63), 75},
        Ridge{268, 62, 120, 0.22f, hex(0x3c5040), 90},
    };
    const Colour air = hex(0xb9cbdd);
    for (const Ridge& ridge : ridges)
        parallelFor(kWidth, kRowGrain, [&](int begin, int end) {
            for (int x = begin; x < end; ++x) {
                const float top = ridge.top(float(x));
                for (int y = int(top) - 1; y <= int(kHorizon); ++y) {
                    const float fx = float(x), fy = float(y), size = ridge.scale / 5;
                    // Slopes that face the sun, on the right, are brighter.
                    const auto relief = [&](float rx, float ry) {
                        return creased(rx / size + 0.35f * ry / size, ry / size * 0.55f, 5, ridge.seed + 7);
                    };
                    const float slope = relief(fx, fy) - relief(fx + 2.5f, fy - 1);
                    const float light = std::clamp(0.95f + 7.0f * slope, 0.4f, 1.7f);
                    Colour ground = ridge.rock * light;
                    const float snowLine = 150 + 60 * fractal(fx / 22, fy / 22, 4, 5);
                    if (ridge.haze > 0.4f)
                        ground = mix(ground, hex(0xf7f8fb) * (0.5f + 0.5f * light),
                                     smooth(14, -14, fy - snowLine));
                    const float mist = ridge.haze + 0.45f * smooth(top, kHorizon + 10, fy) * (1 - ridge.haze);
                    canvas.blend(x, y, mix(ground, air, std::min(mist, 0.95f)), fy - top + 0.5f);
                }
            }
        });
}

void paintConifers(Canvas& canvas) {
    for (int i = 0; i < 420; ++i) {
        const float x = hashed(i, 1, 20) * kWidth;
        const float bank = kHorizon + 1.5f - 9 * fractal(x / 60, 0.5f, 3, 21) * hashed(i, 4, 20);
        const float tall = 9 + 15 * hashed(i, 2, 20) * smooth(0.35f, 0.7f, fractal(x / 90, 2.5f, 2, 22));
        const Colour dark = mix(hex(0x1d3326), hex(0x35503a), hashed(i, 3, 20));
        for (float down = 0; down < tall; down += 1.3f) {
            const float half = 0.24f * down * (0.75f + 0.5f * hashed(i, int(down * 3), 23));
            canvas.stroke({x - half, bank - tall + down + 0.4f}, {x + half, bank - tall + down}, 1.2f, 1.2f,
                          dark, mix(dark, hex(0x7d8c4d), 0.45f));
        }
    }
}

void paintLake(Canvas& canvas) {
    const Canvas above = canvas;
    parallelFor(kHeight - int(kHorizon), 8, [&](int begin, int end) {
        for (int row = begin; row < end; ++row) {
            const float depth = float(row) / 110;  // 0 at the far shore, 1 at the near one
            for (int x = 0; x < kWidth; ++x) {
                const float fx = float(x);
                const float v = 60 / (float(row) + 6);
                const float wave = fractal(fx / 46 * v, 26 * v, 4, 30) - 0.5f;
                const float breeze = smooth(0.48f, 0.62f, fractal(fx / 260, 5 * v, 3, 33));
                const float shake = (0.8f + 15 * depth) * wave * (0.55f + 1.3f * breeze);
                const float mirror = kHorizon - 1 - float(row) * 1.15f + 1.5f * shake;
                const int ix = x + int(std::lround(0.5f * shake)), iy = int(std::floor(mirror));
                const Colour seen = mix(above.at(ix, iy), above.at(ix, iy + 1), mirror - std::floor(mirror));
                const Colour deep = mix(hex(0x3f6f86), hex(0x1f4a55), depth);
                Colour water = mix(seen * 0.93f, deep, 0.16f + 0.34f * std::min(depth, 1.0f));
                water = mix(water, hex(0xd8e6ee), breeze * std::max(0.0f, wave) * 0.9f);
                if (row < 2) water = mix(water, hex(0x6b6f58), 0.5f);
                canvas.blend(x, int(kHorizon) + row, water, 1);
            }
        }
    });
}

float shoreAt(float x) {
    return 372 - 20 * smooth(380, 640, x) + 9 * std::sin(x / 71) + 10 * (fractal(x / 30, 9, 4, 50) - 0.5f);
}

// One blade of grass, the longer the nearer: `near` is 0 at the shore and 1 at the lower edge.
void paintBlade(Canvas& canvas, Point foot, float near, int number) {
    const auto [x, y] = foot;
    const float tall = (2 + 20 * near) * (0.5f + hashed(number, 2, 53));
    const float patch = fractal(x / 70, y / 16, 4, 52), field = fractal(x / 190, y / 40, 3, 51);
    const float lean = tall * (0.7f * hashed(number, 3, 53) - 0.2f + 0.5f * (patch - 0.5f));
    const Colour root = mix(hex(0x263f18), hex(0x4c5f27), hashed(number, 4, 53));
    const Colour green = mix(hex(0x5f8a2c), hex(0xd0c56c), hashed(number, 5, 53) * smooth(0.3f, 0.7f, field));
    canvas.stroke(foot, {x + lean, y - tall}, 0.7f + 1.5f * near, 0.4f, root,
                  mix(green, hex(0x8fa744), smooth(0.35f, 0.65f, patch)));
}

// Grass that grows around the foot of something.
void paintTuft(Canvas& canvas, Point foot, float width, float near, int number) {
    for (int i = 0; i < 14; ++i) {
        const Point root{foot.x + width * (hashed(i, number, 57) - 0.5f), foot.y + 2 * hashed(i, number, 58)};
        paintBlade(canvas, root, near, 1000 * number + i);
    }
}

void paintMeadow(Canvas& canvas) {
    for (int x = 0; x < kWidth; ++x)
        for (int y = int(shoreAt(float(x))) - 1; y < kHeight; ++y) {
            const float below = float(y) - shoreAt(float(x));
            const float patch = fractal(float(x) / 70, float(y) / 16, 4, 52);
            Colour ground = mix(hex(0x4d6a2c), hex(0x9aa648), smooth(0.35f, 0.65f, patch));
            ground = mix(hex(0x6a5f45), ground, smooth(0, 5, below));
            canvas.blend(x, y, ground, below + 0.5f);
        }
    // Blades of grass from far to near, each longer than the one behind it.
    constexpr int kBlades = 26000;
    for (int i = 0; i < kBlades; ++i) {
        const float along = float(i) / kBlades, near = along * along;
        const float x = hashed(i, 1, 53) * (kWidth + 20) - 10;
        const float y = shoreAt(x) + 3 + near * (kHeight + 16 - shoreAt(x));
        paintBlade(canvas, {x, y}, near, i);
    }
    // Poppies, daisies and buttercups in drifts.
    constexpr std::array kPetals{hex(0xd8261c), hex(0xe33a1e), hex(0xf6f3ea), hex(0xf2c81f)};
    for (int i = 0; i < 900; ++i) {
        const float near = std::pow(float(i) / 900, 1.6f);
        const float x = hashed(i, 1, 55) * kWidth;
        const float y = shoreAt(x) + 10 + near * (kHeight - 10 - shoreAt(x));
        if (fractal(x / 80, y / 30, 3, 56) < 0.52f) continue;
        const float size = 1.2f + 4.2f * near * (0.6f + 0.6f * hashed(i, 2, 55));
        const Colour petal =
            kPetals[std::size_t(hashed(i, 3, 55) * hashed(i, 4, 55) * 5.9f) % kPetals.size()];
        canvas.stroke({x - size / 3, y}, {x + size / 3, y - size / 6}, size, size * 0.9f, petal * 0.72f,
                      petal);
        if (size > 3) canvas.stroke({x, y}, {x, y}, size / 3, size / 3, petal * 0.4f, petal * 0.4f);
    }
}

void paintHouse(Canvas& canvas) {
    constexpr float kX = 540, kY = 396;  // lower left corner of the gable wall
    const auto at = [](float x, float y) { return Point{kX + x, kY - y}; };
    const auto wall = [](Colour colour, float boards) {
        return [=](float x, float y) {
            const float line = std::abs(std::fmod(y + 2000, boards) / boards - 0.5f);
            return colour *
                   (0.97f - 0.1f * smooth(0.4f, 0.5f, line) + 0.06f * (fractal(x / 5, y / 9, 3, 61) - 0.5f));
        };
    };
    const auto flat = [](Colour colour) { return [=](float, float) { return colour; }; };
    const auto tiles = [](float x, float y) {
        const float row = std::fmod(y + 2000, 4.2f) / 4.2f;
        const float tile = hashed(int(x / 4.5f), int((y + 2000) / 4.2f), 62);
        return hex(0xb5361f) * (0.82f + 0.22f * row + 0.22f * (tile - 0.5f));
    };
    canvas.shade({kX + 62, kY + 3}, 92, 8, kShadow, 0.75f);
    canvas.polygon({at(0, 0), at(0, 44), at(27, 76), at(54, 44), at(54, -2)}, wall(hex(0xb9b4a6), 4));
    canvas.polygon({at(54, -2), at(54, 44), at(138, 42), at(138, 1)}, wall(hex(0xf3ecdb), 4));
    canvas.stroke(at(55, 36), at(138, 34), 5, 5, hex(0xa39b8c), hex(0xa39b8c));  // shadow of the eaves
    canvas.polygon({at(104, 70), at(104, 96), at(114, 96), at(114, 70)}, wall(hex(0x8c4a38), 3));
    canvas.polygon({at(52, 40), at(25, 79), at(118, 76), at(144, 39)}, tiles);
    canvas.stroke(at(-5, 39), at(26, 79), 3, 3, hex(0xe9e4d8), hex(0xe9e4d8));
    canvas.stroke(at(26, 79), at(56, 40), 3, 3, hex(0xe9e4d8), hex(0xf7f3ea));
    canvas.stroke(at(53, 39.5f), at(144, 38), 1.6f, 1.6f, hex(0x6d2215), hex(0x6d2215));
    const auto window = [&](float x, float y, float w, float h) {
        canvas.polygon(
            {at(x - 2, y - 2), at(x - 2, y + h + 2), at(x + w + 2, y + h + 2), at(x + w + 2, y - 2)},
            flat(hex(0xfbfaf4)));
        canvas.polygon({at(x, y), at(x, y + h), at(x + w, y + h), at(x + w, y)}, [&](float, float py) {
            return mix(hex(0x5c7fa0), hex(0x1d2c3a), std::clamp((py - kY + y + h) / h, 0.0f, 1.0f));
        });
        canvas.stroke(at(x + w / 2, y), at(x + w / 2, y + h), 1.2f, 1.2f, hex(0xfbfaf4), hex(0xfbfaf4));
        canvas.stroke(at(x, y + h / 2), at(x + w, y + h / 2), 1.2f, 1.2f, hex(0xfbfaf4), hex(0xfbfaf4));
    };
    window(21, 46, 12, 13);
    window(9, 14, 11, 14);
    window(34, 14, 11, 14);
    window(66, 16, 13, 14);
    window(118, 16, 11, 14);
    canvas.polygon({at(92, -1), at(92, 29), at(107, 29), at(107, 0)}, wall(hex(0x2f6f8f), 30));
}

void paintTree(Canvas& canvas) {
    const Colour bark = hex(0x3b2d22), lit = hex(0x7a6048);
    canvas.shade({70, 446}, 105, 16, kShadow, 0.6f);
    canvas.stroke({106, 444}, {114, 300}, 20, 11, bark, mix(bark, lit, 0.3f));
    canvas.stroke({111, 440}, {118, 310}, 5, 4, lit, lit * 0.9f);
    constexpr std::array kBoughs{Point{40, 250},  Point{70, 190}, Point{118, 160}, Point{165, 205},
                                 Point{190, 262}, Point{40, 280}, Point{112, 240}};
    paintTuft(canvas, {104, 456}, 30, 0.4f, 100);
    paintTuft(canvas, {108, 456}, 26, 0.4f, 101);
    for (const Point& bough : kBoughs) canvas.stroke({113, 330}, bough, 8, 2, bark, mix(bark, lit, 0.4f));
    // Clumps of leaves from back to front, each bright on its sunny side and dark below.
    constexpr int kClumps = 60, kLeaves = 260;
    for (int clump = 0; clump < kClumps; ++clump) {
        const float turn = 2 * std::numbers::pi_v<float> * hashed(clump, 1, 70),
                    reach = std::sqrt(hashed(clump, 2, 70));
        const float cx = 108 + 92 * reach * std::cos(turn), cy = 228 + 84 * reach * std::sin(turn);
        const float radius = 17 + 17 * hashed(clump, 3, 70), front = float(clump) / kClumps;
        for (int i = 0; i < kLeaves; ++i) {
            const float angle = 2 * std::numbers::pi_v<float> * hashed(i, clump, 71),
                        out = std::sqrt(hashed(i, clump, 72));
            const float right = out * std::cos(angle), down = 0.8f * out * std::sin(angle);
            const float x = cx + radius * right, y = cy + radius * down;
            const float crown = 0.25f * (x - 108) / 100 - 0.35f * (y - 228) / 90;
            const float own = 0.32f * right - 0.45f * down + 0.4f * (hashed(i, clump, 73) - 0.5f);
            const float light = std::clamp(0.18f + 0.2f * front + crown + own, 0.0f, 1.0f);
            const Colour leaf = mix(mix(hex(0x12240e), hex(0x4c7a24), smooth(0, 0.5f, light)), hex(0xbccb52),
                                    smooth(0.35f, 1, light));
            const float way = 2 * std::numbers::pi_v<float> * hashed(i, clump, 74),
                        size = 1.5f + 1.6f * hashed(i, clump, 75);
            canvas.stroke({x, y}, {x + size * std::cos(way), y + 0.7f * size * std::sin(way)}, size, 0.8f,
                          leaf * 0.88f, leaf);
        }
    }
}

void paintFence(Canvas& canvas) {
    const Colour wood = hex(0x8a7860), sunny = hex(0xc9b898), dark = hex(0x4a3f33);
    // A point of the fence: `along` 0 at its far end on the right, 1 at its near one on the left.
    const auto at = [](float along, float up) {
        const float near = 1 / (2.6f - 1.9f * along);
        return Point{770 - 800 * (near - 0.385f), 408 + 78 * (near - 0.385f) - 62 * near * up};
    };
    for (const float up : {0.42f, 0.82f})
        for (const bool underside : {true, false})
            for (int i = 0; i < 60; ++i) {
                const float a = float(i) / 60, b = float(i + 1) / 60, near = 1 / (2.6f - 1.9f * a);
                const float shift = underside ? 0.05f : 0.0f, width = (underside ? 7.0f : 5.0f) * near;
                const Colour grain = mix(wood, sunny, 0.3f + 0.5f * hashed(i / 3, int(up * 9), 80));
                const Colour tone = underside ? dark : grain;
                canvas.stroke(at(a, up - shift), at(b, up - shift), width, width, tone, tone);
            }
    for (int post = 0; post <= 10; ++post) {
        const float along = float(post) / 10, near = 1 / (2.6f - 1.9f * along);
        const Point foot = at(along, -0.12f), head = at(along, 1.05f);
        canvas.stroke(foot, head, 11 * near, 10 * near, dark, wood * 0.8f);
        canvas.stroke({foot.x + 2 * near, foot.y}, {head.x + 2 * near, head.y}, 5 * near, 5 * near, wood,
                      sunny);
        paintTuft(canvas, {foot.x, foot.y + 7 * near}, 18 * near, 0.5f * near, 200 + post);
    }
}

}  // namespace

Image paintedLandscape() {
    Canvas canvas(kWidth, kHeight);
    parallelFor(kHeight, kRowGrain, [&](int begin, int end) {
        for (int y = begin; y < end; ++y)
            for (int x = 0; x < kWidth; ++x)
                canvas.blend(x, y, skyAt(float(x), std::min(float(y), kHorizon)), 1);
    });
    paintRidges(canvas);
    paintConifers(canvas);
    paintLake(canvas);
    paintMeadow(canvas);
    paintHouse(canvas);
    paintTree(canvas);
    paintFence(canvas);
    const Image soft = gaussianBlurred(canvas.image, 0.55);  // the lens
    return withNoise(soft, 0.007, 2025);                     // the film
}

}  // namespace suss
