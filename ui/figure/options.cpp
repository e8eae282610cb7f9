#include "ui/figure/options.h"

#include "core/error.h"
#include "core/image/sizes.h"
#include "ui/figure/layout.h"
#include "ui/rect.h"
#include "ui/text.h"

#include <algorithm>

namespace suss {
namespace {

constexpr FigurePanel kPanelsThatAreNoViews[] = {ComponentsPanel(), StrengthsPanel()};

}  // namespace

std::string rectInWords(const QRect& rect) {
    return std::to_string(rect.x()) + "," + std::to_string(rect.y()) + "," + std::to_string(rect.width()) +
           "," + std::to_string(rect.height());
}

std::vector<FigurePanel> panelsNamed(const QString& list, bool alsoOnlyInWindow) {
    std::vector<FigurePanel> panels;
    for (const QString& part : list.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString name = part.trimmed();
        const auto* other = std::ranges::find_if(kPanelsThatAreNoViews,
                                                 [&](const auto& panel) { return name == keyOf(panel); });
        if (other != std::end(kPanelsThatAreNoViews)) {
            panels.push_back(*other);
        } else if (name == QLatin1String("whitened")) {
            for (const ViewKind kind : kViewKinds)
                if (residualOf(kind)) panels.emplace_back(kind);
        } else if (const auto kind = viewNamed(name); kind && (alsoOnlyInWindow || !isOnlyInWindow(*kind))) {
            panels.emplace_back(*kind);
        } else {
            throw Error(QStringLiteral("There is no panel called \"%1\"; there are %2.")
                            .arg(name, panelNames(alsoOnlyInWindow))
                            .toStdString());
        }
    }
    return panels;
}

QString panelNames(bool alsoOnlyInWindow) {
    QStringList names;
    for (const ViewKind kind : kViewKinds)
        if (alsoOnlyInWindow || !isOnlyInWindow(kind)) names << keyOf(kind);
    for (const FigurePanel& panel : kPanelsThatAreNoViews) names << keyOf(panel);
    return names.join(QStringLiteral(", "));
}

QString keyOf(const FigurePanel& panel) {
    return std::visit(EachPanel{[](ViewKind kind) { return keyOf(kind); },
                                [](ComponentsPanel) { return QStringLiteral("components"); },
                                [](StrengthsPanel) { return QStringLiteral("samples"); }},
                      panel);
}

void checkFigure(const FigureOptions& options, int pictureWidth, int pictureHeight) {
    if (options.panels.empty()) throw Error("A figure needs at least one panel.");
    const QRect whole(0, 0, pictureWidth, pictureHeight);
    const QRect shown = options.crop.isEmpty() ? whole : options.crop;
    requireInside(toRect(shown), pictureWidth, pictureHeight, "The region " + rectInWords(shown));
    if (int(options.insets.size()) > kMostInsets)
        throw Error("A figure has at most " + std::to_string(kMostInsets) + " insets.");
    for (const QRect& inset : options.insets)
        if (inset.isEmpty() || !shown.contains(inset))
            throw Error("The inset " + rectInWords(inset) + " does not lie inside what the figure shows, " +
                        rectInWords(shown) + ".");
    if (options.widthMm <= 0) return;
    const int columns = std::min(std::max(1, options.columns), int(options.panels.size()));
    const int most = mostColumnsOnPaper(options.widthMm);
    if (columns > most)
        throw Error(std::to_string(columns) + " columns of panels do not fit in " +
                    formatNumber(options.widthMm, 4).toStdString() + " mm: at most " + std::to_string(most) +
                    ".");
}

FigureInput figureInputOf(std::shared_ptr<const Comparison> comparison, const Weighting& weighting,
                          const QString& referenceTitle, const QString& imageTitle) {
    FigureInput input;
    input.reference = comparison->reference->image;
    input.image = comparison->image;
    input.analysis = comparison->reference;
    input.weighting = weighting;
    input.referenceTitle = referenceTitle;
    input.imageTitle = imageTitle;
    input.comparison = std::move(comparison);
    return input;
}

}  // namespace suss
