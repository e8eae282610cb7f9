#pragma once

#include "ui/document/document.h"
#include "ui/stage/overlays.h"
#include "ui/view_state.h"

#include <QWidget>

namespace suss {

class Commands;

/// One view of the stage: draws a picture or a map at the shared place and magnification, with region boxes
/// and crosshair. Decides nothing: what the mouse asks for is emitted. View points are in screen pixels.
class ImageView : public QWidget {
    Q_OBJECT

  public:
    ImageView(const Document& document, const ViewState& state, const Commands& commands, int pane,
              QWidget* parent = nullptr);

    /// What is shown this moment.
    [[nodiscard]] ViewKind kind() const { return state_.shown(pane_); }
    /// Size in screen pixels.
    [[nodiscard]] QSizeF viewport() const { return QSizeF(size()) * devicePixelRatioF(); }

    /// Paints what it says in place of a picture anew, if that has changed.
    void refreshPlaceholder();
    /// What it says where there is no picture to show.
    [[nodiscard]] QString missing(ViewKind kind) const;

    [[nodiscard]] QSize minimumSizeHint() const override { return {120, 90}; }

  Q_SIGNALS:
    void activated(int pane);
    void zoomRequested(const QPointF& viewPoint, double factor);
    void panRequested(const QPointF& viewDelta);
    /// Double click: between the whole picture and one screen pixel per image pixel.
    /// `fromFit`: before the clicks it was fit.
    void toggleRequested(const QPointF& viewPoint, bool fromFit);
    void hovered(const std::optional<QPointF>& imagePoint);
    void regionPicked(int index);
    /// A rectangle was dragged with the right button (or Ctrl); nothing: a right click.
    void markRequested(const std::optional<QRect>& imageRect);
    /// The brush went from one image point to another, or its other end, which takes away.
    void strokePainted(const QLineF& stroke);
    void strokeErased(const QLineF& stroke);
    /// Alt and a click: this point stays asked about; the same again: no longer.
    void pinRequested(const QPointF& imagePoint);
    void viewportChanged();
    /// The divider of the swipe layout was dragged; fraction of the width.
    void dividerRequested(double fraction);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

  private:
    void brushTo(const QPointF& to);
    // All that the drawn picture depends on; crosshair and boxes are laid over it.
    struct Drawn {
        std::shared_ptr<const Field> map;
        std::shared_ptr<const Pyramid> picture;  ///< that of the view, or what shows through its map
        MapStyle style;
        double opacity = 1;
        double zoom = 0;
        QPointF center;
        QSize size;
        QRgb background = 0;
        bool operator==(const Drawn&) const = default;
    };

    [[nodiscard]] Placing placing() const;
    [[nodiscard]] QPointF viewPoint(const QPointF& position) const { return position * devicePixelRatioF(); }
    [[nodiscard]] bool isThere(ViewKind kind) const {
        return document_.field(kind) || document_.pyramid(kind);
    }
    [[nodiscard]] Drawn neededFor(ViewKind kind) const;
    /// A part of the screen, and where it lies in the view. Null if nothing is seen.
    struct Part {
        QImage pixels;
        QPoint at;
        [[nodiscard]] QRect rect() const { return {at, pixels.size()}; }
    };
    /// What is seen of the picture or map; made anew only if anything it depends on has changed.
    const Part& rendered(ViewKind kind);
    [[nodiscard]] Part made(const Drawn& needed) const;
    [[nodiscard]] Part seenOf(const Pyramid& pyramid) const;
    [[nodiscard]] Part seenOf(const QImage& image, const QRect& cells, double cell) const;
    void drawMissing(QPainter& painter, const QRect& area, ViewKind kind) const;
    void drawOverlays(QPainter& painter) const;
    [[nodiscard]] bool isSwipe() const { return state_.layout() == StageLayout::Swipe; }
    /// Screen pixels from the left; whole.
    [[nodiscard]] int dividerPosition() const;
    [[nodiscard]] bool isOnDivider(const QPointF& viewPoint) const;
    /// The pixels between two image points, inside the picture.
    [[nodiscard]] QRect pixelsBetween(const QPointF& a, const QPointF& b) const;
    [[nodiscard]] bool showsPlaces(ViewKind shown) const;
    [[nodiscard]] int regionAt(const QPointF& viewPoint) const;

    const Document& document_;
    const ViewState& state_;
    const Commands& commands_;
    QStringList placeholder_;
    const int pane_;
    // Two, so that a flip between views draws nothing.
    struct Rendered {
        Drawn drawn;
        Part part;
    };
    std::array<Rendered, 2> cache_;  // the one used last comes first
    bool dividing_ = false;
    std::optional<QPointF> dragFrom_, markFrom_, paintFrom_;
    bool isErasing_ = false;
    QPointF pressedAt_;
    bool dragged_ = false;
    bool wasActive_ = false, wasFit_ = false;  // before the button went down
};

}  // namespace suss
