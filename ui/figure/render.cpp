#include "ui/figure/render.h"

#include "core/error.h"
#include "core/image/write.h"
#include "ui/figure/components_chart.h"
#include "ui/figure/layout.h"
#include "ui/paint/annotations.h"
#include "ui/paint/color_scale.h"
#include "ui/text.h"

#include <QBuffer>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

constexpr int kSmallPicture = 360;  // narrower pictures grow by whole steps until they are at least this wide
const QColor kInk(25, 25, 25), kFaint(95, 95, 95);

// Everything drawn in one figure.
class Figure {
  public:
    Figure(const FigureInput& input, const FigureOptions& options) : input_(input), options_(options) {
        if (options.panels.empty()) throw Error("A figure needs at least one panel.");
        if (!input.reference) throw Error("A figure needs a reference picture.");
        const QRect whole(0, 0, input.reference->width, input.reference->height);
        crop_ = options.crop.isEmpty() ? whole : options.crop.intersected(whole);
        if (crop_.isEmpty()) throw Error("The part to show lies outside the picture.");
        magnification_ = options.magnification > 0
                             ? options.magnification
                             : std::max(1, (kSmallPicture + crop_.width() - 1) / crop_.width());
        const QSizeF content = QSizeF(crop_.size()) * magnification_;

        // Type grows with the pictures, so that a figure reads the same when it is fitted to a page.
        const double text = std::max(13.0, content.width() / 46) * options.textScale;
        font_ = QGuiApplication::font();
        font_.setPixelSize(int(std::lround(text)));
        bold_ = font_;
        bold_.setWeight(QFont::Bold);
        const QFontMetricsF metrics(font_);
        metrics_.margin = std::round(metrics.height() * 1.2);
        metrics_.gap = std::round(metrics.height() * 1.1);
        metrics_.titleHeight = std::ceil(metrics.height() * 1.6);
        metrics_.scaleHeight = colorScaleHeight(font_);
        metrics_.leastPanelWidth = std::round(metrics.averageCharWidth() * 36);
        metrics_.captionHeight = 0;

        if (input.comparison) {
            account_ = accountOf(*input.comparison, input.weighting);
            regions_ = rankedRegions(*input.comparison, input.weighting);
        }
        std::vector<PanelSize> sizes;
        for (const FigurePanel& panel : options.panels) {
            PanelSize size{content, panel && rangeGroupOf(*panel)};
            if (!panel) size.content.setWidth(std::max(content.width(), metrics_.leastPanelWidth));
            sizes.push_back(size);
        }
        const int columns = options.columns > 0 ? options.columns : columnsFor(int(sizes.size()), content);
        plan_ = layOutFigure(sizes, columns, metrics_);
        composeCaption();
        metrics_.captionHeight = captionHeight(plan_.size.width() - 2 * metrics_.margin);
        plan_ = layOutFigure(sizes, columns, metrics_);
    }

    QImage draw() {
        QImage paper(plan_.size.toSize(), QImage::Format_RGB32);
        if (paper.isNull()) throw Error("The figure would be too large to draw.");
        paper.fill(Qt::white);
        paper.setDotsPerMeterX(int(options_.dpi / 0.0254));
        paper.setDotsPerMeterY(int(options_.dpi / 0.0254));
        QPainter painter(&paper);
        for (std::size_t i = 0; i < options_.panels.size(); ++i) drawPanel(painter, i);
        drawCaption(painter);
        return paper;
    }

  private:
    [[nodiscard]] const Comparison& comparison() const {
        if (!input_.comparison) throw Error("This figure needs a finished comparison.");
        return *input_.comparison;
    }

    [[nodiscard]] const Reference& analysis() const {
        if (!input_.analysis) throw Error("This figure needs the analysis of the reference.");
        return *input_.analysis;
    }

    [[nodiscard]] QString titleOfPanel(const FigurePanel& panel) const {
        if (!panel) return QStringLiteral("Components");
        QString detail;
        if (*panel == ViewKind::Reference) detail = input_.referenceTitle;
        if (*panel == ViewKind::Image) detail = input_.imageTitle;
        if (*panel == ViewKind::Sample)
            detail = QStringLiteral("strength %1, seed %2")
                         .arg(formatNumber(input_.sample.strength, 2))
                         .arg(input_.sample.seed);
        return titleOf(*panel) + (detail.isEmpty() ? QString() : QStringLiteral(" – ") + detail);
    }

    static Error notAsked(ViewKind kind) {
        return Error("The view \"" + titleOf(kind).toStdString() +
                     "\" exists only once it was asked for in the window.");
    }

    // A known map on the geometry of the picture.
    [[nodiscard]] Map spread(const Field& field) const {
        Map map(input_.reference->width, input_.reference->height);
        for (int y = 0; y < map.height; ++y)
            for (int x = 0; x < map.width; ++x) map.row(y)[x] = *field.at(x, y);
        return map;
    }

    [[nodiscard]] Map mapOf(ViewKind kind) {
        if (const auto& known = input_.known[std::size_t(kind)]) return spread(*known);
        if (isOnlyInWindow(kind)) throw notAsked(kind);
        if (kind == ViewKind::Directions) {
            if (!input_.backward) throw Error("This figure needs the comparison in the other direction.");
            return directionDifference(comparison(), *input_.backward, input_.weighting);
        }
        if (kind == ViewKind::Ssim) {
            if (!input_.image) throw Error("This figure needs an image to compare.");
            return spread(*ssimLoss(*input_.reference, *input_.image));
        }
        if (kind == ViewKind::Map) return localDistance(comparison(), input_.weighting);
        if (kind == ViewKind::Difference) {
            if (!input_.image) throw Error("This figure needs an image to compare.");
            return differenceMap(*input_.reference, *input_.image);
        }
        if (const auto spread = spreadOf(kind)) {
            // Both channels of colour come at once.
            auto& plane = spreads_[indexOf(spread->component)];
            if (!plane) plane = predictedSpread(*analysis().distributions[indexOf(spread->component)]).plane;
            return spreadToImage(*plane, spread->channel, analysis().image.width, analysis().image.height);
        }
        const ComponentChannel residual = *residualOf(kind);
        return spreadToImage(comparison().whitened.residuals[indexOf(residual.component)], residual.channel,
                             input_.reference->width, input_.reference->height);
    }

    [[nodiscard]] Range rangeOf(ViewKind kind, const Map& map) const {
        const RangeGroup group = *rangeGroupOf(kind);
        if (const auto& chosen = options_.ranges[std::size_t(group)]) return *chosen;
        return group == RangeGroup::Whitened ? Range{-kWhitenedRange, kWhitenedRange}
                                             : automaticRange(map, isSigned(kind));
    }

    [[nodiscard]] QImage pictureOf(ViewKind kind) const {
        if (const auto& known = input_.knownPictures[std::size_t(kind)]) return known->full();
        if (isOnlyInWindow(kind)) throw notAsked(kind);
        if (kind == ViewKind::Reference) return toScreen(*input_.reference);
        if (kind == ViewKind::Sample) {
            return toScreen(pictureOfSample(analysis(), input_.weighting.enabled, input_.sample));
        }
        if (kind == ViewKind::Mean) return toScreen(meanPicture(analysis()));
        if (!input_.image) throw Error("This figure needs an image to compare.");
        return toScreen(*input_.image);
    }

    void drawPanel(QPainter& painter, std::size_t index) {
        const FigurePanel& panel = options_.panels[index];
        const PanelPlace& place = plan_.panels[index];
        const QFontMetricsF boldMetrics(bold_);
        qreal left = place.title.left();
        if (options_.panels.size() > 1) {
            const QString letter(QChar(char16_t(u'a' + index % 26)));
            painter.setFont(bold_);
            painter.setPen(kInk);
            painter.drawText(place.title, Qt::AlignLeft | Qt::AlignVCenter, letter);
            left += boldMetrics.horizontalAdvance(letter) + boldMetrics.averageCharWidth() * 1.2;
        }
        painter.setFont(font_);
        painter.setPen(kInk);
        const QRectF room(left, place.title.top(), place.title.right() - left, place.title.height());
        painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(font_).elidedText(titleOfPanel(panel), Qt::ElideMiddle, room.width()));
        if (!panel) {
            if (!account_) throw Error("This figure needs a finished comparison.");
            drawComponentsChart(painter, place.content, *account_, font_);
            return;
        }

        painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
        if (rangeGroupOf(*panel)) {
            const Map map = mapOf(*panel);
            ColorScale scale;
            scale.style = {isSigned(*panel) ? options_.diverging : options_.sequential, rangeOf(*panel, map)};
            scale.unit = unitOf(*panel);
            for (const float value : map.values) {
                scale.below += value < scale.style.range.low;
                scale.above += value > scale.style.range.high;
            }
            scale.below /= double(map.values.size());
            scale.above /= double(map.values.size());
            painter.drawImage(place.content, paintMap(map, scale.style), QRectF(crop_));
            drawColorScale(painter, place.scale, scale, font_, kInk);
        } else {
            painter.drawImage(place.content, pictureOf(*panel), QRectF(crop_));
        }
        if (options_.regionBoxes && !isOfModel(*panel)) {
            QTransform toPaper;
            toPaper.translate(place.content.left(), place.content.top());
            toPaper.scale(magnification_, magnification_);
            toPaper.translate(-crop_.left(), -crop_.top());
            QFont number = bold_;
            number.setPixelSize(std::max(10, int(font_.pixelSize() * 0.85)));
            drawRegions(painter, regions_, {input_.reference->width, input_.reference->height}, toPaper,
                        place.content, number, std::max(1.0, font_.pixelSize() / 14.0), -1);
        }
    }

    void composeCaption() {
        if (!options_.caption) return;
        if (account_) {
            score_ = QStringLiteral("SUSS %1").arg(
                formatNumberBeside(account_->suss, account_->sussOfReference, 4));
            detail_ = QStringLiteral("distance %1 from the reference’s own %2")
                          .arg(formatNumber(account_->distance, 4),
                               formatNumberBeside(account_->sussOfReference, account_->suss, 4));
            const QString noticing = toQString(noticingInWords(*account_, regions_));
            if (!noticing.isEmpty()) lines_ << noticing;
            lines_ << toQString(inWords(*account_, regions_));
        }
        QStringList facts;
        if (!input_.modelName.isEmpty()) facts << QStringLiteral("Model %1").arg(input_.modelName);
        if (!input_.weightSet.isEmpty()) facts << QStringLiteral("weights %1").arg(input_.weightSet);
        QStringList off;
        for (const Component component : kComponents)
            if (!input_.weighting.enabled[indexOf(component)]) off << toQString(nameOf(component));
        if (account_ && !off.isEmpty())
            facts << QStringLiteral("without %1").arg(off.join(QStringLiteral(", ")));
        if (crop_.size() != QSize(input_.reference->width, input_.reference->height))
            facts << QStringLiteral("part %1 at (%2, %3)")
                         .arg(formatSize(crop_.width(), crop_.height()))
                         .arg(crop_.x())
                         .arg(crop_.y());
        if (!facts.isEmpty()) faint_ = facts.join(QStringLiteral(", "));
        if (!options_.captionText.isEmpty()) lines_ << options_.captionText;
    }

    [[nodiscard]] qreal lineHeight() const { return std::ceil(QFontMetricsF(font_).height() * 1.25); }

    [[nodiscard]] qreal textHeight(const QString& text, qreal width) const {
        return QFontMetricsF(font_).boundingRect(QRectF(0, 0, width, 1e5), Qt::TextWordWrap, text).height() +
               lineHeight() - QFontMetricsF(font_).height();
    }

    [[nodiscard]] qreal captionHeight(qreal width) const {
        qreal height = score_.isEmpty() ? 0 : lineHeight();
        for (const QString& line : lines_) height += textHeight(line, width);
        if (!faint_.isEmpty()) height += textHeight(faint_, width);
        return height;
    }

    void drawCaption(QPainter& painter) const {
        QRectF rest = plan_.caption;
        if (!score_.isEmpty()) {
            painter.setFont(bold_);
            painter.setPen(kInk);
            painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop, score_);
            const qreal left = QFontMetricsF(bold_).horizontalAdvance(score_ + QStringLiteral("  "));
            painter.setFont(font_);
            painter.drawText(rest.adjusted(left, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop, detail_);
            rest.setTop(rest.top() + lineHeight());
        }
        painter.setFont(font_);
        const auto write = [&](const QString& line, const QColor& color) {
            painter.setPen(color);
            painter.drawText(rest, Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap, line);
            rest.setTop(rest.top() + textHeight(line, rest.width()));
        };
        for (const QString& line : lines_) write(line, kInk);
        if (!faint_.isEmpty()) write(faint_, kFaint);
    }

    const FigureInput& input_;
    const FigureOptions& options_;
    QRect crop_;
    int magnification_ = 1;
    QFont font_, bold_;
    FigureMetrics metrics_;
    FigurePlan plan_;
    std::optional<Account> account_;
    std::vector<Region> regions_;
    QString score_, detail_, faint_;
    QStringList lines_;
    std::array<std::shared_ptr<const Plane>, kComponentCount> spreads_;  // of the components that are shown
};

}  // namespace

std::vector<FigurePanel> panelsNamed(const QString& list) {
    std::vector<FigurePanel> panels;
    for (const QString& part : list.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const QString name = part.trimmed();
        if (name == QLatin1String("components")) {
            panels.emplace_back(std::nullopt);
        } else if (name == QLatin1String("samples")) {
            panels.emplace_back(ViewKind::Sample);
        } else if (name == QLatin1String("whitened")) {
            for (const ViewKind kind : kViewKinds)
                if (residualOf(kind)) panels.emplace_back(kind);
        } else if (const auto kind = viewNamed(name); kind && !isOnlyInWindow(*kind)) {
            panels.emplace_back(*kind);
        } else {
            QStringList known;
            for (const ViewKind view : kViewKinds)
                if (!isOnlyInWindow(view)) known << keyOf(view);
            throw Error(QStringLiteral("There is no panel called \"%1\"; there are %2, components.")
                            .arg(name, known.join(QStringLiteral(", ")))
                            .toStdString());
        }
    }
    return panels;
}

FigureInput figureInputOf(std::shared_ptr<const Comparison> comparison, const Weighting& weighting,
                          const QString& referenceTitle, const QString& imageTitle) {
    FigureInput input;
    input.reference = std::shared_ptr<const Image>(comparison, &comparison->reference->image);
    input.image = std::shared_ptr<const Image>(comparison, &comparison->image);
    input.analysis = comparison->reference;
    input.weighting = weighting;
    input.referenceTitle = referenceTitle;
    input.imageTitle = imageTitle;
    input.comparison = std::move(comparison);
    return input;
}

QImage renderFigure(const FigureInput& input, const FigureOptions& options) {
    return Figure(input, options).draw();
}

void saveFigure(const QImage& figure, const std::filesystem::path& file) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!figure.save(&buffer, "PNG")) throw Error("The figure could not be encoded as PNG.");
    writeFile(file, {bytes.constData(), std::size_t(bytes.size())});
}

}  // namespace suss
