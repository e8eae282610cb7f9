#pragma once

#include "core/explain/regions.h"
#include "ui/figure/layout.h"
#include "ui/figure/options.h"

#include <QFont>
#include <QRect>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace suss {

/// One plan and one way to draw it for every file format. A picture is drawn as an image of its own pixels,
/// never resampled: a pixel covers a square of paper. Needs a QGuiApplication (platform "offscreen" will do),
/// any thread. Throws Error.
class Figure {
  public:
    Figure(const FigureInput& input, const FigureOptions& options);

    /// In paper units, of which an inch has unitsPerInch().
    [[nodiscard]] const FigurePlan& plan() const { return plan_; }
    [[nodiscard]] double unitsPerInch() const { return unitsPerInch_; }
    /// For a raster: the least resolution that is at least that asked for and at which an image pixel is a
    /// whole number of dots. A picture with more pixels than the paper has dots makes the raster finer.
    [[nodiscard]] double dotsPerUnit() const { return dotsPerUnit_; }

    /// The painter's units are paper units.
    void draw(QPainter& painter) const;

  private:
    struct TextLine {
        QString text;
        bool bold = false, faint = false;
    };
    struct Inset {
        QRect part;  // of the image
        int magnification = 1;
    };

    void arrange(int columns);
    void choosePaper();
    void placePanels();
    [[nodiscard]] std::vector<TextLine> composeCaption(qreal width) const;
    [[nodiscard]] int wishedColumns() const;
    [[nodiscard]] std::vector<Inset> insetsIn(const QSizeF& content) const;
    [[nodiscard]] PanelSize sizeOf(const FigurePanel& panel, qreal columnWidth, int across) const;
    [[nodiscard]] QString titleOfPanel(const FigurePanel& panel) const;
    [[nodiscard]] QString titleOfView(ViewKind kind) const;
    [[nodiscard]] qreal letterWidth() const;
    [[nodiscard]] QStringList titleLines(const FigurePanel& panel, qreal width) const;
    [[nodiscard]] bool unitFitsBeside(ViewKind kind, qreal width) const;
    [[nodiscard]] InsetRooms stripRooms(qreal width) const;
    [[nodiscard]] double stripPixel(qreal width) const;
    [[nodiscard]] QRect stripPart(qreal width) const;
    [[nodiscard]] qreal lineHeight() const;
    [[nodiscard]] double lineWidth() const;
    [[nodiscard]] QTransform toPaper(const QRectF& content) const;

    [[nodiscard]] bool hasBoxes() const;
    [[nodiscard]] QFont badgeFont() const;
    /// Whether what part of the distance a place holds stands in its badge; else it stands in the caption.
    [[nodiscard]] bool hasSharesInBadges() const;

    void drawPanel(QPainter& painter, std::size_t index) const;
    void drawTitle(QPainter& painter, std::size_t index) const;
    void drawView(QPainter& painter, ViewKind kind, const PanelPlace& place) const;
    /// In its colours, over the image if that is to show through.
    [[nodiscard]] QImage painted(ViewKind kind, const Map& map, MapStyle style) const;
    void drawStrengths(QPainter& painter, const QRectF& area) const;
    void drawInsets(QPainter& painter, const QImage& picture, const PanelPlace& place) const;
    void drawLine(QPainter& painter, const QPointF& topLeft, const TextLine& line) const;

    FigureInput input_;
    FigureOptions options_;
    QRect crop_;
    int columns_ = 1;
    double unitsPerInch_ = 0, dotsPerUnit_ = 1, pixel_ = 1;  // pixel: paper units per image pixel
    QFont font_, bold_;
    FigureMetrics metrics_;
    FigurePlan plan_;
    std::vector<Inset> insets_;
    std::optional<Account> account_;
    std::vector<Region> regions_;
    std::vector<TextLine> caption_;
};

}  // namespace suss
