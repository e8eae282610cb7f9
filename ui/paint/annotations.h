#pragma once

#include "core/explain/regions.h"

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QTransform>

#include <vector>

class QPainter;

namespace suss {

/// Colour of the region that is looked at: stands out from pictures and maps alike.
inline constexpr QColor kChosenRegion{255, 200, 40};

/// Numbered boxes around regions, legible on any picture: light lines on dark ones, the number in a badge at
/// a corner or beside the box, where there is room. `toPaper` maps image pixels to the painter's units;
/// `line` is the width of a line there. With `shares` the badge also says what part of the distance lies
/// inside. A box around all of the paper is drawn only when chosen, one of
/// which hardly a line lies on it not at all.
void drawRegions(QPainter& painter, const std::vector<Region>& regions, const QTransform& toPaper,
                 const QRectF& paper, const QFont& font, qreal line, int selected, bool shares = false);

/// How wide the widest of their badges is, with shares.
qreal badgeWidth(const std::vector<Region>& regions, const QFont& font);

/// The rectangle that somebody has marked, dashed; its sides that lie on the paper.
void drawMarked(QPainter& painter, const QRectF& box, const QRectF& paper, qreal line);

/// A thin box on a picture, the magnified inset it became, with a label in it, and lines between the two.
void drawLeader(QPainter& painter, const QRectF& box, const QRectF& inset, const QString& label,
                const QFont& font, qreal line);

}  // namespace suss
