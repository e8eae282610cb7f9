#include "ui/main_window.h"

#include "ui/banner.h"
#include "ui/command_palette.h"
#include "ui/commands.h"
#include "ui/drop_overlay.h"
#include "ui/export/export_actions.h"
#include "ui/focus_keys.h"
#include "ui/held_key.h"
#include "ui/help_overlay.h"
#include "ui/icons.h"
#include "ui/open_actions.h"
#include "ui/panels/drawer.h"
#include "ui/panels/images_panel.h"
#include "ui/panels/inspector.h"
#include "ui/panels/inspector_model.h"
#include "ui/panels/reasons_panel.h"
#include "ui/panels/side_panel.h"
#include "ui/reading_guide.h"
#include "ui/rect.h"
#include "ui/session_actions.h"
#include "ui/settings.h"
#include "ui/settle.h"
#include "ui/stage/stage.h"
#include "ui/status_line.h"
#include "ui/text.h"
#include "ui/theme.h"
#include "ui/tool_tips.h"
#include "ui/variant_actions.h"
#include "ui/view_actions.h"

#include <QClipboard>
#include <QCloseEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QSplitter>
#include <QToolBar>
#include <QWhatsThis>

namespace suss {

MainWindow::MainWindow(Analyse analyse, QWidget* parent)
    : QMainWindow(parent),
      document_(std::move(analyse)),
      startedDark_(Theme::of(palette()).dark),
      commands_(new Commands(this)) {
    setWindowIcon(programIcon());
    restoreViewState(state_, startedDark_);
    exports_ = new ExportActions(document_, state_, *commands_, this);
    sessions_ = new SessionActions(document_, state_, *commands_, this);
    opening_ = new OpenActions(document_, *sessions_, *commands_, this);
    views_ = new ViewActions(document_, state_, *commands_, this);
    variants_ = new VariantActions(document_, state_, *views_, *exports_, *commands_, this);
    build();
    connectDocument();
    connectProbe();
    connectList();
    connectPanels();
    connectSheets();
    connectReports();
    restore();
    refreshCommands();
    refreshTitle();
    // Keys are the window's until somebody goes to a button: not the first one's of the tool bar.
    stage_->pane(state_.activePane())->view()->setFocus();
}

// While all parts are there: some hear of it that nobody sees them any more.
MainWindow::~MainWindow() {
    hide();
}

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

    stage_ = new Stage(document_, state_, *commands_);
    inspector_ = new Inspector(document_, state_, *commands_);
    inspector_->hide();
    auto* middle = new QWidget;
    auto* middleColumn = new QVBoxLayout(middle);
    middleColumn->setContentsMargins(0, 0, 0, 0);
    middleColumn->setSpacing(0);
    middleColumn->addWidget(stage_, 1);
    middleColumn->addWidget(inspector_);
    middleColumn->addWidget(variants_->drawer());
    images_ = new ImagesPanel(document_, state_, *commands_);
    reasons_ = new ReasonsPanel(document_, state_, *commands_);
    side_ = new SidePanel(reasons_, images_);
    splitter_ = new QSplitter;
    splitter_->setHandleWidth(1);
    splitter_->setChildrenCollapsible(false);
    splitter_->addWidget(middle);
    splitter_->addWidget(side_);
    splitter_->setStretchFactor(0, 1);

    banner_ = new Banner(*commands_);
    status_ = new StatusLine(document_, state_, exports_->exporter(), *commands_);
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
    new FocusKeys(this);
    new ToolTips(this);
}

void MainWindow::connectDocument() {
    connect(&document_, &Document::messageChanged, banner_, &Banner::show);
    connect(&document_, &Document::messageChanged, this, [this](const Message& message) {
        if (message.kind == Message::Kind::Error) sessions_->giveUp();
    });
    connect(&document_, &Document::announced, status_, &StatusLine::announce);
    connect(&document_, &Document::changed, this, &MainWindow::noteChange);
    connect(commands_->swap, &QAction::triggered, &document_, &Document::swapRoles);
    connect(&state_, &ViewState::panesChanged, this, &MainWindow::refreshCommands);
    connect(&state_, &ViewState::appearanceChanged, this, &MainWindow::refreshCommands);
}

void MainWindow::noteChange(Document::Changes changes) {
    if (changes.testFlag(Document::Change::Pictures)) {
        state_.selectRegion(-1);
        if (!sessions_->restoreView() && !changes.testFlag(Document::Change::Analysis)) views_->showImage();
        views_->noteImage();
        const QRect whole(QPoint(0, 0), document_.imageSize());
        if (const auto& rect = document_.marked().rect(); rect && !whole.contains(toQRect(*rect)))
            document_.marked().setRect(std::nullopt);
        refreshTitle();
        opening_->noteRecent();
    }
    // What follows the mouse changes little that can be asked for.
    if (changes == Document::Changes(Document::Change::Probe)) return exports_->refresh();
    refreshCommands();
    settle(side_);
}

// What is shown of the pixel under the cursor.
void MainWindow::connectProbe() {
    connect(&state_, &ViewState::panesChanged, this, &MainWindow::refreshWanted);
    connect(&state_, &ViewState::panesChanged, this, &MainWindow::refreshProbe);
    connect(&state_, &ViewState::crosshairChanged, this, &MainWindow::refreshProbe);
    connect(commands_->inspector, &QAction::toggled, this, [this](bool on) {
        inspector_->setVisible(on);
        refreshWanted();
        refreshProbe();
    });
    // Who pins a pixel wants to see what is known of it.
    connect(&state_, &ViewState::crosshairChanged, this, [this, wasPinned = false]() mutable {
        const bool isPinned = state_.pinned().has_value();
        bool isFootprint = false;  // as a view of its own, not for as long as a key is held
        for (int pane = 0; pane < kPaneCount; ++pane)
            isFootprint |= state_.isShown(pane) && state_.view(pane) == ViewKind::Footprint;
        if (isPinned && !wasPinned && !isFootprint) commands_->inspector->setChecked(true);
        wasPinned = isPinned;
    });
    connect(commands_->copyValues, &QAction::triggered, this, &MainWindow::copyValues);
    connect(inspector_, &Inspector::channelPicked, &state_, &ViewState::setProbedChannel);
    connect(new HeldKey(Qt::Key_Shift, Qt::ShiftModifier, this), &HeldKey::held, &state_,
            &ViewState::peekWhileHeld);
    connect(new HeldKey(Qt::Key_Alt, Qt::AltModifier, this), &HeldKey::held, &state_,
            &ViewState::footprintWhileHeld);
}

void MainWindow::connectList() {
    connect(commands_->nextImage, &QAction::triggered, this, [this] { document_.step(1, images_->order()); });
    connect(commands_->previousImage, &QAction::triggered, this,
            [this] { document_.step(-1, images_->order()); });
    connect(commands_->removeImage, &QAction::triggered, this,
            [this] { document_.removeImage(document_.current()); });
    for (const auto& [action, stops] : {std::pair{commands_->brighter, 1.0}, {commands_->darker, -1.0}})
        connect(action, &QAction::triggered, this,
                [this, more = stops] { document_.setExposure(document_.aimedExposure() + more); });
    connect(commands_->unexposed, &QAction::triggered, this, [this] { document_.setExposure(0); });
    connect(commands_->makeReference, &QAction::triggered, images_, &ImagesPanel::chooseReference);
    connect(commands_->sortImages, &QAction::triggered, images_, &ImagesPanel::chooseOrder);
    connect(images_, &ImagesPanel::referenceRequested, &document_, &Document::makeReference);
    connect(images_, &ImagesPanel::imagePicked, &document_, &Document::setCurrent);
    connect(images_, &ImagesPanel::removeRequested, &document_, &Document::removeImage);
}

void MainWindow::connectPanels() {
    connect(banner_, &Banner::remedyRequested, &document_, &Document::remedy);
    connect(status_, &StatusLine::cancelRequested, this, &MainWindow::stop);
    connect(drop_, &DropOverlay::filesHover, opening_, &OpenActions::readAhead);
    connect(drop_, &DropOverlay::fileDropped, opening_, &OpenActions::takeFile);
    connect(drop_, &DropOverlay::filesDropped, opening_, &OpenActions::takeFiles);
    connect(reasons_, &ReasonsPanel::switchRequested, &document_.weights(), &WeightChoice::setEnabled);
    connect(reasons_, &ReasonsPanel::soloRequested, &document_.weights(), &WeightChoice::solo);
    connect(reasons_, &ReasonsPanel::weightSetRequested, &document_.weights(), &WeightChoice::choose);
    connect(reasons_, &ReasonsPanel::weightRequested, &document_.weights(), &WeightChoice::setWeight);
    connect(reasons_, &ReasonsPanel::regionPicked, views_, &ViewActions::frameRegion);
    connect(reasons_, &ReasonsPanel::placeRequested, &state_, &ViewState::lookAt);
    connect(reasons_, &ReasonsPanel::metricRemovalRequested, opening_, &OpenActions::removeMetric);
    connect(reasons_, &ReasonsPanel::unmarkRequested, this,
            [this] { document_.marked().setRect(std::nullopt); });
    connect(stage_, &Stage::regionPicked, views_, &ViewActions::frameRegion);
    connect(stage_, &Stage::strokePainted, this,
            [this](const QLineF& stroke) { document_.painted().paint(stroke, state_.brushRadius()); });
    connect(stage_, &Stage::strokeErased, this,
            [this](const QLineF& stroke) { document_.painted().erase(stroke, state_.brushRadius()); });
    connect(stage_, &Stage::markRequested, this, [this](const std::optional<QRect>& rect) {
        document_.marked().setRect(rect ? std::optional(toRect(*rect)) : std::nullopt);
    });
}

void MainWindow::connectSheets() {
    connect(commands_->quit, &QAction::triggered, this, &QWidget::close);
    connect(commands_->palette, &QAction::triggered, palette_, &CommandPalette::present);
    connect(commands_->help, &QAction::triggered, this, &MainWindow::showHelp);
    connect(commands_->guide, &QAction::triggered, this, &MainWindow::showGuide);
    connect(commands_->whatsThis, &QAction::triggered, this, [] { QWhatsThis::enterWhatsThisMode(); });
    connect(commands_->escape, &QAction::triggered, this, &MainWindow::dismiss);
}

// What the actions have to say goes to the message bar, what they have done to the status line.
void MainWindow::connectReports() {
    const auto fail = [this](const QString& text) { banner_->show(Message::error(text)); };
    const auto remark = [this](const QString& text) { banner_->show(Message::note(text)); };
    const auto saved = [this](const QString& file) {
        status_->announce(tr("Saved %1").arg(QFileInfo(file).fileName()));
    };
    const Exporter& exporter = exports_->exporter();
    connect(&exporter, &Exporter::failed, this, fail);
    connect(&exporter, &Exporter::remarked, this, remark);
    connect(&exporter, &Exporter::saved, this, saved);
    connect(&exporter, &Exporter::copied, this,
            [this](const QString& what) { status_->announce(tr("Copied %1").arg(what)); });
    connect(sessions_, &SessionActions::failed, this, fail);
    connect(sessions_, &SessionActions::saved, this, saved);
    connect(sessions_, &SessionActions::remarked, this, remark);
    connect(opening_, &OpenActions::remarked, this, remark);
    connect(exports_, &ExportActions::wantedChanged, this, &MainWindow::refreshWanted);
    connect(views_, &ViewActions::announced, status_, &StatusLine::announce);
}

void MainWindow::openFiles(const QStringList& files) {
    opening_->openFiles(files);
}

bool MainWindow::openPaths(const QStringList& paths) {
    return opening_->openPaths(paths);
}

void MainWindow::openSession(const QString& file) {
    sessions_->open(file);
}

void MainWindow::saveSession(const QString& file) {
    sessions_->save(file);
}

Drawer* MainWindow::drawer() const {
    return variants_->drawer();
}

SamplesPanel* MainWindow::samples() const {
    return variants_->samples();
}

ExtremesPanel* MainWindow::extremes() const {
    return variants_->extremes();
}

WhatIfPanel* MainWindow::whatIf() const {
    return variants_->whatIf();
}

RepairPanel* MainWindow::repair() const {
    return variants_->repair();
}

void MainWindow::copyValues() {
    const QString values = inspector_->model()->asText();
    if (values.isEmpty()) return status_->announce(tr("Point at a pixel to copy its values"));
    QApplication::clipboard()->setText(values);
    status_->announce(tr("Copied the values of the pixel"));
}

QString MainWindow::aboutItself() const {
    QString text = tr("SUSS Viewer %1").arg(QStringLiteral(SUSS_VERSION));
    if (const auto& model = document_.weights().model())
        text += tr(", model %1 (%2)").arg(toQString(model->name), toQString(model->sha256).left(12));
    return text + tr(". Esc or a click closes this sheet.");
}

void MainWindow::showHelp() {
    if (help_->isVisible()) return help_->hide();
    help_->present(commands_->keys(), aboutItself());
}

void MainWindow::showGuide() {
    help_->present(tr("How to read this window"), readingGuide(*commands_), aboutItself());
}

// Escape takes away one thing at a time, the topmost first.
void MainWindow::dismiss() {
    if (help_->isVisible())
        help_->hide();
    else if (palette_->isVisible())
        palette_->hide();
    else if (banner_->isVisible())
        banner_->dismiss();
    else if (state_.isBlinking())
        state_.setBlinking(false);
    else if (document_.sampler().isPlaying())
        variants_->play(false);
    else if (exports_->exporter().activity() || document_.activity())
        stop();
    else if (state_.isBrushing())
        state_.setBrushing(false);
    else if (!document_.painted().mask().isEmpty())
        document_.painted().clear();
    else if (document_.marked().rect())
        document_.marked().setRect(std::nullopt);
    else if (state_.pinned())
        state_.pin(std::nullopt);
    else
        state_.selectRegion(-1);
}

// What the status line speaks of.
void MainWindow::stop() {
    if (exports_->exporter().activity()) {
        exports_->exporter().cancel();
    } else {
        document_.cancel();
        sessions_->giveUp();
    }
}

// Views that nobody sees are not computed.
void MainWindow::refreshWanted() {
    std::vector<ViewKind> kinds;
    for (const ViewKind kind : kViewKinds)
        if (state_.isShown(kind) || exports_->wants(kind) ||
            (spreadOf(kind) && inspector_->isVisibleTo(this)))
            kinds.push_back(kind);
    document_.setWanted(kinds);
}

// A footprint is worked out only where somebody looks.
void MainWindow::refreshProbe() {
    const auto& point = state_.probed();
    if (point && (inspector_->isVisibleTo(this) || state_.isShown(ViewKind::Footprint)))
        document_.probe().setProbe(Probe{int(point->x()), int(point->y()), state_.probedChannel()});
    else
        document_.probe().setProbe(std::nullopt);
}

void MainWindow::refreshCommands() {
    const bool hasReference = !document_.picture(Role::Reference).isEmpty();
    commands_->swap->setEnabled(hasReference && !document_.picture(Role::Image).isEmpty());
    for (QAction* action : {commands_->reload, commands_->brighter, commands_->darker})
        action->setEnabled(hasReference);
    commands_->unexposed->setEnabled(document_.exposure() != 0);
    commands_->saveSession->setEnabled(hasReference);
    for (QAction* action : {commands_->nextImage, commands_->previousImage, commands_->sortImages})
        action->setEnabled(document_.images().size() > 1);
    commands_->removeImage->setEnabled(!document_.images().empty());
    commands_->makeReference->setEnabled(hasReference && !document_.images().empty());
    exports_->refresh();
    views_->refresh();
    variants_->refresh();
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

void MainWindow::restore() {
    const QSettings settings;
    commands_->inspector->setChecked(settings.value(QStringLiteral("window/inspector"), false).toBool());
    commands_->variants->setChecked(settings.value(QStringLiteral("window/drawer"), false).toBool());
    refreshWanted();
    const QSize room = screen()->availableSize();
    if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()))
        resize(QSize(1280, 800).expandedTo(room * 0.75).boundedTo(room));
    if (splitter_->restoreState(settings.value(QStringLiteral("window/columns")).toByteArray())) return;
    const int least = side_->minimumWidth();
    const int panel = std::clamp(width() * 2 / 7, least, least * 3 / 2);
    splitter_->setSizes({width() - panel, panel});
}

void MainWindow::closeEvent(QCloseEvent* event) {
    document_.cancel();
    storeViewState(state_, startedDark_);
    QSettings settings;
    settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
    settings.setValue(QStringLiteral("window/columns"), splitter_->saveState());
    settings.setValue(QStringLiteral("window/inspector"), commands_->inspector->isChecked());
    settings.setValue(QStringLiteral("window/drawer"), commands_->variants->isChecked());
    event->accept();
}

void MainWindow::resizeEvent(QResizeEvent* event) {
    QMainWindow::resizeEvent(event);
    help_->hide();
    palette_->hide();
}

}  // namespace suss
