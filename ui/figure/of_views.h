#pragma once

#include "ui/document/document.h"
#include "ui/figure/recipe.h"
#include "ui/view_state.h"

namespace suss {

// The figure of what the window shows: the shown views in their order, colours and ranges as they are.

FigureInput figureInputOf(const Document& document);

/// Zoomed in, the figure shows the visible part only, at a whole magnification.
FigureOptions figureOptionsOf(const Document& document, const ViewState& state);

/// What the document can be drawn as at the moment, in the order of the views, bars and strip last.
std::vector<FigurePanel> possiblePanels(const Document& document);

/// With the files as a recipe in that folder names them, their hashes not yet noted. Says so if the command
/// line cannot make this figure.
FigureRecipe recipeOf(const Document& document, const FigureOptions& options,
                      const std::filesystem::path& folder);

}  // namespace suss
