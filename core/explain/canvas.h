#pragma once

#include "core/image/image.h"

#include <functional>
#include <initializer_list>

/// What a procedural painting is made of: noise that is the same on every machine, and a few anti-aliased
/// marks.
namespace suss::paint {

/// sRGB, each in [0, 1].
struct Colour {
    float r, g, b;
    Colour operator+(Colour o) const { return {r + o.r, g + o.g, b + o.b}; }
    Colour operator*(float f) const { return {r * f, g * f, b * f}; }
};
constexpr Colour hex(unsigned rgb) {
    return {float(rgb >> 16) / 255, float(rgb >> 8 & 255) / 255, float(rgb & 255) / 255};
}
Colour mix(Colour a, Colour b, float t);

/// 0 up to `from`, 1 beyond `to`, smooth between (either order).
float smooth(float from, float to, float x);

/// Uniform in [0, 1), a function of the arguments alone.
float hashed(int x, int y, unsigned seed);
/// Smooth noise of period about 1, in [0, 1].
float valueNoise(float x, float y, unsigned seed);
/// Sum of octaves of it, each half as strong and twice as fine; in [0, 1], around 0.5.
float fractal(float x, float y, int octaves, unsigned seed);
/// The same with creases: mountains.
float creased(float x, float y, int octaves, unsigned seed);

/// A place in pixels; the centre of the upper left pixel is (0, 0).
struct Point {
    float x, y;
};

class Canvas {
  public:
    Canvas(int width, int height) : image(width, height) {}

    [[nodiscard]] Colour at(int x, int y) const;  ///< the nearest pixel, if outside
    void blend(int x, int y, Colour colour, float coverage);
    /// A line with round ends whose width and colour change from a to b.
    void stroke(Point a, Point b, float widthA, float widthB, Colour colourA, Colour colourB);
    /// A convex polygon, corners clockwise on screen, coloured by a function of the place.
    void polygon(std::initializer_list<Point> corners, const std::function<Colour(float x, float y)>& paint);
    /// A soft shadow on the ground: an ellipse with a ragged edge.
    void shade(Point centre, float radiusX, float radiusY, Colour colour, float strength);

    Image image;
};

}  // namespace suss::paint
