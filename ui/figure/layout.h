#pragma once

#include <QRectF>
#include <QSizeF>

#include <vector>

namespace suss {

// Where the parts of a figure go. Pure arithmetic in paper units (one unit is one pixel of a picture at
// native size, times the magnification): no painter, no fonts.

/// What a panel needs room for.
struct PanelSize {
    QSizeF content;
    bool hasScale = false;  ///< a colour bar below
};

/// Heights and distances, from the fonts in use.
struct FigureMetrics {
    qreal margin = 24, gap = 20;
    qreal titleHeight = 24, scaleHeight = 40, captionHeight = 60;
    qreal leastPanelWidth = 240;  ///< so that titles and colour bars of small pictures stay readable
};

struct PanelPlace {
    QRectF title, content, scale;
};

struct FigurePlan {
    QSizeF size;
    std::vector<PanelPlace> panels;
    QRectF caption;
};

/// Columns that bring a figure nearest to the shape of a screen, for panels of this size.
int columnsFor(int panels, const QSizeF& content);

/// A grid filled row by row. Contents of a column are aligned at its left, those of a row at their top; a row
/// has room for colour bars only if one of its panels has one.
FigurePlan layOutFigure(const std::vector<PanelSize>& panels, int columns, const FigureMetrics& metrics);

}  // namespace suss
