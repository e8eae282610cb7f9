#include "ui/export/figure_preview.h"

#include "core/error.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QPainter>

namespace suss {
namespace {

constexpr int kTyping = 150;    // milliseconds without a change before drawing
constexpr int kPatience = 300;  // before it is said that something is being drawn

}  // namespace

FigurePreview::FigurePreview(QWidget* parent) : QWidget(parent), drawing_(tr("Drawing the figure")) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(fontMetrics().averageCharWidth() * 30, fontMetrics().height() * 12);
    setAccessibleName(tr("Preview of the figure"));
    setToolTip(tr("The figure as it will be saved, fitted to this place"));
    typing_.setSingleShot(true);
    typing_.setInterval(kTyping);
    connect(&typing_, &QTimer::timeout, this, &FigurePreview::draw);
    patience_.setSingleShot(true);
    patience_.setInterval(kPatience);
    connect(&patience_, &QTimer::timeout, this, qOverload<>(&QWidget::update));
}

QSize FigurePreview::sizeHint() const {
    return {fontMetrics().averageCharWidth() * 110, fontMetrics().height() * 34};
}

void FigurePreview::setFigure(const FigureInput& input, const FigureOptions& options) {
    input_ = input;
    options_ = options;
    want();
}

void FigurePreview::want() {
    if (isCurrent()) patience_.start();
    ++wanted_;
    typing_.start();
    Q_EMIT changed();
}

void FigurePreview::draw() {
    struct Drawn {
        int number = 0;
        QImage picture;
        FigureSize size;
        QString problem;
    };
    if (drawing_.isRunning() || isCurrent() || !input_.reference) return;
    drawing_.start(
        [number = wanted_, input = input_, options = options_,
         room = size() * devicePixelRatioF()](const Progress&) {
            Drawn drawn;
            drawn.number = number;
            try {
                const Figure figure(input, options);
                drawn.size = sizeOf(figure);
                drawn.picture = previewOf(figure, room.expandedTo({16, 16}));
            } catch (const std::exception& error) {
                drawn.problem = QString::fromUtf8(error.what());
            }
            return drawn;
        },
        [this](const Drawn& drawn) {
            drawn_ = drawn.number;
            problem_ = drawn.problem;
            if (problem_.isEmpty()) {
                picture_ = drawn.picture;
                size_ = drawn.size;
            }
            update();
            Q_EMIT changed();
            // Not before this work counts as done.
            if (!isCurrent()) typing_.start(0);
        });
}

void FigurePreview::resizeEvent(QResizeEvent*) {
    if (input_.reference) want();
}

void FigurePreview::paintEvent(QPaintEvent*) {
    const Theme theme = Theme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.stage);
    if (!picture_.isNull()) {
        const double scale = devicePixelRatioF();
        QSizeF size = QSizeF(picture_.size()) / scale;
        // The one before, while the room has changed.
        if (size.width() > width() || size.height() > height())
            size.scale(QWidget::size(), Qt::KeepAspectRatio);
        const QRectF place(QPointF(std::round((width() - size.width()) / 2 * scale) / scale,
                                   std::round((height() - size.height()) / 2 * scale) / scale),
                           size);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, true);
        painter.drawImage(place, picture_);
        if (!problem_.isEmpty())
            painter.fillRect(rect(), QColor(theme.stage.red(), theme.stage.green(), theme.stage.blue(), 200));
    }
    const bool isLate = !isCurrent() && !patience_.isActive();
    if (!isLate && problem_.isEmpty()) return;
    const QString text = problem_.isEmpty() || isLate ? tr("Drawing …") : problem_;
    const int unit = spacingUnit(this);
    const QRect room = rect().adjusted(4 * unit, 4 * unit, -4 * unit, -4 * unit);
    QRect place = fontMetrics().boundingRect(room, Qt::AlignCenter | Qt::TextWordWrap, text);
    if (problem_.isEmpty()) place.moveBottom(height() - 4 * unit);
    painter.setRenderHint(QPainter::Antialiasing, true);
    painter.setPen(theme.hairline);
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(place.adjusted(-2 * unit, -unit, 2 * unit, unit)), unit, unit);
    painter.setPen(theme.text);
    painter.drawText(place, Qt::AlignCenter | Qt::TextWordWrap, text);
}

}  // namespace suss
