#include "ui/status_line.h"

#include "core/image/srgb.h"
#include "ui/commands.h"
#include "ui/export/exporter.h"
#include "ui/icons.h"
#include "ui/key_hint.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QProgressBar>

namespace suss {
namespace {

// Of a floating-point file its linear light without the exposure; beyond what can be shown only that is
// known.
QString linearValue(float encoded, double exposure) {
    const QString value = formatNumber(double(linearOf(encoded)) / std::exp2(exposure), 4);
    return encoded >= 1 ? QStringLiteral("≥ ") + value : encoded <= 0 ? QStringLiteral("≤ 0") : value;
}

// The values in the unit of the file: levels of 8 or 16 bits, or floating point.
QString valuesOf(const Picture& picture, const float* rgb) {
    const int bits = picture.image->sourceBits;
    QStringList parts;
    for (int i = 0; i < 3; ++i)
        parts << (bits == 32 ? linearValue(rgb[i], picture.source.exposure)
                             : QString::number(std::lround(rgb[i] * (bits > 8 ? 65535.0f : 255.0f))));
    return parts.join(QLatin1Char(' ')) + (bits == 32 ? StatusLine::tr(" linear") : QString());
}

QString widestValues(const Image* image) {
    if (image && image->sourceBits == 32) return StatusLine::tr("0.00000 0.00000 0.00000 linear");
    return image && image->sourceBits > 8 ? QStringLiteral("65535 65535 65535")
                                          : QStringLiteral("255 255 255");
}

}  // namespace

StatusLine::StatusLine(const Document& document, const ViewState& state, const Exporter& exporter,
                       const Commands& commands, QWidget* parent)
    : QWidget(parent), document_(document), state_(state), exporter_(exporter) {
    const int unit = spacingUnit(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * unit, unit / 2 + 1, 2 * unit, unit / 2 + 1);
    row->setSpacing(unit + unit / 2);
    place_ = new QLabel;
    place_->setAccessibleName(tr("Place under the cursor"));
    row->addWidget(place_);
    const std::array<QString, 3> titles{tr("Reference"), tr("Image"), tr("Kept")};
    for (std::size_t i = 0; i < titles.size(); ++i) {
        row->addSpacing(2 * unit);
        names_[i] = new QuietLabel(titles[i]);
        swatches_[i] = new QLabel;
        colors_[i] = new QLabel;
        colors_[i]->setAccessibleName(tr("RGB values under the cursor: %1").arg(titles[i]));
        row->addWidget(names_[i]);
        row->addWidget(swatches_[i]);
        row->addWidget(colors_[i]);
    }
    row->addStretch(1);
    activity_ = new QuietLabel;
    activity_->setMinimumWidth(1);  // it never makes the window wider
    progress_ = new QProgressBar;
    progress_->setTextVisible(false);
    progress_->setMaximumHeight(fontMetrics().height() * 2 / 3);
    progress_->setFixedWidth(fontMetrics().averageCharWidth() * 18);
    progress_->setAccessibleName(tr("Progress"));
    cancel_ = new QToolButton;
    cancel_->setText(tr("Cancel"));
    cancel_->setIcon(lineIcon("cancel"));
    cancel_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    cancel_->setAutoRaise(true);
    zoom_ = new QLabel;
    zoom_->setAccessibleName(tr("Magnification"));
    zoom_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // Of one size, so that a change of the text lays nothing out again.
    zoom_->setFixedSize(fontMetrics().horizontalAdvance(tr("Zoom %1 %").arg(12800)) + 2,
                        fontMetrics().height());
    zoom_->setToolTip(tr("Screen pixels per image pixel"));
    row->addWidget(activity_);
    row->addWidget(progress_);
    row->addWidget(cancel_);
    row->addSpacing(unit);
    row->addWidget(zoom_);
    // The line keeps its height when the button comes and goes.
    setMinimumHeight(std::max(cancel_->sizeHint().height(), fontMetrics().height()) + unit + 2);

    const auto nameKey = [this, &commands] {
        cancel_->setToolTip(
            withKey(tr("Stop what is being computed or written"), commands.escape->shortcut()));
    };
    connect(&commands, &Commands::keysChanged, this, nameKey);
    nameKey();
    connect(cancel_, &QToolButton::clicked, this, &StatusLine::cancelRequested);
    connect(&state, &ViewState::crosshairChanged, this, &StatusLine::refreshCursor);
    const auto refreshZoom = [this] {
        const double percent = 100 * state_.zoom();
        zoom_->setText(tr("Zoom %1 %").arg(QString::number(percent, 'f', percent < 10 ? 1 : 0)));
    };
    connect(&state, &ViewState::placeChanged, this, refreshZoom);
    refreshZoom();
    connect(&document, &Document::changed, this, &StatusLine::refreshCursor);
    patience_.setSingleShot(true);
    patience_.setInterval(200);
    connect(&patience_, &QTimer::timeout, this, &StatusLine::refreshActivity);
    announcement_.setSingleShot(true);
    connect(&announcement_, &QTimer::timeout, this, &StatusLine::refreshActivity);
    connect(&document, &Document::activityChanged, this, &StatusLine::noteActivity);
    connect(&exporter, &Exporter::activityChanged, this, &StatusLine::noteActivity);
    refreshCursor();
    refreshActivity();
}

// What somebody has asked to be written comes before what is computed anyway.
const Task* StatusLine::activity() const {
    const Task* writing = exporter_.activity();
    return writing ? writing : document_.activity();
}

void StatusLine::noteActivity() {
    if (!activity()) {
        patience_.stop();
        refreshActivity();
    } else if (cancel_->isVisible()) {
        refreshActivity();
    } else if (!patience_.isActive()) {
        patience_.start();
    }
}

void StatusLine::announce(const QString& text) {
    announcement_.start(5000);
    activity_->setText(text);
    activity_->setToolTip(text);
    activity_->show();
}

const Picture& StatusLine::picture(std::size_t index) const {
    return index == 2 ? document_.kept() : document_.picture(index == 0 ? Role::Reference : Role::Image);
}

void StatusLine::refreshCursor() {
    const auto& point = state_.crosshair();
    for (std::size_t i = 0; i < names_.size(); ++i) {
        const Picture& picture = this->picture(i);
        colors_[i]->setMinimumWidth(
            colors_[i]->fontMetrics().horizontalAdvance(widestValues(picture.image.get())));
        const bool known = point && picture.image;
        names_[i]->setVisible(known);
        colors_[i]->setVisible(known);
        swatches_[i]->setVisible(known);
        if (!known) continue;
        const Image& image = *picture.image;
        const int x = std::clamp(int(point->x()), 0, image.width - 1),
                  y = std::clamp(int(point->y()), 0, image.height - 1);
        const float* rgb = image.row(y) + std::size_t(x) * 3;
        colors_[i]->setText(valuesOf(picture, rgb));
        const int side = fontMetrics().ascent();
        QPixmap swatch(QSize(side, side) * devicePixelRatioF());
        swatch.setDevicePixelRatio(devicePixelRatioF());
        swatch.fill(QColor::fromRgbF(rgb[0], rgb[1], rgb[2]));
        swatches_[i]->setPixmap(swatch);
    }
    if (point)
        place_->setText(QStringLiteral("x %1  y %2").arg(int(point->x())).arg(int(point->y())));
    else
        place_->setText({});
    place_->setMinimumWidth(place_->fontMetrics().horizontalAdvance(QStringLiteral("x 0000  y 0000")));
}

QString StatusLine::cursorText() const {
    if (!state_.crosshair()) return {};
    QString text = place_->text();
    for (const QLabel* colors : colors_)
        if (!colors->isHidden()) text += QStringLiteral("  ") + colors->text();
    return text;
}

void StatusLine::refreshActivity() {
    const Task* task = activity();
    progress_->setVisible(task);
    cancel_->setVisible(task);
    if (task) {
        announcement_.stop();
        activity_->setText(task->stage() + QStringLiteral(" …"));
        activity_->setToolTip(activity_->text());
        // Without a known fraction the bar runs to and fro.
        progress_->setRange(0, task->fraction() < 0 ? 0 : 1000);
        progress_->setValue(int(1000 * std::max(0.0, task->fraction())));
    }
    activity_->setVisible(task || announcement_.isActive());
}

void StatusLine::paintEvent(QPaintEvent*) {
    QPainter(this).fillRect(QRect(0, 0, width(), 1), Theme::of(palette()).hairline);
}

}  // namespace suss
