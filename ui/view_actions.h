#pragma once

#include "ui/document/document.h"
#include "ui/view_state.h"

#include <QTimer>

namespace suss {

class Commands;

/// How pictures are looked at: the commands that choose views and layouts, flip, zoom, colour, and go to
/// places and pixels.
class ViewActions : public QObject {
    Q_OBJECT

  public:
    ViewActions(Document& document, ViewState& state, Commands& commands, QWidget* window);

    /// Which of the commands make sense now, and what they say of the state.
    void refresh();
    /// In the active view, unless it is seen already.
    void show(ViewKind kind);
    [[nodiscard]] bool isActive(ViewKind kind) const { return state_.view(state_.activePane()) == kind; }
    /// Somebody who goes to another image of the same reference sees something of it.
    void showImage();
    /// The image that is shown is no news any more.
    void noteImage() { seen_ = document_.picture(Role::Image).source; }
    /// Looks at a place that explains the distance.
    void frameRegion(int index);

  Q_SIGNALS:
    void announced(const QString& text);

  private:
    void connectLayouts();
    void connectKept();
    void connectFlips();
    void connectPlaces();
    void connectColors();
    void connectComponents();
    void keepBeside();
    void showKept();
    void blinkEvery(int milliseconds);
    void fitRanges();
    void stepRegion(int direction);
    void toggleMark();
    void markVisiblePart();
    void resizeBrush(double factor);
    void pin(bool on);
    void refreshColors();

    Document& document_;
    ViewState& state_;
    Commands& commands_;
    QWidget* window_;
    double overlayOpacity_ = 0.6;   // when maps last lay over the image
    Source seen_;                   // the image that was shown last
    std::optional<Rect> followed_;  // the marked rectangle, while it is the visible part
    QTimer following_;
};

}  // namespace suss
