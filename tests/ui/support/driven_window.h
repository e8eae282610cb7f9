#pragma once

#include "tests/ui/support/window_fixture.h"
#include "ui/banner.h"
#include "ui/commands.h"
#include "ui/main_window.h"
#include "ui/stage/stage.h"

#include <QObject>

#include <memory>

namespace suss::test {

/// A window that is used as a person does, with mouse and keys: the base of tests, each of which gets a new
/// one.
class DrivenWindow : public QObject {
    Q_OBJECT

  protected:
    std::unique_ptr<PictureFiles> files_;
    std::unique_ptr<CountedAnalysis> analysis_;
    std::unique_ptr<MainWindow> window_;

    ImageView* view(int pane) { return window_->stage()->pane(pane)->view(); }
    ViewState& state() { return window_->viewState(); }
    Document& document() { return window_->document(); }
    Commands& commands() { return *window_->commands(); }
    Banner& banner() { return *window_->banner(); }

    void openPair();
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// Through the window system: moving the real cursor has no effect on a display that others share.
    void moveMouse(QWidget* widget, const QPoint& at);
    void wheel(QWidget* widget, const QPointF& at, int steps);
    /// Presses at the first image point, moves over the others, and lets go at the last.
    void drag(ImageView* view, Qt::MouseButton button, const QList<QPointF>& way);
    void dragOverWindow(const QStringList& files, const QPoint& at);
    void dropFiles(const QStringList& files, const QPoint& at);
    [[nodiscard]] QPoint onScreen(const QPointF& imagePoint) const;
    static bool close(const QPointF& a, const QPointF& b, double tolerance = 1e-6);

  protected Q_SLOTS:
    void initTestCase();
    void init();
    virtual void cleanup();
};

}  // namespace suss::test
