#pragma once

#include "core/planes/planes.h"
#include "ui/paint/map_painter.h"

#include <QString>

#include <array>
#include <optional>

namespace suss {

/// What a view shows. The order is that of the keys 1 to 9 and 0.
enum class ViewKind { Reference, Image, Difference, Map, Sample, Y1, Y2, Y3, Cb, Cr };

inline constexpr std::array kViewKinds{
    ViewKind::Reference, ViewKind::Image, ViewKind::Difference, ViewKind::Map, ViewKind::Sample,
    ViewKind::Y1,        ViewKind::Y2,    ViewKind::Y3,         ViewKind::Cb,  ViewKind::Cr};

/// Views that share one range of values.
enum class RangeGroup { Difference, Map, Whitened };
inline constexpr std::size_t kRangeGroupCount = 3;

/// "Reference", "SUSS map", "Residual Y1": always seen with the view, and what a saved picture is labelled
/// with.
QString titleOf(ViewKind kind);
/// One sentence on what is seen.
QString explanationOf(ViewKind kind);
/// "reference", "map", "whitened:Y1": in options and settings.
QString keyOf(ViewKind kind);
std::optional<ViewKind> viewNamed(const QString& key);
/// "1" to "9", "0".
QString shortcutOf(ViewKind kind);

/// Where the values of a whitened residual come from; none for other views.
struct ResidualChannel {
    Component component;
    int channel;
};
std::optional<ResidualChannel> residualOf(ViewKind kind);

/// None for pictures.
std::optional<RangeGroup> rangeGroupOf(ViewKind kind);
/// "standard deviations", ...; empty for pictures.
QString unitOf(ViewKind kind);
bool isSigned(ViewKind kind);

/// Whitened residuals are shown within this many standard deviations unless someone asks for another range.
inline constexpr double kWhitenedRange = 4.0;

}  // namespace suss
