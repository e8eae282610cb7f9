#include "ui/figure/of_views.h"

#include "ui/text.h"

#include <algorithm>

namespace suss {

FigureInput figureInputOf(const Document& document) {
    const Picture& reference = document.picture(Role::Reference);
    const Picture& image = document.picture(Role::Image);
    FigureInput input;
    input.reference = reference.image;
    input.image = image.image;
    input.comparison = document.comparison();
    input.analysis = document.analysis();
    input.weighting = document.weighting();
    input.referenceTitle = reference.source.title();
    input.imageTitle = image.source.title();
    if (const auto& model = document.model()) {
        input.modelName = toQString(model->name);
        input.weightSet =
            document.weightSet() + (document.isEdited() ? QStringLiteral(", edited") : QString());
    }
    input.sample = document.sampling();
    for (const ViewKind kind : kViewKinds) {
        if (spreadOf(kind) || kind >= ViewKind::Ssim) input.known[std::size_t(kind)] = document.field(kind);
        if (isOnlyInWindow(kind)) input.knownPictures[std::size_t(kind)] = document.pyramid(kind);
    }
    return input;
}

FigureOptions figureOptionsOf(const ViewState& state) {
    FigureOptions options;
    options.panels.clear();
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (state.isShown(pane)) options.panels.emplace_back(state.view(pane));
    options.columns = int(options.panels.size());
    const QRectF seen = state.visiblePart();
    if (seen.width() < state.imageSize().width() || seen.height() < state.imageSize().height()) {
        options.crop = seen.toAlignedRect();
        options.magnification = std::max(1, int(state.zoom()));
    }
    options.sequential = state.sequential();
    options.diverging = state.diverging();
    for (std::size_t i = 0; i < kRangeGroupCount; ++i) options.ranges[i] = state.chosenRange(RangeGroup(i));
    options.regionBoxes = state.regionsShown();
    return options;
}

}  // namespace suss
