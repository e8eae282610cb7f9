#pragma once

#include "core/planes/planes.h"
#include "ui/paint/map_painter.h"
#include "ui/paint/range.h"

#include <QImage>
#include <QRect>

#include <memory>
#include <optional>
#include <vector>

namespace suss {

/// Numbers on image geometry, with coarser versions for display below 100 %. One value covers a square of
/// `cell` image pixels. Immutable.
class Field {
  public:
    struct Level {
        const float* values;
        int width, height;
        int cell;  ///< image pixels along a side of the square that one value covers
    };

    /// Keeps its own values; each covers a square of `cell` pixels.
    explicit Field(Map map, bool isSigned = false, int cell = 1);
    /// One channel of a component's plane; `plane` shares the ownership of whatever holds it, nothing is
    /// copied.
    Field(std::shared_ptr<const Plane> plane, int channel, int cell, const Range& automatic);

    [[nodiscard]] const Level& full() const { return levels_.front(); }
    /// The coarsest level that is still at least as fine as the screen, at `zoom` screen pixels per image
    /// pixel.
    [[nodiscard]] const Level& levelFor(double zoom) const;
    /// The value that covers an image pixel; none outside.
    [[nodiscard]] std::optional<float> at(int x, int y) const;
    [[nodiscard]] const Range& automatic() const { return automatic_; }
    /// The range that 99.5 % of the values lie in: from zero, or symmetric about it for signed ones.
    [[nodiscard]] Range fitted(bool isSigned) const;

    /// Fractions of the values that lie below and above a range.
    struct Clipped {
        double below = 0, above = 0;
    };
    [[nodiscard]] Clipped clippedBy(const Range& range) const;

  private:
    void addCoarserLevels();

    std::shared_ptr<const void> owner_;
    std::vector<std::vector<float>> own_;
    std::vector<Level> levels_;
    std::vector<float> sample_;  // evenly spread
    Range automatic_;
};

/// The rectangle of a level (in its own cells) as colours.
QImage paintLevel(const Field::Level& level, const QRect& cells, const MapStyle& style);

/// A picture with its halved versions, for display below 100 %. Immutable.
class Pyramid {
  public:
    explicit Pyramid(QImage full);
    [[nodiscard]] const QImage& full() const { return levels_.front(); }
    /// Index of the level for `zoom` screen pixels per image pixel; level i is 2^i times smaller.
    [[nodiscard]] int levelFor(double zoom) const;
    [[nodiscard]] const QImage& level(int index) const { return levels_[std::size_t(index)]; }

  private:
    std::vector<QImage> levels_;
};

}  // namespace suss
