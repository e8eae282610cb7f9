#include "ui/stage/view_style.h"

#include "ui/rect.h"

namespace suss {

Range rangeOf(const Document& document, const ViewState& state, ViewKind kind) {
    const auto group = rangeGroupOf(kind);
    if (!group) return {};
    if (const auto& chosen = state.chosenRange(*group)) return *chosen;
    if (*group == RangeGroup::Whitened) return {-kWhitenedRange, kWhitenedRange};
    if (const auto common = document.commonRange(*group)) return *common;
    const auto field = document.field(kind);
    return field ? field->automatic() : Range{};
}

MapStyle styleOf(const Document& document, const ViewState& state, ViewKind kind) {
    return {state.colormapOf(kind), rangeOf(document, state, kind), false, isReversed(kind)};
}

ColorScale scaleOf(const Document& document, const ViewState& state, ViewKind kind) {
    ColorScale scale;
    scale.style = styleOf(document, state, kind);
    scale.unit = unitOf(kind);
    scale.ends = endsOf(kind);
    scale.isCommon = !state.chosenRange(*rangeGroupOf(kind)) && document.commonRange(*rangeGroupOf(kind));
    const auto field = document.field(kind);
    if (!field) return scale;
    const auto clipped = field->clippedBy(scale.style.range);
    scale.below = clipped.below;
    scale.above = clipped.above;
    if (const auto& point = state.crosshair())
        if (const auto value = field->at(int(std::floor(point->x())), int(std::floor(point->y()))))
            scale.marker = double(*value);
    return scale;
}

std::optional<Rect> placeLookedAt(const Document& document, const ViewState& state) {
    const auto& regions = document.explanation().regions;
    const int chosen = state.selectedRegion();
    if (chosen < 0 || chosen >= int(regions.size())) return std::nullopt;
    const Rect& rect = regions[std::size_t(chosen)].rect;
    return state.visiblePart().contains(toQRectF(rect)) ? std::optional(rect) : std::nullopt;
}

}  // namespace suss
