#include "tests/ui/support/driven_window.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QSettings>
#include <QTest>
#include <QUrl>
#include <QWheelEvent>

namespace suss::test {

void DrivenWindow::openPair() {
    QVERIFY(openAndWait(document(), files_->reference, files_->blemished));
}

void DrivenWindow::key(Qt::Key key, Qt::KeyboardModifiers modifiers) {
    QTest::keyClick(window_.get(), key, modifiers);
}

void DrivenWindow::moveMouse(QWidget* widget, const QPoint& at) {
    QTest::mouseMove(window_->windowHandle(), widget->mapTo(window_.get(), at));
}

void DrivenWindow::wheel(QWidget* widget, const QPointF& at, int steps) {
    QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

void DrivenWindow::drag(ImageView* view, Qt::MouseButton button, const QList<QPointF>& way) {
    const auto inWindow = [&](const QPointF& point) { return view->mapTo(window_.get(), onScreen(point)); };
    QTest::mousePress(window_->windowHandle(), button, {}, inWindow(way.front()));
    for (const QPointF& point : way.mid(1)) moveMouse(view, onScreen(point));
    QTest::mouseRelease(window_->windowHandle(), button, {}, inWindow(way.back()));
}

namespace {

std::unique_ptr<QMimeData> dataOf(const QStringList& files) {
    QList<QUrl> urls;
    for (const QString& file : files) urls << QUrl::fromLocalFile(file);
    auto data = std::make_unique<QMimeData>();
    data->setUrls(urls);
    return data;
}

}  // namespace

void DrivenWindow::dragOverWindow(const QStringList& files, const QPoint& at) {
    const auto data = dataOf(files);
    QDragEnterEvent enter(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_.get(), &enter);
    QVERIFY(enter.isAccepted());
}

void DrivenWindow::dropFiles(const QStringList& files, const QPoint& at) {
    dragOverWindow(files, at);
    const auto data = dataOf(files);
    QDropEvent drop(at, Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window_.get(), &drop);
    QVERIFY(drop.isAccepted());
}

QPoint DrivenWindow::onScreen(const QPointF& imagePoint) const {
    return (window_->viewState().toView(imagePoint) / window_->devicePixelRatioF()).toPoint();
}

bool DrivenWindow::close(const QPointF& a, const QPointF& b, double tolerance) {
    return (a - b).manhattanLength() < tolerance;
}

void DrivenWindow::initTestCase() {
    useScratchSettings();
    files_ = std::make_unique<PictureFiles>();
}

void DrivenWindow::init() {
    QSettings().clear();
    analysis_ = std::make_unique<CountedAnalysis>();
    window_ = std::make_unique<MainWindow>(analysis_->function());
    window_->resize(1200, 760);
    window_->show();
    window_->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(window_.get()));  // keys reach an active window only
}

void DrivenWindow::cleanup() {
    window_.reset();
}

}  // namespace suss::test
