#pragma once

#include <QRectF>
#include <QSizeF>

#include <vector>

namespace suss {

// Where the parts of a figure go. Pure arithmetic in paper units, the same for every file format: no painter,
// no fonts.

/// On paper of a given width a unit is a twentieth of a point: fine enough for exact font metrics.
inline constexpr double kUnitsPerPoint = 20;
inline constexpr double kPaperMargin = 3 * kUnitsPerPoint, kPaperGap = 9 * kUnitsPerPoint;
/// What journals print at most on one page.
inline constexpr double kTallestPaperMm = 247;
/// Width of each of so many columns of panels there.
double columnOnPaper(double widthMm, int columns);
/// More would be too narrow for titles and colour bars.
int mostColumnsOnPaper(double widthMm);

/// What a panel needs room for.
struct PanelSize {
    qreal title = 0;  ///< height
    QSizeF content;
    std::vector<QSizeF> insets{};  ///< below the content, side by side
    qreal scale = 0;               ///< height of a colour bar below that; 0: none
    int span = 1;                  ///< columns; a panel that takes several is as wide as they are
};

/// Distances, and the height of the caption (0: none).
struct FigureMetrics {
    qreal margin = 24, gap = 20, caption = 60;
    qreal leastPanelWidth = 240;  ///< so that titles and colour bars of small pictures stay readable
};

struct PanelPlace {
    QRectF title, content, scale;
    std::vector<QRectF> insets;
};

struct FigurePlan {
    QSizeF size;
    std::vector<PanelPlace> panels;
    QRectF caption;
};

/// Columns that bring a figure nearest to the shape of a screen, for panels of this size; at most `most`.
int columnsFor(int panels, const QSizeF& content, int most = 100);

/// Rooms for `count` insets side by side below a content of that width: the width of each, and the distance
/// from the left of one to that of the next.
struct InsetRooms {
    qreal width = 0, step = 0;
};
InsetRooms insetRooms(int count, qreal contentWidth, const FigureMetrics& metrics);

/// A grid filled row by row. Titles stand on their contents; contents of a column are aligned at its left,
/// those of a row at their top, as are insets and colour bars. A row has room only for what one of its panels
/// has.
FigurePlan layOutFigure(const std::vector<PanelSize>& panels, int columns, const FigureMetrics& metrics);

}  // namespace suss
