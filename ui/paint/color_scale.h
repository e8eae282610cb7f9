#pragma once

#include "ui/paint/map_painter.h"
#include "ui/paint/range.h"

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>
#include <QVector>

#include <optional>

class QPainter;

namespace suss {

/// "lost" and "added": what the two ends of a colour bar mean where a sign does not say it. Empty: nothing.
struct ScaleEnds {
    QString low, high;
};

/// What a colour bar says: the colours of a range, in numbers with a unit.
struct ColorScale {
    MapStyle style;
    QString unit;                  ///< "standard deviations"
    ScaleEnds ends;                ///< what the two ends mean
    bool isCommon = false;         ///< the range is that of all images of a list
    double below = 0, above = 0;   ///< fractions of the values that lie beyond: drawn as pointed ends
    std::optional<double> marker;  ///< a value to point at, for example that under the cursor
};

/// Round numbers inside a range, about `wanted` of them, ascending.
QVector<double> niceTicks(const Range& range, int wanted);
/// A tick's number with as many digits as the spacing of the ticks needs.
QString tickLabel(double value, const QVector<double>& ticks);

/// Where the parts of a colour bar go: the strip of colours between the words for its ends, with the unit at
/// its right, and the numbers below. Where there is little room, the unit goes first.
struct ColorScaleLayout {
    QRectF strip, unit, labels;  ///< unit is empty where there is no room for it
    QRectF low, high;            ///< words beside the ends of the strip, empty where there is no room
};
ColorScaleLayout layoutColorScale(const QRectF& area, const QString& unit, const ScaleEnds& ends,
                                  const QFont& font);
/// Height that a colour bar needs.
qreal colorScaleHeight(const QFont& font);

/// Draws a horizontal colour bar.
void drawColorScale(QPainter& painter, const QRectF& area, const ColorScale& scale, const QFont& font,
                    const QColor& text);

}  // namespace suss
