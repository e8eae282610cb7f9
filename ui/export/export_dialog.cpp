#include "ui/export/export_dialog.h"

#include "ui/export/figure_preview.h"
#include "ui/export/panel_list.h"
#include "ui/figure/layout.h"
#include "ui/figure/of_views.h"
#include "ui/icons.h"
#include "ui/key_hint.h"
#include "ui/panels/widgets.h"
#include "ui/text.h"
#include "ui/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalBlocker>

#include <algorithm>
#include <cmath>

namespace suss {
namespace {

// The same words for tooltip and Shift+F1, and a name for those who cannot see the label.
void explain(QWidget* widget, const QString& name, const QString& hint) {
    widget->setAccessibleName(name);
    widget->setToolTip(hint);
    widget->setWhatsThis(hint);
}

QComboBox* colorBox(const QList<Colormap>& maps, Colormap chosen) {
    auto* box = new QComboBox;
    for (const Colormap map : maps) box->addItem(colormapIcon(map), titleOf(map), int(map));
    box->setCurrentIndex(std::max(0, box->findData(int(chosen))));
    return box;
}

QPushButton* button(const QString& text, const QKeySequence& key, const QString& hint) {
    auto* button = new QPushButton(text);
    button->setAutoDefault(false);
    button->setShortcut(key);
    explain(button, QString(text).remove(QLatin1Char('&')).remove(QStringLiteral("…")), withKey(hint, key));
    return button;
}

}  // namespace

ExportDialog::ExportDialog(const Document& document, const ViewState& state, Exporter& exporter,
                           const std::vector<FigurePanel>& panels, QWidget* parent)
    : QDialog(parent), document_(document), state_(state), exporter_(exporter) {
    setWindowTitle(tr("Export figure"));
    setWindowModality(Qt::WindowModal);
    setWhatsThis(
        tr("A figure for a paper or a talk. What made it is saved inside, so that it can be made again: "
           "suss figure --recipe."));
    const int unit = spacingUnit(this);
    start_ = startingFigure(document, state, panels);
    preview_ = new FigurePreview;
    auto* choices = new QScrollArea;
    choices->setWidget(makeChoices());
    choices->setWidgetResizable(true);
    choices->setFrameShape(QFrame::NoFrame);
    choices->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    choices->setFixedWidth(choices->widget()->minimumSizeHint().width() +
                           choices->verticalScrollBar()->sizeHint().width());
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * unit);
    row->addWidget(preview_, 1);
    row->addWidget(choices);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(2 * unit, 2 * unit, 2 * unit, 2 * unit);
    column->setSpacing(2 * unit);
    column->addLayout(row, 1);
    makeButtons(column);
    offerPanels(start_.panels);
    isAsTheViews_ = panels.empty();
    offerInsets();
    connectChoices();
    const QSize room = parent ? parent->size() : screen()->availableSize();
    resize(sizeHint()
               .expandedTo({room.width() * 4 / 5, room.height() * 9 / 10})
               .boundedTo(screen()->availableSize()));
    refresh();
    panels_->setFocus();
}

QWidget* ExportDialog::makeChoices() {
    const int unit = spacingUnit(this);
    auto* choices = new QWidget;
    auto* column = new QVBoxLayout(choices);
    column->setContentsMargins(0, 0, unit, 0);
    column->setSpacing(unit);
    makePanels(column);
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * unit);
    form->setVerticalSpacing(unit);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    makePaper(form);
    makeLook(form);
    makeFile(form);
    column->addLayout(form);
    return choices;
}

void ExportDialog::makePanels(QVBoxLayout* column) {
    auto* heading = new QHBoxLayout;
    auto* title = new QLabel(tr("&Panels, in their order"));
    heading->addWidget(title, 1);
    up_ = textButton(nullptr, tr("Up"), tr("Move the panel towards the beginning (Alt+Up)"));
    down_ = textButton(nullptr, tr("Down"), tr("Move the panel towards the end (Alt+Down)"));
    for (QToolButton* move : {up_, down_}) {
        move->setAutoRaise(true);
        heading->addWidget(move);
    }
    column->addLayout(heading);
    panels_ = new PanelList;
    title->setBuddy(panels_);
    panels_->setMinimumHeight(fontMetrics().height() * 10);
    column->addWidget(panels_, 1);
}

void ExportDialog::makePaper(QFormLayout* form) {
    width_ = new QComboBox;
    width_->addItem(tr("One column, 88 mm"), kOneColumnMm);
    width_->addItem(tr("Two columns, 180 mm"), kTwoColumnsMm);
    width_->addItem(tr("Another width"), 0.0);
    explain(width_, tr("Width on paper"), tr("Width on paper: type has 7 points there"));
    customWidth_ = new QDoubleSpinBox;
    customWidth_->setRange(kNarrowestMm, kWidestMm);
    customWidth_->setDecimals(1);
    customWidth_->setSuffix(tr(" mm"));
    customWidth_->setValue(start_.widthMm);
    explain(customWidth_, tr("Another width in millimetres"), tr("Width on paper in millimetres"));
    const int preset = width_->findData(start_.widthMm);
    width_->setCurrentIndex(preset < 0 ? width_->count() - 1 : preset);
    form->addRow(tr("&Width"), width_);
    form->addRow(QString(), customWidth_);
    columns_ = new QSpinBox;
    columns_->setSpecialValueText(tr("automatic"));
    explain(columns_, tr("Columns of panels"),
            tr("Panels side by side; automatic: by the shape of the pictures"));
    form->addRow(tr("&Columns"), columns_);
    dpi_ = new QSpinBox;
    dpi_->setRange(int(kLeastDpi), int(kMostDpi));
    dpi_->setPrefix(tr("at least "));
    dpi_->setSuffix(tr(" dpi"));
    dpi_->setValue(int(std::lround(start_.dpi)));
    explain(dpi_, tr("Least resolution of a PNG"),
            tr("At least so many dots per inch in a PNG. It is finer where that makes every pixel of the "
               "pictures a whole number of dots: they are never resampled"));
    form->addRow(tr("&Resolution"), dpi_);
}

void ExportDialog::makeLook(QFormLayout* form) {
    sequential_ = colorBox(sequentialColormaps(), start_.sequential);
    explain(sequential_, tr("Colours of magnitudes"), tr("Colours of maps that have no sign"));
    form->addRow(tr("&Magnitudes"), sequential_);
    diverging_ = colorBox(divergingColormaps(), start_.diverging);
    explain(diverging_, tr("Colours of signed values"),
            tr("Colours of residuals and other maps with a sign; white in the middle suits paper"));
    form->addRow(tr("&Signed values"), diverging_);
    inset_ = new QComboBox;
    explain(inset_, tr("Magnifier"),
            tr("Magnify a place below every panel. Any rectangle can be marked with the right button in a "
               "view before"));
    form->addRow(tr("Ma&gnifier"), inset_);
    boxes_ = new QCheckBox(tr("&Boxes around places"));
    boxes_->setChecked(start_.regionBoxes);
    explain(boxes_, tr("Boxes around places"),
            tr("Draw numbered boxes, with their shares, around the places that explain the distance"));
    seenPart_ = new QCheckBox(tr("&Only the part that is seen"));
    seenPart_->setChecked(!start_.crop.isEmpty());
    seenPart_->setEnabled(!visibleCrop(document_, state_).isEmpty());
    explain(seenPart_, tr("Only the part that is seen"),
            tr("Show the part of the pictures that the views show now, not all of it"));
    caption_ = new QCheckBox(tr("Score, reasons and mo&del below"));
    caption_->setChecked(start_.caption);
    explain(caption_, tr("Score, reasons and model below"),
            tr("Write score, distance, reasons, model and weights below the panels"));
    captionText_ = new QLineEdit;
    captionText_->setPlaceholderText(tr("A line of your own"));
    captionText_->setClearButtonEnabled(true);
    explain(captionText_, tr("Caption of your own"),
            tr("Text of your own below the panels, before the score"));
    form->addRow(boxes_);
    form->addRow(seenPart_);
    form->addRow(caption_);
    form->addRow(tr("Cap&tion"), captionText_);
}

void ExportDialog::makeFile(QFormLayout* form) {
    const FigureFile file = startingFile();
    format_ = new QComboBox;
    for (const auto& [format, title] : {std::pair(FigureFormat::Png, tr("PNG, pixels")),
                                        std::pair(FigureFormat::Svg, tr("SVG, text stays text")),
                                        std::pair(FigureFormat::Pdf, tr("PDF, fonts inside"))})
        format_->addItem(title, int(format));
    format_->setCurrentIndex(format_->findData(int(file.format)));
    explain(format_, tr("Format of the file"),
            tr("PNG for the screen and for word processors; SVG to edit; PDF for LaTeX. Pictures keep their "
               "own pixels in each"));
    form->addRow(tr("&Format"), format_);
    recipe_ = new QCheckBox(tr("R&ecipe beside it, too"));
    recipe_->setChecked(file.isRecipeBeside);
    explain(recipe_, tr("Recipe beside it, too"),
            tr("What made the figure is always inside the file; also write it as JSON beside it, for "
               "programs that strip what they do not know"));
    form->addRow(recipe_);
    for (QCheckBox* box : {boxes_, seenPart_, caption_, recipe_})
        box->setPalette(withVisibleOutlines(palette()));
}

void ExportDialog::makeButtons(QVBoxLayout* column) {
    facts_ = new QuietLabel;
    facts_->setWordWrap(true);
    facts_->setAccessibleName(tr("Size of the figure, or what is wrong"));
    copy_ = button(tr("Copy"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
                   tr("Copy the figure as a picture"));
    save_ = button(tr("Save…"), QKeySequence(Qt::CTRL | Qt::Key_S), tr("Choose a file and write the figure"));
    save_->setDefault(true);
    close_ = button(tr("Close"), {}, tr("Close without saving (Esc)"));
    auto* row = new QHBoxLayout;
    row->setSpacing(2 * spacingUnit(this));
    row->addWidget(facts_, 1);
    for (QPushButton* each : {close_, copy_, save_}) row->addWidget(each);
    column->addLayout(row);
    connect(close_, &QPushButton::clicked, this, &QDialog::reject);
    connect(save_, &QPushButton::clicked, this, &ExportDialog::saveRequested);
    connect(copy_, &QPushButton::clicked, this,
            [this] { exporter_.copyFigure(options(), tr("the figure")); });
}

void ExportDialog::connectChoices() {
    const auto changed = [this] { refresh(); };
    connect(panels_, &PanelList::chosenChanged, this, [this] {
        isAsTheViews_ = false;
        Q_EMIT panelsChosen();
        refresh();
    });
    const auto refreshMoves = [this] {
        up_->setEnabled(panels_->canMove(-1));
        down_->setEnabled(panels_->canMove(1));
    };
    connect(panels_, &QListWidget::currentRowChanged, this, refreshMoves);
    refreshMoves();
    connect(up_, &QToolButton::clicked, this, [this] { panels_->move(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { panels_->move(1); });
    for (const QComboBox* box : {width_, sequential_, diverging_, inset_})
        connect(box, &QComboBox::currentIndexChanged, this, changed);
    connect(customWidth_, &QDoubleSpinBox::valueChanged, this, changed);
    for (const QSpinBox* box : {columns_, dpi_}) connect(box, &QSpinBox::valueChanged, this, changed);
    connect(format_, &QComboBox::currentIndexChanged, this, &ExportDialog::refreshFacts);
    connect(seenPart_, &QCheckBox::toggled, this, [this] {
        offerInsets();
        refresh();
    });
    for (const QCheckBox* box : {boxes_, caption_}) connect(box, &QCheckBox::toggled, this, changed);
    connect(captionText_, &QLineEdit::textChanged, this, changed);
    connect(preview_, &FigurePreview::changed, this, &ExportDialog::refreshFacts);
    connect(&document_, &Document::changed, this, [this](Document::Changes changes) {
        if (changes == Document::Changes(Document::Change::Probe)) return;
        offerPanels(panels_->chosen());
        offerInsets();
        refresh();
    });
    connect(&exporter_, &Exporter::saved, this, [this](const QString& file) {
        if (file != saving_) return;
        saving_.clear();
        accept();
    });
    connect(&exporter_, &Exporter::copied, this, [this] { facts_->setText(tr("Copied.")); });
    connect(&exporter_, &Exporter::failed, this, [this](const QString& sentence) {
        saving_.clear();
        problem_ = sentence;
        refreshFacts();
    });
}

void ExportDialog::offerPanels(const std::vector<FigurePanel>& chosen) {
    const auto possible = possiblePanels(document_);
    if (possible == possible_) return;
    possible_ = possible;
    panels_->offer(possible, chosen);
}

void ExportDialog::offerInsets() {
    const auto insets = insetChoices(document_, options().crop);
    if (insets == insets_) return;
    const int before = std::max(0, inset_->currentIndex());
    insets_ = insets;
    const QSignalBlocker quiet(inset_);
    inset_->clear();
    for (const InsetChoice& choice : insets_) inset_->addItem(choice.title);
    inset_->setCurrentIndex(before < inset_->count() ? before : 0);
}

FigureOptions ExportDialog::options() const {
    FigureOptions options = start_;
    options.panels = panels_->chosen();
    const double preset = width_->currentData().toDouble();
    options.widthMm = preset > 0 ? preset : customWidth_->value();
    options.columns = columns_->value();
    options.dpi = dpi_->value();
    options.sequential = Colormap(sequential_->currentData().toInt());
    options.diverging = Colormap(diverging_->currentData().toInt());
    const QRect seen = visibleCrop(document_, state_);
    options.crop = seenPart_->isChecked() ? seen : QRect();
    const int inset = inset_->currentIndex();
    options.insets =
        inset > 0 && inset < int(insets_.size()) ? insets_[std::size_t(inset)].parts : std::vector<QRect>();
    options.regionBoxes = boxes_->isChecked();
    options.caption = caption_->isChecked();
    options.captionText = captionText_->text().trimmed();
    return options;
}

FigureFile ExportDialog::file() const {
    return {FigureFormat(format_->currentData().toInt()), recipe_->isChecked()};
}

std::vector<FigurePanel> ExportDialog::ownPanels() const {
    return isAsTheViews_ ? std::vector<FigurePanel>() : panels_->chosen();
}

void ExportDialog::save(const QString& file) {
    saving_ = file;
    problem_.clear();
    refreshFacts();
    exporter_.saveFigure(options(), file, recipe_->isChecked());
}

void ExportDialog::done(int result) {
    rememberChoices(options(), file());
    QDialog::done(result);
}

void ExportDialog::refresh() {
    problem_.clear();
    customWidth_->setVisible(width_->currentData().toDouble() <= 0);
    const FigureOptions now = options();
    {
        const QSignalBlocker quiet(columns_);
        columns_->setRange(0, mostColumnsOnPaper(now.widthMm));
    }
    preview_->setFigure(figureInputOf(document_), options());
}

void ExportDialog::refreshFacts() {
    const bool isFine = preview_->isCurrent() && preview_->problem().isEmpty();
    for (QPushButton* each : {save_, copy_}) each->setEnabled(isFine && saving_.isEmpty());
    if (!saving_.isEmpty()) return facts_->setText(tr("Saving %1 …").arg(QFileInfo(saving_).fileName()));
    if (!problem_.isEmpty()) return facts_->setText(problem_);
    if (!preview_->isCurrent()) return;
    if (!preview_->problem().isEmpty()) return facts_->setText(preview_->problem());
    const FigureSize& size = preview_->figureSize();
    QString text = tr("%1 × %2 mm").arg(size.mm.width(), 0, 'f', 0).arg(size.mm.height(), 0, 'f', 0);
    if (file().format == FigureFormat::Png)
        text += tr(", %1 dots, %2 dpi%3")
                    .arg(formatSize(size.dots.width(), size.dots.height()))
                    .arg(std::lround(size.dpi))
                    .arg(size.dpi > dpi_->value() + 1 ? tr(" (pixels stay whole)") : QString());
    if (size.mm.height() > kTallestPaperMm) text += tr(" – taller than a page: choose more columns");
    facts_->setText(text);
}

}  // namespace suss
