// The views: what they show, where, and how large.

#include "tests/ui/support/driven_window.h"
#include "ui/command_palette.h"
#include "ui/elided_label.h"
#include "ui/figure/of_views.h"
#include "ui/panels/component_model.h"
#include "ui/panels/inspector.h"
#include "ui/panels/inspector_model.h"
#include "ui/panels/reasons_panel.h"
#include "ui/stage/kernel_tile.h"
#include "ui/stage/view_style.h"
#include "ui/status_line.h"
#include "ui/text.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPointingDevice>
#include <QSlider>
#include <QTableView>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace suss::test {

class StageTest : public DrivenWindow {
    Q_OBJECT

  private Q_SLOTS:
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
        QVERIFY(says(QStringLiteral("blemished.png · here %1").arg(formatNumber(double(*value)))) &&
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
        state().showRegions(false);
        const QImage map = view(1)->grab().toImage();
        key(Qt::Key_O);
        QCOMPARE(state().mapOpacity(), 0.3);
        // Where the map is at the end of its range, three tenths of the colour are its own.
        const QImage mixed = view(1)->grab().toImage();
        state().setView(1, ViewKind::Image);
        const QImage picture = view(1)->grab().toImage();
        const QRgb most = colorsOf(styleOf(document(), state(), ViewKind::Map)).back() & 0xffffff;
        int compared = 0;
        for (int y = 0; y < map.height(); ++y)
            for (int x = 0; x < map.width(); ++x) {
                if ((map.pixel(x, y) & 0xffffff) != most) continue;
                const auto isMixed = [&](int (*channel)(QRgb)) {
                    const int of = channel(picture.pixel(x, y));
                    return std::abs(channel(mixed.pixel(x, y)) - (of + 0.3 * (channel(most) - of))) < 4;
                };
                QVERIFY(isMixed(qRed) && isMixed(qGreen) && isMixed(qBlue));
                ++compared;
            }
        QVERIFY(compared > 0);
    }

    void placesAreNotDrawnOnWhatTheyAreNotPlacesOf() {
        openPair();
        state().setView(1, ViewKind::Mean);
        key(Qt::Key_W);
        QVERIFY(waitUntilIdle(document()));
        const auto differsWithPlaces = [&](double divider) {
            state().setDivider(divider);
            state().showRegions(true);
            const QImage with = view(0)->grab().toImage();
            state().showRegions(false);
            return view(0)->grab().toImage() != with;
        };
        QVERIFY(differsWithPlaces(1));   // all of it the reference
        QVERIFY(!differsWithPlaces(0));  // all of it what the model expects
    }

    void anImageStaysBesideWhileOthersCome() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        QAction* kept = commands().views[std::size_t(ViewKind::Kept)];
        QVERIFY(!kept->isEnabled() && !commands().keepBeside->isChecked());
        state().showRegions(false);
        const QImage blemished = view(1)->grab().toImage();
        state().showRegions(true);  // they are those of the image that is shown, and not drawn on another
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

    // Two images by their maps, side by side.
    void theMapOfAKeptImageStaysBesideThatOfOthers() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        const auto valuesOf = [&](ViewKind kind) {
            std::vector<float> values;
            const auto field = document().field(kind);
            for (int y = 0; field && y < PictureFiles::kHeight; y += 3)
                for (int x = 0; x < PictureFiles::kWidth; x += 3) values.push_back(*field->at(x, y));
            return values;
        };
        const auto map = valuesOf(ViewKind::Map), difference = valuesOf(ViewKind::Difference);
        key(Qt::Key_C);
        QVERIFY(!document().field(ViewKind::KeptMap));  // nobody looks
        state().setView(0, ViewKind::KeptMap);
        state().setView(1, ViewKind::Map);
        document().setCurrent(1);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(valuesOf(ViewKind::KeptMap) == map);
        QVERIFY(valuesOf(ViewKind::KeptDifference) == difference);
        QVERIFY(valuesOf(ViewKind::Map) != map);
        QCOMPARE(window_->stage()->pane(0)->source()->fullText(), QStringLiteral("blemished.png"));
        QCOMPARE(window_->stage()->pane(1)->source()->fullText(), QStringLiteral("blurred.png"));
        // Both in one range, and by the weights of the moment.
        QVERIFY(rangeOf(document(), state(), ViewKind::KeptMap) ==
                rangeOf(document(), state(), ViewKind::Map));
        document().weights().setEnabled(Component::Y1, false);
        QVERIFY(waitUntilIdle(document()));
        const auto withoutY1 = valuesOf(ViewKind::KeptMap);
        QVERIFY(withoutY1 != map);
        document().setCurrent(0);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(valuesOf(ViewKind::Map) == withoutY1);
        key(Qt::Key_C);
        QVERIFY(!document().field(ViewKind::KeptMap));
        QVERIFY(state().view(0) != ViewKind::KeptMap);
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
        state().setCrosshair(std::nullopt);
        const QImage original(files_->reference);
        const auto compared = [&](int zoom) {
            const QImage shown = view(0)->grab().toImage();
            const QPointF corner = state().toView({0, 0});
            int count = 0;
            for (int y = 2; y < 94; y += 7)
                for (int x = 2; x < 126; x += 7) {
                    const QPoint at = QPointF(std::round(corner.x()), std::round(corner.y())).toPoint() +
                                      QPoint(x, y) * zoom + QPoint(zoom / 2, zoom / 2);
                    if (!shown.rect().contains(at)) continue;
                    if ((shown.pixel(at) & 0xffffff) != (original.pixel(x, y) & 0xffffff)) return -1;
                    ++count;
                }
            return count;
        };
        for (const int zoom : {1, 2, 4, 9}) {
            state().setZoom(zoom);
            QVERIFY(compared(zoom) > 20);
        }
        // In small views, which show the end or the beginning of it.
        state().setLayout(StageLayout::Nine);
        QTest::qWait(20);
        for (const int zoom : {1, 3})
            for (const QPointF corner : {QPointF(128, 96), QPointF(0, 0)}) {
                state().setZoom(zoom);
                state().lookAt(corner);
                QVERIFY(compared(zoom) > 10);
            }
    }

    void aGridTellsLargePixelsApart() {
        openPair();
        state().showRegions(false);
        state().setZoomAt({0, 0}, 20.3);
        state().lookAt({60, 40});
        state().setCrosshair(std::nullopt);
        const QImage original(files_->reference);
        const QImage shown = view(0)->grab().toImage();
        const QPointF corner = state().toView({0, 0});
        const auto edge = [&](double origin, int i) {
            return int(std::ceil(std::round(origin) + i * 20.3 - 0.5));
        };
        for (const QPoint pixel : {QPoint(60, 40), QPoint(57, 43), QPoint(66, 37)}) {
            const QPoint first(edge(corner.x(), pixel.x()), edge(corner.y(), pixel.y()));
            const QPoint last(edge(corner.x(), pixel.x() + 1) - 1, edge(corner.y(), pixel.y() + 1) - 1);
            QVERIFY(shown.rect().contains(first) && shown.rect().contains(last));
            const QRgb own = original.pixel(pixel) & 0xffffff;
            const auto greyed = [](int value) { return value + (128 - value) * 120 / 255; };
            const QRgb line = qRgb(greyed(qRed(own)), greyed(qGreen(own)), greyed(qBlue(own))) & 0xffffff;
            // The line is the first column and the first row of a pixel; the rest is as it is, to the last.
            QCOMPARE(shown.pixel(first) & 0xffffff, line);
            QCOMPARE(shown.pixel(first.x(), last.y()) & 0xffffff, line);
            QCOMPARE(shown.pixel(last.x(), first.y()) & 0xffffff, line);
            QCOMPARE(shown.pixel(first + QPoint(1, 1)) & 0xffffff, own);
            QCOMPARE(shown.pixel(last) & 0xffffff, own);
        }
        // The last lines lie beside the last pixels.
        state().lookAt({PictureFiles::kWidth, PictureFiles::kHeight});
        const QImage end = view(0)->grab().toImage();
        const QPointF start = state().toView({0, 0});
        const QPoint beside(edge(start.x(), PictureFiles::kWidth), edge(start.y(), PictureFiles::kHeight));
        QVERIFY(end.rect().contains(beside + QPoint(1, 1)));
        const QRgb background = end.pixel(beside + QPoint(1, 1));
        QVERIFY(end.pixel(beside - QPoint(0, 30)) != background);
        QVERIFY(end.pixel(beside - QPoint(30, 0)) != background);
        QCOMPARE(end.pixel(beside + QPoint(1, -30)), background);
        QCOMPARE(end.pixel(beside + QPoint(-30, 1)), background);
        // The first ones are those of the first pixels, wherever the picture begins.
        state().lookAt({0, 0});
        const QImage begin = view(0)->grab().toImage();
        const QPoint first = state().toView({0, 0}).toPoint();
        QVERIFY(first.x() > 0 && first.y() > 0);
        const QPoint inside = first + QPoint(1, 1);
        QCOMPARE(begin.pixel(inside) & 0xffffff, original.pixel(0, 0) & 0xffffff);
        QVERIFY(begin.pixel(first) != begin.pixel(inside));
        QVERIFY(begin.pixel(inside.x(), first.y()) != begin.pixel(inside));
    }

    void doubleClickGoesToAHundredPercentAndBack() {
        openPair();
        QVERIFY(state().zoom() > 1);
        QTest::mouseDClick(view(0), Qt::LeftButton, {}, QPoint(100, 100));
        QCOMPARE(state().zoom(), 1.0);
        QTest::mouseDClick(view(0), Qt::LeftButton, {}, QPoint(100, 100));
        QVERIFY(state().isFit());
        // Within a place, too, which the first of the two clicks frames.
        const Rect& rect = document().explanation().regions.at(0).rect;
        const QPoint inside = onScreen({rect.x + rect.width / 2.0, rect.y + rect.height / 2.0});
        state().setActivePane(0);
        QTest::mouseClick(view(0), Qt::LeftButton, {}, inside);
        QCOMPARE(state().selectedRegion(), 0);
        QVERIFY(!state().isFit());
        QTest::mouseDClick(view(0), Qt::LeftButton, {}, inside);
        QCOMPARE(state().zoom(), 1.0);
    }

    void placesAreClickedWhereTheyAreDrawn() {
        openPair();
        const Rect& rect = document().explanation().regions.at(0).rect;
        const QPoint inside = onScreen({rect.x + rect.width / 2.0, rect.y + rect.height / 2.0});
        state().setView(1, ViewKind::Mean);
        QVERIFY(waitUntilIdle(document()));
        QTest::mouseClick(view(1), Qt::LeftButton, {}, inside);
        QCOMPARE(state().selectedRegion(), -1);
        state().setView(1, ViewKind::Map);
        QTest::mouseClick(view(1), Qt::LeftButton, {}, inside);
        QCOMPARE(state().selectedRegion(), 0);
        // A click on another view only goes to that view.
        state().fit();
        state().selectRegion(-1);
        QTest::mouseClick(view(0), Qt::LeftButton, {}, inside);
        QCOMPARE(state().activePane(), 0);
        QCOMPARE(state().selectedRegion(), -1);
        QTest::mouseClick(view(0), Qt::LeftButton, {}, inside);
        QCOMPARE(state().selectedRegion(), 0);
    }

    void twoFingersMoveThePicture() {
        openPair();
        state().setZoom(6);
        const QPointF before = state().center();
        const double zoom = state().zoom();
        const QPointingDevice touchpad(QStringLiteral("touchpad"), 77, QInputDevice::DeviceType::TouchPad,
                                       QPointingDevice::PointerType::Finger, QInputDevice::Capability::Scroll,
                                       2, 0);
        const QPointF at(100, 100);
        // As X11 has it: no pixels, no phase.
        QWheelEvent event(at, view(0)->mapToGlobal(at), {}, {0, -60}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false, Qt::MouseEventNotSynthesized, &touchpad);
        QApplication::sendEvent(view(0), &event);
        QCOMPARE(state().zoom(), zoom);
        QVERIFY(state().center().y() > before.y());
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
        QTest::mouseDClick(bar, Qt::LeftButton, {}, bar->strip().center().toPoint());
        QCOMPARE(bar->scale().style.range, (Range{-4, 4}));
        // Both ends by keys.
        state().setView(1, ViewKind::Map);
        bar->setFocus();
        QTest::keyClick(bar, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(bar->scale().style.range.low > automatic.low);
        QCOMPARE(bar->scale().style.range.high, automatic.high);
        key(Qt::Key_N);
        QVERIFY(state().chosenRange(RangeGroup::Map));
        QVERIFY(bar->scale().style.range.low < automatic.high / 20);
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
        // The row of the precision stands in a corner of it, away from the pixel.
        const KernelTile* heldBy = window_->stage()->pane(1)->heldBy();
        for (const double y : {80.5, 30.5}) {
            state().setCrosshair(QPointF(41.5, y));
            QTRY_COMPARE(document().probe().footprint()->probe.y, int(y));
            QVERIFY(heldBy->isVisible());
            QVERIFY(!heldBy->geometry().contains(onScreen({41.5, y})));
            QCOMPARE(heldBy->geometry().center().y() > view(1)->height() / 2, y < 48);
        }
        QVERIFY(!window_->stage()->pane(0)->heldBy()->isVisible());
        QTest::keyRelease(window_.get(), Qt::Key_Alt);
        QCOMPARE(view(1)->kind(), ViewKind::Image);
        QVERIFY(!document().probe().footprint());
        QVERIFY(!heldBy->isVisible());
        // Pinned, the inspector comes and keeps speaking of that pixel.
        QVERIFY(!window_->inspector()->isVisible());
        key(Qt::Key_P);
        QVERIFY(window_->inspector()->isVisible());
        QTRY_VERIFY(document().probe().footprint());
        const QString values = window_->inspector()->model()->asText();
        state().setCrosshair(QPointF(90.5, 60.5));
        QCOMPARE(window_->inspector()->model()->asText(), values);
        QCOMPARE(window_->inspector()
                     ->model()
                     ->headerData(InspectorModel::Channel, Qt::Horizontal, Qt::DisplayRole)
                     .toString(),
                 QStringLiteral("41, 30"));
        // What is there can be saved.
        state().setView(1, ViewKind::Footprint);
        QTRY_VERIFY(commands().save->isEnabled());
        window_->inspector()->table()->selectRow(4);
        QTRY_VERIFY(document().probe().footprint() &&
                    document().probe().footprint()->probe == (Probe{41, 30, {Component::CbCr, 1}}));
        key(Qt::Key_P);
        QVERIFY(window_->inspector()->model()->asText() != values);
    }

    void theDividerAndTheCrosshairHaveKeys() {
        openPair();
        key(Qt::Key_W);
        const double divider = state().divider();
        key(Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(state().divider() > divider);
        key(Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(close(QPointF(state().divider(), 0), QPointF(divider, 0)));
        QVERIFY(!state().crosshair());
        key(Qt::Key_Left, Qt::AltModifier);
        const QPointF middle = state().crosshair().value();
        key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(*state().crosshair(), middle - QPointF(1, 0));
    }

    void rolesAreSwappedByAKey() {
        openPair();
        key(Qt::Key_S);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Reference).source.path, files_->blemished);
        QCOMPARE(document().picture(Role::Image).source.path, files_->reference);
        const auto before = document().picture(Role::Image).image;
        key(Qt::Key_F5);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().picture(Role::Image).image != before);
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

}  // namespace suss::test

QTEST_MAIN(suss::test::StageTest)
#include "test_stage.moc"
