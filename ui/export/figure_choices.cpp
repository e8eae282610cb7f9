#include "ui/export/figure_choices.h"

#include "ui/figure/of_views.h"
#include "ui/rect.h"
#include "ui/text.h"

#include <QCoreApplication>
#include <QSettings>

#include <algorithm>

namespace suss {
namespace {

constexpr FigureFormat kFormats[] = {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf};

QString text(const char* source) {
    return QCoreApplication::translate("FigureChoices", source);
}

// The part of `whole` around a rectangle that `count` insets side by side magnify at least three times, and
// not more than some ten times.
QRect magnifiable(const QRect& rect, const QRect& whole, int count) {
    const auto side = [count](int wanted, int all, int across) {
        const int most = std::max(1, all / (3 * across)), least = std::max(1, all / (10 * count));
        return std::clamp(wanted, std::min(least, most), most);
    };
    const QSize size(side(rect.width(), whole.width(), count), side(rect.height(), whole.height(), 1));
    const QPoint centre = rect.center();
    return {
        QPoint(std::clamp(centre.x() - size.width() / 2, whole.left(), whole.right() + 1 - size.width()),
               std::clamp(centre.y() - size.height() / 2, whole.top(), whole.bottom() + 1 - size.height())),
        size};
}

}  // namespace

QString endingOf(FigureFormat format) {
    if (format == FigureFormat::Svg) return QStringLiteral("svg");
    return format == FigureFormat::Pdf ? QStringLiteral("pdf") : QStringLiteral("png");
}

QRect visibleCrop(const Document& document, const ViewState& state) {
    return figureOptionsOf(document, state).crop;
}

FigureOptions startingFigure(const Document& document, const ViewState& state,
                             const std::vector<FigurePanel>& ownPanels) {
    FigureOptions options = figureOptionsOf(document, state);
    const auto possible = possiblePanels(document);
    const auto shownOf = [&](std::vector<FigurePanel> panels) {
        std::erase_if(panels, [&](const FigurePanel& panel) {
            return std::find(possible.begin(), possible.end(), panel) == possible.end();
        });
        return panels;
    };
    const auto own = shownOf(ownPanels);
    options.panels = own.empty() ? shownOf(options.panels) : own;
    options.columns = 0;
    options.magnification = 0;
    options.diverging = Colormap::DivergingLight;  // for white paper
    const QSettings settings;
    const auto number = [&](const char* key, double value, double least, double most) {
        const double saved = settings.value(QLatin1String(key), value).toDouble();
        return saved >= least && saved <= most ? saved : value;
    };
    options.widthMm = number("figure/width", kTwoColumnsMm, kNarrowestMm, kWidestMm);
    options.dpi = number("figure/dpi", options.dpi, kLeastDpi, kMostDpi);
    options.caption = settings.value(QStringLiteral("figure/caption"), true).toBool();
    return options;
}

FigureFile startingFile() {
    const QSettings settings;
    const QString ending = settings.value(QStringLiteral("figure/format")).toString();
    FigureFile file;
    for (const FigureFormat format : kFormats)
        if (endingOf(format) == ending) file.format = format;
    file.isRecipeBeside = settings.value(QStringLiteral("figure/recipe"), false).toBool();
    return file;
}

void rememberChoices(const FigureOptions& options, const FigureFile& file) {
    QSettings settings;
    settings.setValue(QStringLiteral("figure/width"), options.widthMm);
    settings.setValue(QStringLiteral("figure/dpi"), options.dpi);
    settings.setValue(QStringLiteral("figure/caption"), options.caption);
    settings.setValue(QStringLiteral("figure/format"), endingOf(file.format));
    settings.setValue(QStringLiteral("figure/recipe"), file.isRecipeBeside);
}

std::vector<InsetChoice> insetChoices(const Document& document, const QRect& crop) {
    const QRect whole = crop.isEmpty() ? QRect(QPoint(0, 0), document.imageSize()) : crop;
    std::vector<InsetChoice> choices{{text("No magnifier"), {}}};
    if (document.coarseness()) return choices;
    std::vector<QRect> places;
    for (const Region& region : document.explanation().regions) {
        const QRect rect = toQRect(region.rect);
        if (whole.contains(rect.center()) && int(places.size()) < kMostInsets) {
            choices.push_back({text("Place %1 (%2)").arg(places.size() + 1).arg(formatPercent(region.share)),
                               {magnifiable(rect, whole, 1)}});
            places.push_back(rect);
        }
    }
    if (places.size() > 1) {
        InsetChoice all{text("Places 1 to %1").arg(places.size()), {}};
        for (const QRect& place : places) all.parts.push_back(magnifiable(place, whole, int(places.size())));
        choices.push_back(all);
    }
    if (const auto& marked = document.marked().rect()) {
        const QRect rect = toQRect(*marked);
        if (whole.intersects(rect))
            choices.push_back({text("The marked rectangle"), {magnifiable(rect & whole, whole, 1)}});
    }
    return choices;
}

}  // namespace suss
