#pragma once

#include "ui/document/document.h"
#include "ui/figure/options.h"
#include "ui/figure/render.h"
#include "ui/view_state.h"

#include <QString>

#include <vector>

namespace suss {

/// What the export of a figure asks for beside how it looks.
struct FigureFile {
    FigureFormat format = FigureFormat::Png;
    bool isRecipeBeside = false;
};
/// "png", "svg", "pdf".
QString endingOf(FigureFormat format);

/// The figure that an export starts with: what the views show, or `ownPanels` if there are any, as far as
/// they can be shown; colours and ranges of the views, on paper; width, resolution and caption as they were
/// chosen last.
FigureOptions startingFigure(const Document& document, const ViewState& state,
                             const std::vector<FigurePanel>& ownPanels = {});
FigureFile startingFile();
/// For the next time; panels, part and colours are the views' to say.
void rememberChoices(const FigureOptions& options, const FigureFile& file);

/// The visible part of the picture, empty if that is all of it.
QRect visibleCrop(const Document& document, const ViewState& state);

/// What a figure could magnify.
struct InsetChoice {
    QString title;
    std::vector<QRect> parts;
    bool operator==(const InsetChoice&) const = default;
};
/// Nothing, the places that explain most (alone and together) and the marked rectangle, as far as they lie in
/// the part of the picture that the figure shows (empty: all of it). Large ones are cut to what can be
/// magnified.
std::vector<InsetChoice> insetChoices(const Document& document, const QRect& crop);

}  // namespace suss
