#include "ui/export/export_actions.h"

#include "ui/commands.h"
#include "ui/export/export_dialog.h"
#include "ui/export/save_file_dialog.h"
#include "ui/figure/of_views.h"
#include "ui/report/raw_maps.h"
#include "ui/text.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QWidget>

#include <algorithm>

namespace suss {

ExportActions::ExportActions(const Document& document, const ViewState& state, Commands& commands,
                             QWidget* window)
    : QObject(window),
      document_(document),
      state_(state),
      commands_(commands),
      window_(window),
      exporter_(document, state) {
    connect(commands.save, &QAction::triggered, this, &ExportActions::chooseViewFile);
    connect(commands.exportFigure, &QAction::triggered, this, &ExportActions::showDialog);
    connect(commands.exportReport, &QAction::triggered, this, &ExportActions::chooseReportFile);
    connect(commands.exportMap, &QAction::triggered, this, &ExportActions::chooseMapFile);
    connect(commands.exportNumbers, &QAction::triggered, this, &ExportActions::chooseNumbersFile);
    connect(commands.copyView, &QAction::triggered, this, &ExportActions::copyView);
    connect(commands.copyMap, &QAction::triggered, this, &ExportActions::copyMap);
    connect(commands.copyFigure, &QAction::triggered, this, &ExportActions::copyFigure);
    for (const auto& [action, kind] : {std::pair(commands.saveSample, ViewKind::Sample),
                                       std::pair(commands.saveMost, ViewKind::MostVisible),
                                       std::pair(commands.saveLeast, ViewKind::LeastVisible),
                                       std::pair(commands.saveRepaired, ViewKind::Repaired)})
        connect(action, &QAction::triggered, this, [this, made = kind] { choosePictureFile(made); });
}

ExportDialog* ExportActions::dialog() const {
    return dialog_;
}

bool ExportActions::wants(ViewKind kind) const {
    if (!dialog_ || !dialog_->isVisible()) return false;
    const auto panels = dialog_->options().panels;
    return std::find(panels.begin(), panels.end(), FigurePanel(kind)) != panels.end();
}

void ExportActions::refresh() {
    // Only what is there, in every view, can be saved.
    bool complete = !document_.picture(Role::Reference).isEmpty();
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (state_.isShown(pane))
            complete =
                complete && (document_.field(state_.view(pane)) || document_.pyramid(state_.view(pane)));
    for (QAction* action : {commands_.save, commands_.copyView}) action->setEnabled(complete);
    for (QAction* action : {commands_.exportFigure, commands_.copyFigure})
        action->setEnabled(!document_.picture(Role::Reference).isEmpty());
    commands_.copyMap->setEnabled(document_.comparison() != nullptr);
    commands_.exportMap->setEnabled(exporter_.map().has_value());
    for (QAction* action : {commands_.exportReport, commands_.exportNumbers})
        action->setEnabled(exporter_.canReport());
    commands_.saveSample->setEnabled(exporter_.canSavePicture(ViewKind::Sample));
    commands_.saveMost->setEnabled(exporter_.canSavePicture(ViewKind::MostVisible));
    commands_.saveLeast->setEnabled(exporter_.canSavePicture(ViewKind::LeastVisible));
    commands_.saveRepaired->setEnabled(exporter_.canSavePicture(ViewKind::Repaired));
}

QString ExportActions::stem() const {
    const Source& image = document_.picture(Role::Image).source;
    const Source& source = image.isEmpty() ? document_.picture(Role::Reference).source : image;
    if (source.kind == Source::Kind::File) return QFileInfo(source.path).completeBaseName();
    if (source.kind != Source::Kind::Memory) return QStringLiteral("example");
    static const QRegularExpression other(QStringLiteral("[^\\w.]+"),
                                          QRegularExpression::UseUnicodePropertiesOption);
    return source.title().replace(other, QStringLiteral("-"));
}

QString ExportActions::folder() const {
    const Source& beside = document_.picture(Role::Reference).source;
    return beside.kind == Source::Kind::File ? QFileInfo(beside.path).absolutePath() : QString();
}

void ExportActions::showDialog() {
    if (dialog_) {
        dialog_->raise();
        return dialog_->activateWindow();
    }
    dialog_ = new ExportDialog(document_, state_, exporter_, panels_, window_);
    dialog_->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog_, &QDialog::finished, this, [this] {
        panels_ = dialog_->ownPanels();
        Q_EMIT wantedChanged();
    });
    connect(dialog_, &ExportDialog::panelsChosen, this, &ExportActions::wantedChanged);
    connect(dialog_, &ExportDialog::saveRequested, this, [this] {
        const FigureFormat format = dialog_->file().format;
        const QString ending = endingOf(format);
        askWhereToSave(dialog_,
                       {tr("Save figure"),
                        {tr("%1 figure (*.%2)").arg(ending.toUpper(), ending)},
                        QStringLiteral("%1-figure.%2").arg(stem(), ending),
                        folder()},
                       [this](const QString& file) {
                           if (dialog_) dialog_->save(file);
                       });
    });
    dialog_->open();
    Q_EMIT wantedChanged();
}

void ExportActions::chooseViewFile() {
    askWhereToSave(
        window_,
        {tr("Save view"), {tr("PNG picture (*.png)")}, QStringLiteral("suss-%1.png").arg(stem()), QString()},
        [this](const QString& file) { saveView(file); });
}

void ExportActions::saveView(const QString& file) {
    exporter_.saveView(file, 96 * window_->devicePixelRatioF());
}

void ExportActions::chooseReportFile() {
    askWhereToSave(
        window_,
        {tr("Save report"), {tr("HTML page (*.html)")}, QStringLiteral("suss-report.html"), folder()},
        [this](const QString& file) { exporter_.saveReport(file); });
}

void ExportActions::chooseMapFile() {
    const auto kind = exporter_.map();
    if (!kind) return;
    askWhereToSave(window_,
                   {tr("Save the numbers of: %1").arg(titleOf(*kind)),
                    {tr("TIFF, 32-bit float (*.tif)"), tr("OpenEXR, 32-bit float (*.exr)"),
                     tr("NumPy, 32-bit float (*.npy)")},
                    QStringLiteral("%1.%2.tif").arg(stem(), toQString(rawNameOf(*kind))),
                    folder()},
                   [this, shown = *kind](const QString& file) { exporter_.saveMap(shown, file); });
}

void ExportActions::chooseNumbersFile() {
    askWhereToSave(window_,
                   {tr("Save the numbers of the list"),
                    {tr("JSON, everything (*.json)"), tr("Table, a row for each image (*.csv)")},
                    QStringLiteral("suss-numbers.json"),
                    folder()},
                   [this](const QString& file) { exporter_.saveNumbers(file); });
}

void ExportActions::choosePictureFile(ViewKind kind) {
    if (!exporter_.canSavePicture(kind)) return;
    const SampleSettings& sample = document_.sampler().settings();
    const QString name = kind == ViewKind::Sample
                             ? QStringLiteral("sample-%1-%2").arg(sample.seed).arg(sample.number, 0, 'g', 4)
                         : kind == ViewKind::MostVisible ? QStringLiteral("most-visible")
                         : kind == ViewKind::LeastVisible
                             ? QStringLiteral("least-visible")
                             : QStringLiteral("repaired-%1").arg(document_.repair().frame());
    askWhereToSave(window_,
                   {tr("Save picture: %1").arg(titleOf(kind)),
                    {tr("PNG picture, 16 bit (*.png)"), tr("TIFF picture, 16 bit (*.tif *.tiff)")},
                    name + QStringLiteral(".png"),
                    QString()},
                   [this, kind](const QString& file) { exporter_.savePicture(kind, file); });
}

void ExportActions::copyView() {
    FigureOptions options = figureOptionsOf(document_, state_);
    options.dpi = 96 * window_->devicePixelRatioF();
    exporter_.copyFigure(options, tr("the view"));
}

void ExportActions::copyMap() {
    FigureOptions options = figureOptionsOf(document_, state_);
    options.panels = {ViewKind::Map};
    options.columns = 1;
    options.dpi = 96 * window_->devicePixelRatioF();
    exporter_.copyFigure(options, tr("the SUSS map"));
}

void ExportActions::copyFigure() {
    exporter_.copyFigure(dialog_ ? dialog_->options() : startingFigure(document_, state_, panels_),
                         tr("the figure"));
}

}  // namespace suss
