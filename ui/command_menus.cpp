#include "ui/commands.h"
#include "ui/icons.h"

#include <QMenu>
#include <QMenuBar>
#include <QSlider>
#include <QToolBar>

#include <span>

// Where each command is found: menus, tool bar and help sheet.

namespace suss {

void Commands::fillMenuBar(QMenuBar* bar) const {
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({openReference, openImage, paste});
    file->addMenu(example);
    file->addMenu(recent);
    file->addActions({bringBack, openSession});
    file->addSeparator();
    file->addActions({previousImage, nextImage, sortImages, keepBeside, removeImage});
    file->addSeparator();
    file->addActions({swap, makeReference, moveBack, reload});
    file->addSeparator();
    file->addActions({save, exportFigure, exportReport, exportMap, exportNumbers});
    file->addSeparator();
    file->addActions({copyView, copyMap, copyFigure});
    file->addSeparator();
    file->addActions({saveSession, addMetric});
    file->addSeparator();
    file->addAction(quit);

    QMenu* view = bar->addMenu(tr("&View"));
    QMenu* more = nullptr;
    for (const ViewKind kind : kViewKinds) {
        // Those without a key go into a menu of their own.
        if (shortcutOf(kind).isEmpty() && !more) more = view->addMenu(tr("&More views"));
        if (kind == ViewKind::Ssim || kind == ViewKind::Kept) more->addSeparator();
        (more ? more : view)->addAction(views[std::size_t(kind)]);
    }
    view->addSeparator();
    const auto sub = [&](const QString& title, const QList<QAction*>& actions) {
        view->addMenu(title)->addActions(actions);
    };
    QList<QAction*> arrangements(layouts.begin(), layouts.end());
    sub(tr("&Layout"),
        arrangements << toggleLayout << toggleSwipe << dividerLeft << dividerRight << otherPane);
    sub(tr("&Zoom"), {fit, actualSize, zoomIn, zoomOut, pan[0], pan[1], pan[2], pan[3]});
    sub(tr("&Blink"), {blink, blinkFaster, blinkSlower, peek});
    view->addSeparator();
    view->addActions({regions, nextRegion, previousRegion, mark});
    view->addSeparator();
    view->addActions({inspector, copyValues, pin});
    sub(tr("P&oint at pixels"), {pointTo[0], pointTo[1], pointTo[2], pointTo[3]});
    view->addSeparator();
    view->addMenu(colors);
    sub(tr("E&xposure"), {brighter, darker, unexposed});
    view->addActions({overlay, autoRange, resetRanges});

    QMenu* components = bar->addMenu(tr("&Components"));
    for (QAction* action : switches) components->addAction(action);
    components->addSeparator();
    for (QAction* action : solos) components->addAction(action);
    bar->addMenu(tr("&Samples"))
        ->addActions({variants, showExtremes, showWhatIf, brush, brushSmaller, brushLarger, showRepair,
                      redraw, play, compareSample, saveSample, saveMost, saveLeast, saveRepaired});

    bar->addMenu(tr("&Help"))->addActions({guide, help, whatsThis, palette});
    for (QMenu* menu : bar->findChildren<QMenu*>()) menu->setToolTipsVisible(true);
}

void Commands::fillToolBar(QToolBar* bar) {
    const auto menuButton = [&](QMenu* menu, const QString& text, const QString& toolTip) {
        auto* button = new QToolButton;
        button->setIcon(menu->icon());
        button->setText(text + QStringLiteral(" ▾"));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        button->setToolTip(toolTip);
        button->setAccessibleName(toolTip);
        QObject::connect(button, &QToolButton::clicked, menu,
                         [button, menu] { menu->popup(button->mapToGlobal(QPoint(0, button->height()))); });
        bar->addWidget(button);
    };
    const auto named = [&](QAction* action, const QString& text) {
        bar->addAction(action);
        auto* button = qobject_cast<QToolButton*>(bar->widgetForAction(action));
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        action->setIconText(text);
    };
    named(openReference, tr("Reference"));
    named(openImage, tr("Image"));
    menuButton(example, tr("Example"), tr("Open the built-in example with a distortion"));
    bar->addSeparator();
    named(swap, tr("Swap"));
    bar->addSeparator();
    for (QAction* action : layouts) bar->addAction(action);
    bar->addAction(blink);
    bar->addSeparator();
    bar->addActions({fit, actualSize, zoomOut, zoomIn});
    bar->addSeparator();
    bar->addActions({regions, inspector, variants});
    menuButton(colors, tr("Colours"), tr("Colours of the maps"));
    bar->addAction(overlay);
    opacityPlace_ = bar->addWidget(opacity);
    opacityPlace_->setVisible(false);
    auto* space = new QWidget;
    space->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    bar->addWidget(space);
    named(save, tr("Save view"));
    bar->addAction(help);
    // Qt's own is black on dark bars as well, and has no name.
    if (auto* more = bar->findChild<QToolButton*>(QStringLiteral("qt_toolbar_ext_button"))) {
        more->setIcon(lineIcon("more"));
        more->setToolTip(tr("What has no room in the tool bar"));
        more->setAccessibleName(more->toolTip());
    }
}

QList<HelpOverlay::Group> Commands::keys() const {
    const auto entries = [](const auto& actions) {
        QList<std::pair<QString, QString>> list;
        for (const QAction* action : actions) list << HelpOverlay::entryOf(action);
        return list;
    };
    HelpOverlay::Group mouse{tr("In a view"),
                             {{tr("Wheel"), tr("Zoom at the cursor")},
                              {tr("Two fingers"), tr("Pan; with Ctrl: zoom")},
                              {tr("Drag"), tr("Pan")},
                              {tr("Double click"), tr("Whole picture or 100 %")},
                              {tr("Click a box"), tr("Look at the place")},
                              {tr("Right drag"), tr("See what a rectangle adds")},
                              {tr("Hold Shift"), tr("See the reference")},
                              {tr("Hold Alt"), tr("See the pixel's footprint")},
                              {tr("Alt and click"), tr("Pin the pixel")},
                              {tr("Drag a colour bar"), tr("Stretch its range")},
                              {tr("Double click it"), tr("Automatic range")}}};
    return {
        {tr("Pictures"), entries(QList<QAction*>{openReference, openImage, paste, nextImage, previousImage,
                                                 keepBeside, removeImage, swap, makeReference, moveBack,
                                                 reload, bringBack, openSession, saveSession, quit})},
        {tr("Saving and copying"), entries(QList<QAction*>{save, exportFigure, exportReport, exportMap,
                                                           exportNumbers, copyView, copyMap, copyFigure})},
        {tr("What the active view shows"), entries(std::span(views).first<10>())},
        mouse,
        {tr("Place and layout"),
         entries(QList<QAction*>{fit,        actualSize, zoomIn,       zoomOut,     pan[0],      pan[1],
                                 pan[2],     pan[3],     toggleLayout, toggleSwipe, dividerLeft, dividerRight,
                                 otherPane,  peek,       blink,        blinkFaster, blinkSlower, pointTo[0],
                                 pointTo[1], pointTo[2], pointTo[3]})},
        {tr("Places and ranges"),
         entries(QList<QAction*>{regions, nextRegion, previousRegion, inspector, copyValues, mark, pin,
                                 overlay, autoRange, resetRanges})},
        {tr("Components"), entries(switches) + entries(solos)},
        {tr("More"), entries(QList<QAction*>{brighter, darker, variants, redraw, play, brush, brushSmaller,
                                             brushLarger, palette, guide, help, whatsThis, escape})},
    };
}

}  // namespace suss
