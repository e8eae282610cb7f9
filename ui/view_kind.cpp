#include "ui/view_kind.h"

#include "ui/text.h"

namespace suss {
namespace {

struct Entry {
    ViewKind kind;
    const char* key;
    const char* title;
    const char* explanation;
};

constexpr Entry kEntries[] = {
    {ViewKind::Reference, "reference", "Reference", "The picture that the other is measured against"},
    {ViewKind::Image, "image", "Image", "The picture that is compared with the reference"},
    {ViewKind::Difference, "difference", "Difference",
     "Root mean square difference over R, G and B at each pixel: what differs, whether it matters or not"},
    {ViewKind::Map, "map", "SUSS map",
     "Where the distance comes from: its mean over the picture is the distance"},
    {ViewKind::Sample, "sample", "Sample",
     "A variant of the reference drawn from the model: what it holds to be the same picture at strength 1"},
    {ViewKind::Y1, "whitened:Y1", "Whitened Y1",
     "Whitened residual of fine luminance: how many standard deviations off, given its neighbours"},
    {ViewKind::Y2, "whitened:Y2", "Whitened Y2",
     "Whitened residual of middle luminance: how many standard deviations off, given its neighbours"},
    {ViewKind::Y3, "whitened:Y3", "Whitened Y3",
     "Whitened residual of coarse luminance: how many standard deviations off, given its neighbours"},
    {ViewKind::Cb, "whitened:Cb", "Whitened Cb",
     "Whitened residual of blue–yellow colour: how many standard deviations off, given its neighbours"},
    {ViewKind::Cr, "whitened:Cr", "Whitened Cr",
     "Whitened residual of red–green colour: how many standard deviations off, given its neighbours"},
    {ViewKind::Mean, "mean", "Mean",
     "The picture that the model of the reference expects: what its samples vary about"},
    {ViewKind::SpreadY1, "spread:Y1", "Spread Y1",
     "Predicted standard deviation of fine luminance: how far a pixel may move and still be the same "
     "picture"},
    {ViewKind::SpreadY2, "spread:Y2", "Spread Y2",
     "Predicted standard deviation of middle luminance: how far it may move and still be the same picture"},
    {ViewKind::SpreadY3, "spread:Y3", "Spread Y3",
     "Predicted standard deviation of coarse luminance: how far it may move and still be the same picture"},
    {ViewKind::SpreadCb, "spread:Cb", "Spread Cb",
     "Predicted standard deviation of blue–yellow colour: how far it may move and still be the same picture"},
    {ViewKind::SpreadCr, "spread:Cr", "Spread Cr",
     "Predicted standard deviation of red–green colour: how far it may move and still be the same picture"},
    {ViewKind::Ssim, "ssim", "SSIM loss",
     "1 − SSIM of luminance at each pixel: where the structural similarity finds a difference"},
    {ViewKind::Directions, "directions", "Lost and added",
     "Where something was added (noise, specks) and where something was lost (blur): the SUSS map less that "
     "with the roles swapped"},
    {ViewKind::Footprint, "footprint", "Footprint",
     "What the model expects to move with the pixel under the cursor, if that is one standard deviation up: "
     "pixels of one colour may change together unnoticed, those of the other colour against them"},
    {ViewKind::MostVisible, "most", "Most visible",
     "The reference with the change that the model minds most, of all that have the same error"},
    {ViewKind::LeastVisible, "least", "Least visible",
     "The reference with the change that the model minds least, of all that have the same error"},
    {ViewKind::Repaired, "repaired", "Repaired",
     "The image part of the way to the reference, what gains most score first"},
    {ViewKind::RepairedFirst, "repaired-first", "Repaired first",
     "How early each place is repaired: what part of the repair is still to come when its pixels have gone "
     "half "
     "of their way, on average. Bright came first"},
    {ViewKind::Kept, "kept", "Kept image",
     "An image of the list that stays beside the one that is shown, whichever that is"},
    {ViewKind::KeptMap, "kept-map", "Kept SUSS map",
     "Where the distance of the kept image comes from: its mean over the picture is that distance"},
    {ViewKind::KeptDifference, "kept-difference", "Kept difference",
     "Root mean square difference of the kept image over R, G and B at each pixel"},
};
static_assert(
    [] {
        for (std::size_t i = 0; i < kViewKinds.size(); ++i)
            if (kEntries[i].kind != kViewKinds[i] || std::size_t(kViewKinds[i]) != i) return false;
        return std::size(kEntries) == kViewKinds.size();
    }(),
    "every view has an entry, in order");

const Entry& entryOf(ViewKind kind) {
    return kEntries[std::size_t(kind)];
}

}  // namespace

QString titleOf(ViewKind kind) {
    return QString::fromUtf8(entryOf(kind).title);
}
QString explanationOf(ViewKind kind) {
    return QString::fromUtf8(entryOf(kind).explanation);
}
QString keyOf(ViewKind kind) {
    return QString::fromUtf8(entryOf(kind).key);
}

std::optional<ViewKind> viewNamed(const QString& key) {
    for (const Entry& entry : kEntries)
        if (key == QLatin1String(entry.key)) return entry.kind;
    return std::nullopt;
}

QString shortcutOf(ViewKind kind) {
    return int(kind) < 10 ? QString::number((int(kind) + 1) % 10) : QString();
}

QString nameOf(const ComponentChannel& channel) {
    if (channel.component != Component::CbCr) return toQString(nameOf(channel.component));
    return channel.channel == 0 ? QStringLiteral("Cb") : QStringLiteral("Cr");
}

std::optional<ComponentChannel> residualOf(ViewKind kind) {
    if (kind < ViewKind::Y1 || kind > ViewKind::Cr) return std::nullopt;
    return kChannels[channelIndex(kind)];
}

std::optional<ComponentChannel> spreadOf(ViewKind kind) {
    if (kind < ViewKind::SpreadY1 || kind > ViewKind::SpreadCr) return std::nullopt;
    return kChannels[channelIndex(kind)];
}

std::optional<RangeGroup> rangeGroupOf(ViewKind kind) {
    if (kind == ViewKind::Difference || kind == ViewKind::KeptDifference) return RangeGroup::Difference;
    if (kind == ViewKind::Map || kind == ViewKind::KeptMap) return RangeGroup::Map;
    if (residualOf(kind)) return RangeGroup::Whitened;
    if (spreadOf(kind)) return RangeGroup::Spread;
    if (kind == ViewKind::Ssim) return RangeGroup::Ssim;
    if (kind == ViewKind::Directions) return RangeGroup::Directions;
    if (kind == ViewKind::Footprint) return RangeGroup::Footprint;
    if (kind == ViewKind::RepairedFirst) return RangeGroup::Repaired;
    return std::nullopt;
}

QString keyOf(RangeGroup group) {
    switch (group) {
        case RangeGroup::Difference:
            return QStringLiteral("difference");
        case RangeGroup::Map:
            return QStringLiteral("map");
        case RangeGroup::Whitened:
            return QStringLiteral("whitened");
        case RangeGroup::Spread:
            return QStringLiteral("spread");
        case RangeGroup::Ssim:
            return QStringLiteral("ssim");
        case RangeGroup::Directions:
            return QStringLiteral("directions");
        case RangeGroup::Footprint:
            return QStringLiteral("footprint");
        case RangeGroup::Repaired:
            return QStringLiteral("repaired");
    }
    return {};
}

std::optional<ComponentChannel> channelOf(ViewKind kind) {
    const auto residual = residualOf(kind);
    return residual ? residual : spreadOf(kind);
}

bool isOnlyInWindow(ViewKind kind) {
    return kind >= ViewKind::Footprint;
}

QString unitOf(ViewKind kind) {
    const auto group = rangeGroupOf(kind);
    if (!group) return {};
    switch (*group) {
        case RangeGroup::Difference:
        case RangeGroup::Spread:
        case RangeGroup::Footprint:
            return QStringLiteral("levels of 255");
        case RangeGroup::Ssim:
            return QStringLiteral("1 − SSIM");
        case RangeGroup::Map:
        case RangeGroup::Directions:
            return QStringLiteral("local distance");
        case RangeGroup::Whitened:
            return QStringLiteral("standard deviations");
        case RangeGroup::Repaired:
            return QStringLiteral("part of the repair to come");
    }
    return {};
}

// Of the image, against what the model predicts.
ScaleEnds endsOf(ViewKind kind) {
    switch (kind) {
        case ViewKind::Y1:
        case ViewKind::Y2:
        case ViewKind::Y3:
            return {QStringLiteral("darker"), QStringLiteral("brighter")};
        case ViewKind::Cb:
            return {QStringLiteral("yellower"), QStringLiteral("bluer")};
        case ViewKind::Cr:
            return {QStringLiteral("greener"), QStringLiteral("redder")};
        case ViewKind::Directions:
            return {QStringLiteral("lost"), QStringLiteral("added")};
        default:
            return {};
    }
}

bool isOfModel(ViewKind kind) {
    return kind == ViewKind::Sample || kind == ViewKind::Mean || kind == ViewKind::Footprint ||
           kind == ViewKind::MostVisible || kind == ViewKind::LeastVisible || spreadOf(kind).has_value();
}

bool hasPlaces(ViewKind kind) {
    return !isOfModel(kind) && !isOfKept(kind);
}

bool isOfKept(ViewKind kind) {
    return kind >= ViewKind::Kept;
}

ViewKind pictureBeneath(ViewKind map) {
    return isOfKept(map) ? ViewKind::Kept : ViewKind::Image;
}

bool showsOtherPicture(ViewKind kind) {
    return isOfKept(kind) || (!rangeGroupOf(kind) && kind != ViewKind::Reference && kind != ViewKind::Image);
}

bool isSigned(ViewKind kind) {
    return kind == ViewKind::Directions || kind == ViewKind::Footprint || residualOf(kind).has_value();
}

bool isReversed(ViewKind kind) {
    return kind == ViewKind::Cb;
}

}  // namespace suss
