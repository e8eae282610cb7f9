#include "ui/panels/samples_panel.h"

#include "ui/icons.h"
#include "ui/panels/section.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QMouseEvent>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>

namespace suss {
namespace {

constexpr int kSteps = 400;
constexpr double kLargest = 4;

// The square root spreads the strengths that matter most, those up to 1, over half the way.
int positionOf(double strength) {
    return int(std::lround(kSteps * std::sqrt(strength / kLargest)));
}
double strengthAt(int position) {
    const double part = double(position) / kSteps;
    return std::round(kLargest * part * part * 1000) / 1000;
}

// A slider whose marks have names below: mean, close, medium and far samples.
class StrengthSlider : public QSlider {
  public:
    StrengthSlider() : QSlider(Qt::Horizontal) {
        setRange(0, kSteps);
        setSingleStep(4);
        setPageStep(40);
    }

    [[nodiscard]] QSize sizeHint() const override {
        QSize size = QSlider::sizeHint();
        size.rheight() += labelHeight();
        return size;
    }
    [[nodiscard]] QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

  protected:
    void paintEvent(QPaintEvent*) override {
        const Theme theme = Theme::of(palette());
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing, true);
        const QFont font = scaledFont(this->font(), 0.88);
        const QFontMetrics metrics(font);
        painter.setFont(font);
        const qreal middle = handleRect().center().y(), half = handleRect().width() / 2.0;
        const QRectF groove(half, middle - 2, width() - 2 * half, 4);
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.track);
        painter.drawRoundedRect(groove, 2, 2);
        painter.setBrush(isEnabled() ? theme.accent : theme.secondary);
        painter.drawRoundedRect(
            QRectF(groove.left(), groove.top(), handleRect().center().x() - groove.left(), 4), 2, 2);
        for (const auto& [strength, name] : marks()) {
            const qreal x = groove.left() + groove.width() * positionOf(strength) / kSteps;
            painter.setPen(QPen(theme.secondary, 1));
            painter.drawLine(QPointF(x, middle + half + 1), QPointF(x, middle + half + 4));
            const int width = metrics.horizontalAdvance(name);
            painter.drawText(QPointF(std::clamp(x - width / 2.0, 0.0, double(this->width() - width)),
                                     middle + half + 5 + metrics.ascent()),
                             name);
        }
        painter.setPen(QPen(hasFocus() ? theme.accent : theme.secondary, hasFocus() ? 2 : 1));
        painter.setBrush(theme.dark ? QColor(225, 225, 225) : QColor(Qt::white));
        painter.drawEllipse(QRectF(handleRect()).adjusted(1, 1, -1, -1));
    }

    void mousePressEvent(QMouseEvent* event) override {
        if (event->button() == Qt::LeftButton) moveTo(event->position().x());
    }
    void mouseMoveEvent(QMouseEvent* event) override {
        if (event->buttons() & Qt::LeftButton) moveTo(event->position().x());
    }

  private:
    [[nodiscard]] int labelHeight() const { return int(QFontMetrics(font()).height() * 0.95); }
    [[nodiscard]] QRect handleRect() const {
        const int side = int(fontMetrics().height() * 0.95);
        return {QStyle::sliderPositionFromValue(0, kSteps, value(), width() - side), 0, side, side};
    }
    void moveTo(double x) {
        const int side = handleRect().width();
        setValue(QStyle::sliderValueFromPosition(0, kSteps, int(x) - side / 2, width() - side));
    }
    static QList<std::pair<double, QString>> marks() {
        return {{0.0, tr("mean")},
                {0.5, tr("close")},
                {1.0, tr("medium")},
                {2.0, tr("far")},
                {4.0, QStringLiteral("4")}};
    }
};

}  // namespace

SamplesPanel::SamplesPanel(const Document& document, QWidget* parent) : QWidget(parent), document_(document) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingUnit(this));
    auto* heading = new SectionLabel(tr("What would not matter"));
    heading->setToolTip(
        tr("Variants of the reference drawn from the model: at strength 1 it holds them to be the same "
           "picture. The Sample view shows them"));
    column->addWidget(heading);
    setWhatsThis(tr(
        "A <b>sample</b> is a picture drawn at random from what the model expects of pictures that look like "
        "the reference. <b>Strength</b> 1 is a fair draw; 0 is the mean; above 1 the changes grow beyond "
        "what the model holds to be invisible. Look at one with the view “Sample” and blink it (Space)."));

    auto* row = new QHBoxLayout;
    row->setSpacing(2 * spacingUnit(this));
    auto* name = new QuietLabel(tr("Strength"));
    strength_ = new StrengthSlider;
    strength_->setToolTip(tr("How far a sample goes from the mean: 1 draws from the model"));
    strength_->setAccessibleName(tr("Strength of the sample"));
    value_ = new QLabel;
    value_->setAlignment(Qt::AlignRight);
    row->addWidget(name);
    row->addStretch(1);
    row->addWidget(value_);
    column->addLayout(row);
    column->addWidget(strength_);

    auto* second = new QHBoxLayout;
    second->setSpacing(2 * spacingUnit(this));
    auto* seedName = new QuietLabel(tr("Seed"));
    seed_ = new QSpinBox;
    seed_->setRange(0, 999'999'999);
    seed_->setToolTip(tr("The same seed gives the same sample"));
    seed_->setAccessibleName(tr("Seed of the sample"));
    seedName->setBuddy(seed_);
    redraw_ = new QToolButton;
    redraw_->setText(tr("Draw another"));
    redraw_->setIcon(lineIcon("redraw"));
    redraw_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    redraw_->setToolTip(tr("Draw another sample and show it (D)"));
    redraw_->setAccessibleName(tr("Draw another sample"));
    second->addWidget(seedName);
    second->addWidget(seed_);
    second->addStretch(1);
    second->addWidget(redraw_);
    column->addLayout(second);

    connect(strength_, &QSlider::valueChanged, this, [this](int value) {
        SampleSettings settings = document_.sampling();
        settings.strength = strengthAt(value);
        Q_EMIT samplingRequested(settings);
    });
    connect(seed_, &QSpinBox::valueChanged, this, [this](int value) {
        SampleSettings settings = document_.sampling();
        settings.seed = std::uint64_t(value);
        Q_EMIT samplingRequested(settings);
    });
    // Enter hands the keys back to the views.
    connect(seed_, &QSpinBox::editingFinished, this, [this] {
        if (seed_->hasFocus()) seed_->clearFocus();
    });
    connect(redraw_, &QToolButton::clicked, this, &SamplesPanel::redrawRequested);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Sample)) refresh();
    });
    refresh();
}

void SamplesPanel::refresh() {
    const SampleSettings& settings = document_.sampling();
    const QSignalBlocker strengthQuiet(strength_), seedQuiet(seed_);
    strength_->setValue(positionOf(settings.strength));
    value_->setText(QString::number(settings.strength, 'f', 2));
    seed_->setValue(int(settings.seed));
}

}  // namespace suss
