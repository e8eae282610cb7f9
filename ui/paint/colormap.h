#pragma once

#include <QList>
#include <QRgb>
#include <QString>

#include <array>
#include <optional>

namespace suss {

/// Sequential maps (Magma to Grey) run from dark to light and show magnitudes. Diverging maps are for signed
/// values centred on zero: blue is negative, orange positive, told apart by every kind of colour vision; the
/// centre is near white for paper and light windows, near black for dark ones. In print without colours both
/// ends would look the same: DivergingGrey runs from black over middle grey to white.
enum class Colormap { Magma, Viridis, Inferno, Cividis, Grey, DivergingLight, DivergingDark, DivergingGrey };

using ColorTable = std::array<QRgb, 256>;  ///< opaque colours, from the low end of a range to its high end

/// Equal steps of the table look like equal steps of colour (the diverging ones are built so in OKLab).
const ColorTable& colorTable(Colormap colormap);

bool isDiverging(Colormap colormap);
/// "magma", ..., "grey", "diverging-light", ...: in options and settings.
QString keyOf(Colormap colormap);
/// "Magma", "Blue – white – orange": in menus.
QString titleOf(Colormap colormap);
std::optional<Colormap> colormapNamed(const QString& key);
QList<Colormap> sequentialColormaps();
QList<Colormap> divergingColormaps();

}  // namespace suss
