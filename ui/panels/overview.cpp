#include "ui/panels/overview.h"

#include "ui/paint/annotations.h"
#include "ui/paint/range.h"
#include "ui/rect.h"
#include "ui/theme.h"

#include <QMouseEvent>

namespace suss {

Overview::Overview(const Document& document, const ViewState& state, QWidget* parent)
    : QWidget(parent), document_(document), state_(state) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Overview of the SUSS map"));
    setToolTip(tr("The whole SUSS map; the frame is what the views show. Click or drag to go there"));
    setCursor(Qt::PointingHandCursor);
    connect(&state, &ViewState::placeChanged, this, qOverload<>(&QWidget::update));
    connect(&state, &ViewState::appearanceChanged, this, qOverload<>(&QWidget::update));
    connect(&document, &Document::changed, this, [this] {
        if (field_ != document_.field(ViewKind::Map)) {
            field_.reset();
            map_ = {};
        }
        updateGeometry();
        update();
    });
}

QSize Overview::sizeHint() const {
    const int width = fontMetrics().averageCharWidth() * 22;
    return {width, heightForWidth(width)};
}

int Overview::heightForWidth(int width) const {
    const QSize size = state_.imageSize().isEmpty() ? QSize(3, 2) : state_.imageSize();
    return std::clamp(width * size.height() / size.width(), width / 3, width);
}

QRectF Overview::mapRect() const {
    const QSizeF size = QSizeF(state_.imageSize()).scaled(this->size(), Qt::KeepAspectRatio);
    return {QPointF((width() - size.width()) / 2, 0), size};
}

const QImage& Overview::painted(const std::shared_ptr<const Field>& field, const Field::Level& level) {
    if (field == field_ && level.cell == cell_ && state_.sequential() == colormap_) return map_;
    field_ = field;
    cell_ = level.cell;
    colormap_ = state_.sequential();
    const std::size_t count = std::size_t(level.width) * std::size_t(level.height);
    map_ = paintLevel(level, QRect(0, 0, level.width, level.height),
                      {colormap_, rangeOfMost(sampleOf(level.values, count), false)});
    return map_;
}

void Overview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const Theme theme = Theme::of(palette());
    const QRectF area = mapRect();
    painter.fillRect(area, theme.track);
    const auto field = document_.field(ViewKind::Map);
    if (!field) return;
    const double scale = area.width() / state_.imageSize().width();
    const Field::Level& level = field->levelFor(scale * devicePixelRatioF());
    painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
    // The last cells of a level may reach beyond the picture.
    painter.setClipRect(area);
    painter.drawImage(QRectF(area.topLeft(), QSizeF(level.width, level.height) * level.cell * scale),
                      painted(field, level));
    QTransform toWidget;
    toWidget.translate(area.left(), area.top());
    toWidget.scale(scale, scale);
    // Too small for numbers: the list beside has them, and the chosen one is marked.
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setBrush(Qt::NoBrush);
    const auto& regions = document_.explanation().regions;
    for (int i = int(regions.size()) - 1; i >= 0; --i) {
        const bool chosen = i == state_.selectedRegion();
        const Rect& rect = regions[std::size_t(i)].rect;
        const QRectF box = toWidget.mapRect(toQRectF(rect));
        painter.setPen(QPen(chosen ? kChosenRegion : QColor(255, 255, 255, 190), chosen ? 2 : 1));
        painter.drawRect(box);
    }
    const QRectF seen = state_.visiblePart();
    if (seen.width() < state_.imageSize().width() || seen.height() < state_.imageSize().height()) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawRect(toWidget.mapRect(seen).adjusted(1, 1, -1, -1));
    }
}

void Overview::mouseMoveEvent(QMouseEvent* event) {
    const QRectF area = mapRect();
    if (!(event->buttons() & Qt::LeftButton) || area.isEmpty() || state_.imageSize().isEmpty()) return;
    const QPointF at = event->position() - area.topLeft();
    Q_EMIT placeRequested(at * state_.imageSize().width() / area.width());
}

}  // namespace suss
