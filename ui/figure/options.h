#pragma once

#include "core/explain/account.h"
#include "core/explain/comparison.h"
#include "core/explain/sample_pictures.h"
#include "ui/paint/field.h"
#include "ui/view_kind.h"

#include <QRect>
#include <QString>

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace suss {

/// The account of the components as bars.
struct ComponentsPanel {
    bool operator==(const ComponentsPanel&) const = default;
};
/// What the model holds to be the same picture: small crops of its mean and of one sample at growing
/// strengths.
struct StrengthsPanel {
    bool operator==(const StrengthsPanel&) const = default;
};
using FigurePanel = std::variant<ViewKind, ComponentsPanel, StrengthsPanel>;
/// What each kind of panel is to be taken for, for std::visit: one that is forgotten does not compile.
template <class... Cases>
struct EachPanel : Cases... {
    using Cases::operator()...;
};
template <class... Cases>
EachPanel(Cases...) -> EachPanel<Cases...>;  // clang 16 does not find it by itself

/// Names as panelNames() has them, separated by commas. "whitened" stands for all five residuals. Views
/// that exist only in the window are known to recipes, which say so. Throws Error naming what there is.
std::vector<FigurePanel> panelsNamed(const QString& list, bool alsoOnlyInWindow = false);
/// The names of all panels, as a sentence lists them.
QString panelNames(bool alsoOnlyInWindow = false);
QString keyOf(const FigurePanel& panel);

/// What a figure is about. Views that need a comparison or an analysis throw Error without one.
struct FigureInput {
    std::shared_ptr<const Image> reference, image;
    std::shared_ptr<const Comparison> comparison;
    std::shared_ptr<const Reference> analysis;  ///< of the reference; enough for samples, mean and spread
    Weighting weighting;
    QString referenceTitle, imageTitle, keptTitle;  ///< usually file names
    QString modelName, weightSet;                   ///< for the caption; may be empty
    SampleSettings sample;
    /// Maps that are known already, by ViewKind; others are computed, but for those that are only in the
    /// window (isOnlyInWindow).
    std::array<std::shared_ptr<const Field>, kViewKinds.size()> known{};
    /// Pictures that are known already, likewise.
    std::array<std::shared_ptr<const Pyramid>, kViewKinds.size()> knownPictures{};
    /// The reference compared with the image, for the view of what was lost and added.
    std::shared_ptr<const Comparison> backward;
};
/// The usual case: everything comes from a comparison.
FigureInput figureInputOf(std::shared_ptr<const Comparison> comparison, const Weighting& weighting,
                          const QString& referenceTitle, const QString& imageTitle);

inline constexpr double kOneColumnMm = 88, kTwoColumnsMm = 180;  ///< widths of most journals
inline constexpr double kNarrowestMm = 40, kWidestMm = 2000;
inline constexpr double kLeastDpi = 10, kMostDpi = 10000;
inline constexpr int kMostInsets = 3, kMostStrengths = 6;
inline constexpr double kMostStrength = 1000;

/// How it looks. Figures are for paper: dark on white, whatever the desktop's palette.
struct FigureOptions {
    std::vector<FigurePanel> panels{ViewKind::Reference, ViewKind::Image, ViewKind::Map, ComponentsPanel()};
    int columns = 0;  ///< of panels; 0: by the shape of the pictures
    /// Width of the paper; type then has 7 points. 0: the paper grows with the pictures at their own size,
    /// and type with them.
    double widthMm = 0;
    /// With a width: at least that many dots per inch in PNG (see Figure::dotsPerUnit). Else noted in the
    /// file.
    double dpi = 300;
    /// Without a width: paper units per image pixel, whole. 0: small pictures grow.
    int magnification = 0;
    QRect crop;                 ///< image pixels to show; empty: all
    std::vector<QRect> insets;  ///< image pixels to magnify below every picture and map, up to kMostInsets
    QRect marked;               ///< image pixels to draw a dashed box around; empty: none
    Colormap sequential = Colormap::Magma;
    Colormap diverging = Colormap::DivergingLight;
    std::array<std::optional<Range>, kRangeGroupCount> ranges;  ///< by RangeGroup; none: as in the window
    double mapOpacity = 1;  ///< in [0, 1], 1: maps hide the image; less: it shows through them
    std::vector<double> strengths{0.5, 1, 2};  ///< of the strip of samples, after the mean
    bool regionBoxes = true;                   ///< with rank and share
    bool caption = true;                       ///< score, distance, sentence, model
    QString captionText;                       ///< words of one's own, before those
    bool operator==(const FigureOptions&) const = default;
};

/// "X,Y,W,H", as options take it.
std::string rectInWords(const QRect& rect);

/// Throws Error (one sentence) unless a figure of a picture of this size can be laid out so.
void checkFigure(const FigureOptions& options, int pictureWidth, int pictureHeight);

}  // namespace suss
