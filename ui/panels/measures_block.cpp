#include "ui/panels/measures_block.h"

#include "ui/icons.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace suss {
namespace {

int gapOf(const QWidget* block) {
    return 3 * spacingUnit(block);
}

int widthOf(const QLabel* label) {
    return std::max(label->minimumWidth(), label->sizeHint().width());
}

}  // namespace

MeasuresBlock::MeasuresBlock(const Document& document, QWidget* parent)
    : QWidget(parent), document_(document) {
    auto* block = new QWidget;
    auto* row = new QHBoxLayout(block);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(gapOf(this));
    const std::array<std::pair<QString, QString>, 3> measures{{
        {QStringLiteral("PSNR"),
         tr("Peak signal-to-noise ratio over R, G and B, in decibels; higher is more alike")},
        {QStringLiteral("SSIM"), tr("Structural similarity of luminance (2004); 1 for identical pictures")},
        {QStringLiteral("GMSD"),
         tr("Gradient magnitude similarity deviation of luminance (2014); 0 for identical pictures")},
    }};
    for (std::size_t i = 0; i < measures.size(); ++i) {
        names_[i] = new QuietLabel(measures[i].first);
        baselines_[i] = new MeasuredLabel;
        baselines_[i]->setAccessibleName(measures[i].first);
        baselines_[i]->setMinimumWidth(
            fontMetrics().horizontalAdvance(i == 0 ? QStringLiteral("00.00 dB") : QStringLiteral("0.0000")));
        baselines_[i]->setTextInteractionFlags(Qt::TextSelectableByMouse);
        cells_[i] = new QHBoxLayout;
        for (QLabel* label : {names_[i], baselines_[i]}) {
            label->setToolTip(measures[i].second);
            cells_[i]->addWidget(label);
        }
        row->addLayout(cells_[i]);
    }
    row->addStretch(1);
    others_ = new QWidget;
    auto* lines = new QVBoxLayout(others_);
    lines->setContentsMargins(0, 0, 0, 0);
    lines->setSpacing(0);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacingUnit(this));
    column->addWidget(block);
    column->addWidget(others_);
    connect(&document, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Analysis)) widest_ = 0;
        if (changes.testFlag(Document::Change::Measured)) refresh();
    });
    refresh();
}

void MeasuresBlock::refresh() {
    const Baselines* baselines =
        document_.measures().measured() ? &document_.measures().measured()->baselines : nullptr;
    const QString none = QStringLiteral("–");
    baselines_[0]->setText(baselines ? formatNumber(baselines->psnr, 4) + QStringLiteral(" dB") : none);
    baselines_[1]->setText(baselines ? formatNumber(baselines->ssim, 4) : none);
    baselines_[2]->setText(baselines ? formatNumber(baselines->gmsd, 3) : none);
    arrange();
    refreshOthers();
}

// In one line where it fits, else with the names above the numbers: none of them is cut.
void MeasuresBlock::arrange() {
    const int unit = spacingUnit(this);
    int line = 2 * gapOf(this);
    for (std::size_t i = 0; i < cells_.size(); ++i)
        line += widthOf(names_[i]) + unit + widthOf(baselines_[i]);
    // Once for any image of a reference, for all: nothing moves from image to image.
    widest_ = std::max(widest_, line);
    const bool fits = widest_ <= width();
    for (QBoxLayout* cell : cells_) {
        cell->setDirection(fits ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
        cell->setSpacing(fits ? unit : 0);
    }
}

// That of names above numbers, so that the panel can get as narrow.
QSize MeasuresBlock::minimumSizeHint() const {
    int width = 2 * gapOf(this);
    for (std::size_t i = 0; i < cells_.size(); ++i)
        width += std::max(widthOf(names_[i]), widthOf(baselines_[i]));
    return {width, QWidget::minimumSizeHint().height()};
}

void MeasuresBlock::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    arrange();
}

void MeasuresBlock::changeEvent(QEvent* event) {
    if (event->type() == QEvent::FontChange) {
        widest_ = 0;
        arrange();
    }
    QWidget::changeEvent(event);
}

// A line for each of the user's metrics.
void MeasuresBlock::refreshOthers() {
    const auto& measured = document_.measures().measured();
    QStringList files;
    for (const auto& metric : document_.measures().metrics()) files << metric->file();
    if (files != othersShown_) {
        othersShown_ = files;
        while (QLayoutItem* item = others_->layout()->takeAt(0)) {
            // It may be the one whose button was pressed.
            item->widget()->hide();
            item->widget()->deleteLater();
            delete item;
        }
        for (const auto& metric : document_.measures().metrics()) {
            auto* line = new QWidget;
            auto* row = new QHBoxLayout(line);
            row->setContentsMargins(0, 0, 0, 0);
            row->setSpacing(spacingUnit(this));
            auto* name = new QuietLabel(metric->name());
            name->setToolTip(metric->file());
            auto* value = wordsLabel(metric->name());
            value->setObjectName(QStringLiteral("value"));
            auto* remove = new QToolButton;
            remove->setIcon(lineIcon("close"));
            remove->setAutoRaise(true);
            remove->setToolTip(tr("Take this metric out; its file stays"));
            remove->setAccessibleName(tr("Take out %1").arg(metric->name()));
            connect(remove, &QToolButton::clicked, this,
                    [this, file = metric->file()] { Q_EMIT metricRemovalRequested(file); });
            row->addWidget(name);
            row->addWidget(value, 1);
            row->addWidget(remove);
            others_->layout()->addWidget(line);
        }
    }
    others_->setVisible(!files.isEmpty());
    for (int i = 0; i < int(files.size()); ++i) {
        auto* value = others_->layout()->itemAt(i)->widget()->findChild<QLabel*>(QStringLiteral("value"));
        QString text = QStringLiteral("–");
        if (measured)
            for (const Readings::Other& other : measured->others)
                if (other.file == files[i])
                    text = other.problem.isEmpty() ? formatNumber(other.value, 4) : other.problem;
        value->setText(text);
    }
}

}  // namespace suss
