#pragma once

#include "ui/jobs.h"
#include "ui/view_kind.h"

#include <QImage>
#include <QRect>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace suss {

/// A panel of a figure: a view, or (none) the account of the components as bars.
using FigurePanel = std::optional<ViewKind>;

/// "reference", "image", "difference", "map", "sample", "whitened:Y1" ... "whitened:Cr", "components",
/// separated by commas. "whitened" stands for all five residuals, "samples" for "sample". Throws Error naming
/// what there is.
std::vector<FigurePanel> panelsNamed(const QString& list);

/// What a figure is about. Views that need a comparison or an analysis throw Error without one.
struct FigureInput {
    std::shared_ptr<const Image> reference, image;
    std::shared_ptr<const Comparison> comparison;
    std::shared_ptr<const Reference> analysis;  ///< of the reference; enough for samples, mean and spread
    Weighting weighting;
    QString referenceTitle, imageTitle;  ///< usually file names
    QString modelName, weightSet;        ///< for the caption; may be empty
    SampleSettings sample;
    /// Maps that are known already, by ViewKind; others are computed, but for a footprint.
    std::array<std::shared_ptr<const Field>, kViewKinds.size()> known{};
    /// Pictures that are known already, likewise.
    std::array<std::shared_ptr<const Pyramid>, kViewKinds.size()> knownPictures{};
    /// The reference compared with the image, for the view of the two directions.
    std::shared_ptr<const Comparison> backward;
};
/// The usual case: everything comes from a comparison.
FigureInput figureInputOf(std::shared_ptr<const Comparison> comparison, const Weighting& weighting,
                          const QString& referenceTitle, const QString& imageTitle);

/// How it looks. Figures are for paper: dark on white, whatever the desktop's palette.
struct FigureOptions {
    std::vector<FigurePanel> panels{ViewKind::Reference, ViewKind::Image, ViewKind::Map, std::nullopt};
    int columns = 0;  ///< 0: by the shape of the pictures
    int magnification =
        0;       ///< screen pixels per image pixel, whole: pictures are never resampled. 0: small ones grow
    QRect crop;  ///< image pixels to show; empty: all
    Colormap sequential = Colormap::Magma;
    Colormap diverging = Colormap::DivergingLight;
    std::array<std::optional<Range>, kRangeGroupCount> ranges;  ///< by RangeGroup; none: as in the window
    bool regionBoxes = true;
    bool caption = true;  ///< score, distance, sentence, model
    QString captionText;  ///< a line of one's own below
    double textScale = 1;
    double dpi = 144;  ///< noted in the picture
};

/// Draws the figure. Needs a QGuiApplication (platform "offscreen" will do), any thread. Throws Error.
QImage renderFigure(const FigureInput& input, const FigureOptions& options);

/// Writes it as PNG, all or nothing. Throws Error.
void saveFigure(const QImage& figure, const std::filesystem::path& file);

}  // namespace suss
