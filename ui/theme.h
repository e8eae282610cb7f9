#pragma once

#include "core/planes/planes.h"

#include <QColor>
#include <QFont>
#include <QPalette>

class QWidget;

namespace suss {

/// Colours and sizes of everything drawn by hand, derived from the palette in force: light and dark follow
/// the system.
struct Theme {
    bool dark = false;
    QColor window, panel, stage;       ///< behind the tools, behind numbers, behind pictures
    QColor text, secondary, hairline;  ///< secondary: labels and units
    QColor accent, onAccent;           ///< selection and what is active
    QColor track;                      ///< behind bars
    QColor noteBack, errorBack, errorText;
    QColor selection;  ///< of a row

    static Theme of(const QPalette& palette);
    /// Bars and badges of a component: blues from fine to coarse for luminance, orange for colour.
    [[nodiscard]] QColor of(Component component) const;
};

/// For a widget whose style draws outlines from the colour of the window: in dark windows they would not be
/// seen.
QPalette withVisibleOutlines(QPalette palette);

/// Space between things that belong together; twice and three times that separate groups.
int spacingUnit(const QWidget* widget);

/// The widget's font in another size, for headings, labels and the score.
QFont scaledFont(const QFont& font, double factor, QFont::Weight weight = QFont::Normal);

}  // namespace suss
