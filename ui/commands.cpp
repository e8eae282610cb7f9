#include "ui/commands.h"

#include "core/explain/example.h"
#include "core/planes/planes.h"
#include "ui/icons.h"
#include "ui/key_hint.h"
#include "ui/paint/colormap.h"
#include "ui/text.h"

#include <QMenu>
#include <QSettings>
#include <QSignalBlocker>
#include <QSlider>

#include <cmath>

namespace suss {
namespace {

constexpr const char* kDefaultKeys = "defaultKeys";

// The hint ends with the key. Without a hint, Qt shows the command's name.
void refreshToolTip(QAction* action) {
    if (action->statusTip().isEmpty()) return;
    action->setToolTip(withKey(action->statusTip(), action->shortcut()));
}

void explain(QAction* action, const QString& hint) {
    action->setStatusTip(hint);
    action->setWhatsThis(hint);
    refreshToolTip(action);
}

QKeySequence ctrl(int key) {
    return QKeySequence(Qt::CTRL | Qt::Key(key));
}
QKeySequence ctrlShift(int key) {
    return QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key(key));
}
QKeySequence shift(int key) {
    return QKeySequence(Qt::SHIFT | Qt::Key(key));
}

}  // namespace

Commands::Commands(QWidget* window) : QObject(window), window_(window) {
    openReference = add("open-reference", tr("Open &reference…"), {ctrl(Qt::Key_O)}, "open-reference",
                        tr("Open the picture that the other is measured against"));
    openImage = add("open-images", tr("Open &images…"), {ctrlShift(Qt::Key_O)}, "open-image",
                    tr("Open pictures to compare with the reference"));
    paste =
        add("paste", tr("&Paste"), {QKeySequence::Paste}, nullptr,
            tr("Open the picture in the clipboard: as the reference if there is none of your own yet, else "
               "as an image"));
    nextImage = add("next-image", tr("&Next image"), {Qt::Key_Down, Qt::Key_PageDown}, nullptr,
                    tr("Show the next image of the list, at the same place"));
    previousImage = add("previous-image", tr("Pre&vious image"), {Qt::Key_Up, Qt::Key_PageUp}, nullptr,
                        tr("Show the previous image of the list, at the same place"));
    keepBeside = add("keep-this-image-beside", tr("&Keep this image beside"), {Qt::Key_C}, nullptr,
                     tr("Keep the image that is shown as a further view, to compare others of the list with "
                        "it; again: let it go"));
    keepBeside->setCheckable(true);
    removeImage = add("remove-image", tr("Remove image"), {shift(Qt::Key_Delete)}, nullptr,
                      tr("Take the image that is shown out of the list; the file stays"));
    sortImages = add("sort-the-images", tr("S&ort the images by…"), {}, nullptr,
                     tr("Choose the column that the list of images, and the keys that step through it, "
                        "follow; again: the other way round"));
    brighter = add("brighter-by-a-stop", tr("&Brighter by a stop"), {ctrl(Qt::Key_Up)}, nullptr,
                   tr("Read all pictures twice as bright, in linear light: what is in the shadows"));
    darker =
        add("darker-by-a-stop", tr("&Darker by a stop"), {ctrl(Qt::Key_Down)}, nullptr,
            tr("Read all pictures half as bright, in linear light: what is brighter than white in OpenEXR "
               "and Radiance files"));
    unexposed = add("exposure-as-in-the-files", tr("Exposure &as in the files"), {}, nullptr,
                    tr("Read all pictures as bright as they are"));
    makeReference = add("make-an-image-the-reference", tr("Make an ima&ge the reference…"),
                        {ctrlShift(Qt::Key_R)}, nullptr,
                        tr("Choose an image of the list to compare all others with; the old reference takes "
                           "its place in the list, and the image that is shown stays"));
    makeExamples();
    recent = new QMenu(tr("Re&cent pairs"), window);
    bringBack =
        add("bring-back-the-last-list", tr("&Bring back the last list"), {ctrlShift(Qt::Key_T)}, nullptr,
            tr("Open the reference and the images again that gave way to those that are open now"));
    swap = add("swap-the-roles", tr("S&wap the roles"), {Qt::Key_S}, "swap",
               tr("Swap the roles: the score is not symmetric"));
    reload =
        add("reload", tr("Re&load"), {Qt::Key_F5, ctrl(Qt::Key_R)}, nullptr, tr("Read both pictures again"));
    save = add("save-view", tr("&Save view…"), {ctrl(Qt::Key_S)}, "save",
               tr("Save what the views show, with titles, colour bars, score and boxes"));
    makeExports();
    saveSession = add("save-session", tr("Save sessio&n…"), {ctrlShift(Qt::Key_S)}, nullptr,
                      tr("Save which pictures are open and how they are looked at"));
    openSession = add("open-session", tr("Open sess&ion…"), {ctrlShift(Qt::Key_L)}, nullptr,
                      tr("Open pictures and views as they were saved"));
    addMetric =
        add("add-a-metric", tr("Add a &metric…"), {}, nullptr,
            tr("Show a metric of your own beside the score: a TorchScript file whose forward(reference, "
               "image) takes 1 x 3 x H x W tensors in [0, 1]"));
    quit = add("quit", tr("&Quit"), {ctrl(Qt::Key_Q)}, nullptr, tr("Close the window and end the program"));

    for (const ViewKind kind : kViewKinds) {
        QList<QKeySequence> keys;
        if (const QString key = shortcutOf(kind); !key.isEmpty()) keys << QKeySequence(key);
        QAction* action = add("view-" + keyOf(kind), titleOf(kind), keys, nullptr, explanationOf(kind));
        action->setData(int(kind));
        views[std::size_t(kind)] = action;
    }
    layouts = {add("one-view", tr("One view"), {}, "layout-single", tr("Show the active view alone")),
               add("two-views", tr("Two views"), {}, "layout-split", tr("Show two views side by side")),
               add("swipe", tr("Swipe"), {}, "layout-swipe",
                   tr("Lay two views over each other, with a divider to drag")),
               add("four-views", tr("Four views"), {}, "layout-four", tr("Show four views")),
               add("nine-views", tr("Nine views"), {}, "layout-nine", tr("Show nine views"))};
    auto* layoutGroup = new QActionGroup(this);
    for (QAction* action : layouts) {
        action->setCheckable(true);
        layoutGroup->addAction(action);
    }
    toggleLayout = add("one-or-several-views", tr("One or several views"), {Qt::Key_L}, nullptr,
                       tr("Show the active view alone, or all again"));
    toggleSwipe = add("swipe-on-and-off", tr("Swipe on and off"), {Qt::Key_W}, nullptr,
                      tr("Lay two views over each other, with a divider to drag; again: back to two views"));
    otherPane =
        add("other-view", tr("Other view"), {Qt::Key_X}, nullptr, tr("Make the next view the active one"));
    peek = add(
        "look-at-the-reference", tr("Look at the reference"), {Qt::Key_T}, nullptr,
        tr("Show the reference in the active view; again: back. Hold Shift to see it only for that long"));
    peek->setCheckable(true);
    blink =
        add("blink", tr("&Blink"), {Qt::Key_Space}, "blink",
            tr("Flip the active view to the reference (a kept image to the image) and back, again and again, "
               "in place"));
    blink->setCheckable(true);
    blinkFaster = add("blink-faster", tr("Blink faster"), {Qt::Key_Period}, nullptr,
                      tr("Shorten the time between flips"));
    blinkSlower = add("blink-slower", tr("Blink slower"), {Qt::Key_Comma}, nullptr,
                      tr("Lengthen the time between flips"));
    fit = add("fit", tr("&Fit"), {Qt::Key_F}, "fit", tr("Show the whole picture"));
    actualSize = add("actual-size", tr("&100 %"), {ctrl(Qt::Key_0)}, "actual",
                     tr("One screen pixel for each image pixel"));
    zoomIn =
        add("zoom-in", tr("Zoom &in"), {ctrl(Qt::Key_Plus), ctrl(Qt::Key_Equal)}, "zoom-in", tr("Zoom in"));
    zoomOut = add("zoom-out", tr("Zoom &out"), {ctrl(Qt::Key_Minus)}, "zoom-out", tr("Zoom out"));
    dividerLeft = add("divider-to-the-left", tr("Divider to the left"), {ctrl(Qt::Key_Left)}, nullptr,
                      tr("Move the divider of Swipe to the left"));
    dividerRight = add("divider-to-the-right", tr("Divider to the right"), {ctrl(Qt::Key_Right)}, nullptr,
                       tr("Move the divider of Swipe to the right"));
    const auto addPan = [this](const QString& id, const QString& name, Qt::Key key, const QString& side) {
        return add(id, name, {shift(key)}, nullptr, tr("Show more of the pictures %1").arg(side));
    };
    pan = {addPan("pan-left", tr("Pan left"), Qt::Key_Left, tr("to the left")),
           addPan("pan-right", tr("Pan right"), Qt::Key_Right, tr("to the right")),
           addPan("pan-up", tr("Pan up"), Qt::Key_Up, tr("above")),
           addPan("pan-down", tr("Pan down"), Qt::Key_Down, tr("below"))};
    const auto addPointing = [this](const QString& id, const QString& name, Qt::Key key) {
        return add(
            id, name, {QKeySequence(Qt::ALT | key)}, nullptr,
            tr("Point at the next pixel on this side, without the mouse: at first at the middle of the "
               "view"));
    };
    pointTo = {addPointing("point-to-the-left", tr("Point to the left"), Qt::Key_Left),
               addPointing("point-to-the-right", tr("Point to the right"), Qt::Key_Right),
               addPointing("point-above", tr("Point above"), Qt::Key_Up),
               addPointing("point-below", tr("Point below"), Qt::Key_Down)};
    regions = add("place-boxes", tr("Place &boxes"), {Qt::Key_B}, "regions",
                  tr("Draw numbered boxes around the places that explain the distance"));
    regions->setCheckable(true);
    nextRegion = add("next-place", tr("Next place"), {Qt::Key_G}, nullptr,
                     tr("Look at the next place that explains the distance"));
    previousRegion = add("previous-place", tr("Previous place"), {shift(Qt::Key_G)}, nullptr,
                         tr("Look at the place before, of those that explain the distance"));
    inspector = add("inspector", tr("&Inspector"), {Qt::Key_I}, "inspector",
                    tr("Show everything known of the pixel under the cursor"));
    inspector->setCheckable(true);
    copyValues = add("copy-values", tr("&Copy values"), {QKeySequence::Copy}, nullptr,
                     tr("Copy what the inspector says of the pixel under the cursor"));
    mark = add(
        "account-for-the-visible-part", tr("Account for the &visible part"), {Qt::Key_M}, nullptr,
        tr("Account for the part that the views show, as they move, or for the chosen place; again: for the "
           "whole picture. The right button drags any rectangle"));
    mark->setCheckable(true);
    pin = add("pin-the-pixel", tr("&Pin the pixel"), {Qt::Key_P}, nullptr,
              tr("Keep showing this pixel while the cursor moves on; again: release it. Hold Alt to see its "
                 "footprint"));
    pin->setCheckable(true);
    autoRange = add("automatic-range", tr("&Automatic range"), {Qt::Key_N}, nullptr,
                    tr("Fit the active view's range to its values, so that 99.5 % of them lie inside"));
    overlay = add("overlay", tr("&Overlay"), {Qt::Key_O}, "overlay");
    overlay->setCheckable(true);
    opacity = new QSlider(Qt::Horizontal, window);
    opacity->setRange(5, 95);
    opacity->setPageStep(15);
    opacity->setFixedWidth(window->fontMetrics().averageCharWidth() * 14);
    opacity->setToolTip(tr("How strongly maps cover the image"));
    opacity->setAccessibleName(tr("Opacity of the maps"));
    opacity->hide();
    resetRanges = add("reset-ranges", tr("&Reset ranges"), {Qt::Key_R}, nullptr,
                      tr("Give all colour bars their automatic ranges"));
    makeColors();

    for (const Component component : kComponents) {
        const std::size_t i = indexOf(component);
        const QString name = toQString(nameOf(component));
        switches[i] =
            add("component-" + name, tr("%1, %2").arg(name, toQString(meaningOf(component))),
                {ctrl(Qt::Key_1 + int(i))}, nullptr, tr("Count %1 in the score or leave it out").arg(name));
        switches[i]->setCheckable(true);
        switches[i]->setChecked(true);
        solos[i] = add("only-" + name, tr("Only %1").arg(name), {ctrlShift(Qt::Key_1 + int(i))}, nullptr,
                       tr("Switch on %1 only; again: all of them").arg(name));
    }
    variants = add("what-would-not-matter", tr("&What would not matter"), {Qt::Key_V}, "variants",
                   tr("Open the drawer of samples, extremes, repair and what-if below the views"));
    variants->setCheckable(true);
    showExtremes = add("extremes", tr("&Extremes"), {}, nullptr,
                       tr("Look for the most and the least visible change of the same error"));
    showWhatIf = add("what-if", tr("What &if"), {}, nullptr,
                     tr("Put the reference back in a rectangle, and see what follows"));
    brush = add("brush", tr("&Brush"), {Qt::Key_U}, "brush");
    brush->setCheckable(true);
    brushSmaller = add("smaller-brush", tr("Smaller brush"), {Qt::Key_BracketLeft}, nullptr,
                       tr("Make the brush smaller"));
    brushLarger =
        add("larger-brush", tr("Larger brush"), {Qt::Key_BracketRight}, nullptr, tr("Make the brush larger"));
    showRepair = add("repair", tr("&Repair"), {}, nullptr,
                     tr("Walk from image to reference, what matters most first"));
    redraw = add("draw-other-samples", tr("&Draw other samples"), {Qt::Key_D}, "redraw",
                 tr("Draw another set of samples and show one"));
    play = add("walk-through-samples", tr("&Walk through samples"), {Qt::Key_K}, "play",
               tr("Walk from sample to sample: what moves is what the model does not mind"));
    play->setCheckable(true);
    compareSample = add("compare-the-sample", tr("&Compare the sample"), {}, nullptr,
                        tr("Make the sample that is shown an image of the list"));
    saveSample = add("save-the-sample", tr("Save the &sample…"), {}, nullptr,
                     tr("Save the sample that is shown with 16 bits, and what made it in the file"));
    moveBack =
        add("move-it-back", tr("&Move it back"), {ctrl(Qt::Key_B)}, nullptr,
            tr("Lay the image back over the reference, as a new image of the list: what is left is not "
               "movement"));
    saveMost = add("save-the-most-visible-change", tr("Save the m&ost visible change…"), {}, nullptr,
                   tr("Save it with 16 bits, and what made it in the file"));
    saveLeast = add("save-the-least-visible-change", tr("Save the &least visible change…"), {}, nullptr,
                    tr("Save it with 16 bits, and what made it in the file"));
    saveRepaired = add("save-the-repaired-picture", tr("Save the repaired pict&ure…"), {}, nullptr,
                       tr("Save the picture at this step of the repair with 16 bits, and what made it in the "
                          "file"));
    palette = add("commands", tr("&Commands"), {ctrlShift(Qt::Key_P)}, nullptr,
                  tr("Find any command by its name, and change its key"));
    help = add("keys-and-gestures", tr("&Keys and gestures"), {Qt::Key_F1, Qt::Key_Question}, "help",
               tr("All keys and gestures"));
    guide = add("how-to-read-this-window", tr("&How to read this window"), {ctrl(Qt::Key_F1)}, nullptr,
                tr("What the numbers, the map and the parts of the window mean, on one sheet"));
    whatsThis = add("what-is-this?", tr("&What is this?"), {shift(Qt::Key_F1)}, nullptr,
                    tr("Click any part of the window to read what it says"));
    escape = add("dismiss,-stop", tr("Dismiss, stop"), {Qt::Key_Escape}, nullptr,
                 tr("Close what lies over the pictures, or stop what is being computed or written"));
    restoreKeys();
    refreshBrushHint();
    connect(this, &Commands::keysChanged, this, &Commands::refreshBrushHint);
}

// It names another command's key.
void Commands::refreshBrushHint() {
    explain(brush, withKey(tr("Paint over a part of the image, to put the reference or the mean back there; "
                              "right button or Ctrl: erase"),
                           escape->shortcut(), tr("; %1: stop, then clear it")));
}

QList<QAction*> Commands::all() const {
    QList<QAction*> actions;
    for (QObject* child : children())
        if (auto* action = qobject_cast<QAction*>(child); action && !action->text().isEmpty())
            actions << action;
    return actions;
}

QAction* Commands::give(const QKeySequence& key, QAction* action) {
    QAction* before = nullptr;
    for (QAction* other : all()) {
        QList<QKeySequence> keys = other->shortcuts();
        if (other == action || !keys.contains(key)) continue;
        keys.removeAll(key);
        setKeys(other, keys);
        before = other;
    }
    setKeys(action, {key});
    return before;
}

void Commands::resetKeys(QAction* action) {
    const auto keys = action->property(kDefaultKeys).value<QList<QKeySequence>>();
    for (const QKeySequence& key : keys) give(key, action);
    setKeys(action, keys);
}

void Commands::setKeys(QAction* action, const QList<QKeySequence>& keys) {
    action->setShortcuts(keys);
    refreshToolTip(action);
    QSettings settings;
    const QString place = QStringLiteral("keys/") + action->objectName();
    if (keys == action->property(kDefaultKeys).value<QList<QKeySequence>>())
        settings.remove(place);
    else
        settings.setValue(place, QKeySequence::listToString(keys));
    Q_EMIT keysChanged();
}

void Commands::restoreKeys() {
    const QSettings settings;
    QList<QAction*> others;
    QList<QKeySequence> taken;
    for (QAction* action : all()) {
        const QVariant keys = settings.value(QStringLiteral("keys/") + action->objectName());
        if (keys.isValid()) {
            action->setShortcuts(QKeySequence::listFromString(keys.toString()));
            taken += action->shortcuts();
            refreshToolTip(action);
        } else {
            others += action;
        }
    }
    // A key that a command of a newer version comes with may be somebody's own for another one. Given to two,
    // it would do nothing.
    for (QAction* action : others) {
        QList<QKeySequence> keys = action->shortcuts();
        if (keys.removeIf([&](const QKeySequence& key) { return taken.contains(key); }) == 0) continue;
        action->setShortcuts(keys);
        refreshToolTip(action);
    }
}

QAction* Commands::add(const QString& id, const QString& text, const QList<QKeySequence>& keys,
                       const char* icon, const QString& toolTip) {
    auto* action = new QAction(text, this);
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    if (icon) action->setIcon(lineIcon(icon));
    action->setProperty(kDefaultKeys, QVariant::fromValue(keys));
    action->setObjectName(id);
    explain(action, toolTip);
    window_->addAction(action);
    return action;
}

void Commands::makeExports() {
    exportFigure = add("export-figure", tr("&Export figure…"), {ctrl(Qt::Key_E)}, "export",
                       tr("Make a figure for a paper or a talk: choose panels and size, see it, save it as "
                          "PNG, SVG or PDF"));
    exportReport = add("save-report", tr("Save repor&t…"), {ctrlShift(Qt::Key_H)}, nullptr,
                       tr("Save one HTML page with pictures, numbers and reasons of every image of the list, "
                          "which needs no network"));
    exportMap =
        add("save-map-numbers", tr("Save map n&umbers…"), {ctrlShift(Qt::Key_D)}, nullptr,
            tr("Save the values of the map that is seen as they are: 32-bit float TIFF, EXR or .npy"));
    exportNumbers = add("save-list-numbers", tr("Save list num&bers…"), {ctrlShift(Qt::Key_N)}, nullptr,
                        tr("Save scores, components, places and other measures of every image of the list as "
                           "JSON or CSV"));
    copyView = add("copy-view", tr("Copy &view"), {ctrlShift(Qt::Key_C)}, nullptr,
                   tr("Copy what the views show, with titles, colour bars, score and boxes"));
    copyMap = add("copy-map", tr("Copy &map"), {ctrlShift(Qt::Key_M)}, nullptr,
                  tr("Copy the SUSS map of what the views show, with title, colour bar and boxes"));
    copyFigure = add("copy-figure", tr("Copy &figure"), {ctrlShift(Qt::Key_F)}, nullptr,
                     tr("Copy the figure that would be exported, with the choices that were made last"));
}

void Commands::makeExamples() {
    example = new QMenu(tr("Open &example"), window_);
    example->setIcon(lineIcon("example"));
    example->setToolTipsVisible(true);
    for (const Distortion& distortion : exampleDistortions()) {
        const QString key = toQString(distortion.key);
        QAction* action = example->addAction(toQString(distortion.title));
        action->setData(key);
        action->setToolTip(tr("Compare the built-in landscape with this distortion of it"));
        connect(action, &QAction::triggered, this, [this, key] { Q_EMIT exampleRequested(key); });
    }
}

void Commands::makeColors() {
    colors = new QMenu(tr("&Colours"), window_);
    colors->setIcon(lineIcon("colors"));
    const auto group = [&](const QString& title, const QList<Colormap>& maps) {
        colors->addSeparator();
        colors->addAction(title)->setEnabled(false);
        auto* choices = new QActionGroup(this);
        for (const Colormap map : maps) {
            QAction* action = colors->addAction(titleOf(map));
            action->setCheckable(true);
            action->setData(int(map));
            action->setIcon(colormapIcon(map));
            choices->addAction(action);
        }
        return choices;
    };
    sequential = group(tr("Magnitudes"), sequentialColormaps());
    diverging = group(tr("Signed residuals"), divergingColormaps());
}

void Commands::allowOverlay(bool hasMap) {
    overlay->setEnabled(hasMap);
    if (opacityPlace_) opacityPlace_->setVisible(hasMap && overlay->isChecked());
    explain(overlay, hasMap ? tr("Let the image show through the maps; again: hide it")
                            : tr("Maps can lie over the image: none of the views shows one now"));
}

void Commands::showOpacity(double value) {
    overlay->setChecked(value < 1);
    if (opacityPlace_) opacityPlace_->setVisible(value < 1 && overlay->isEnabled());
    const QSignalBlocker blocker(opacity);
    if (value < 1) opacity->setValue(int(std::lround(100 * value)));
}

}  // namespace suss
