#include "ui/figure/figure.h"

#include "core/error.h"
#include "core/explain/in_words.h"
#include "core/explain/places.h"
#include "ui/figure/components_chart.h"
#include "ui/figure/panel_pictures.h"
#include "ui/figure/text_lines.h"
#include "ui/paint/annotations.h"
#include "ui/paint/color_scale.h"
#include "ui/text.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr double kPaperText = 7 * kUnitsPerPoint;
constexpr int kSmallPicture = 360;  // narrower pictures grow by whole steps until they are at least this wide
constexpr int kLeastInset = 2;      // less would magnify nothing
const QColor kInk(25, 25, 25), kFaint(95, 95, 95);

// A pixel that has no value shows the paper.
QImage onWhite(const QImage& picture, const QRect& part) {
    QImage paper(part.size(), QImage::Format_RGB32);
    paper.fill(Qt::white);
    QPainter(&paper).drawImage(QPoint(0, 0), picture, part);
    return paper;
}

// As an image of its own pixels; on a raster every pixel covers the same number of whole dots. Only a preview
// has fewer dots than pixels.
void placePicture(QPainter& painter, const QRectF& place, const QImage& picture) {
    painter.save();
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    if (painter.device()->devType() == QInternal::Image) {
        const QRectF dots = painter.transform().mapRect(place);
        painter.resetTransform();
        const QSize size = dots.size().toSize().expandedTo({1, 1});
        const QPoint corner = dots.topLeft().toPoint();
        if (size.width() < picture.width())
            painter.drawImage(corner, picture.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        else
            painter.drawImage(QRect(corner, size), picture);
    } else {
        painter.drawImage(place, picture);
    }
    painter.restore();
}

QString strengthInWords(double strength) {
    const QString number = QString::number(strength, 'g', 4);
    if (strength == 0.5) return number + QStringLiteral(", close");
    if (strength == 1) return number + QStringLiteral(", medium");
    if (strength == 2) return number + QStringLiteral(", far");
    return number;
}

}  // namespace

Figure::Figure(const FigureInput& input, const FigureOptions& options) : input_(input), options_(options) {
    if (!input.reference) throw Error("A figure needs a reference picture.");
    checkFigure(options, input.reference->width, input.reference->height);
    crop_ =
        options.crop.isEmpty() ? QRect(0, 0, input.reference->width, input.reference->height) : options.crop;
    if (input.comparison) {
        account_ = accountOf(*input.comparison, input.weighting);
        regions_ = denserRegions(rankedRegions(*input.comparison, input.weighting), *account_);
    }
    arrange(wishedColumns());
    if (options.columns > 0 || options.widthMm <= 0) return;
    // Nobody asked for so few columns: what does not fit on a page is made lower by more of them.
    const int most = std::min(mostColumnsOnPaper(options.widthMm), int(options.panels.size()));
    while (plan_.size.height() > kTallestPaperMm / 25.4 * unitsPerInch_ && columns_ < most) {
        try {
            arrange(columns_ + 1);
        } catch (const Error&) {  // insets need their room
            arrange(columns_ - 1);
            return;
        }
    }
}

void Figure::arrange(int columns) {
    columns_ = columns;
    choosePaper();
    placePanels();
}

void Figure::choosePaper() {
    // The desktop's font would make another figure on every desktop.
    font_ = QFont(QStringLiteral("DejaVu Sans"));
    font_.setStyleHint(QFont::SansSerif);
    font_.setHintingPreference(QFont::PreferNoHinting);
    const bool isOnPaper = options_.widthMm > 0;
    if (isOnPaper) {
        const double column = columnOnPaper(options_.widthMm, columns_);
        const double dots = column / kUnitsPerPoint / 72 * options_.dpi;
        const double dotsPerPixel = std::max(1.0, std::ceil(dots / crop_.width() - 1e-6));
        unitsPerInch_ = kUnitsPerPoint * 72;
        pixel_ = column / crop_.width();
        dotsPerUnit_ = dotsPerPixel / pixel_;
        font_.setPixelSize(int(kPaperText));
    } else {
        pixel_ = options_.magnification > 0
                     ? options_.magnification
                     : std::max(1, (kSmallPicture + crop_.width() - 1) / crop_.width());
        unitsPerInch_ = options_.dpi;
        // Type grows with the pictures, so that a figure reads the same when it is fitted to a page.
        font_.setPixelSize(int(std::lround(std::max(13.0, pixel_ * crop_.width() / 46))));
    }
    bold_ = font_;
    bold_.setWeight(QFont::Bold);

    const QFontMetricsF metrics(font_);
    metrics_.margin = isOnPaper ? kPaperMargin : std::round(metrics.height() * 1.2);
    metrics_.gap = isOnPaper ? kPaperGap : std::round(metrics.height() * 1.1);
    metrics_.leastPanelWidth = isOnPaper ? 0 : std::round(metrics.averageCharWidth() * 36);
    metrics_.caption = 0;
}

int Figure::wishedColumns() const {
    int panels = int(options_.panels.size());
    if (options_.columns > 0) return std::min(options_.columns, panels);
    // A strip takes a row of its own.
    panels -= int(std::ranges::count(options_.panels, FigurePanel(StrengthsPanel())));
    // Where there is a choice, panels have room for their titles.
    constexpr double kComfortableColumnMm = 26;
    const int most =
        options_.widthMm > 0 ? std::max(1, int(options_.widthMm / (kComfortableColumnMm + 2))) : panels;
    return columnsFor(panels, crop_.size(), most);
}

void Figure::placePanels() {
    const QSizeF content = QSizeF(crop_.size()) * pixel_;
    insets_ = insetsIn(content);
    const int across = columns_;
    // Also for a column that holds nothing but parts of wide panels.
    const qreal columnWidth = metrics_.leastPanelWidth = std::max(content.width(), metrics_.leastPanelWidth);
    std::vector<PanelSize> sizes;
    for (const FigurePanel& panel : options_.panels) sizes.push_back(sizeOf(panel, columnWidth, across));
    plan_ = layOutFigure(sizes, across, metrics_);
    caption_ = composeCaption(plan_.size.width() - 2 * metrics_.margin);
    metrics_.caption = lineHeight() * qreal(caption_.size());
    plan_ = layOutFigure(sizes, across, metrics_);
}

std::vector<Figure::Inset> Figure::insetsIn(const QSizeF& content) const {
    std::vector<QRect> parts = options_.insets;
    // From left to right, so that no leader line crosses another.
    std::ranges::stable_sort(parts, {}, [](const QRect& part) { return part.center().x(); });
    const qreal room = insetRooms(int(parts.size()), content.width(), metrics_).width;
    std::vector<Inset> insets;
    for (const QRect& part : parts) {
        const qreal most = std::min(room / part.width(), content.height() / part.height()) / pixel_;
        if (most < kLeastInset)
            throw Error("The inset " + rectInWords(part) + " is too large to be magnified: at most " +
                        std::to_string(int(room / pixel_ / kLeastInset)) + " x " +
                        std::to_string(crop_.height() / kLeastInset) + " pixels.");
        insets.push_back({part, int(most + 1e-6)});
    }
    return insets;
}

PanelSize Figure::sizeOf(const FigurePanel& panel, qreal columnWidth, int across) const {
    const QFontMetricsF metrics(font_);
    const auto widthOf = [&](int span) { return span * columnWidth + (span - 1) * metrics_.gap; };
    PanelSize size;
    size.content = QSizeF(crop_.size()) * pixel_;
    std::visit(
        EachPanel{[&](ViewKind kind) {
                      for (const Inset& inset : insets_)
                          size.insets.push_back(QSizeF(inset.part.size()) * inset.magnification * pixel_);
                      if (!rangeGroupOf(kind)) return;
                      size.scale = colorScaleHeight(font_);
                      if (!unitFitsBeside(kind, columnWidth))
                          size.scale +=
                              lineHeight() * qreal(linesOf(unitOf(kind), columnWidth, font_).size());
                  },
                  [&](const ComponentsPanel&) {
                      if (!account_) throw Error("This figure needs a finished comparison.");
                      const QSizeF least = componentsChartSize(*account_, font_);
                      while (size.span < across && widthOf(size.span) < least.width()) ++size.span;
                      size.content = {std::max(columnWidth, size.content.width()),
                                      std::max(size.content.height(), least.height())};
                  },
                  [&](const StrengthsPanel&) {
                      size.span = across;
                      const QSize part = stripPart(widthOf(across)).size();
                      size.content = {widthOf(across),
                                      part.height() * stripPixel(widthOf(across)) + lineHeight() * 1.2};
                  }},
        panel);
    size.title = lineHeight() * qreal(titleLines(panel, widthOf(size.span)).size()) +
                 std::round(metrics.height() * 0.2);
    return size;
}

QString Figure::titleOfPanel(const FigurePanel& panel) const {
    return std::visit(
        EachPanel{[this](ViewKind kind) { return titleOfView(kind); },
                  [](const ComponentsPanel&) { return QStringLiteral("Components"); },
                  [this](const StrengthsPanel&) {
                      return QStringLiteral("Samples of growing strength – seed %1").arg(input_.sample.seed);
                  }},
        panel);
}

QString Figure::titleOfView(ViewKind kind) const {
    QString detail;
    if (kind == ViewKind::Reference) detail = input_.referenceTitle;
    if (kind == ViewKind::Image) detail = input_.imageTitle;
    if (isOfKept(kind)) detail = input_.keptTitle;
    if (kind == ViewKind::Sample)
        detail = QStringLiteral("strength %1, seed %2")
                     .arg(formatNumber(input_.sample.strength, 2))
                     .arg(input_.sample.seed);
    return titleOf(kind) + (detail.isEmpty() ? QString() : QStringLiteral(" – ") + detail);
}

qreal Figure::letterWidth() const {
    if (options_.panels.size() < 2) return 0;
    const QFontMetricsF metrics(bold_);
    return metrics.horizontalAdvance(QLatin1Char('m')) + metrics.averageCharWidth() * 0.4;
}

QStringList Figure::titleLines(const FigurePanel& panel, qreal width) const {
    return linesOf(titleOfPanel(panel), width - letterWidth(), font_);
}

bool Figure::unitFitsBeside(ViewKind kind, qreal width) const {
    return !layoutColorScale(QRectF(0, 0, width, 0), unitOf(kind), endsOf(kind), font_).unit.isEmpty();
}

qreal Figure::lineHeight() const {
    return std::ceil(QFontMetricsF(font_).height() * 1.2);
}

double Figure::lineWidth() const {
    return std::max(1.0, font_.pixelSize() / 14.0);
}

QTransform Figure::toPaper(const QRectF& content) const {
    QTransform transform;
    transform.translate(content.left(), content.top());
    transform.scale(pixel_, pixel_);
    transform.translate(-crop_.left(), -crop_.top());
    return transform;
}

std::vector<Figure::TextLine> Figure::composeCaption(qreal width) const {
    std::vector<TextLine> lines;
    const auto add = [&](const QString& text, bool isBold, bool isFaint) {
        if (text.isEmpty()) return;
        for (const QString& line : linesOf(unbroken(text), width, isBold ? bold_ : font_))
            lines.push_back({line, isBold, isFaint});
    };
    add(options_.captionText, false, false);
    if (options_.caption && account_) {
        const auto isSeen = [this](ViewKind kind) {
            return std::ranges::find(options_.panels, FigurePanel(kind)) != options_.panels.end();
        };
        // Nothing else names a picture that is in no panel.
        if (!isSeen(ViewKind::Reference) || !isSeen(ViewKind::Image))
            add(QStringLiteral("%1 against %2").arg(input_.imageTitle, input_.referenceTitle), false, false);
        add(QStringLiteral("Distance %1").arg(formatNumber(account_->distance)), true, false);
        add(QStringLiteral("Score (SUSS) %1, the reference’s own %2")
                .arg(formatNumberBeside(account_->suss, account_->sussOfReference, 4),
                     formatNumberBeside(account_->sussOfReference, account_->suss, 4)),
            false, false);
        add(toQString(noticingInWords(*account_, regions_)), false, false);
        add(toQString(movementInWords(*account_)), false, false);
        add(toQString(suss::inWords(*account_, regions_)), false, false);
        if (hasBoxes() && !hasSharesInBadges()) {
            QStringList places;
            for (std::size_t i = 0; i < regions_.size(); ++i)
                places << QStringLiteral("%1 (%2)").arg(i + 1).arg(formatPercent(regions_[i].share));
            add(QStringLiteral("Places and their parts: %1").arg(places.join(QStringLiteral(", "))), false,
                false);
        }
    }
    if (!options_.caption) return lines;
    QStringList facts;
    if (!input_.modelName.isEmpty()) facts << QStringLiteral("Model %1").arg(input_.modelName);
    if (!input_.weightSet.isEmpty()) facts << QStringLiteral("weights %1").arg(input_.weightSet);
    QStringList off;
    for (const Component component : kComponents)
        if (!input_.weighting.enabled[indexOf(component)]) off << toQString(nameOf(component));
    if (account_ && !off.isEmpty()) facts << QStringLiteral("without %1").arg(off.join(QStringLiteral(", ")));
    if (crop_.size() != QSize(input_.reference->width, input_.reference->height))
        facts << QStringLiteral("part %1 at (%2, %3)")
                     .arg(formatSize(crop_.width(), crop_.height()))
                     .arg(crop_.x())
                     .arg(crop_.y());
    add(facts.join(QStringLiteral(", ")), false, true);
    return lines;
}

void Figure::draw(QPainter& painter) const {
    for (std::size_t i = 0; i < options_.panels.size(); ++i) drawPanel(painter, i);
    QPointF place = plan_.caption.topLeft();
    for (const TextLine& line : caption_) {
        drawLine(painter, place, line);
        place.ry() += lineHeight();
    }
}

// At a baseline rather than in a rectangle, so that every renderer puts it in the same place.
void Figure::drawLine(QPainter& painter, const QPointF& topLeft, const TextLine& line) const {
    painter.setFont(line.bold ? bold_ : font_);
    painter.setPen(line.faint ? kFaint : kInk);
    painter.drawText(topLeft + QPointF(0, QFontMetricsF(font_).ascent()), line.text);
}

void Figure::drawPanel(QPainter& painter, std::size_t index) const {
    const PanelPlace& place = plan_.panels[index];
    const FigurePanel& panel = options_.panels[index];
    drawTitle(painter, index);
    std::visit(
        EachPanel{[&](ViewKind kind) { drawView(painter, kind, place); },
                  [&](ComponentsPanel) { drawComponentsChart(painter, place.content, *account_, font_); },
                  [&](StrengthsPanel) { drawStrengths(painter, place.content); }},
        panel);
}

void Figure::drawTitle(QPainter& painter, std::size_t index) const {
    QPointF place = plan_.panels[index].title.topLeft();
    if (letterWidth() > 0) {
        drawLine(painter, place, {QString(QChar(char16_t(u'a' + index % 26))), true});
        place.rx() += letterWidth();
    }
    for (const QString& line : titleLines(options_.panels[index], plan_.panels[index].title.width())) {
        drawLine(painter, place, {line});
        place.ry() += lineHeight();
    }
}

QImage Figure::painted(ViewKind kind, const Map& map, MapStyle style) const {
    if (options_.mapOpacity >= 1 || !input_.image) return paintMap(map, style);
    style.fades = true;
    QImage picture = pictureOf(input_, pictureBeneath(kind));
    QPainter painter(&picture);
    painter.setOpacity(options_.mapOpacity);
    painter.drawImage(0, 0, paintMap(map, style));
    return picture;
}

void Figure::drawView(QPainter& painter, ViewKind kind, const PanelPlace& place) const {
    QImage picture;
    if (rangeGroupOf(kind)) {
        const Map map = mapOf(input_, kind);
        ColorScale scale = colorScaleOf(map, kind, options_);
        picture = painted(kind, map, scale.style);
        const bool isBeside = unitFitsBeside(kind, place.scale.width());
        if (isBeside) scale.unit = unitOf(kind);
        drawColorScale(painter, place.scale, scale, font_, kInk);
        if (!isBeside) {
            QPointF below = place.scale.topLeft() + QPointF(0, colorScaleHeight(font_));
            for (const QString& line : linesOf(unitOf(kind), place.scale.width(), font_)) {
                drawLine(painter, below, {line});
                below.ry() += lineHeight();
            }
        }
    } else {
        picture = pictureOf(input_, kind);
    }
    placePicture(painter, place.content, onWhite(picture, crop_));
    drawInsets(painter, picture, place);
    if (!options_.marked.isEmpty())
        drawMarked(painter, toPaper(place.content).mapRect(QRectF(options_.marked)), place.content,
                   lineWidth());
    // Last, so that no line goes through what is written beside a box.
    if (options_.regionBoxes && hasPlaces(kind))
        drawRegions(painter, regions_, toPaper(place.content), place.content, badgeFont(), lineWidth(), -1,
                    hasSharesInBadges());
}

bool Figure::hasBoxes() const {
    return options_.regionBoxes && !regions_.empty() &&
           std::ranges::any_of(options_.panels, [](const FigurePanel& panel) {
               const auto* kind = std::get_if<ViewKind>(&panel);
               return kind && hasPlaces(*kind);
           });
}

QFont Figure::badgeFont() const {
    QFont font = bold_;
    font.setPixelSize(std::max(10, int(font_.pixelSize() * 0.85)));
    return font;
}

bool Figure::hasSharesInBadges() const {
    constexpr double kMost = 0.3;  // of a picture's width: more would hide it
    return !options_.caption || badgeWidth(regions_, badgeFont()) <= kMost * crop_.width() * pixel_;
}

void Figure::drawInsets(QPainter& painter, const QImage& picture, const PanelPlace& place) const {
    for (std::size_t i = 0; i < insets_.size(); ++i) {
        const QRectF& inset = place.insets[i];
        placePicture(painter, inset, onWhite(picture, insets_[i].part));
        drawLeader(painter, toPaper(place.content).mapRect(QRectF(insets_[i].part)), inset,
                   QStringLiteral("×%1").arg(insets_[i].magnification), font_, lineWidth());
    }
}

InsetRooms Figure::stripRooms(qreal width) const {
    return insetRooms(int(options_.strengths.size()) + 1, width, metrics_);
}

// Paper units per image pixel: what the model holds to be the same has to be looked at closely.
double Figure::stripPixel(qreal width) const {
    constexpr int kWanted = 120;  // image pixels across, at least
    return pixel_ * std::max(1.0, std::floor(stripRooms(width).width / pixel_ / kWanted));
}

// Around what the figure magnifies, or the middle.
QRect Figure::stripPart(qreal width) const {
    constexpr double kShape = 0.75;
    const int across = std::clamp(int(stripRooms(width).width / stripPixel(width) + 1e-6), 1, crop_.width());
    const int down = std::clamp(int(std::lround(across * kShape)), 1, crop_.height());
    const QPoint centre = insets_.empty() ? crop_.center() : insets_.front().part.center();
    return {std::clamp(centre.x() - across / 2, crop_.left(), crop_.right() + 1 - across),
            std::clamp(centre.y() - down / 2, crop_.top(), crop_.bottom() + 1 - down), across, down};
}

void Figure::drawStrengths(QPainter& painter, const QRectF& area) const {
    const std::vector<QImage> pictures = picturesAtStrengths(input_, options_.strengths);
    const InsetRooms rooms = stripRooms(area.width());
    const QRect part = stripPart(area.width());
    const QSizeF size = QSizeF(part.size()) * stripPixel(area.width());
    const qreal labelTop = area.bottom() - lineHeight();
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const QPointF corner(area.left() + rooms.step * qreal(i), area.top());
        placePicture(painter, QRectF(corner, size), onWhite(pictures[i], part));
        drawLine(painter, {corner.x(), labelTop},
                 {i == 0 ? QStringLiteral("mean") : strengthInWords(options_.strengths[i - 1])});
    }
}

}  // namespace suss
