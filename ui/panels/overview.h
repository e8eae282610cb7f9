#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QWidget>

namespace suss {

/// The whole SUSS map in small, with the places' boxes and the part that the views show: where to look, at a
/// glance. A click or drag asks to go there.
class Overview : public QWidget {
    Q_OBJECT

  public:
    Overview(const Document& document, const ViewState& state, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

  Q_SIGNALS:
    void placeRequested(const QPointF& imagePoint);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override { mouseMoveEvent(event); }
    void mouseMoveEvent(QMouseEvent* event) override;

  private:
    [[nodiscard]] QRectF mapRect() const;
    /// The level as colours, in a range of its own: averaging into few cells dims small places.
    [[nodiscard]] const QImage& painted(const std::shared_ptr<const Field>& field, const Field::Level& level);

    const Document& document_;
    const ViewState& state_;
    // What was painted last, and of what: most repaints only move the frame.
    std::shared_ptr<const Field> field_;
    int cell_ = 0;
    Colormap colormap_{};
    QImage map_;
};

}  // namespace suss
