#include "ui/figure/of_views.h"

#include "ui/rect.h"
#include "ui/text.h"

#include <algorithm>

namespace suss {
namespace {

FigureRecipe::Input inputOf(const Source& source, const std::filesystem::path& folder) {
    FigureRecipe::Input input;
    if (source.kind == Source::Kind::Example) input.example = source.distortion.toStdString();
    if (source.kind == Source::Kind::File) input.path = nameIn(folder, source.path.toStdString());
    return input;
}

QString whyOnlyInWindow(const Document& document, const std::vector<FigurePanel>& panels) {
    for (const FigurePanel& panel : panels)
        if (const auto* kind = std::get_if<ViewKind>(&panel); kind && isOnlyInWindow(*kind))
            return QStringLiteral("the view \"%1\" has to be asked for there").arg(titleOf(*kind));
    for (const Role role : {Role::Reference, Role::Image})
        if (const Source& source = document.picture(role).source; source.kind == Source::Kind::Memory)
            return QStringLiteral("\"%1\" is in no file").arg(source.title());
    if (!document.comparison()) return QStringLiteral("nothing was compared yet");
    return {};
}

}  // namespace

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
    input.keptTitle = document.kept().source.title();
    if (const auto& model = document.weights().model()) {
        input.modelName = toQString(model->name);
        input.weightSet = document.weights().title();
    }
    input.sample = document.sampler().settings();
    for (const ViewKind kind : kViewKinds) {
        if (spreadOf(kind) || kind >= ViewKind::Ssim) input.known[std::size_t(kind)] = document.field(kind);
        if (isOnlyInWindow(kind)) input.knownPictures[std::size_t(kind)] = document.pyramid(kind);
    }
    return input;
}

FigureOptions figureOptionsOf(const Document& document, const ViewState& state) {
    FigureOptions options;
    options.panels.clear();
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (state.isShown(pane)) options.panels.emplace_back(state.view(pane));
    options.columns = int(options.panels.size());
    const QRectF seen = state.visiblePart();
    if (seen.width() < state.imageSize().width() || seen.height() < state.imageSize().height()) {
        options.crop = seen.toAlignedRect().intersected(QRect(QPoint(0, 0), state.imageSize()));
        options.magnification = std::max(1, int(state.zoom()));
    }
    options.sequential = state.sequential();
    options.diverging = state.diverging();
    for (std::size_t i = 0; i < kRangeGroupCount; ++i) {
        const auto& chosen = state.chosenRange(RangeGroup(i));
        options.ranges[i] = chosen ? chosen : document.commonRange(RangeGroup(i));
    }
    options.mapOpacity = state.mapOpacity();
    options.regionBoxes = state.regionsShown();
    if (const auto& marked = document.marked().rect()) options.marked = toQRect(*marked);
    return options;
}

std::vector<FigurePanel> possiblePanels(const Document& document) {
    const bool hasReference = !document.picture(Role::Reference).isEmpty();
    const bool hasImage = hasReference && !document.picture(Role::Image).isEmpty() &&
                          document.picture(Role::Image).size() == document.picture(Role::Reference).size();
    const auto isPossible = [&](ViewKind kind) {
        if (isOnlyInWindow(kind)) return document.field(kind) != nullptr || document.pyramid(kind) != nullptr;
        if (kind == ViewKind::Reference) return hasReference;
        if (kind == ViewKind::Image || kind == ViewKind::Difference || kind == ViewKind::Ssim)
            return hasImage;
        return isOfModel(kind) ? document.analysis() != nullptr : document.comparison() != nullptr;
    };
    std::vector<FigurePanel> panels;
    for (const ViewKind kind : kViewKinds)
        if (isPossible(kind)) panels.emplace_back(kind);
    if (document.comparison()) panels.emplace_back(ComponentsPanel());
    if (document.analysis()) panels.emplace_back(StrengthsPanel());
    return panels;
}

FigureRecipe recipeOf(const Document& document, const FigureOptions& options,
                      const std::filesystem::path& folder) {
    FigureRecipe recipe;
    recipe.reference = inputOf(document.picture(Role::Reference).source, folder);
    recipe.image = inputOf(document.picture(Role::Image).source, folder);
    recipe.exposure = document.exposure();
    recipe.resize = !document.picture(Role::Image).source.scaledTo.isEmpty();
    if (const auto& model = document.weights().model()) {
        recipe.model.sha256 = model->sha256;
        recipe.modelName = model->name;
        recipe.weightSet = document.weights().set().toStdString();
        if (document.weights().isEdited()) recipe.weights = document.weighting().weights;
        recipe.components = document.weighting().enabled;
    }
    recipe.sample = document.sampler().settings();
    recipe.options = options;
    recipe.onlyInWindow = whyOnlyInWindow(document, recipe.options.panels).toStdString();
    return recipe;
}

}  // namespace suss
