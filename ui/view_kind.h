#pragma once

#include "core/planes/planes.h"
#include "ui/paint/color_scale.h"

#include <QString>

#include <array>
#include <optional>

namespace suss {

/// What a view shows. The first ten are in the order of the keys 1 to 9 and 0.
enum class ViewKind {
    Reference,
    Image,
    Difference,
    Map,
    Sample,
    Y1,
    Y2,
    Y3,
    Cb,
    Cr,
    Mean,
    SpreadY1,
    SpreadY2,
    SpreadY3,
    SpreadCb,
    SpreadCr,
    Ssim,
    Directions,
    Footprint,
    MostVisible,
    LeastVisible,
    Repaired,
    RepairedFirst,
    Kept,
    KeptMap,
    KeptDifference
};

inline constexpr std::array kViewKinds{ViewKind::Reference,
                                       ViewKind::Image,
                                       ViewKind::Difference,
                                       ViewKind::Map,
                                       ViewKind::Sample,
                                       ViewKind::Y1,
                                       ViewKind::Y2,
                                       ViewKind::Y3,
                                       ViewKind::Cb,
                                       ViewKind::Cr,
                                       ViewKind::Mean,
                                       ViewKind::SpreadY1,
                                       ViewKind::SpreadY2,
                                       ViewKind::SpreadY3,
                                       ViewKind::SpreadCb,
                                       ViewKind::SpreadCr,
                                       ViewKind::Ssim,
                                       ViewKind::Directions,
                                       ViewKind::Footprint,
                                       ViewKind::MostVisible,
                                       ViewKind::LeastVisible,
                                       ViewKind::Repaired,
                                       ViewKind::RepairedFirst,
                                       ViewKind::Kept,
                                       ViewKind::KeptMap,
                                       ViewKind::KeptDifference};

/// Views that share one range of values.
enum class RangeGroup { Difference, Map, Whitened, Spread, Ssim, Directions, Footprint, Repaired };
inline constexpr std::size_t kRangeGroupCount = 8;

/// "Reference", "SUSS map", "Whitened Y1": always seen with the view, and what a saved picture is labelled
/// with.
QString titleOf(ViewKind kind);
/// One sentence on what is seen.
QString explanationOf(ViewKind kind);
/// "reference", "map", "whitened:Y1": in options and settings.
QString keyOf(ViewKind kind);
std::optional<ViewKind> viewNamed(const QString& key);
/// "1" to "9", "0"; empty for the views beyond.
QString shortcutOf(ViewKind kind);

/// Where the values of a view come from.
struct ComponentChannel {
    Component component = Component::Y1;
    int channel = 0;
    bool operator==(const ComponentChannel&) const = default;
};
/// None for other views than whitened residuals.
std::optional<ComponentChannel> residualOf(ViewKind kind);
/// None for other views than predicted standard deviations.
std::optional<ComponentChannel> spreadOf(ViewKind kind);

/// Both have a view for each of Y1, Y2, Y3, Cb, Cr, in this order.
inline constexpr std::size_t kChannelCount = 5;
inline constexpr std::array<ComponentChannel, kChannelCount> kChannels{
    {{Component::Y1, 0}, {Component::Y2, 0}, {Component::Y3, 0}, {Component::CbCr, 0}, {Component::CbCr, 1}}};
/// "Y1", "Y2", "Y3", "Cb", "Cr".
QString nameOf(const ComponentChannel& channel);
inline constexpr std::size_t channelIndex(ViewKind kind) {
    return (std::size_t(kind) - std::size_t(kind >= ViewKind::SpreadY1 ? ViewKind::SpreadY1 : ViewKind::Y1)) %
           kChannelCount;
}

/// The component and channel that a view is about: that of a residual or a spread, else none.
std::optional<ComponentChannel> channelOf(ViewKind kind);

/// What somebody has to ask for in the window first: there is no figure of it on the command line.
bool isOnlyInWindow(ViewKind kind);

/// "difference", "whitened", ...: in sessions and recipes.
QString keyOf(RangeGroup group);
/// None for pictures.
std::optional<RangeGroup> rangeGroupOf(ViewKind kind);
/// "standard deviations", ...; empty for pictures.
QString unitOf(ViewKind kind);
bool isSigned(ViewKind kind);
/// Whether the colours of its map run the other way: what is bluer is blue.
bool isReversed(ViewKind kind);
/// What low and high values of a signed map mean.
ScaleEnds endsOf(ViewKind kind);
/// Shows what the model of the reference says, whatever the image: sample, mean, spread, footprint, extremes.
bool isOfModel(ViewKind kind);
/// Whether the places where reference and image differ are places of it: not what the model says, nor the
/// image that was kept.
bool hasPlaces(ViewKind kind);
/// Of the image that is kept beside.
bool isOfKept(ViewKind kind);
/// The picture that a map lies over.
ViewKind pictureBeneath(ViewKind map);
/// Shows a picture that is neither the reference nor the image.
bool showsOtherPicture(ViewKind kind);

/// Whitened residuals are shown within this many standard deviations unless someone asks for another range.
inline constexpr double kWhitenedRange = 4.0;

}  // namespace suss
