#pragma once

#include "ui/view_kind.h"

#include <QObject>
#include <QPointF>
#include <QRectF>
#include <QSize>
#include <QSizeF>
#include <QTimer>

#include <array>
#include <optional>

namespace suss {

/// How views are arranged. Swipe: the first two lie over each other, parted by a divider that can be moved.
enum class StageLayout { Single, SideBySide, Swipe, Four, Nine };
inline constexpr std::array kStageLayouts{StageLayout::Single, StageLayout::SideBySide, StageLayout::Swipe,
                                          StageLayout::Four, StageLayout::Nine};
inline constexpr int kPaneCount = 9;
/// What the panes show until somebody chooses.
inline constexpr std::array<ViewKind, kPaneCount> kFirstViews{
    ViewKind::Reference, ViewKind::Image, ViewKind::Map, ViewKind::Y1,        ViewKind::Y2,
    ViewKind::Y3,        ViewKind::Cb,    ViewKind::Cr,  ViewKind::Difference};
/// Views that a layout arranges, counted from the first; Single shows the active one, whichever it is.
int panesIn(StageLayout layout);
/// "single", "side-by-side", "swipe", "four", "nine": in settings and sessions.
QString keyOf(StageLayout layout);
std::optional<StageLayout> layoutNamed(const QString& key);

/// What the list of images is sorted by: ImagesModel::keyOf() a column.
struct ListOrder {
    QString column = QStringLiteral("distance");
    bool descending = false;
    bool operator==(const ListOrder&) const = default;
};

/// How long each of two pictures is shown while they blink, in milliseconds.
inline constexpr int kShortestBlink = 100, kLongestBlink = 3000;

/// How pictures are looked at, shared by all views: place, magnification, crosshair, what each pane shows,
/// colours and ranges. Zoom counts screen pixels per image pixel, so that 1 is sharp on every screen. Places
/// are in image pixels: pixel (x, y) covers [x, x + 1) x [y, y + 1).
class ViewState : public QObject {
    Q_OBJECT

  public:
    explicit ViewState(QObject* parent = nullptr);

    // Place and magnification.
    [[nodiscard]] double zoom() const { return zoom_; }
    [[nodiscard]] QPointF center() const { return center_; }
    [[nodiscard]] bool isFit() const { return fit_; }
    [[nodiscard]] QSize imageSize() const { return imageSize_; }
    /// Image point under a point of a view, and back. View points are in screen pixels from the view's
    /// corner.
    [[nodiscard]] QPointF toImage(const QPointF& viewPoint) const;
    [[nodiscard]] QPointF toView(const QPointF& imagePoint) const;
    /// The part of the image that a view shows.
    [[nodiscard]] QRectF visiblePart() const;

    /// Size of one view in screen pixels; all views have the same.
    void setViewport(const QSizeF& size);
    /// Another size starts at fit; the same size keeps place and magnification.
    void setImageSize(const QSize& size);
    void fit();
    /// Magnifies about a point of a view: what is there stays there.
    void zoomAt(const QPointF& viewPoint, double factor);
    void setZoom(double zoom) { setZoomAt(middle(), zoom); }
    void setZoomAt(const QPointF& viewPoint, double zoom);
    /// To the next round magnification.
    void zoomStep(int direction);
    void pan(const QPointF& viewDelta);
    /// Brings an image point to the middle.
    void lookAt(const QPointF& imagePoint);
    /// Shows a rectangle of the image with some surroundings.
    void frame(const QRectF& imageRect);

    // Crosshair: the image point under the cursor, if any.
    [[nodiscard]] const std::optional<QPointF>& crosshair() const { return crosshair_; }
    void setCrosshair(const std::optional<QPointF>& imagePoint);
    /// So many screen pixels on, whole image pixels: the one in the middle of the view if there was none. The
    /// view follows.
    void stepCrosshair(const QPoint& screenPixels);
    /// A point that stays asked about while the cursor goes on; none: the crosshair is.
    void pin(const std::optional<QPointF>& imagePoint);
    [[nodiscard]] const std::optional<QPointF>& pinned() const { return pinned_; }
    /// The image point that is asked about, if any.
    [[nodiscard]] const std::optional<QPointF>& probed() const { return pinned_ ? pinned_ : crosshair_; }
    /// Whose footprint is shown: that of the last residual or spread that was looked at, until chosen.
    [[nodiscard]] const ComponentChannel& probedChannel() const { return probedChannel_; }
    void setProbedChannel(const ComponentChannel& channel);

    // Panes.
    [[nodiscard]] StageLayout layout() const { return layout_; }
    void setLayout(StageLayout layout);
    /// The last one with several views.
    [[nodiscard]] StageLayout lastLayout() const { return lastLayout_; }
    [[nodiscard]] ViewKind view(int pane) const { return views_[std::size_t(pane)]; }
    /// A grid of four or nine holds every view once: where this one was, what it displaces goes.
    void setView(int pane, ViewKind kind);
    /// Panes that show this view get another one: there is nothing to see in it any more.
    void leave(ViewKind kind);
    [[nodiscard]] int activePane() const { return activePane_; }
    void setActivePane(int pane);
    [[nodiscard]] bool isShown(int pane) const;
    [[nodiscard]] bool isShown(ViewKind kind) const;
    /// What a pane shows this moment: its view, or in the active pane what that is told from, while someone
    /// peeks or the two blink, or the footprint.
    [[nodiscard]] ViewKind shown(int pane) const;
    /// What a view is told from: the reference; for the reference itself and a kept image the image, for what
    /// is known of a kept image the same of the image.
    [[nodiscard]] static ViewKind counterpartOf(ViewKind kind) {
        if (kind == ViewKind::KeptMap) return ViewKind::Map;
        if (kind == ViewKind::KeptDifference) return ViewKind::Difference;
        const bool isTold = kind == ViewKind::Reference || kind == ViewKind::Kept;
        return isTold ? ViewKind::Image : ViewKind::Reference;
    }
    /// Shows the counterpart in the active pane, until told otherwise or for as long as a key is held.
    void peek(bool on);
    void peekWhileHeld(bool held);
    /// Shows the footprint of what is under the cursor in the active pane for as long as a key is held.
    void footprintWhileHeld(bool held);
    [[nodiscard]] bool isPeeking() const { return peeking_; }
    [[nodiscard]] bool isBlinking() const { return blink_.isActive(); }
    void setBlinking(bool on);
    [[nodiscard]] int blinkInterval() const { return blink_.interval(); }
    void setBlinkInterval(int milliseconds);
    /// Fraction of a view's width that lies left of the divider of Swipe.
    [[nodiscard]] double divider() const { return divider_; }
    void setDivider(double fraction);

    // Appearance.
    [[nodiscard]] Colormap sequential() const { return sequential_; }
    [[nodiscard]] Colormap diverging() const { return diverging_; }
    void setColormap(Colormap colormap);
    [[nodiscard]] Colormap colormapOf(ViewKind kind) const {
        return isSigned(kind) ? diverging_ : sequential_;
    }
    /// A range that someone chose; none: automatic.
    [[nodiscard]] const std::optional<Range>& chosenRange(RangeGroup group) const {
        return ranges_[std::size_t(group)];
    }
    void chooseRange(RangeGroup group, const std::optional<Range>& range);
    /// 1: maps hide the image; less: the image shows through them.
    [[nodiscard]] double mapOpacity() const { return mapOpacity_; }
    void setMapOpacity(double opacity);
    [[nodiscard]] bool regionsShown() const { return regionsShown_; }
    void showRegions(bool shown);
    /// While it is on, dragging in a view paints; the radius is in image pixels.
    [[nodiscard]] bool isBrushing() const { return brushing_; }
    void setBrushing(bool on);
    [[nodiscard]] double brushRadius() const { return brushRadius_; }
    void setBrushRadius(double pixels);
    [[nodiscard]] int selectedRegion() const { return selectedRegion_; }  ///< index, or -1
    void selectRegion(int index);
    [[nodiscard]] const ListOrder& listOrder() const { return listOrder_; }
    void setListOrder(const ListOrder& order);

  Q_SIGNALS:
    void placeChanged();
    void crosshairChanged();  ///< or what is asked about
    void panesChanged();
    void appearanceChanged();
    void listOrderChanged();

  private:
    [[nodiscard]] QPointF middle() const { return {viewport_.width() / 2, viewport_.height() / 2}; }
    [[nodiscard]] double fittingZoom() const;
    /// The nearest zoom that there is.
    [[nodiscard]] double possibleZoom(double zoom) const;
    void place(double zoom, const QPointF& center);
    [[nodiscard]] bool isGrid() const { return panesIn(layout_) > 2; }
    [[nodiscard]] ViewKind firstMissing() const;
    void tellPanesApart();

    double zoom_ = 1;
    QPointF center_;
    bool fit_ = true;
    QSizeF viewport_;
    QSize imageSize_;
    std::optional<QPointF> crosshair_, pinned_;
    ComponentChannel probedChannel_;

    StageLayout layout_ = StageLayout::SideBySide, lastLayout_ = StageLayout::SideBySide;
    std::array<ViewKind, kPaneCount> views_ = kFirstViews;
    int activePane_ = 1;
    bool peeking_ = false, held_ = false, flipped_ = false, footprintHeld_ = false;
    QTimer blink_;
    double divider_ = 0.5;
    double mapOpacity_ = 1;

    Colormap sequential_ = Colormap::Magma;
    Colormap diverging_ = Colormap::DivergingLight;
    std::array<std::optional<Range>, kRangeGroupCount> ranges_;
    bool regionsShown_ = true;
    bool brushing_ = false;
    double brushRadius_ = 8;
    int selectedRegion_ = -1;
    ListOrder listOrder_;
};

}  // namespace suss
