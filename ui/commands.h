#pragma once

#include "ui/help_overlay.h"
#include "ui/view_state.h"

#include <QAction>
#include <QActionGroup>
#include <QObject>

#include <array>

class QMenu;
class QMenuBar;
class QSlider;
class QToolBar;

namespace suss {

/// Everything that can be asked of the window, with name, key, icon and tooltip; and the menus and tool bar
/// made of it. What a command does is connected by the window.
class Commands : public QObject {
    Q_OBJECT

  public:
    explicit Commands(QWidget* window);

    void fillMenuBar(QMenuBar* bar) const;
    void fillToolBar(QToolBar* bar);
    /// Every command, in the order in which they were made.
    [[nodiscard]] QList<QAction*> all() const;
    /// Gives a command this key in place of its own, and remembers it. The command that had it loses it and
    /// is returned.
    QAction* give(const QKeySequence& key, QAction* action);
    /// Back to the keys that it came with; others that have taken them lose them.
    void resetKeys(QAction* action);

    /// Ticks the overlay and shows its slider, or hides it; in [0, 1], 1 is off.
    void showOpacity(double opacity);
    /// Whether there is a map to lie over the image; if not, the hint says so.
    void allowOverlay(bool hasMap);
    /// For the help sheet.
    [[nodiscard]] QList<HelpOverlay::Group> keys() const;

    QAction *openReference, *openImage, *openSession, *paste, *bringBack, *nextImage, *previousImage,
        *keepBeside, *removeImage, *sortImages, *makeReference, *swap, *reload, *brighter, *darker,
        *unexposed, *save, *saveSession, *addMetric, *quit;
    QAction *exportFigure, *exportReport, *exportMap, *exportNumbers, *copyView, *copyMap, *copyFigure;
    QMenu *example, *recent;
    std::array<QAction*, kViewKinds.size()> views{};
    std::array<QAction*, kStageLayouts.size()> layouts{};
    QAction *toggleLayout, *toggleSwipe, *otherPane;
    QAction *peek, *blink, *blinkFaster, *blinkSlower;
    QAction *fit, *actualSize, *zoomIn, *zoomOut;
    std::array<QAction*, 4> pan{}, pointTo{};  ///< left, right, up, down
    QAction *dividerLeft, *dividerRight;
    QAction *regions, *nextRegion, *previousRegion;
    QAction *inspector, *copyValues, *mark, *pin;
    QAction *autoRange, *resetRanges, *overlay;
    QSlider* opacity;  ///< of maps over the image, in percent
    QMenu* colors;
    QActionGroup *sequential, *diverging;  ///< data of each action: the Colormap
    std::array<QAction*, kComponentCount> switches{}, solos{};
    QAction *variants, *showExtremes, *showWhatIf, *brush, *brushSmaller, *brushLarger, *showRepair, *redraw,
        *play, *compareSample, *saveSample, *moveBack;
    QAction *saveMost, *saveLeast, *saveRepaired;
    QAction *guide, *help, *whatsThis, *palette, *escape;

  Q_SIGNALS:
    void exampleRequested(const QString& distortion);
    void keysChanged();

  private:
    /// `id`: what settings know it by, whatever it is called.
    QAction* add(const QString& id, const QString& text, const QList<QKeySequence>& keys,
                 const char* icon = nullptr, const QString& toolTip = {});
    void setKeys(QAction* action, const QList<QKeySequence>& keys);
    void restoreKeys();
    void refreshBrushHint();
    void makeColors();
    void makeExamples();
    void makeExports();

    QWidget* window_;
    QAction* opacityPlace_ = nullptr;  // of the slider in the tool bar
};

}  // namespace suss
