// The window as a person uses it: with mouse and keys.

#include "core/error.h"
#include "core/files.h"
#include "core/image/exposure.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/banner.h"
#include "ui/command_palette.h"
#include "ui/commands.h"
#include "ui/elided_label.h"
#include "ui/export/export_actions.h"
#include "ui/figure/of_views.h"
#include "ui/figure/render.h"
#include "ui/help_overlay.h"
#include "ui/main_window.h"
#include "ui/panels/component_model.h"
#include "ui/panels/drawer.h"
#include "ui/panels/extremes_panel.h"
#include "ui/panels/images_model.h"
#include "ui/panels/images_panel.h"
#include "ui/panels/inspector.h"
#include "ui/panels/inspector_model.h"
#include "ui/panels/reasons_panel.h"
#include "ui/panels/repair_panel.h"
#include "ui/panels/samples_panel.h"
#include "ui/panels/strength_slider.h"
#include "ui/panels/what_if_panel.h"
#include "ui/report/image_list.h"
#include "ui/session.h"
#include "ui/settings.h"
#include "ui/stage/stage.h"
#include "ui/status_line.h"
#include "ui/text.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QColorSpace>
#include <QContextMenuEvent>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QProcess>
#include <QProgressBar>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QUrl>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <functional>

namespace suss {

using test::CountedAnalysis;
using test::openAndWait;
using test::PictureFiles;
using test::waitUntilIdle;

class WindowTest : public QObject {
    Q_OBJECT

    std::unique_ptr<PictureFiles> files_;
    std::unique_ptr<CountedAnalysis> analysis_;
    std::unique_ptr<MainWindow> window_;

    ImageView* view(int pane) { return window_->stage()->pane(pane)->view(); }
    ViewState& state() { return window_->viewState(); }
    Document& document() { return window_->document(); }
    Commands& commands() { return *window_->commands(); }
    Banner& banner() { return *window_->banner(); }
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
        QTest::keyClick(window_.get(), key, modifiers);
    }
    // Through the window system: moving the real cursor has no effect on a display that others share.
    void moveMouse(QWidget* widget, const QPoint& at) {
        QTest::mouseMove(window_->windowHandle(), widget->mapTo(window_.get(), at));
    }
    void wheel(QWidget* widget, const QPointF& at, int steps) {
        QWheelEvent event(at, widget->mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(widget, &event);
    }
    void dropFiles(const QStringList& files, const QPoint& at) {
        QMimeData data;
        QList<QUrl> urls;
        for (const QString& file : files) urls << QUrl::fromLocalFile(file);
        data.setUrls(urls);
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(window_.get(), &drop);
        QVERIFY(drop.isAccepted());
    }
    [[nodiscard]] QPoint onScreen(const QPointF& imagePoint) const {
        return (window_->viewState().toView(imagePoint) / window_->devicePixelRatioF()).toPoint();
    }
    /// Presses at the first image point, moves over the others, and lets go at the last.
    void drag(ImageView* view, Qt::MouseButton button, const QList<QPointF>& way) {
        const auto inWindow = [&](const QPointF& point) {
            return view->mapTo(window_.get(), onScreen(point));
        };
        QTest::mousePress(window_->windowHandle(), button, {}, inWindow(way.front()));
        for (const QPointF& point : way.mid(1)) moveMouse(view, onScreen(point));
        QTest::mouseRelease(window_->windowHandle(), button, {}, inWindow(way.back()));
    }
    void openPair() { QVERIFY(openAndWait(document(), files_->reference, files_->blemished)); }
    static bool close(const QPointF& a, const QPointF& b, double tolerance = 1e-6) {
        return (a - b).manhattanLength() < tolerance;
    }

  private Q_SLOTS:
    void initTestCase() {
        test::useScratchSettings();
        files_ = std::make_unique<PictureFiles>();
    }

    void init() {
        QSettings().clear();
        analysis_ = std::make_unique<CountedAnalysis>();
        window_ = std::make_unique<MainWindow>(analysis_->function());
        window_->resize(1200, 760);
        window_->show();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));  // keys reach an active window only
    }

    void cleanup() { window_.reset(); }

    void opensTwoFiles() {
        window_->openFiles({files_->reference, files_->blemished});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
        QVERIFY(window_->windowTitle().contains(QStringLiteral("blemished.png")));
        QVERIFY(!window_->banner()->isVisible());
        // Every view carries its name.
        QCOMPARE(window_->stage()->pane(0)->selector()->currentText(), QStringLiteral("Reference"));
        QCOMPARE(window_->stage()->pane(1)->selector()->currentText(), QStringLiteral("Image"));
        QCOMPARE(recentPairs().value(0), (RecentPair{files_->reference, files_->blemished}));
        QCOMPARE(window_->commands()->recent->actions().size(), 1);
    }

    void startsWithTheExample() {
        window_->openFiles({});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
        QVERIFY(recentPairs().isEmpty());
        const auto distortions = window_->commands()->example->actions();
        QVERIFY(distortions.size() >= 4);
        distortions[0]->trigger();
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Image).source.distortion, distortions[0]->data().toString());
        QCOMPARE(analysis_->runs(), 1);
    }

    void keysSwitchTheActiveView() {
        openPair();
        QCOMPARE(state().activePane(), 1);
        for (const ViewKind kind : kViewKinds) {
            if (shortcutOf(kind).isEmpty()) continue;
            key(Qt::Key(Qt::Key_0 + (int(kind) + 1) % 10));
            QCOMPARE(state().view(1), kind);
            QCOMPARE(window_->stage()->pane(1)->selector()->currentText(), titleOf(kind));
            const bool isMap = rangeGroupOf(kind).has_value();
            QCOMPARE(window_->stage()->pane(1)->colorBar()->isVisible(), isMap);
        }
        QCOMPARE(state().view(0), ViewKind::Reference);
        QTest::mouseClick(view(0), Qt::LeftButton, {}, QPoint(5, 5));
        QCOMPARE(state().activePane(), 0);
        key(Qt::Key_4);
        QCOMPARE(state().view(0), ViewKind::Map);
        key(Qt::Key_X);
        QCOMPARE(state().activePane(), 1);
        key(Qt::Key_L);
        QVERIFY(!view(0)->isVisible() && view(1)->isVisible());
        key(Qt::Key_L);
        QVERIFY(view(0)->isVisible());
    }

    void layoutsShowTheirViews() {
        openPair();
        for (const StageLayout layout : kStageLayouts) {
            window_->commands()->layouts[std::size_t(layout)]->trigger();
            QCOMPARE(state().layout(), layout);
            QTest::qWait(20);
            int visible = 0;
            QSize size;
            for (int pane = 0; pane < kPaneCount; ++pane) {
                if (!view(pane)->isVisible()) continue;
                ++visible;
                // Views share place and magnification, so they need equal sizes.
                if (size.isEmpty()) size = view(pane)->size();
                QVERIFY(std::abs(view(pane)->width() - size.width()) <= 1);
            }
            QCOMPARE(visible, layout == StageLayout::Swipe ? 1 : panesIn(layout));
        }
    }

    void swipeShowsBothSidesOfItsDivider() {
        openPair();
        state().setView(1, ViewKind::Y1);
        key(Qt::Key_W);
        QCOMPARE(state().layout(), StageLayout::Swipe);
        ImageView* swipe = view(0);
        const auto shot = [&] { return swipe->grab().toImage(); };
        state().setDivider(1);
        const QImage left = shot();
        state().setDivider(0);
        const QImage right = shot();
        state().setDivider(0.5);
        const QImage both = shot();
        const QPoint inLeft(both.width() / 4, both.height() / 2 + 20),
            inRight(both.width() * 3 / 4, both.height() / 2 + 20);
        QCOMPARE(both.pixel(inLeft), left.pixel(inLeft));
        QCOMPARE(both.pixel(inRight), right.pixel(inRight));
        QVERIFY(left.pixel(inRight) != right.pixel(inRight));
        // The divider is dragged; the picture stays where it is.
        const QPointF center = state().center();
        const QPoint grip(swipe->width() / 2, swipe->height() / 2);
        QTest::mousePress(swipe, Qt::LeftButton, {}, grip);
        QTest::mouseMove(swipe, grip + QPoint(80, 0));
        QTest::mouseRelease(swipe, Qt::LeftButton, {}, grip + QPoint(80, 0));
        QVERIFY(std::abs(state().divider() - double(grip.x() + 80) / swipe->width()) < 0.01);
        QCOMPARE(state().center(), center);
        // Both sides say what their picture is, or what the map has here.
        const auto labels = window_->stage()->pane(0)->findChildren<ElidedLabel*>();
        const auto says = [&](const QString& text) {
            return std::any_of(labels.begin(), labels.end(), [&](const ElidedLabel* label) {
                return label->isVisible() && label->fullText() == text;
            });
        };
        state().setView(1, ViewKind::Image);
        QVERIFY(says(QStringLiteral("reference.png")) && says(QStringLiteral("blemished.png")));
        state().setView(0, ViewKind::Map);
        state().setCrosshair(QPointF(90.5, 25.5));
        const auto value = document().field(ViewKind::Map)->at(90, 25);
        QVERIFY(says(QStringLiteral("here %1").arg(formatNumber(double(*value)))) &&
                says(QStringLiteral("blemished.png")));
        state().setCrosshair(std::nullopt);
        // Keys go to the half that was clicked.
        QTest::mouseClick(swipe, Qt::LeftButton, {}, QPoint(5, 5));
        QCOMPARE(state().activePane(), 0);
        QTest::mouseClick(swipe, Qt::LeftButton, {}, QPoint(swipe->width() - 5, 5));
        QCOMPARE(state().activePane(), 1);
        key(Qt::Key_W);
        QCOMPARE(state().layout(), StageLayout::SideBySide);
    }

    void flipsShowTheReferenceInPlace() {
        openPair();
        state().setLayout(StageLayout::Single);
        QTest::qWait(20);
        const auto shot = [&] { return view(1)->grab().toImage(); };
        const QImage image = shot();
        key(Qt::Key_T);
        QCOMPARE(view(1)->kind(), ViewKind::Reference);
        QCOMPARE(window_->stage()->pane(1)->selector()->currentText(), titleOf(ViewKind::Reference));
        const QImage reference = shot();
        QVERIFY(reference != image);
        key(Qt::Key_T);
        QCOMPARE(shot(), image);
        key(Qt::Key_Space);
        QVERIFY(state().isBlinking());
        QCOMPARE(shot(), reference);
        QVERIFY(QTest::qWaitFor([&] { return view(1)->kind() == ViewKind::Image; }, 3000));
        QCOMPARE(shot(), image);
        key(Qt::Key_Space);
        QVERIFY(!state().isBlinking());
        QCOMPARE(view(1)->kind(), ViewKind::Image);
        const int interval = state().blinkInterval();
        key(Qt::Key_Period);
        QVERIFY(state().blinkInterval() < interval);
        QTest::keyPress(window_.get(), Qt::Key_Shift);
        QVERIFY(QTest::qWaitFor([&] { return view(1)->kind() == ViewKind::Reference; }, 3000));
        QTest::keyRelease(window_.get(), Qt::Key_Shift);
        QCOMPARE(view(1)->kind(), ViewKind::Image);
        // As a part of another key it is not held.
        QTest::keyPress(window_.get(), Qt::Key_Shift);
        // A shortcut takes the key press; only what comes before it is seen.
        QKeyEvent arrow(QEvent::ShortcutOverride, Qt::Key_Left, Qt::ShiftModifier);
        QApplication::sendEvent(window_.get(), &arrow);
        QTest::qWait(250);
        QCOMPARE(view(1)->kind(), ViewKind::Image);
        QTest::keyRelease(window_.get(), Qt::Key_Shift);
        // What was chosen stays chosen when a key is held and let go.
        key(Qt::Key_T);
        QTest::keyPress(window_.get(), Qt::Key_Shift);
        QTest::qWait(250);
        QTest::keyRelease(window_.get(), Qt::Key_Shift);
        QCOMPARE(view(1)->kind(), ViewKind::Reference);
        QVERIFY(window_->commands()->peek->isChecked());
        key(Qt::Key_T);
        QCOMPARE(view(1)->kind(), ViewKind::Image);
    }

    void mapsCanLieOverTheImage() {
        openPair();
        state().setView(1, ViewKind::Map);
        const QImage map = view(1)->grab().toImage();
        key(Qt::Key_O);
        QVERIFY(state().mapOpacity() < 1);
        QVERIFY(view(1)->grab().toImage() != map);
        key(Qt::Key_O);
        QCOMPARE(view(1)->grab().toImage(), map);
        // Nothing happens where there is only pictures to see, and the hint says why.
        QAction* overlay = commands().overlay;
        const QString hint = overlay->toolTip();
        state().setView(1, ViewKind::Image);
        QVERIFY(!overlay->isEnabled());
        QVERIFY(overlay->toolTip() != hint);
        state().setView(0, ViewKind::Map);
        QVERIFY(overlay->isEnabled());
        QCOMPARE(overlay->toolTip(), hint);
    }

    void whatWasReadIsNotSaidAgain() {
        const Message lasting{Message::Kind::Note, QStringLiteral("a.png: it was clipped."), {}, {}, true};
        banner().show(lasting);
        QVERIFY(banner().isVisible());
        key(Qt::Key_Escape);
        QVERIFY(!banner().isVisible());
        banner().show({});
        banner().show(lasting);
        QVERIFY(!banner().isVisible());
        banner().show(Message::note(QStringLiteral("Something else")));
        banner().show(lasting);
        QVERIFY(banner().isVisible());
    }

    void arrowsStepThroughTheImages() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred, files_->deep});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(window_->images()->isVisible());
        // Least distance first.
        const std::vector<int> order = window_->images()->order();
        QCOMPARE(order.size(), std::size_t(3));
        for (std::size_t i = 0; i + 1 < order.size(); ++i)
            QVERIFY(accountOf(*document().images()[std::size_t(order[i])].likelihoods, document().weighting())
                        .distance <= accountOf(*document().images()[std::size_t(order[i + 1])].likelihoods,
                                               document().weighting())
                                         .distance);
        state().setZoom(5);
        const QPointF center = state().center();
        document().setCurrent(order[0]);
        key(Qt::Key_Down);
        QCOMPARE(document().current(), order[1]);
        key(Qt::Key_PageDown);
        QCOMPARE(document().current(), order[2]);
        key(Qt::Key_Up);
        QCOMPARE(document().current(), order[1]);
        // The same place and magnification. A place that was clicked leaves the arrows what they are for.
        state().fit();
        auto* places = window_->reasons()->findChild<QListView*>(QStringLiteral("regions"));
        QTest::mouseClick(places->viewport(), Qt::LeftButton, {},
                          places->visualRect(places->model()->index(0, 0)).center());
        QCOMPARE(state().selectedRegion(), 0);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QCOMPARE(document().current(), order[2]);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        QCOMPARE(document().current(), order[1]);
        state().setZoom(5);
        state().lookAt(center);
        QCOMPARE(state().zoom(), 5.0);
        QCOMPARE(state().center(), center);
        QCOMPARE(analysis_->runs(), 1);
        // With the focus in the list, too.
        QTableView* table = window_->images()->table();
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Down);
        QCOMPARE(document().current(), order[2]);
        QTest::keyClick(table, Qt::Key_Delete);
        QCOMPARE(document().images().size(), std::size_t(2));
    }

    void anImageStaysBesideWhileOthersCome() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        QAction* kept = commands().views[std::size_t(ViewKind::Kept)];
        QVERIFY(!kept->isEnabled() && !commands().keepBeside->isChecked());
        state().showRegions(false);  // they are those of the image that is shown
        const QImage blemished = view(1)->grab().toImage();
        key(Qt::Key_C);
        QVERIFY(kept->isEnabled() && commands().keepBeside->isChecked());
        // It takes the place of the reference, and stays while others are shown.
        QCOMPARE(state().view(0), ViewKind::Kept);
        QCOMPARE(state().view(1), ViewKind::Image);
        QCOMPARE(view(0)->grab().toImage(), blemished);
        document().setCurrent(1);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(!commands().keepBeside->isChecked());
        QCOMPARE(view(0)->grab().toImage(), blemished);
        QVERIFY(view(1)->grab().toImage() != blemished);
        QCOMPARE(window_->stage()->pane(0)->source()->fullText(), QStringLiteral("blemished.png"));
        // It is told from the image, and its colours are named with those of the others.
        state().setActivePane(0);
        key(Qt::Key_T);
        QCOMPARE(view(0)->kind(), ViewKind::Image);
        key(Qt::Key_T);
        state().setCrosshair(QPointF(90.5, 25.5));
        const QColor color = QImage(files_->blemished).pixelColor(90, 25);
        QVERIFY(window_->statusLine()->cursorText().endsWith(
            QStringLiteral("%1 %2 %3").arg(color.red()).arg(color.green()).arg(color.blue())));
        // The saved view names it.
        const FigureInput figure = figureInputOf(document());
        QCOMPARE(figure.keptTitle, QStringLiteral("blemished.png"));
        document().removeImage(0);
        QCOMPARE(state().view(0), ViewKind::Reference);
        QVERIFY(!kept->isEnabled());
        // One view alone is not taken away; where no reference is seen, another view makes room.
        state().setLayout(StageLayout::Single);
        state().setView(0, ViewKind::Map);
        key(Qt::Key_C);
        QCOMPARE(state().view(0), ViewKind::Map);
        QVERIFY(!document().kept().isEmpty());
        key(Qt::Key_C);
        state().setLayout(StageLayout::SideBySide);
        key(Qt::Key_C);
        QCOMPARE(state().view(0), ViewKind::Kept);
    }

    // Nobody looks after a view that is not seen: it is right again when it is.
    void aViewThatWasHiddenShowsTheImageOfNow() {
        document().openAll(Source::file(files_->reference),
                           {Source::file(files_->blemished), Source::file(files_->blurred)});
        QVERIFY(waitUntilIdle(document()));
        state().setView(0, ViewKind::Map);
        state().setView(1, ViewKind::Image);
        state().setLayout(StageLayout::SideBySide);
        state().setActivePane(0);
        state().setLayout(StageLayout::Single);
        document().setCurrent(1);
        QVERIFY(waitUntilIdle(document()));
        const auto title = [&] { return window_->stage()->pane(1)->source()->fullText(); };
        state().setLayout(StageLayout::SideBySide);
        QCOMPARE(title(), document().picture(Role::Image).source.title());
        const QImage shown = view(1)->grab().toImage();
        document().setCurrent(0);
        QVERIFY(view(1)->grab().toImage() != shown);
        document().setCurrent(1);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(view(1)->grab().toImage(), shown);
    }

    void thePanelSaysWhatItIsAbout() {
        openPair();
        const auto says = [&](const QString& words) {
            const auto labels = window_->reasons()->findChildren<ElidedLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const ElidedLabel* label) { return label->fullText() == words; });
        };
        const QString image = document().picture(Role::Image).source.title();
        const QString against =
            QStringLiteral("against %1").arg(document().picture(Role::Reference).source.title());
        QVERIFY(says(image) && says(against));
        key(Qt::Key_5);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(says(image) && says(QStringLiteral("The view shows another picture: Sample")));
        key(Qt::Key_1);
        QVERIFY(says(against));
    }

    void theListSaysWhatTheDistanceIsMadeOf() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred, files_->deep});
        QVERIFY(waitUntilIdle(document()));
        QTableView* table = window_->images()->table();
        const QAbstractItemModel* list = table->model();
        QCOMPARE(list->headerData(ImagesModel::FirstPart + 2, Qt::Horizontal).toString(),
                 QStringLiteral("Y3"));
        for (int row = 0; row < list->rowCount(); ++row) {
            double sum = 0;
            for (int part = 0; part < int(kComponentCount); ++part)
                sum += list->index(row, ImagesModel::FirstPart + part).data(ImagesModel::SortRole).toDouble();
            const double distance =
                list->index(row, ImagesModel::Distance).data(ImagesModel::SortRole).toDouble();
            QVERIFY(std::abs(sum - distance) < 1e-9 * std::max(1.0, std::abs(distance)));
        }
        // Names come first.
        window_->images()->setFixedWidth(table->fontMetrics().averageCharWidth() * 40);
        QTRY_VERIFY(table->isColumnHidden(ImagesModel::FirstPart));
        window_->images()->setFixedWidth(table->fontMetrics().averageCharWidth() * 110);
        QTRY_VERIFY(!table->isColumnHidden(ImagesModel::FirstPart));
    }

    void theListSaysHowLargeTheFilesAre() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        const QAbstractItemModel* list = window_->images()->table()->model();
        for (int row = 0; row < list->rowCount(); ++row) {
            const QModelIndex size = list->index(row, ImagesModel::Size);
            const QString file = list->index(row, ImagesModel::Name).data(ImagesModel::SortRole).toString();
            const qint64 bytes = QFileInfo(QFileInfo(files_->reference).dir(), file).size();
            QVERIFY2(bytes > 0, qPrintable(file));
            QCOMPARE(size.data(ImagesModel::SortRole).toLongLong(), bytes);
            QCOMPARE(size.data().toString(), formatFileSize(bytes));
        }
        QCOMPARE(formatFileSize(482'130), QStringLiteral("482.1 kB"));
    }

    // Very small ones are long; a number whose end is cut off is another number.
    void numbersAreNeverCut() {
        Image image = files_->referenceImage();
        for (int y = 40; y < 44; ++y)
            for (int x = 60; x < 64; ++x) image.row(y)[std::ptrdiff_t(x) * 3] += 0.01f;
        const QString file = files_->path(QStringLiteral("nearly.png"));
        writeImage(file.toStdString(), image, 16);
        window_->resize(window_->minimumSizeHint().width(), 760);
        for (const QString& compared : {file, files_->blemished, files_->shifted}) {
            QVERIFY(openAndWait(document(), files_->reference, compared));
            QTest::qWait(20);
            const auto* table = window_->reasons()->findChild<QTableView*>();
            const auto* parts = qobject_cast<ComponentModel*>(table->model());
            for (int row = 0; row < parts->rowCount(); ++row)
                for (const int column :
                     {ComponentModel::Contribution, ComponentModel::Weight, ComponentModel::Surprise}) {
                    QFont font = table->font();
                    if (row == ComponentModel::kSumRow) font.setWeight(QFont::DemiBold);
                    const QString text = parts->index(row, column).data().toString();
                    QVERIFY2(QFontMetrics(font).horizontalAdvance(text) < table->columnWidth(column),
                             qPrintable(text));
                }
            QVERIFY(table->columnViewportPosition(ComponentModel::Surprise) +
                        table->columnWidth(ComponentModel::Surprise) <=
                    table->viewport()->width());
            int seen = 0;
            for (const auto* label : window_->reasons()->findChildren<QLabel*>()) {
                if (!QStringList{QStringLiteral("PSNR"), QStringLiteral("SSIM"), QStringLiteral("GMSD"),
                                 QStringLiteral("Distance"), QStringLiteral("SUSS score")}
                         .contains(label->accessibleName()))
                    continue;
                ++seen;
                QVERIFY2(label->width() >= label->sizeHint().width(), qPrintable(label->text()));
            }
            QCOMPARE(seen, 5);
            const QWidget* content = window_->reasons()->parentWidget();
            QVERIFY(content->width() <= content->parentWidget()->width());
        }
    }

    void numbersStayInPlaceWhileStepping() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred, files_->deep});
        QVERIFY(waitUntilIdle(document()));
        const auto* table = window_->reasons()->findChild<QTableView*>();
        QTest::qWait(20);
        const int top = table->mapTo(window_->reasons(), QPoint()).y();
        for (int index = 0; index < 3; ++index) {
            document().setCurrent(index);
            QVERIFY(waitUntilIdle(document()));
            QTest::qWait(20);
            QCOMPARE(table->mapTo(window_->reasons(), QPoint()).y(), top);
        }
    }

    void theListMovesNothing() {
        openPair();
        QVERIFY(!window_->images()->isVisible());
        const QRect stage = window_->stage()->rect();
        const QPoint corner = window_->stage()->mapTo(window_.get(), QPoint());
        const QPoint score = window_->reasons()->mapTo(window_.get(), QPoint());
        const double zoom = state().zoom();
        for (const QString& file : {files_->blurred, files_->deep}) {
            document().open(Role::Image, Source::file(file));
            QVERIFY(waitUntilIdle(document()));
            QVERIFY(window_->images()->isVisible());
            QTest::qWait(20);
            QCOMPARE(window_->stage()->rect(), stage);
            QCOMPARE(window_->stage()->mapTo(window_.get(), QPoint()), corner);
            QCOMPARE(window_->reasons()->mapTo(window_.get(), QPoint()), score);
            QCOMPARE(state().zoom(), zoom);
        }
        // Every image is seen, without scrolling.
        const QTableView* table = window_->images()->table();
        QVERIFY(table->visualRect(table->model()->index(2, 0)).bottom() <= table->viewport()->height());
    }

    void namesInTheListAreToldApart() {
        QStringList files{files_->reference};
        for (const int quality : {10, 30, 50}) {
            files << files_->path(
                QStringLiteral("a-photo-of-a-harbour-in-the-morning-light-q%1.png").arg(quality));
            QVERIFY(QFile::copy(files_->blurred, files.back()));
        }
        window_->openFiles(files);
        QVERIFY(waitUntilIdle(document()));
        const QAbstractItemModel* list = window_->images()->table()->model();
        QStringList names;
        for (int row = 0; row < 3; ++row) {
            names << list->index(row, 0).data().toString();
            QVERIFY(files.contains(list->index(row, 0).data(Qt::ToolTipRole).toString()));
            QVERIFY(list->index(row, 0)
                        .data(Qt::AccessibleTextRole)
                        .toString()
                        .startsWith(QStringLiteral("a-photo")));
        }
        names.sort();
        QCOMPARE(names, (QStringList{QStringLiteral("…q10.png"), QStringLiteral("…q30.png"),
                                     QStringLiteral("…q50.png")}));
        // What is left is never an ending alone.
        document().removeImage(2);
        document().removeImage(1);
        document().openImages(
            {Source::memory(document().images()[0].source.title() + QStringLiteral(", moved back"),
                            document().picture(Role::Image).image)});
        QVERIFY(waitUntilIdle(document()));
        names = {list->index(0, 0).data().toString(), list->index(1, 0).data().toString()};
        names.sort();
        QCOMPARE(names, (QStringList{QStringLiteral("…q10.png"), QStringLiteral("…q10.png, moved back")}));
    }

    void anImageOfTheListBecomesTheReference() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().current(), 0);
        // The right button asks, and does not go to the image.
        QTableView* table = window_->images()->table();
        int row = 0;
        while (window_->images()->order()[std::size_t(row)] != 1) ++row;
        const QPoint at = table->visualRect(table->model()->index(row, 0)).center();
        QTest::mouseClick(table->viewport(), Qt::RightButton, Qt::NoModifier, at);
        QCOMPARE(document().current(), 0);
        QContextMenuEvent asked(QContextMenuEvent::Mouse, at, table->viewport()->mapToGlobal(at));
        QApplication::sendEvent(table->viewport(), &asked);
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (const QAction* action : menu->actions()) QVERIFY(action->toolTip().contains(QLatin1Char('(')));
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Reference).source.path, files_->blurred);
        QCOMPARE(document().picture(Role::Image).source.path, files_->blemished);
        // The key that opens menus asks about the image that is shown.
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(), QPoint());
        QApplication::sendEvent(table, &byKey);
        menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu && menu->actions().front()->toolTip().startsWith(QStringLiteral("Swap")));
        menu->close();
        // By key, from a menu of the list.
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        key(Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 2);
        for (QAction* action : menu->actions())
            if (action->text() == QStringLiteral("reference.png")) menu->setActiveAction(action);
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Reference).source.path, files_->reference);
        QCOMPARE(document().picture(Role::Image).source.path, files_->blemished);
    }

    void aScaledImageIsSaidToBeScaled() {
        openPair();
        document().open(Role::Image, Source::file(files_->smaller));
        QVERIFY(waitUntilIdle(document()));
        auto* text = banner().findChild<QLabel*>();
        QVERIFY(text && text->text().contains(QStringLiteral("Lanczos")));
        QVERIFY(banner().remedyButton()->toolTip().contains(QStringLiteral("128 × 96")));
        QTest::mouseClick(banner().remedyButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        const QString name = QStringLiteral("smaller.png (scaled)");
        QVERIFY(window_->windowTitle().contains(name));
        QCOMPARE(figureInputOf(document()).imageTitle, name);
        const auto list = imageListOf(document());
        QVERIFY(list);
        const Report report = reportOf(*list);
        QVERIFY(std::any_of(report.items.begin(), report.items.end(),
                            [&](const ReportItem& item) { return item.picture.name == name; }));
        QVERIFY(jsonOf(*list, numbersOf(*list)).find("\"scaled from 96 x 64 pixels\"") != std::string::npos);
    }

    void theWindowCanBeNarrow() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        commands().inspector->setChecked(true);
        commands().variants->setChecked(true);
        for (QWidget* page :
             {static_cast<QWidget*>(window_->samples()), static_cast<QWidget*>(window_->extremes()),
              static_cast<QWidget*>(window_->whatIf()), static_cast<QWidget*>(window_->repair())}) {
            window_->drawer()->setPage(page);
            for (const StageLayout layout : kStageLayouts) {
                state().setLayout(layout);
                QTest::qWait(10);
                QVERIFY2(
                    window_->minimumSizeHint().width() <= 820,
                    qPrintable(
                        QStringLiteral("%1: %2").arg(keyOf(layout)).arg(window_->minimumSizeHint().width())));
            }
        }
        window_->resize(820, 760);
        QTest::qWait(20);
        QVERIFY(window_->width() <= 820);
    }

    void keysAreTheViewsAtFirst() {
        openPair();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        auto* focus = QApplication::focusWidget();
        QVERIFY(qobject_cast<ImageView*>(focus));
        QTest::keyClick(focus, Qt::Key_Space);
        QVERIFY(state().isBlinking());
        QTest::keyClick(focus, Qt::Key_Space);
        // They are again when a sheet has gone.
        key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(QApplication::focusWidget() != focus);
        QTest::keyClick(window_->commandPalette()->filter(), Qt::Key_Escape);
        QCOMPARE(QApplication::focusWidget(), focus);
    }

    void theModelIsSavedWithoutAnImage() {
        document().open(Role::Reference, Source::file(files_->reference));
        state().setView(0, ViewKind::Mean);
        state().setView(1, ViewKind::SpreadCr);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(window_->commands()->save->isEnabled());
        const QString file = files_->path(QStringLiteral("model.png"));
        QSignalSpy saved(&window_->exports()->exporter(), &Exporter::saved);
        window_->exports()->saveView(file);
        QVERIFY(saved.wait(20'000));
        QVERIFY(!QImage(file).isNull());
    }

    void picturesCanBePasted() {
        openPair();
        QImage pasted(PictureFiles::kWidth, PictureFiles::kHeight, QImage::Format_RGB32);
        pasted.fill(QColor(10, 200, 30));
        QGuiApplication::clipboard()->setImage(pasted);
        key(Qt::Key_V, Qt::ControlModifier);
        QVERIFY(waitUntilIdle(document()));
        const Picture& image = document().picture(Role::Image);
        QCOMPARE(image.source.title(), QStringLiteral("Pasted picture"));
        QVERIFY(std::abs(image.image->rgb[1] - 200 / 255.0f) < 1e-4f);
        QCOMPARE(document().images().size(), std::size_t(2));
    }

    void onlyTheCurrentViewStandsOutInTheList() {
        openPair();
        const QComboBox* selector = window_->stage()->pane(1)->selector();
        const auto isBold = [&](ViewKind kind) {
            return selector->itemData(selector->findData(int(kind)), Qt::FontRole).value<QFont>().weight() >
                   QFont::Normal;
        };
        QVERIFY(isBold(ViewKind::Image) && !isBold(ViewKind::Map));
        key(Qt::Key_4);
        QVERIFY(!isBold(ViewKind::Image) && isBold(ViewKind::Map));
    }

    void hintsOfRowsAndMenusAreBroken() {
        openPair();
        const auto hintAt = [&](QWidget* widget, const QPoint& at) {
            QToolTip::hideText();
            QHelpEvent event(QEvent::ToolTip, at, widget->mapToGlobal(at));
            QApplication::sendEvent(widget, &event);
            return QToolTip::text();
        };
        auto* places = window_->reasons()->findChild<QListView*>(QStringLiteral("regions"));
        const QString place =
            hintAt(places->viewport(), places->visualRect(places->model()->index(0, 0)).center());
        QVERIFY(place.startsWith(QStringLiteral("<qt>")) &&
                place.contains(QStringLiteral("of the distance")));
        auto* table = window_->reasons()->findChild<QTableView*>();
        auto* header = table->horizontalHeader();
        QVERIFY(hintAt(header->viewport(),
                       QPoint(header->sectionViewportPosition(ComponentModel::Surprise) + 5, 5))
                    .startsWith(QStringLiteral("<qt>")));
        auto* menu = window_->findChildren<QMenu*>().front();
        QAction* swap = commands().swap;
        for (QMenu* other : window_->findChildren<QMenu*>())
            if (other->actions().contains(swap)) menu = other;
        QVERIFY(hintAt(menu, menu->actionGeometry(swap).center()).startsWith(QStringLiteral("<qt>")));
    }

    void selectorSwitchesTheView() {
        openPair();
        QComboBox* selector = window_->stage()->pane(0)->selector();
        selector->setFocus();
        QTest::keyClick(selector, Qt::Key_Down);
        QCOMPARE(state().view(0), ViewKind::Image);
    }

    void wheelZoomsAtTheCursor() {
        openPair();
        const double ratio = view(0)->devicePixelRatioF();
        const QPointF cursor(150, 210);
        for (const int steps : {3, 2, -1}) {
            const QPointF before = state().toImage(cursor * ratio);
            const double zoom = state().zoom();
            wheel(view(0), cursor, steps);
            QVERIFY((state().zoom() > zoom) == (steps > 0));
            QVERIFY(close(state().toImage(cursor * ratio), before));
        }
        // A key press at a far place leaves the picture's middle alone.
        const QPointF center = state().center();
        key(Qt::Key_Minus, Qt::ControlModifier);
        QVERIFY(close(state().center(), center, 1e-3));
        key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(state().zoom(), 1.0);
        key(Qt::Key_F);
        QVERIFY(state().isFit());
    }

    void bothViewsShowTheSamePlace() {
        openPair();
        state().setView(1, ViewKind::Reference);
        state().showRegions(false);
        wheel(view(0), {100, 200}, 4);
        QCOMPARE(view(0)->size(), view(1)->size());
        QCOMPARE(view(0)->grab().toImage(), view(1)->grab().toImage());
        // Dragging in one moves both, by as much as the mouse.
        const double ratio = view(0)->devicePixelRatioF();
        const QPointF before = state().toView({64, 48});
        const auto inWindow = [&](int x, int y) { return view(1)->mapTo(window_.get(), QPoint(x, y)); };
        QTest::mousePress(window_->windowHandle(), Qt::LeftButton, {}, inWindow(100, 100));
        moveMouse(view(1), QPoint(120, 110));
        moveMouse(view(1), QPoint(130, 90));
        QTest::mouseRelease(window_->windowHandle(), Qt::LeftButton, {}, inWindow(130, 90));
        QVERIFY(close(state().toView({64, 48}) - before, QPointF(30, -10) * ratio, 1e-3));
        state().setCrosshair(std::nullopt);
        QCOMPARE(view(0)->grab().toImage(), view(1)->grab().toImage());
    }

    void pixelsAreShownAsTheyAre() {
        openPair();
        state().showRegions(false);
        state().setZoom(4);
        state().setCrosshair(std::nullopt);
        const QImage original(files_->reference);
        const QImage shown = view(0)->grab().toImage();
        const QPointF corner = state().toView({0, 0});
        int compared = 0;
        for (int y = 2; y < 94; y += 7)
            for (int x = 2; x < 126; x += 7) {
                const QPoint at =
                    (QPointF(std::round(corner.x()), std::round(corner.y())) + QPointF(x + 0.5, y + 0.5) * 4)
                        .toPoint();
                if (!shown.rect().contains(at)) continue;
                QCOMPARE(shown.pixel(at) & 0xffffff, original.pixel(x, y) & 0xffffff);
                ++compared;
            }
        QVERIFY(compared > 50);
    }

    void doubleClickGoesToAHundredPercentAndBack() {
        openPair();
        QVERIFY(state().zoom() > 1);
        QTest::mouseDClick(view(0), Qt::LeftButton, {}, QPoint(100, 100));
        QCOMPARE(state().zoom(), 1.0);
        QTest::mouseDClick(view(0), Qt::LeftButton, {}, QPoint(100, 100));
        QVERIFY(state().isFit());
    }

    void statusShowsBothColours() {
        openPair();
        const QPointF target = state().toView({90.5, 25.5}) / view(0)->devicePixelRatioF();
        moveMouse(view(0), target.toPoint() - QPoint(1, 0));
        moveMouse(view(0), target.toPoint());
        QTRY_VERIFY(state().crosshair());
        const QPoint at(int(state().crosshair()->x()), int(state().crosshair()->y()));
        const QString text = window_->statusLine()->cursorText();
        for (const QString& file : {files_->reference, files_->blemished}) {
            const QColor color = QImage(file).pixelColor(at);
            QVERIFY2(text.contains(
                         QStringLiteral("%1 %2 %3").arg(color.red()).arg(color.green()).arg(color.blue())),
                     qPrintable(text));
        }
        QVERIFY(text.contains(QStringLiteral("x %1").arg(at.x())));
    }

    void switchesAreAKeyOrAClickAway() {
        openPair();
        const double whole = document().account()->distance;
        key(Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!document().weighting().enabled[0]);
        QVERIFY(document().account()->distance != whole);
        QVERIFY(waitUntilIdle(document()));
        auto* table = window_->reasons()->findChild<QTableView*>();
        QVERIFY(table);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {},
                          table->visualRect(table->model()->index(0, ComponentModel::Name)).center());
        QVERIFY(document().weighting().enabled[0]);
        QCOMPARE(document().account()->distance, whole);
        key(Qt::Key_4, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(document().weighting().enabled, (std::array<bool, 4>{false, false, false, true}));
        key(Qt::Key_4, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(document().weighting().enabled, (std::array<bool, 4>{true, true, true, true}));
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(analysis_->runs(), 1);
        // The table can be worked without a mouse.
        table->setFocus();
        table->setCurrentIndex(table->model()->index(2, ComponentModel::Name));
        QTest::keyClick(table, Qt::Key_Space);
        QVERIFY(!document().weighting().enabled[2]);
    }

    void regionsAreFramed() {
        openPair();
        auto* list = window_->reasons()->findChild<QListView*>(QStringLiteral("regions"));
        QVERIFY(list && list->model()->rowCount() > 0);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        const Rect& rect = document().explanation().regions[0].rect;
        QCOMPARE(state().selectedRegion(), 0);
        QVERIFY(state().visiblePart().contains(QRectF(rect.x, rect.y, rect.width, rect.height)));
        // The boxes can be taken away.
        state().setCrosshair(std::nullopt);
        const QImage boxed = view(1)->grab().toImage();
        key(Qt::Key_B);
        QVERIFY(!state().regionsShown());
        QVERIFY(view(1)->grab().toImage() != boxed);
        key(Qt::Key_Escape);
        QCOMPARE(state().selectedRegion(), -1);
        key(Qt::Key_G);
        QCOMPARE(state().selectedRegion(), 0);
    }

    void samplesAreDrawnFromThePanel() {
        openPair();
        key(Qt::Key_5);
        QVERIFY(waitUntilIdle(document()));
        const auto first = document().sampler().picture().image->rgb;
        QTest::mouseClick(window_->samples()->whereButton(), Qt::LeftButton);
        QCOMPARE(state().view(state().activePane()), ViewKind::SpreadY1);
        QTest::mouseClick(window_->samples()->redrawButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(window_->samples()->seed()->value(), 2);
        QVERIFY(document().sampler().picture().image->rgb != first);
        window_->samples()->seed()->setValue(1);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().sampler().picture().image->rgb, first);
        window_->samples()->strength()->setStrength(0);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().sampler().settings().strength, 0.0);
        QVERIFY(document().sampler().picture().image->rgb != first);
        QCOMPARE(analysis_->runs(), 1);
    }

    void othersAreDrawnAtTheFirstPress() {
        openPair();
        QVERIFY(!state().isShown(ViewKind::Sample));
        key(Qt::Key_D);
        QVERIFY(state().isShown(ViewKind::Sample));
        QCOMPARE(document().sampler().settings().seed, 2u);
    }

    void samplesAreSeenAtOnceWhereThereIsNothingElse() {
        window_->openFiles({files_->reference});
        QVERIFY(waitUntilIdle(document()));
        key(Qt::Key_V);
        QVERIFY(state().isShown(ViewKind::Sample));
        QTRY_VERIFY(document().sampler().isSettled());
    }

    void samplesStandInAStripWalkAndAreCompared() {
        openPair();
        key(Qt::Key_V);
        QVERIFY(window_->drawer()->isVisible());
        const Sampler& sampler = document().sampler();
        QTRY_COMPARE(int(sampler.stills().size()), Sampler::kStills);
        QListView* strip = window_->samples()->stills();
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {},
                          strip->visualRect(strip->model()->index(1, 0)).center());
        QVERIFY(state().isShown(ViewKind::Sample));
        QCOMPARE(sampler.settings().number, 1.0);
        QVERIFY(waitUntilIdle(document()));
        // The still's score is that of the sample.
        QVERIFY(sampler.likelihoods());
        QCOMPARE(accountOf(*sampler.likelihoods(), document().weighting()).distance,
                 accountOf(sampler.stills()[1].likelihoods, document().weighting()).distance);

        // A walk goes on smoothly and stops where it is.
        key(Qt::Key_K);
        QVERIFY(sampler.isPlaying());
        QVERIFY(!window_->samples()->saveButton()->isEnabled());
        QTRY_VERIFY(sampler.settings().number > 1.02);
        key(Qt::Key_K);
        QVERIFY(!sampler.isPlaying());
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(sampler.picture().image->rgb,
                 pictureOfSample(*document().analysis(), sampler.drawn(), sampler.settings()).rgb);
        key(Qt::Key_K);
        key(Qt::Key_Escape);
        QVERIFY(!sampler.isPlaying());
        key(Qt::Key_K);
        QVERIFY(window_->samples()->playButton()->isChecked());
        document().cancel();
        QVERIFY(!window_->samples()->playButton()->isChecked());
        window_->samples()->strength()->setStrength(0.9);
        QVERIFY(waitUntilIdle(document()));

        // Saved with 16 bits, it scores what it scored.
        QSignalSpy saved(&window_->exports()->exporter(), &Exporter::saved);
        const QString file = files_->path(QStringLiteral("sample.png"));
        window_->exports()->exporter().savePicture(ViewKind::Sample, file);
        QTRY_COMPARE(saved.count(), 1);
        const double distance = accountOf(*sampler.likelihoods(), document().weighting()).distance;
        const Image again = readImage(file.toStdString());
        QCOMPARE(again.sourceBits, 16);
        const double distanceAgain =
            accountOf(*suss::compare(document().analysis(), again), document().weighting()).distance;
        QVERIFY(std::abs(distanceAgain - distance) < 1e-3 * std::abs(distance));

        // Promoted, it is an image like any other.
        QTest::mouseClick(window_->samples()->compareButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(int(document().images().size()), 2);
        QCOMPARE(document().picture(Role::Image).image->rgb, sampler.picture().image->rgb);
        QVERIFY(document().picture(Role::Image).source.title().startsWith(QStringLiteral("Sample 1.")));
        QVERIFY(document().picture(Role::Image).source.title().endsWith(QStringLiteral(", strength 0.90")));
        QCOMPARE(document().account()->distance, distance);
        QCOMPARE(analysis_->runs(), 1);
        QTest::mouseClick(window_->drawer()->closeButton(), Qt::LeftButton);
        QVERIFY(!window_->drawer()->isVisible());
    }

    void extremesAreFoundAndLookedAt() {
        openPair();
        key(Qt::Key_V);
        window_->drawer()->setPage(window_->extremes());
        ExtremesPanel* panel = window_->extremes();
        QVERIFY(!panel->card(ViewKind::MostVisible)->isVisible());
        panel->error()->setValue(3);
        QTest::mouseClick(panel->findButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(panel->card(ViewKind::MostVisible)->isVisible());
        QCOMPARE(document().extremes().found()->request.rmse, 3.0);
        QTest::mouseClick(panel->card(ViewKind::LeastVisible), Qt::LeftButton);
        QVERIFY(state().isShown(ViewKind::LeastVisible));
        // The frame is around what the active view shows, and again after another click on it.
        QVERIFY(panel->card(ViewKind::LeastVisible)->isChecked());
        QTest::mouseClick(panel->card(ViewKind::LeastVisible), Qt::LeftButton);
        QVERIFY(panel->card(ViewKind::LeastVisible)->isChecked());
        QVERIFY(!panel->card(ViewKind::MostVisible)->isChecked());
        const int active = state().activePane();
        state().setActivePane(1 - active);
        QVERIFY(!panel->card(ViewKind::LeastVisible)->isChecked());
        state().setActivePane(active);
        QVERIFY(!view(state().activePane())->grab().toImage().isNull());
        // As an image of the list, it has the distance that the card says.
        panel->card(ViewKind::MostVisible)->actions().front()->trigger();
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().account()->distance,
                 document().extremes().found()->most.figures.account.distance);
    }

    void aMovedPictureIsMovedBack() {
        openPair();
        const auto* words = window_->reasons()->findChild<QLabel*>(QStringLiteral("movement"));
        QVERIFY(!words->isVisible());
        QVERIFY(!commands().moveBack->isEnabled());

        document().openImages({Source::file(files_->shifted)});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(words->isVisible());
        QVERIFY(words->text().contains(QStringLiteral("2.0 px to the left")));
        // It comes before what it explains.
        int seen = 0;
        for (const auto* label : window_->reasons()->findChildren<QLabel*>())
            if (label->accessibleName() == QLatin1String("How many people would notice")) {
                ++seen;
                QVERIFY(label->isVisible() &&
                        label->mapToGlobal(QPoint()).y() > words->mapToGlobal(QPoint()).y());
            }
        QCOMPARE(seen, 1);
        const Account moved = *document().account();
        QVERIFY(moved.movement);
        key(Qt::Key_B, Qt::ControlModifier);
        QTRY_COMPARE(document().images().size(), std::size_t{3});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Image).source.title(), QStringLiteral("shifted.png, moved back"));
        QCOMPARE(document().account()->distance, moved.movement->remaining);
        QVERIFY(!words->isVisible());
        QVERIFY(!commands().moveBack->isEnabled());
        QCOMPARE(analysis_->runs(), 1);
    }

    void aRectangleIsPutBackFromTheDrawer() {
        openPair();
        key(Qt::Key_V);
        window_->drawer()->setPage(window_->whatIf());
        WhatIfPanel* panel = window_->whatIf();
        QVERIFY(!panel->referenceButton()->isEnabled());
        key(Qt::Key_G);
        key(Qt::Key_M);
        QVERIFY(panel->referenceButton()->isEnabled());
        QTRY_VERIFY(!panel->oddity().isEmpty());
        const double before = document().account()->distance;
        QTest::mouseClick(panel->referenceButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account()->distance < before);
        QTest::mouseClick(panel->undoButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().account()->distance, before);
        QVERIFY(!panel->undoButton()->isEnabled());
    }

    void aPartIsPaintedAndPutBack() {
        openPair();
        const double before = document().account()->distance;
        key(Qt::Key_U);
        QVERIFY(state().isBrushing());
        WhatIfPanel* panel = window_->whatIf();
        QVERIFY(panel->isVisible() && panel->brushButton()->isChecked());
        QVERIFY(panel->brushButton()->toolTip().endsWith(QStringLiteral("(U)")));
        const double radius = state().brushRadius();
        key(Qt::Key_BracketRight);
        QVERIFY(state().brushRadius() > radius);
        key(Qt::Key_BracketLeft);
        QCOMPARE(state().brushRadius(), radius);
        QTest::qWait(20);
        const QImage bare = view(1)->grab().toImage();
        const QPointF center = state().center();
        drag(view(1), Qt::LeftButton, {{84, 28}, {90, 28}, {100, 28}});
        QCOMPARE(state().center(), center);  // it paints, and does not pan
        const PixelMask& painted = document().painted().mask();
        QVERIFY(painted.has(84, 28) && painted.has(95, 30) && !painted.has(40, 28) && !painted.has(95, 60));
        state().setCrosshair(std::nullopt);
        QVERIFY(view(1)->grab().toImage() != bare);
        QTest::mouseClick(panel->referenceButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account()->distance < before);
        // What becomes of it is seen without the paint.
        QVERIFY(!state().isBrushing() && !painted.isEmpty());
        QTest::mouseClick(panel->undoButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().account()->distance, before);
        key(Qt::Key_U);
        // The right button, which marks rectangles otherwise, takes away.
        drag(view(1), Qt::RightButton, {{105, 28}, {98, 28}, {95, 28}});
        QVERIFY(painted.has(80, 28) && !painted.has(95, 28) && !document().marked().rect());
        // Escape: first the brush, then what it has painted.
        key(Qt::Key_Escape);
        QVERIFY(!state().isBrushing() && !document().painted().mask().isEmpty());
        key(Qt::Key_Escape);
        QVERIFY(document().painted().mask().isEmpty());
    }

    void theRepairCanBeScrubbed() {
        openPair();
        key(Qt::Key_V);
        window_->drawer()->setPage(window_->repair());
        RepairPanel* panel = window_->repair();
        const RepairWalk& repair = document().repair();
        QTRY_VERIFY_WITH_TIMEOUT(repair.walk() && repair.isIdle(), 30'000);
        QVERIFY(panel->slider()->maximum() > 2);
        panel->slider()->setValue(2);
        QVERIFY(state().isShown(ViewKind::Repaired));
        QCOMPARE(repair.frame(), 2);
        QTRY_VERIFY(repair.isIdle());
        QCOMPARE(repair.picture().image->rgb,
                 frameImage(*document().comparison(), repair.walk()->frames[2]).rgb);
        QTest::mouseClick(panel->firstButton(), Qt::LeftButton);
        QVERIFY(state().isShown(ViewKind::RepairedFirst));
        QTest::mouseClick(panel->playButton(), Qt::LeftButton);
        QTRY_VERIFY(repair.frame() > 3);
    }

    void cancelButtonStopsTheNetwork() {
        analysis_->hold();
        window_->openFiles({files_->reference, files_->blemished});
        QTRY_COMPARE(analysis_->runs(), 1);
        QTRY_VERIFY(window_->statusLine()->cancelButton()->isVisible());
        QTest::mouseClick(window_->statusLine()->cancelButton(), Qt::LeftButton);
        QTRY_COMPARE(analysis_->cancelled(), 1);
        QTRY_VERIFY(!window_->statusLine()->cancelButton()->isVisible());
        QVERIFY(window_->banner()->isVisible());
        analysis_->release();
        QTest::mouseClick(window_->banner()->remedyButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
        QVERIFY(!window_->banner()->isVisible());
    }

    void closingWhileTheNetworkRunsIsClean() {
        analysis_->hold();
        window_->openFiles({files_->reference, files_->blemished});
        QTRY_COMPARE(analysis_->runs(), 1);
        window_->close();
        window_.reset();
        QTRY_COMPARE(analysis_->cancelled(), 1);
    }

    void errorsShowInTheBanner() {
        openPair();
        window_->openFiles({files_->reference, files_->damaged});
        QTRY_VERIFY(window_->banner()->isVisible());
        QCOMPARE(window_->banner()->message().kind, Message::Kind::Error);
        key(Qt::Key_Escape);
        QVERIFY(!window_->banner()->isVisible());
        document().open(Role::Image, Source::file(files_->smaller));
        QTRY_VERIFY(window_->banner()->isVisible());
        QVERIFY(window_->banner()->remedyButton()->isVisible());
        QTest::mouseClick(window_->banner()->remedyButton(), Qt::LeftButton);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Image).size(), QSize(PictureFiles::kWidth, PictureFiles::kHeight));
        QVERIFY(!QApplication::activeModalWidget());
    }

    void filesCanBeDropped() {
        dropFiles({files_->reference, files_->blemished}, {100, 300});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Image).source.path, files_->blemished);
        // With both there, the half of the window says which is replaced.
        dropFiles({files_->blurred}, {window_->width() - 100, 300});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Image).source.path, files_->blurred);
        QCOMPARE(analysis_->runs(), 1);
        dropFiles({files_->blemished}, {100, 300});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Reference).source.path, files_->blemished);
    }

    void filesCanBeDroppedOneAfterTheOther() {
        window_->openFiles({});
        QVERIFY(waitUntilIdle(document()));
        dropFiles({files_->reference}, {window_->width() - 100, 300});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Reference).source.path, files_->reference);
        QVERIFY(document().picture(Role::Image).isEmpty());
        dropFiles({files_->blemished}, {100, 300});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Image).source.path, files_->blemished);
        QVERIFY(document().account());
    }

    void savesWhatIsShown() {
        openPair();
        state().setView(1, ViewKind::Map);
        QSignalSpy saved(&window_->exports()->exporter(), &Exporter::saved);
        const QString file = files_->path(QStringLiteral("view.png"));
        window_->exports()->saveView(file);
        QTRY_COMPARE(saved.count(), 1);
        QImage picture(file);
        picture.setColorSpace({});  // a note that comparing pictures would mind
        // The same figure as the one that the command line makes of these panels.
        FigureInput input = figureInputOf(document().comparison(), document().weighting(),
                                          QStringLiteral("reference.png"), QStringLiteral("blemished.png"));
        input.modelName = QString::fromStdString(document().weights().model()->name);
        input.weightSet = QString::fromStdString(document().weights().model()->defaultWeights);
        FigureOptions options;
        options.panels = {ViewKind::Reference, ViewKind::Map};
        options.columns = 2;
        options.dpi = 96 * window_->devicePixelRatioF();
        options.diverging = state().diverging();
        const QImage expected = renderFigure(input, options);
        QCOMPARE(picture.size(), expected.size());
        QCOMPARE(picture.convertToFormat(QImage::Format_RGB32),
                 expected.convertToFormat(QImage::Format_RGB32));
        // Zoomed in, the part that is seen.
        state().frame({80, 20, 24, 16});
        window_->exports()->saveView(file);
        QTRY_COMPARE(saved.count(), 2);
        QVERIFY(QImage(file).size() != expected.size());
        // With a recipe that the command line can follow.
        const FigureRecipe recipe = readRecipe(file.toStdString());
        QCOMPARE(recipe.reference.path, std::string("reference.png"));
        QCOMPARE(recipe.image.sha256.size(), std::size_t(64));
        QCOMPARE(recipe.options.panels, options.panels);
        QVERIFY(!recipe.options.crop.isEmpty());
        QCOMPARE(recipe.onlyInWindow, std::string());
        state().setView(1, ViewKind::Footprint);
        state().pin(QPointF(90, 25));
        QTRY_VERIFY(document().field(ViewKind::Footprint));
        window_->exports()->saveView(file);
        QTRY_COMPARE(saved.count(), 3);
        QVERIFY(!readRecipe(file.toStdString()).onlyInWindow.empty());
        window_->exports()->saveView(files_->path(QStringLiteral("no/such/folder.png")));
        QTRY_VERIFY(window_->banner()->isVisible());
    }

    // By the recipe that the window leaves inside: the same bytes.
    void theCommandLineMakesTheSameFigure() {
        openPair();
        state().setLayout(StageLayout::Nine);
        const std::array kinds{ViewKind::Image,    ViewKind::Map,        ViewKind::Sample,
                               ViewKind::Y1,       ViewKind::Cr,         ViewKind::Mean,
                               ViewKind::SpreadY1, ViewKind::Directions, ViewKind::Ssim};
        for (std::size_t i = 0; i < kinds.size(); ++i) state().setView(int(i), kinds[i]);
        document().sampler().setSettings({5, 1.25, 0.8});
        document().weights().setEnabled(Component::Y2, false);
        document().weights().setWeight(Component::Y3, 0.37);
        state().chooseRange(RangeGroup::Map, Range{0, 0.7});
        state().setColormap(Colormap::Viridis);
        state().frame({80, 20, 24, 16});
        QVERIFY(waitUntilIdle(document()));
        for (const QString& ending : {QStringLiteral("png"), QStringLiteral("svg")}) {
            const QString file = files_->path(QStringLiteral("window.") + ending);
            const QString again = files_->path(QStringLiteral("again.") + ending);
            QSignalSpy saved(&window_->exports()->exporter(), &Exporter::saved);
            window_->exports()->saveView(file);
            QTRY_COMPARE(saved.count(), 1);
            QProcess suss;
            auto environment = QProcessEnvironment::systemEnvironment();
            environment.insert(QStringLiteral("SUSS_MODEL"), QStringLiteral(SUSS_TEST_MODEL));
            suss.setProcessEnvironment(environment);
            suss.start(QStringLiteral(SUSS_PROGRAM), {QStringLiteral("figure"), QStringLiteral("--recipe"),
                                                      file, QStringLiteral("-o"), again});
            QVERIFY(suss.waitForFinished(120'000));
            QCOMPARE(suss.readAllStandardError(), QByteArray());
            QFile one(file), two(again);
            QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
            QVERIFY(one.readAll() == two.readAll());
        }
    }

    void colorBarsCanBeStretchedAndReset() {
        openPair();
        state().setView(1, ViewKind::Map);
        ColorBar* bar = window_->stage()->pane(1)->colorBar();
        QTRY_VERIFY(bar->isVisible());
        const Range automatic = bar->scale().style.range;
        wheel(bar, QPointF(bar->rect().center()), 2);
        QVERIFY(bar->scale().style.range.high < automatic.high);
        state().setView(0, ViewKind::Map);
        QCOMPARE(window_->stage()->pane(0)->colorBar()->scale().style.range, bar->scale().style.range);
        key(Qt::Key_R);
        QCOMPARE(bar->scale().style.range, automatic);
        // A handle moves its end of the range alone, beside the numbers that the bar had.
        const auto drag = [bar](ColorBar::End end, double part) {
            const QPointF from = bar->handle(end).center(), strip = bar->strip().topLeft();
            const QPointF to(strip.x() + part * bar->strip().width(), from.y());
            QTest::mousePress(bar, Qt::LeftButton, {}, from.toPoint());
            QTest::mouseMove(bar, to.toPoint());
            QTest::mouseRelease(bar, Qt::LeftButton, {}, to.toPoint());
        };
        const double pixel = automatic.high / bar->strip().width();
        drag(ColorBar::End::High, 0.5);
        QCOMPARE(bar->scale().style.range.low, automatic.low);
        QVERIFY(std::abs(bar->scale().style.range.high - automatic.high / 2) <= pixel);
        drag(ColorBar::End::Low, 0.5);
        QVERIFY(std::abs(bar->scale().style.range.low - automatic.high / 4) <= pixel);
        QVERIFY(std::abs(bar->scale().style.range.high - automatic.high / 2) <= pixel);
        key(Qt::Key_R);
        // What lies beyond is marked.
        state().chooseRange(RangeGroup::Map, Range{automatic.high / 4, automatic.high / 2});
        QVERIFY(bar->scale().below > 0 && bar->scale().above > 0);
        QVERIFY(bar->toolTip().contains(QStringLiteral("above")));
        key(Qt::Key_R);
        state().setView(1, ViewKind::Y1);
        QCOMPARE(bar->scale().style.range, (Range{-4, 4}));
        drag(ColorBar::End::Low, 0.25);
        QVERIFY(std::abs(bar->scale().style.range.high - 2) <= 8 / bar->strip().width());
        QCOMPARE(bar->scale().style.range.low, -bar->scale().style.range.high);
    }

    void helpListsEveryKey() {
        key(Qt::Key_F1);
        QVERIFY(window_->helpOverlay()->isVisible());
        QStringList shown;
        for (const QLabel* label : window_->helpOverlay()->findChildren<QLabel*>()) shown << label->text();
        for (const QAction* action : window_->actions())
            if (!action->shortcuts().isEmpty())
                QVERIFY2(shown.contains(HelpOverlay::entryOf(action).first), qPrintable(action->text()));
        key(Qt::Key_Escape);
        QVERIFY(!window_->helpOverlay()->isVisible());
    }

    void commandsAreFoundByNameAndTakeOtherKeys() {
        openPair();
        CommandPalette* palette = window_->commandPalette();
        key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(palette->isVisible());
        QTest::keyClicks(palette->filter(), QStringLiteral("no such thing"));
        QCOMPARE(palette->list()->model()->rowCount(), 0);
        const auto says = [&](const QString& words) {
            const auto labels = palette->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                               [&](const QLabel* label) { return label->text().contains(words); });
        };
        QVERIFY(says(QStringLiteral("No command says “no such thing”")));
        palette->filter()->clear();
        QVERIFY(says(QStringLiteral("Enter runs it")));
        QTest::keyClicks(palette->filter(), QStringLiteral("place box"));
        QCOMPARE(palette->list()->model()->rowCount(), 1);
        const bool before = state().regionsShown();
        QTest::keyClick(palette->filter(), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QVERIFY(state().regionsShown() != before);

        key(Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTest::keyClicks(palette->filter(), QStringLiteral("place box"));
        QTest::keyClick(palette->filter(), Qt::Key_F2);
        QVERIFY(palette->keyEdit()->isVisible());
        QTest::keyClick(palette->keyEdit(), Qt::Key_Escape);
        QVERIFY(palette->isVisible() && !palette->keyEdit()->isVisible());
        QTest::keyClick(palette->filter(), Qt::Key_F2);
        QTest::keyClick(palette->keyEdit(), Qt::Key_S);  // the key that swaps the roles
        QVERIFY(QTest::qWaitFor([&] { return !palette->keyEdit()->isVisible(); }, 5000));
        // Escape closes what is on top, and nothing else.
        banner().show(Message::note(QStringLiteral("A note")));
        QTest::keyClick(palette->filter(), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
        QVERIFY(banner().isVisible());
        QVERIFY(window_->commands()->swap->shortcuts().isEmpty());
        const QString reference = document().picture(Role::Reference).source.path;
        key(Qt::Key_S);
        QCOMPARE(state().regionsShown(), before);
        QCOMPARE(document().picture(Role::Reference).source.path, reference);
        QVERIFY(window_->commands()->regions->toolTip().contains(QStringLiteral("(S)")));
        // It survives a restart, and can be taken back.
        window_ = std::make_unique<MainWindow>(analysis_->function());
        QCOMPARE(window_->commands()->regions->shortcut(), QKeySequence(Qt::Key_S));
        window_->commands()->resetKeys(window_->commands()->regions);
        window_->commands()->resetKeys(window_->commands()->swap);
        QCOMPARE(window_->commands()->regions->shortcut(), QKeySequence(Qt::Key_B));
        QCOMPARE(window_->commands()->swap->shortcut(), QKeySequence(Qt::Key_S));
        QVERIFY(QSettings().allKeys().filter(QStringLiteral("keys/")).isEmpty());
    }

    void hintsNameTheKeysOfTheMoment() {
        Commands& commands = *window_->commands();
        const auto placeInPane = [&](QComboBox* selector) {
            return selector->itemData(selector->findData(int(ViewKind::Map)), Qt::ToolTipRole).toString();
        };
        const auto labels = [](QWidget* widget) {
            QStringList texts;
            for (const QLabel* label : widget->findChildren<QLabel*>()) texts << label->text();
            return texts.join(QLatin1Char('\n'));
        };
        const auto closeHint = [&] { return banner().findChildren<QToolButton*>().last()->toolTip(); };
        Pane* pane = window_->stage()->pane(0);
        state().setView(0, ViewKind::Map);
        const QAbstractItemModel* components = window_->reasons()->findChild<QTableView*>()->model();
        const std::vector<std::pair<QAction*, std::function<QString()>>> hints{
            {commands.openReference, [&] { return view(0)->missing(ViewKind::Map); }},
            {commands.views[std::size_t(ViewKind::Map)], [&] { return placeInPane(pane->selector()); }},
            {commands.resetRanges, [&] { return pane->colorBar()->toolTip(); }},
            {commands.escape, closeHint},
            {commands.escape, [&] { return commands.brush->toolTip(); }},
            {commands.blink, [&] { return window_->samples()->whatsThis(); }},
            {commands.redraw, [&] { return window_->samples()->redrawButton()->toolTip(); }},
            {commands.play, [&] { return window_->samples()->playButton()->toolTip(); }},
            {commands.blink, [&] { return window_->extremes()->card(ViewKind::MostVisible)->toolTip(); }},
            {commands.mark, [&] { return labels(window_->whatIf()); }},
            {commands.pin, [&] { return window_->inspector()->whatsThis(); }},
            {commands.switches[0], [&] { return components->index(0, 0).data(Qt::ToolTipRole).toString(); }},
            {commands.solos[0], [&] { return components->index(0, 0).data(Qt::ToolTipRole).toString(); }}};
        const QKeySequence other(QStringLiteral("Ctrl+Alt+F11"));
        for (const auto& [action, hint] : hints) {
            const QString before = hint();
            QVERIFY2(before.contains(action->shortcut().toString()), qPrintable(before));
            commands.give(other, action);
            QVERIFY2(hint().contains(other.toString()), qPrintable(hint()));
            // Without a key there is nothing to name.
            commands.give(other, commands.addMetric);
            QVERIFY2(!hint().contains(other.toString()) && !hint().contains(QStringLiteral("()")),
                     qPrintable(hint()));
            commands.resetKeys(action);
            QCOMPARE(hint(), before);
        }
        commands.resetKeys(commands.addMetric);
    }

    void theInspectorSaysWhatIsUnderTheCursor() {
        openPair();
        QVERIFY(!window_->inspector()->isVisible());
        key(Qt::Key_I);
        QVERIFY(window_->inspector()->isVisible());
        QVERIFY(waitUntilIdle(document()));
        const QAbstractItemModel* table = window_->inspector()->table()->model();
        QCOMPARE(table->index(0, InspectorModel::Whitened).data().toString(), QStringLiteral("–"));
        state().setCrosshair(QPointF(90.5, 25.5));
        const double z = double(*document().field(ViewKind::Y1)->at(90, 25));
        QCOMPARE(table->index(0, InspectorModel::Whitened).data().toString(),
                 withMinus(QString::number(z, 'f', 1)));
        const double spread = double(*document().field(ViewKind::SpreadCr)->at(90, 25));
        QCOMPARE(table->index(4, InspectorModel::Spread).data().toString(), QString::number(spread, 'f', 1));
        key(Qt::Key_C, Qt::ControlModifier);
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines[0], QStringLiteral("x 90\ty 25"));
        QVERIFY(lines[2].startsWith(QStringLiteral("Y1\t")));
        QCOMPARE(lines[2].split(QLatin1Char('\t')).size(), int(InspectorModel::ColumnCount));
        window_->commands()->switches[3]->trigger();
        QCOMPARE(table->index(3, InspectorModel::Share).data().toString(), QStringLiteral("off"));
        key(Qt::Key_I);
        QVERIFY(!window_->inspector()->isVisible());
    }

    void rectanglesAreDraggedWithTheRightButton() {
        openPair();
        drag(view(0), Qt::RightButton, {{30.5, 20.5}, {50.5, 70.5}, {60.5, 50.5}});
        QVERIFY(document().marked().rect());
        QCOMPARE(*document().marked().rect(), (Rect{30, 20, 31, 31}));
        QTRY_VERIFY(document().marked().account());
        // The table speaks of it alone.
        const auto* table = window_->reasons()->findChild<QTableView*>();
        const QString part = formatNumber(document().marked().account()->distance);
        QTRY_COMPARE(table->model()->index(ComponentModel::kSumRow, ComponentModel::Contribution).data(),
                     part);
        key(Qt::Key_M);
        QVERIFY(!document().marked().rect());
        QCOMPARE(table->model()->index(ComponentModel::kSumRow, ComponentModel::Contribution).data(),
                 formatNumber(document().account()->distance));
        key(Qt::Key_M);
        QCOMPARE(*document().marked().rect(), (Rect{0, 0, PictureFiles::kWidth, PictureFiles::kHeight}));
        // It follows the view, until another rectangle is asked for.
        state().setZoom(10);
        QTRY_VERIFY(document().marked().rect() && document().marked().rect()->width < PictureFiles::kWidth);
        const QRect seen = state().visiblePart().toAlignedRect();
        QTRY_COMPARE(*document().marked().rect(), (Rect{seen.x(), seen.y(), seen.width(), seen.height()}));
        document().marked().setRect(Rect{1, 2, 3, 4});
        state().pan({30, 0});
        QTest::qWait(200);
        QCOMPARE(*document().marked().rect(), (Rect{1, 2, 3, 4}));
        state().fit();
        key(Qt::Key_Escape);
        QVERIFY(!document().marked().rect());
        // A right click takes it away, too.
        key(Qt::Key_M);
        QTest::mouseClick(view(0), Qt::RightButton, Qt::NoModifier, onScreen({30.5, 20.5}));
        QVERIFY(!document().marked().rect());
    }

    void footprintsFollowTheCursorOrAPin() {
        openPair();
        state().setView(0, ViewKind::Y3);
        state().setActivePane(0);
        state().setActivePane(1);
        state().setCrosshair(QPointF(40.5, 30.5));
        QVERIFY(!document().probe().footprint());
        QTest::keyPress(window_.get(), Qt::Key_Alt);
        QVERIFY(QTest::qWaitFor([&] { return view(1)->kind() == ViewKind::Footprint; }, 3000));
        QTRY_VERIFY(document().probe().footprint());
        QCOMPARE(document().probe().footprint()->probe, (Probe{40, 30, {Component::Y3, 0}}));
        state().setCrosshair(QPointF(41.5, 30.5));
        QTRY_COMPARE(document().probe().footprint()->probe.x, 41);
        QTest::keyRelease(window_.get(), Qt::Key_Alt);
        QCOMPARE(view(1)->kind(), ViewKind::Image);
        QVERIFY(!document().probe().footprint());
        // Pinned, the inspector keeps speaking of that pixel.
        commands().inspector->setChecked(true);
        key(Qt::Key_P);
        const QString values = window_->inspector()->model()->asText();
        state().setCrosshair(QPointF(90.5, 60.5));
        QCOMPARE(window_->inspector()->model()->asText(), values);
        // What is there can be saved.
        state().setView(1, ViewKind::Footprint);
        QTRY_VERIFY(commands().save->isEnabled());
        window_->inspector()->table()->selectRow(4);
        QTRY_VERIFY(document().probe().footprint() &&
                    document().probe().footprint()->probe == (Probe{41, 30, {Component::CbCr, 1}}));
        key(Qt::Key_P);
        QVERIFY(window_->inspector()->model()->asText() != values);
    }

    void sessionsOpenEverythingAgain() {
        const QString file = files_->path(QStringLiteral("work.suss-session"));
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        document().setCurrent(1);
        QVERIFY(waitUntilIdle(document()));
        state().setLayout(StageLayout::Swipe);
        state().setView(1, ViewKind::Y2);
        state().setZoom(3);
        state().lookAt({90, 40});
        state().chooseRange(RangeGroup::Whitened, Range{-7, 7});
        document().weights().setWeight(Component::Y2, 0.5);
        document().weights().setEnabled(Component::CbCr, false);
        document().marked().setRect(Rect{10, 20, 30, 40});
        document().painted().paint({QPointF(20, 20), QPointF(60, 50)}, 6);
        const QImage painted = document().painted().mask().overlay().copy();
        const double distance = document().account()->distance;
        window_->saveSession(file);
        QVERIFY(!banner().isVisible());

        window_ = std::make_unique<MainWindow>(analysis_->function());
        window_->resize(1200, 760);
        window_->show();
        window_->openFiles({file});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().images().size(), std::size_t(2));
        QCOMPARE(document().picture(Role::Image).source.path, files_->blurred);
        QVERIFY(document().weights().isEdited());
        QVERIFY(std::abs(document().account()->distance - distance) < 1e-12 * std::abs(distance));
        QCOMPARE(state().layout(), StageLayout::Swipe);
        QCOMPARE(state().view(1), ViewKind::Y2);
        QCOMPARE(state().zoom(), 3.0);
        QVERIFY(close(state().center(), {90, 40}));
        QCOMPARE(state().chosenRange(RangeGroup::Whitened).value(), (Range{-7, 7}));
        QCOMPARE(document().marked().rect().value(), (Rect{10, 20, 30, 40}));
        QCOMPARE(document().painted().mask().overlay(), painted);

        window_->openSession(files_->damaged);
        QVERIFY(banner().isVisible());
        // What is in no file cannot be opened again, and nothing half is written.
        document().open(Role::Image,
                        Source::memory(QStringLiteral("Pasted"), toQImage(files_->referenceImage())));
        QVERIFY(waitUntilIdle(document()));
        const QString other = files_->path(QStringLiteral("other.suss-session"));
        window_->saveSession(other);
        QVERIFY(banner().isVisible());
        QVERIFY(!QFileInfo::exists(other));
    }

    void sessionsWaitForTheirPictures() {
        // The rectangle lies outside the picture that is open when the session is opened.
        window_->openFiles({files_->reference, files_->blemished});
        QVERIFY(waitUntilIdle(document()));
        document().marked().setRect(Rect{100, 70, 20, 20});
        state().setView(0, ViewKind::Y3);
        const QString file = files_->path(QStringLiteral("large.suss-session"));
        window_->saveSession(file);
        document().marked().setRect(std::nullopt);
        state().setView(0, ViewKind::Reference);
        window_->openFiles({files_->smaller, files_->smaller});
        QVERIFY(waitUntilIdle(document()));
        window_->openSession(file);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(!banner().isVisible());
        QCOMPARE(state().view(0), ViewKind::Y3);
        QCOMPARE(document().marked().rect().value(), (Rect{100, 70, 20, 20}));
        QTRY_VERIFY(document().marked().account());
    }

    void sessionsAskForNothingImpossible() {
        const auto read = [&](const QByteArray& rest) {
            const QString file = files_->path(QStringLiteral("odd.suss-session"));
            const QByteArray bytes = R"({"schema": "suss.session/1", )" + rest + "}";
            writeFile(file.toStdString(), {bytes.constData(), std::size_t(bytes.size())});
            return readSession(file);
        };
        QVERIFY_EXCEPTION_THROWN(
            read(R"("images": [{"path": "a.png", "scaled_to": [2147483647, 2147483647]}])"), Error);
        QVERIFY(!read(R"("rectangle": [2147483647, 0, 5, 5])").marked);
        QVERIFY(!read(R"("rectangle": [9, 9, -3, -3])").marked);
        QCOMPARE(read(R"("rectangle": [1, 2, 3, 4])").marked.value(), (Rect{1, 2, 3, 4}));
        QCOMPARE(read(R"("exposure": 1e9)").exposure, kMostStops);
    }

    void sessionsKeepTheExposure() {
        openPair();
        QVERIFY(!commands().unexposed->isEnabled());
        const double asInFiles = document().account()->distance;
        key(Qt::Key_Up, Qt::ControlModifier);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().exposure(), 1.0);
        const double exposed = document().account()->distance;
        QVERIFY(exposed != asInFiles);
        const QString file = files_->path(QStringLiteral("exposed.suss-session"));
        window_->saveSession(file);
        commands().unexposed->trigger();
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().account()->distance, asInFiles);
        window_->openSession(file);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().exposure(), 1.0);
        QCOMPARE(document().account()->distance, exposed);
    }

    void anotherImageIsSeen() {
        openPair();
        state().setView(1, ViewKind::Sample);
        document().swapRoles();
        QVERIFY(waitUntilIdle(document()));
        document().reload();
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(state().view(1), ViewKind::Sample);
        document().open(Role::Image, Source::file(files_->blurred));
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(state().view(1), ViewKind::Image);
    }

    void stoppedVariantsAreSaidToBeStopped() {
        openPair();
        auto* label = [&]() -> QLabel* {
            for (QLabel* each : window_->reasons()->findChildren<QLabel*>())
                if (each->accessibleName() == QStringLiteral("Whether that is a lot")) return each;
            return nullptr;
        }();
        QVERIFY(label && label->text().contains(QStringLiteral("variants")));
        QString before;
        const auto stop = connect(&document(), &Document::activityChanged, this, [&] {
            const Task* task = document().activity();
            if (!task || !task->stage().contains(QStringLiteral("variants"))) return;
            before = label->text();
            document().cancel();
        });
        document().openPair(Source::file(files_->blurred), Source::file(files_->blemished));
        QVERIFY(waitUntilIdle(document()));
        disconnect(stop);
        QVERIFY(document().variants().isEmpty());
        QVERIFY(before.contains(QStringLiteral("Scoring")));
        QTRY_VERIFY(label->text().contains(QStringLiteral("Stopped")));
    }

    void metricsOfOnesOwnStandBesideTheScore() {
        saveMetrics({files_->path(QStringLiteral("missing.pt"))});
        window_ = std::make_unique<MainWindow>(analysis_->function());
        window_->show();
        openPair();
        QCOMPARE(document().measures().measured()->others.size(), std::size_t(1));
        QVERIFY(document().measures().measured()->others[0].problem.contains(QStringLiteral("missing.pt")));
        QToolButton* remove = nullptr;
        for (QToolButton* button : window_->reasons()->findChildren<QToolButton*>())
            if (button->accessibleName() == QStringLiteral("Take out missing")) remove = button;
        QVERIFY(remove);
        remove->click();
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().measures().measured()->others.empty());
        QVERIFY(savedMetrics().isEmpty());
    }

    void mapsCoverTheImageAsMuchAsTheSliderSays() {
        openPair();
        state().setView(1, ViewKind::Map);
        QVERIFY(!commands().opacity->isVisible());
        key(Qt::Key_O);
        QTRY_VERIFY(commands().opacity->isVisible());
        commands().opacity->setValue(30);
        QCOMPARE(state().mapOpacity(), 0.3);
        key(Qt::Key_O);
        QCOMPARE(state().mapOpacity(), 1.0);
        key(Qt::Key_O);
        QCOMPARE(state().mapOpacity(), 0.3);
    }

    void everythingHasANameAndAHint() {
        openPair();
        for (const QAbstractButton* button : window_->findChildren<QAbstractButton*>()) {
            if (button->inherits("QComboBoxPrivateScroller") || button->inherits("QTableCornerButton") ||
                (!button->isVisible() && button->objectName().startsWith(QStringLiteral("qt_"))))
                continue;
            QVERIFY2(!button->accessibleName().isEmpty() || !button->text().isEmpty() ||
                         !button->toolTip().isEmpty(),
                     button->metaObject()->className());
            if (button->focusPolicy() != Qt::NoFocus || qobject_cast<const QToolButton*>(button))
                QVERIFY2(
                    !button->toolTip().isEmpty() || button->objectName().startsWith(QStringLiteral("qt_")),
                    qPrintable(button->text() + QLatin1String(button->metaObject()->className())));
        }
        for (int pane = 0; pane < kPaneCount; ++pane) QVERIFY(!view(pane)->accessibleName().isEmpty());
    }

    void stateSurvivesARestart() {
        openPair();
        state().setView(0, ViewKind::Y2);
        state().setLayout(StageLayout::Single);
        state().setColormap(Colormap::Cividis);
        state().showRegions(false);
        window_->resize(1000, 700);
        window_->close();
        const MainWindow again(analysis_->function());
        auto& restored = const_cast<MainWindow&>(again).viewState();
        QCOMPARE(restored.view(0), ViewKind::Y2);
        QCOMPARE(restored.layout(), StageLayout::Single);
        QCOMPARE(restored.sequential(), Colormap::Cividis);
        QVERIFY(!restored.regionsShown());
        QCOMPARE(again.size(), QSize(1000, 700));
    }

    void paletteChangesReachEverything() {
        openPair();
        const QPalette before = QApplication::palette();
        const QImage light = window_->grab().toImage();
        QApplication::setPalette(QPalette(QColor(53, 54, 58), QColor(42, 43, 46)));
        QTest::qWait(30);
        const QImage dark = window_->grab().toImage();
        QApplication::setPalette(before);
        // The panel's margin, the stage and the tool bar.
        for (const QPoint& part : {QPoint(window_->width() - 4, window_->height() / 2), QPoint(20, 140),
                                   QPoint(window_->width() / 2, 30)}) {
            const QPoint at = part * window_->devicePixelRatioF();
            QVERIFY2(qGray(dark.pixel(at)) + 60 < qGray(light.pixel(at)),
                     qPrintable(QStringLiteral("%1 %2").arg(part.x()).arg(part.y())));
        }
    }
};

}  // namespace suss

QTEST_MAIN(suss::WindowTest)
#include "test_window.moc"
