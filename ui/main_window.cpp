#include "ui/main_window.h"

#include "core/error.h"
#include "ui/banner.h"
#include "ui/command_palette.h"
#include "ui/commands.h"
#include "ui/drop_overlay.h"
#include "ui/export/export_actions.h"
#include "ui/focus_keys.h"
#include "ui/held_key.h"
#include "ui/help_overlay.h"
#include "ui/icons.h"
#include "ui/panels/drawer.h"
#include "ui/panels/extremes_panel.h"
#include "ui/panels/images_panel.h"
#include "ui/panels/inspector.h"
#include "ui/panels/inspector_model.h"
#include "ui/panels/reasons_panel.h"
#include "ui/panels/repair_panel.h"
#include "ui/panels/samples_panel.h"
#include "ui/panels/what_if_panel.h"
#include "ui/session.h"
#include "ui/settings.h"
#include "ui/stage/stage.h"
#include "ui/status_line.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/tool_tips.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSlider>
#include <QSplitter>
#include <QToolBar>
#include <QUrl>
#include <QWhatsThis>

#include <utility>

namespace suss {
namespace {

bool isSession(const QString& path) {
    return QFileInfo(path).suffix() == QLatin1String(kSessionSuffix);
}

QList<Source> sourcesOf(const QStringList& files) {
    QList<Source> sources;
    for (const QString& file : files) sources << Source::file(file);
    return sources;
}

}  // namespace

MainWindow::MainWindow(Analyse analyse, QWidget* parent)
    : QMainWindow(parent), document_(std::move(analyse)), commands_(new Commands(this)) {
    setWindowIcon(programIcon());
    restoreViewState(state_, Theme::of(palette()).dark);
    build();
    connectDocument();
    connectFileCommands();
    connectViewCommands();
    connectPanels();
    restore();
    refreshCommands();
    refreshTitle();
    refreshRecent();
    // Keys are the window's until somebody goes to a button: not the first one's of the tool bar.
    stage_->pane(state_.activePane())->view()->setFocus();
}

MainWindow::~MainWindow() = default;

void MainWindow::build() {
    commands_->fillMenuBar(menuBar());
    auto* tools = addToolBar(tr("Tools"));
    tools->setObjectName(QStringLiteral("tools"));
    tools->setMovable(false);
    tools->setFloatable(false);
    tools->setContextMenuPolicy(Qt::PreventContextMenu);
    const int icon = int(fontMetrics().height() * 1.25);
    tools->setIconSize({icon, icon});
    commands_->fillToolBar(tools);

    stage_ = new Stage(document_, state_);
    reasons_ = new ReasonsPanel(document_, state_);
    samples_ = new SamplesPanel(document_);
    drawer_ = new Drawer;
    drawer_->addPage(samples_, tr("Samples"),
                     tr("Pictures that the model holds to be the same as the reference"));
    extremes_ = new ExtremesPanel(document_);
    drawer_->addPage(extremes_, tr("Extremes"),
                     tr("The most and the least visible change of the same error"));
    whatIf_ = new WhatIfPanel(document_);
    drawer_->addPage(whatIf_, tr("What if"),
                     tr("Put the reference back in a rectangle, and see what follows"));
    repair_ = new RepairPanel(document_);
    drawer_->addPage(repair_, tr("Repair"), tr("Walk from image to reference, what matters most first"));
    drawer_->hide();
    const int unit = spacingUnit(this);
    column_ = new QWidget;
    column_->setAutoFillBackground(true);
    auto* column = new QVBoxLayout(column_);
    column->setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit);
    column->setSpacing(unit);
    column->addWidget(reasons_);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidget(column_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(
        std::max(column_->minimumSizeHint().width(), fontMetrics().averageCharWidth() * 50) +
        scroll->verticalScrollBar()->sizeHint().width());

    splitter_ = new QSplitter;
    splitter_->setHandleWidth(1);
    splitter_->setChildrenCollapsible(false);
    images_ = new ImagesPanel(document_);
    splitter_->addWidget(images_);
    inspector_ = new Inspector(document_, state_);
    auto* middle = new QWidget;
    auto* middleColumn = new QVBoxLayout(middle);
    middleColumn->setContentsMargins(0, 0, 0, 0);
    middleColumn->setSpacing(0);
    middleColumn->addWidget(stage_, 1);
    middleColumn->addWidget(inspector_);
    middleColumn->addWidget(drawer_);
    splitter_->addWidget(middle);
    splitter_->addWidget(scroll);
    splitter_->setStretchFactor(1, 1);

    banner_ = new Banner;
    exports_ = new ExportActions(document_, state_, *commands_, this);
    status_ = new StatusLine(document_, state_, exports_->exporter());
    auto* center = new QWidget;
    auto* rows = new QVBoxLayout(center);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(banner_);
    rows->addWidget(splitter_, 1);
    rows->addWidget(status_);
    setCentralWidget(center);
    drop_ = new DropOverlay(document_, this);
    help_ = new HelpOverlay(this);
    palette_ = new CommandPalette(commands_, this);
    refreshPanelColor();
}

void MainWindow::connectDocument() {
    connect(&document_, &Document::messageChanged, banner_, &Banner::show);
    connect(&document_, &Document::messageChanged, this, [this](const Message& message) {
        if (message.kind == Message::Kind::Error) restoring_.reset();
    });
    connect(&document_, &Document::changed, this, [this](Document::Changes changes) {
        if (changes.testFlag(Document::Change::Pictures)) {
            state_.selectRegion(-1);
            if (const auto session = std::exchange(restoring_, std::nullopt)) {
                restoreView(session->view, state_);
                document_.setMarked(session->marked);
            } else if (!changes.testFlag(Document::Change::Analysis)) {
                showImage();
            }
            seen_ = document_.picture(Role::Image).source;
            const QRect whole(QPoint(0, 0), document_.imageSize());
            if (const auto& rect = document_.marked();
                rect && !whole.contains(QRect(rect->x, rect->y, rect->width, rect->height)))
                document_.setMarked(std::nullopt);
            refreshTitle();
            const Source& reference = document_.picture(Role::Reference).source;
            const Source& image = document_.picture(Role::Image).source;
            if (reference.kind == Source::Kind::File && image.kind == Source::Kind::File) {
                addRecentPair({reference.path, image.path});
                refreshRecent();
            }
        }
        // What follows the mouse changes little that can be asked for.
        if (changes == Document::Changes(Document::Change::Probe))
            exports_->refresh();
        else
            refreshCommands();
    });
    const auto want = [this] {
        std::vector<ViewKind> kinds;
        for (const ViewKind kind : kViewKinds)
            if (state_.isShown(kind) || (spreadOf(kind) && inspector_->isVisibleTo(this)))
                kinds.push_back(kind);
        document_.setWanted(kinds);
    };
    connect(&state_, &ViewState::panesChanged, this, want);
    connect(&state_, &ViewState::panesChanged, this, &MainWindow::refreshProbe);
    connect(&state_, &ViewState::crosshairChanged, this, [this] {
        commands_->pin->setChecked(state_.pinned().has_value());
        refreshProbe();
    });
    connect(commands_->inspector, &QAction::toggled, this, [this, want](bool on) {
        inspector_->setVisible(on);
        want();
        refreshProbe();
    });
    inspector_->hide();
    commands_->inspector->setChecked(QSettings().value(QStringLiteral("window/inspector"), false).toBool());
    want();
    const Exporter& exporter = exports_->exporter();
    connect(&exporter, &Exporter::failed, this, [this](const QString& error) {
        banner_->show({Message::Kind::Error, error, {}});
    });
    connect(&exporter, &Exporter::remarked, this, [this](const QString& remark) {
        banner_->show({Message::Kind::Note, remark, {}});
    });
    connect(&exporter, &Exporter::saved, this, [this](const QString& file) {
        status_->announce(tr("Saved %1").arg(QFileInfo(file).fileName()));
    });
    connect(&exporter, &Exporter::copied, this,
            [this](const QString& what) { status_->announce(tr("Copied %1").arg(what)); });
}

void MainWindow::connectFileCommands() {
    connect(commands_->openReference, &QAction::triggered, this, [this] { chooseFile(Role::Reference); });
    connect(commands_->openImage, &QAction::triggered, this, [this] { chooseFile(Role::Image); });
    connect(commands_, &Commands::exampleRequested, this, [this](const QString& distortion) {
        document_.openPair(Source::example(), Source::example(distortion));
    });
    connect(commands_->paste, &QAction::triggered, this, &MainWindow::pastePicture);
    connect(commands_->nextImage, &QAction::triggered, this, [this] { document_.step(1, images_->order()); });
    connect(commands_->previousImage, &QAction::triggered, this,
            [this] { document_.step(-1, images_->order()); });
    connect(commands_->removeImage, &QAction::triggered, this,
            [this] { document_.removeImage(document_.current()); });
    connect(commands_->copyValues, &QAction::triggered, this, [this] {
        const QString values = inspector_->model()->asText();
        if (values.isEmpty()) return status_->announce(tr("Point at a pixel to copy its values"));
        QApplication::clipboard()->setText(values);
        status_->announce(tr("Copied the values of the pixel"));
    });
    connect(commands_->mark, &QAction::triggered, this, &MainWindow::toggleMark);
    connect(commands_->pin, &QAction::triggered, this, [this](bool on) {
        if (on && !state_.crosshair()) status_->announce(tr("Point at a pixel to pin it"));
        state_.pin(on ? state_.crosshair() : std::nullopt);
        commands_->pin->setChecked(state_.pinned().has_value());
    });
    connect(commands_->swap, &QAction::triggered, &document_, &Document::swapRoles);
    connect(commands_->reload, &QAction::triggered, &document_, &Document::reload);
    connect(commands_->saveSession, &QAction::triggered, this, [this] { chooseSession(true); });
    connect(commands_->openSession, &QAction::triggered, this, [this] { chooseSession(false); });
    connect(commands_->addMetric, &QAction::triggered, this, &MainWindow::chooseMetric);
    connect(commands_->quit, &QAction::triggered, this, &QWidget::close);
    connect(commands_->palette, &QAction::triggered, palette_, &CommandPalette::present);
    connect(commands_->help, &QAction::triggered, this, &MainWindow::showHelp);
    connect(commands_->whatsThis, &QAction::triggered, this, [] { QWhatsThis::enterWhatsThisMode(); });
    connect(commands_->escape, &QAction::triggered, this, &MainWindow::dismiss);
    connect(commands_->redraw, &QAction::triggered, this, &MainWindow::redrawSample);
    connect(commands_->play, &QAction::triggered, this, &MainWindow::play);
    const std::pair<QAction*, QWidget*> pages[] = {{commands_->showExtremes, extremes_},
                                                   {commands_->showWhatIf, whatIf_},
                                                   {commands_->showRepair, repair_}};
    for (const auto& [action, page] : pages)
        connect(action, &QAction::triggered, this, [this, shown = page] {
            drawer_->setPage(shown);
            commands_->variants->setChecked(true);
        });
    connect(commands_->compareSample, &QAction::triggered, this, &MainWindow::compareSample);
}

void MainWindow::connectViewCommands() {
    for (const ViewKind kind : kViewKinds)
        connect(commands_->views[std::size_t(kind)], &QAction::triggered, this,
                [this, kind] { state_.setView(state_.activePane(), kind); });
    for (const StageLayout layout : kStageLayouts)
        connect(commands_->layouts[std::size_t(layout)], &QAction::triggered, this,
                [this, layout] { state_.setLayout(layout); });
    connect(commands_->toggleLayout, &QAction::triggered, this, [this] {
        state_.setLayout(state_.layout() == StageLayout::Single ? state_.lastLayout() : StageLayout::Single);
    });
    connect(commands_->toggleSwipe, &QAction::triggered, this, [this] {
        state_.setLayout(state_.layout() == StageLayout::Swipe ? StageLayout::SideBySide
                                                               : StageLayout::Swipe);
    });
    // With one view, that is the other one of the pair it came from.
    connect(commands_->otherPane, &QAction::triggered, this, [this] {
        state_.setActivePane((state_.activePane() + 1) % std::max(2, panesIn(state_.layout())));
    });
    connect(commands_->peek, &QAction::triggered, &state_, &ViewState::peek);
    const auto blinkEvery = [this](int milliseconds) {
        state_.setBlinkInterval(milliseconds);
        status_->announce(tr("Blink every %1 s (faster %2 slower %3)")
                              .arg(formatNumber(state_.blinkInterval() / 1000.0, 2),
                                   commands_->blinkFaster->shortcut().toString(QKeySequence::NativeText),
                                   commands_->blinkSlower->shortcut().toString(QKeySequence::NativeText)));
    };
    connect(commands_->blink, &QAction::triggered, this, [this, blinkEvery](bool on) {
        state_.setBlinking(on);
        if (on) blinkEvery(state_.blinkInterval());
    });
    connect(commands_->blinkFaster, &QAction::triggered, this,
            [this, blinkEvery] { blinkEvery(state_.blinkInterval() * 4 / 5); });
    connect(commands_->blinkSlower, &QAction::triggered, this,
            [this, blinkEvery] { blinkEvery(state_.blinkInterval() * 5 / 4); });
    connect(commands_->overlay, &QAction::triggered, this,
            [this](bool on) { state_.setMapOpacity(on ? overlayOpacity_ : 1); });
    connect(commands_->opacity, &QSlider::valueChanged, this,
            [this](int percent) { state_.setMapOpacity(percent / 100.0); });
    connect(commands_->autoRange, &QAction::triggered, this, [this] {
        // Where the active view is a picture, all the maps beside it.
        const bool isMap = rangeGroupOf(state_.view(state_.activePane())).has_value();
        for (int pane = 0; pane < kPaneCount; ++pane) {
            const ViewKind kind = state_.view(pane);
            const auto group = rangeGroupOf(kind);
            const auto field = document_.field(kind);
            if (group && field && (isMap ? pane == state_.activePane() : state_.isShown(pane)))
                state_.chooseRange(*group, field->fitted(isSigned(kind)));
        }
    });
    connect(commands_->fit, &QAction::triggered, &state_, &ViewState::fit);
    connect(commands_->actualSize, &QAction::triggered, this, [this] { state_.setZoom(1); });
    connect(commands_->zoomIn, &QAction::triggered, this, [this] { state_.zoomStep(1); });
    connect(commands_->zoomOut, &QAction::triggered, this, [this] { state_.zoomStep(-1); });
    const std::array<QPointF, 4> directions{QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)};
    for (std::size_t i = 0; i < directions.size(); ++i)
        connect(commands_->pan[i], &QAction::triggered, this, [this, delta = directions[i]] {
            state_.pan(delta * fontMetrics().height() * 4 * devicePixelRatioF());
        });
    connect(commands_->regions, &QAction::toggled, &state_, &ViewState::showRegions);
    connect(commands_->nextRegion, &QAction::triggered, this, [this] { stepRegion(1); });
    connect(commands_->previousRegion, &QAction::triggered, this, [this] { stepRegion(-1); });
    connect(commands_->resetRanges, &QAction::triggered, this, [this] {
        for (std::size_t i = 0; i < kRangeGroupCount; ++i) state_.chooseRange(RangeGroup(i), std::nullopt);
    });
    for (const QActionGroup* group : {commands_->sequential, commands_->diverging})
        connect(group, &QActionGroup::triggered, this,
                [this](const QAction* action) { state_.setColormap(Colormap(action->data().toInt())); });
    for (const Component component : kComponents) {
        const std::size_t i = indexOf(component);
        connect(commands_->switches[i], &QAction::triggered, this,
                [this, component](bool on) { document_.setEnabled(component, on); });
        connect(commands_->solos[i], &QAction::triggered, this,
                [this, component] { document_.solo(component); });
    }
    connect(&state_, &ViewState::panesChanged, this, &MainWindow::refreshCommands);
    connect(&state_, &ViewState::appearanceChanged, this, &MainWindow::refreshCommands);
}

void MainWindow::connectPanels() {
    connect(banner_, &Banner::remedyRequested, &document_, &Document::remedy);
    connect(status_, &StatusLine::cancelRequested, this, &MainWindow::stop);
    connect(drop_, &DropOverlay::fileDropped, this, [this](Role role, const QString& file) {
        if (isSession(file))
            openSession(file);
        else
            document_.open(role, Source::file(file));
    });
    connect(drop_, &DropOverlay::filesDropped, this, &MainWindow::takeFiles);
    new FocusKeys(this);
    new ToolTips(this);
    connect(new HeldKey(Qt::Key_Shift, Qt::ShiftModifier, this), &HeldKey::held, &state_,
            &ViewState::peekWhileHeld);
    connect(new HeldKey(Qt::Key_Alt, Qt::AltModifier, this), &HeldKey::held, &state_,
            &ViewState::footprintWhileHeld);
    connect(inspector_, &Inspector::channelPicked, &state_, &ViewState::setProbedChannel);
    connect(images_, &ImagesPanel::imagePicked, &document_, &Document::setCurrent);
    connect(images_, &ImagesPanel::removeRequested, &document_, &Document::removeImage);
    connect(reasons_, &ReasonsPanel::switchRequested, &document_, &Document::setEnabled);
    connect(reasons_, &ReasonsPanel::soloRequested, &document_, &Document::solo);
    connect(reasons_, &ReasonsPanel::weightSetRequested, &document_, &Document::setWeightSet);
    connect(reasons_, &ReasonsPanel::weightRequested, &document_, &Document::setWeight);
    connect(reasons_, &ReasonsPanel::regionPicked, this, &MainWindow::frameRegion);
    connect(reasons_, &ReasonsPanel::placeRequested, &state_, &ViewState::lookAt);
    connect(reasons_, &ReasonsPanel::metricRemovalRequested, this, [this](const QString& file) {
        QStringList files = savedMetrics();
        files.removeAll(file);
        setMetrics(files);
    });
    connect(reasons_, &ReasonsPanel::unmarkRequested, this, [this] { document_.setMarked(std::nullopt); });
    connect(stage_, &Stage::regionPicked, this, &MainWindow::frameRegion);
    connect(stage_, &Stage::markRequested, this, [this](const std::optional<QRect>& rect) {
        document_.setMarked(rect ? std::optional(Rect{rect->x(), rect->y(), rect->width(), rect->height()})
                                 : std::nullopt);
    });
    connect(samples_, &SamplesPanel::samplingRequested, &document_, &Document::setSampling);
    connect(samples_, &SamplesPanel::redrawRequested, this, &MainWindow::redrawSample);
    connect(samples_, &SamplesPanel::stillPicked, this, &MainWindow::pickStill);
    connect(samples_, &SamplesPanel::playRequested, this, &MainWindow::play);
    connect(samples_, &SamplesPanel::compareRequested, this, &MainWindow::compareSample);
    connect(samples_, &SamplesPanel::saveRequested, commands_->saveSample, &QAction::trigger);
    connect(extremes_, &ExtremesPanel::searchRequested, this, &MainWindow::findExtremes);
    connect(extremes_, &ExtremesPanel::cancelRequested, this, [this] { document_.extremes().cancel(); });
    connect(extremes_, &ExtremesPanel::picked, this, &MainWindow::showView);
    connect(extremes_, &ExtremesPanel::compareRequested, this, &MainWindow::compareExtreme);
    connect(extremes_, &ExtremesPanel::saveRequested, exports_, &ExportActions::choosePictureFile);
    connect(whatIf_, &WhatIfPanel::mendRequested, &document_, &Document::mend);
    connect(whatIf_, &WhatIfPanel::undoRequested, &document_, &Document::unmend);
    connect(repair_, &RepairPanel::frameRequested, this, [this](int frame) {
        showView(ViewKind::Repaired);
        document_.repair().setFrame(frame);
    });
    connect(repair_, &RepairPanel::saveRequested, commands_->saveRepaired, &QAction::trigger);
    connect(repair_, &RepairPanel::firstRequested, this, [this] { showView(ViewKind::RepairedFirst); });
    connect(drawer_, &Drawer::closeRequested, commands_->variants, &QAction::trigger);
    connect(drawer_, &Drawer::pageChanged, this, &MainWindow::refreshDrawer);
    connect(commands_->variants, &QAction::toggled, drawer_, &QWidget::setVisible);
    commands_->variants->setChecked(QSettings().value(QStringLiteral("window/drawer"), false).toBool());
}

void MainWindow::openSession(const QString& file) {
    try {
        const Session session = readSession(file);
        restoring_ = session;
        document_.restoreWeights(session.weightSet, session.weights, session.enabled);
        document_.setSampling(session.sampling);
        document_.openAll(session.reference, session.images);
    } catch (const Error& error) {
        banner_->show({Message::Kind::Error, toQString(error.what()), {}});
    }
}

void MainWindow::saveSession(const QString& file) {
    try {
        writeSession(sessionOf(document_, state_), file);
        status_->announce(tr("Saved %1").arg(QFileInfo(file).fileName()));
    } catch (const Error& error) {
        banner_->show({Message::Kind::Error, toQString(error.what()), {}});
    }
}

void MainWindow::chooseSession(bool toSave) {
    auto* dialog = new QFileDialog(this, toSave ? tr("Save session") : tr("Open session"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(toSave ? QFileDialog::AcceptSave : QFileDialog::AcceptOpen);
    dialog->setFileMode(toSave ? QFileDialog::AnyFile : QFileDialog::ExistingFile);
    dialog->setNameFilter(tr("Sessions (*.%1)").arg(QLatin1String(kSessionSuffix)));
    dialog->setDefaultSuffix(QLatin1String(kSessionSuffix));
    const Source& beside = document_.picture(Role::Reference).source;
    if (beside.kind == Source::Kind::File) dialog->setDirectory(QFileInfo(beside.path).absolutePath());
    connect(dialog, &QFileDialog::fileSelected, this,
            toSave ? &MainWindow::saveSession : &MainWindow::openSession);
    dialog->open();
}

void MainWindow::chooseMetric() {
    auto* dialog = new QFileDialog(this, tr("Add a metric"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("TorchScript (*.pt *.pth *.ts *.torchscript)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        QStringList files = savedMetrics();
        if (!files.contains(file)) setMetrics(files << file);
    });
    dialog->open();
}

void MainWindow::setMetrics(const QStringList& files) {
    saveMetrics(files);
    document_.setMetrics(files);
}

void MainWindow::openFiles(const QStringList& files) {
    if (files.size() == 1 && isSession(files[0]))
        openSession(files[0]);
    else if (files.isEmpty())
        document_.openPair(Source::example(), Source::example(QStringLiteral("blemish")));
    else if (files.size() == 1)
        document_.open(Role::Reference, Source::file(files[0]));
    else
        document_.openAll(Source::file(files[0]), sourcesOf(files.mid(1)));
}

// Files and folders from elsewhere. Two files are a pair; else they are added to a reference of one's own, if
// there is one.
void MainWindow::takeFiles(const QStringList& paths) {
    if (paths.size() == 1 && isSession(paths[0])) return openSession(paths[0]);
    const QStringList files = picturesOf(paths);
    const bool isPair = paths.size() == 2 && files == paths;
    if (files.isEmpty())
        banner_->show({Message::Kind::Note, tr("There is no picture in that folder."), {}});
    else if (document_.picture(Role::Reference).source.isOwn() && !isPair)
        document_.openImages(sourcesOf(files));
    else
        openFiles(files);
}

void MainWindow::pastePicture() {
    const QMimeData* clipboard = QApplication::clipboard()->mimeData();
    QStringList paths;
    for (const QUrl& url : clipboard->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    if (!paths.isEmpty()) return takeFiles(paths);
    const QImage picture = qvariant_cast<QImage>(clipboard->imageData());
    if (picture.isNull())
        return banner_->show({Message::Kind::Note, tr("There is no picture in the clipboard."), {}});
    document_.open(document_.picture(Role::Reference).source.isOwn() ? Role::Image : Role::Reference,
                   Source::memory(tr("Pasted picture"), picture));
}

void MainWindow::chooseFile(Role role) {
    auto* dialog =
        new QFileDialog(this, role == Role::Reference ? tr("Open the reference") : tr("Open images"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(role == Role::Reference ? QFileDialog::ExistingFile : QFileDialog::ExistingFiles);
    dialog->setNameFilters(
        {tr("Pictures (%1)").arg(pictureNameFilters().join(QLatin1Char(' '))), tr("All files (*)")});
    const Source& beside = document_.picture(Role::Reference).source;
    if (beside.kind == Source::Kind::File) dialog->setDirectory(QFileInfo(beside.path).absolutePath());
    connect(dialog, &QFileDialog::filesSelected, this, [this, role](const QStringList& files) {
        if (files.size() == 1)
            document_.open(role, Source::file(files.front()));
        else
            document_.openImages(sourcesOf(files));
    });
    dialog->open();
}

void MainWindow::frameRegion(int index) {
    const auto& regions = document_.explanation().regions;
    if (index < 0 || index >= int(regions.size())) return;
    const Rect& rect = regions[std::size_t(index)].rect;
    state_.selectRegion(index);
    state_.frame(QRectF(rect.x, rect.y, rect.width, rect.height));
}

void MainWindow::stepRegion(int direction) {
    const int count = int(document_.explanation().regions.size());
    if (count == 0) return;
    const int now = state_.selectedRegion();
    frameRegion(now < 0 ? (direction > 0 ? 0 : count - 1) : (now + direction + count) % count);
}

void MainWindow::redrawSample() {
    SampleSettings settings = document_.sampling();
    // The first press shows the sample there is; further ones draw others.
    if (state_.isShown(ViewKind::Sample)) {
        ++settings.seed;
        settings.number = 0;
    }
    showView(ViewKind::Sample);
    document_.setSampling(settings);
}

void MainWindow::pickStill(int number) {
    play(false);
    SampleSettings settings = document_.sampling();
    settings.number = number;
    showView(ViewKind::Sample);
    document_.setSampling(settings);
}

void MainWindow::play(bool on) {
    if (on) showView(ViewKind::Sample);
    document_.sampler().play(on);
}

void MainWindow::compareSample() {
    const Sampler& sampler = document_.sampler();
    if (!sampler.isSettled()) return;
    const SampleSettings& settings = sampler.settings();
    document_.openImages({Source::memory(tr("Sample %1 of seed %2, strength %3")
                                             .arg(settings.number, 0, 'g', 4)
                                             .arg(settings.seed)
                                             .arg(formatNumber(settings.strength, 2)),
                                         sampler.picture().image)});
}

void MainWindow::findExtremes(double rmse, Spread spread) {
    ExtremesRequest request;
    request.rmse = rmse;
    request.weighting = document_.weighting();
    request.region = document_.marked();
    request.spread = spread;
    document_.extremes().start(request);
}

void MainWindow::compareExtreme(ViewKind kind) {
    const auto& found = document_.extremes().found();
    if (!found) return;
    const Picture& picture = (kind == ViewKind::MostVisible ? found->most : found->least).picture;
    document_.openImages({Source::memory(
        tr("%1, error %2").arg(titleOf(kind), formatNumber(found->request.rmse, 2)), picture.image)});
}

// In the active view, unless it is seen already.
void MainWindow::showView(ViewKind kind) {
    if (!state_.isShown(kind)) state_.setView(state_.activePane(), kind);
}

void MainWindow::refreshDrawer() {
    document_.sampler().setStripWanted(drawer_->page() == samples_);
    document_.setOddityWanted(drawer_->page() == whatIf_);
    document_.repair().setWanted(drawer_->page() == repair_);
}

void MainWindow::showHelp() {
    if (help_->isVisible()) return help_->hide();
    QString footer = tr("SUSS Viewer %1").arg(QStringLiteral(SUSS_VERSION));
    if (const auto& model = document_.model())
        footer += tr(", model %1 (%2)").arg(toQString(model->name), toQString(model->sha256).left(12));
    help_->present(commands_->keys(), footer + tr(". Esc or a click closes this sheet."));
}

// Escape takes away one thing at a time, the topmost first.
void MainWindow::dismiss() {
    if (help_->isVisible())
        help_->hide();
    else if (palette_->isVisible())
        palette_->hide();
    else if (banner_->isVisible())
        banner_->hide();
    else if (state_.isBlinking())
        state_.setBlinking(false);
    else if (document_.sampler().isPlaying())
        play(false);
    else if (exports_->exporter().activity() || document_.activity())
        stop();
    else if (document_.marked())
        document_.setMarked(std::nullopt);
    else if (state_.pinned())
        state_.pin(std::nullopt);
    else
        state_.selectRegion(-1);
}

// What the status line speaks of.
void MainWindow::stop() {
    if (exports_->exporter().activity())
        exports_->exporter().cancel();
    else
        document_.cancel();
}

// Somebody who goes to another image of the same reference sees something of it.
void MainWindow::showImage() {
    const Source& image = document_.picture(Role::Image).source;
    if (image.isEmpty() || image.isSamePlace(seen_)) return;
    for (int pane = 0; pane < kPaneCount; ++pane)
        if (state_.isShown(pane) && !isOfModel(state_.view(pane)) && state_.view(pane) != ViewKind::Reference)
            return;
    state_.setView(state_.activePane(), ViewKind::Image);
}

void MainWindow::toggleMark() {
    if (document_.marked() || document_.imageSize().isEmpty()) return document_.setMarked(std::nullopt);
    const auto& regions = document_.explanation().regions;
    const int chosen = state_.selectedRegion();
    const QRect seen = state_.visiblePart().toAlignedRect();
    document_.setMarked(chosen >= 0 && chosen < int(regions.size())
                            ? regions[std::size_t(chosen)].rect
                            : Rect{seen.x(), seen.y(), seen.width(), seen.height()});
}

// A footprint is worked out only where somebody looks.
void MainWindow::refreshProbe() {
    const auto& point = state_.probed();
    if (point && (inspector_->isVisibleTo(this) || state_.isShown(ViewKind::Footprint)))
        document_.setProbe(Probe{int(point->x()), int(point->y()), state_.probedChannel()});
    else
        document_.setProbe(std::nullopt);
}

void MainWindow::refreshCommands() {
    const bool hasReference = !document_.picture(Role::Reference).isEmpty();
    const bool hasBoth = hasReference && !document_.picture(Role::Image).isEmpty();
    commands_->swap->setEnabled(hasBoth);
    commands_->reload->setEnabled(hasReference);
    commands_->saveSession->setEnabled(hasReference);
    exports_->refresh();
    for (QAction* action : {commands_->nextRegion, commands_->previousRegion})
        action->setEnabled(!document_.explanation().regions.empty());
    commands_->layouts[std::size_t(state_.layout())]->setChecked(true);
    commands_->peek->setChecked(state_.isPeeking());
    const Sampler& sampler = document_.sampler();
    commands_->play->setChecked(sampler.isPlaying());
    for (QAction* action : {commands_->redraw, commands_->play})
        action->setEnabled(document_.analysis() != nullptr);
    commands_->compareSample->setEnabled(sampler.isSettled());
    commands_->blink->setChecked(state_.isBlinking());
    if (state_.mapOpacity() < 1) overlayOpacity_ = state_.mapOpacity();
    commands_->showOpacity(state_.mapOpacity());
    for (QAction* action : {commands_->nextImage, commands_->previousImage})
        action->setEnabled(document_.images().size() > 1);
    commands_->removeImage->setEnabled(!document_.images().empty());
    commands_->regions->setChecked(state_.regionsShown());
    commands_->mark->setChecked(document_.marked().has_value());
    for (const Component component : kComponents)
        commands_->switches[indexOf(component)]->setChecked(
            document_.weighting().enabled[indexOf(component)]);
    for (const QActionGroup* group : {commands_->sequential, commands_->diverging})
        for (QAction* action : group->actions()) {
            const auto colormap = Colormap(action->data().toInt());
            const bool chosen = colormap == state_.sequential() || colormap == state_.diverging();
            if (chosen) action->setChecked(true);
            // Beside an icon, styles hardly show what is checked.
            QFont font = commands_->colors->font();
            font.setBold(chosen);
            action->setFont(font);
        }
}

void MainWindow::refreshTitle() {
    const QString reference = document_.picture(Role::Reference).source.title();
    const QString image = document_.picture(Role::Image).source.title();
    QString title = tr("SUSS Viewer");
    if (!reference.isEmpty() && !image.isEmpty())
        title = tr("%1 against %2 – SUSS Viewer").arg(image, reference);
    else if (!reference.isEmpty())
        title = tr("%1 – SUSS Viewer").arg(reference);
    setWindowTitle(title);
}

void MainWindow::refreshRecent() {
    commands_->recent->clear();
    for (const RecentPair& pair : recentPairs()) {
        QAction* action = commands_->recent->addAction(
            tr("%1 against %2").arg(QFileInfo(pair.image).fileName(), QFileInfo(pair.reference).fileName()));
        action->setToolTip(pair.reference + QLatin1Char('\n') + pair.image);
        connect(action, &QAction::triggered, this, [this, pair] { openFiles({pair.reference, pair.image}); });
    }
    commands_->recent->setEnabled(!commands_->recent->isEmpty());
}

void MainWindow::refreshPanelColor() {
    QPalette colors = QApplication::palette();
    colors.setColor(QPalette::Window, Theme::of(colors).panel);
    column_->setPalette(colors);
}

void MainWindow::restore() {
    document_.setMetrics(savedMetrics());
    const QSettings settings;
    if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(QSize(1280, 800).boundedTo(screen()->availableSize()));
    if (splitter_->restoreState(settings.value(QStringLiteral("window/splitter")).toByteArray())) return;
    const int least = splitter_->widget(2)->minimumWidth();
    const int panel = std::clamp(width() / 5, least, least * 4 / 3);
    const int list = fontMetrics().averageCharWidth() * 40;
    splitter_->setSizes({list, width() - list - panel, panel});
}

void MainWindow::closeEvent(QCloseEvent* event) {
    document_.cancel();
    storeViewState(state_);
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/splitter"), splitter_->saveState());
    settings.setValue(QStringLiteral("window/inspector"), commands_->inspector->isChecked());
    settings.setValue(QStringLiteral("window/drawer"), commands_->variants->isChecked());
    event->accept();
}

void MainWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange && column_) refreshPanelColor();
    QMainWindow::changeEvent(event);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    help_->hide();
    palette_->hide();
}

}  // namespace suss
