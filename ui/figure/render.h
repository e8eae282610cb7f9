#pragma once

#include "ui/figure/figure.h"
#include "ui/figure/recipe.h"

#include <QByteArray>
#include <QImage>

#include <filesystem>

namespace suss {

enum class FigureFormat { Png, Svg, Pdf };
/// By the ending of the name. Throws Error for any other than .png, .svg and .pdf.
FigureFormat formatOf(const std::filesystem::path& file);

/// The figure as a picture, for a clipboard. Throws Error.
QImage renderFigure(const FigureInput& input, const FigureOptions& options);

/// How large a figure is on paper, and as PNG.
struct FigureSize {
    QSizeF mm;
    QSize dots;
    double dpi = 0;
};
FigureSize sizeOf(const Figure& figure);

/// The figure drawn so that it fits into `most` dots, and no finer than the PNG of it: for looking at while
/// choosing. Pictures that have more pixels than dots are averaged there.
QImage previewOf(const Figure& figure, const QSize& most);

/// The whole file. PNG and SVG are the same bytes for the same figure and recipe. Text stays text in SVG and
/// PDF (there with its fonts embedded); pictures are lossless at their own pixels. Throws Error.
QByteArray encodeFigure(const Figure& figure, const FigureRecipe& recipe, FigureFormat format);

/// Draws what the recipe says of this input and writes it with the recipe inside, all or nothing. Throws
/// Error.
void saveFigure(const FigureInput& input, const FigureRecipe& recipe, const std::filesystem::path& file);

/// The recipe in a figure (PNG, SVG or PDF), or a JSON file that is one. Throws Error.
FigureRecipe readRecipe(const std::filesystem::path& file);

}  // namespace suss
