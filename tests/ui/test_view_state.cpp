// Place and magnification shared by all views.

#include "ui/settings.h"
#include "ui/view_state.h"

#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace suss {

class ViewStateTest : public QObject {
    Q_OBJECT

    static bool close(const QPointF& a, const QPointF& b) { return (a - b).manhattanLength() < 1e-6; }

  private Q_SLOTS:
    void startsFitted() {
        ViewState state;
        state.setViewport({400, 300});
        state.setImageSize({800, 200});
        QVERIFY(state.isFit());
        QCOMPARE(state.zoom(), 0.5);
        QVERIFY(close(state.toView({400, 100}), {200, 150}));
        state.setViewport({800, 300});
        QCOMPARE(state.zoom(), 1.0);
    }

    void smallPicturesGrow() {
        ViewState state;
        state.setViewport({470, 500});
        state.setImageSize({128, 96});
        QCOMPARE(state.zoom(), 470.0 / 128);
        state.setImageSize({4, 4});
        QCOMPARE(state.zoom(), 32.0);
    }

    void zoomKeepsThePointUnderTheCursor() {
        ViewState state;
        state.setViewport({640, 480});
        state.setImageSize({1000, 1000});
        for (const double factor : {2.0, 1.7, 0.9, 3.1}) {
            const QPointF cursor(200, 310);
            const QPointF before = state.toImage(cursor);
            state.zoomAt(cursor, factor);
            QVERIFY(close(state.toImage(cursor), before));
        }
        QVERIFY(!state.isFit());
    }

    void zoomHasLimits() {
        ViewState state;
        state.setViewport({640, 480});
        state.setImageSize({640, 480});
        state.zoomAt({1, 1}, 1e9);
        QCOMPARE(state.zoom(), 128.0);
        state.zoomAt({1, 1}, 1e-9);
        QCOMPARE(state.zoom(), 0.25);
    }

    void stepsAreRound() {
        ViewState state;
        state.setViewport({640, 480});
        state.setImageSize({1000, 1000});
        state.zoomStep(1);
        QCOMPARE(state.zoom(), 0.5);
        state.zoomStep(1);
        state.zoomStep(1);
        QCOMPARE(state.zoom(), 1.0);
        state.zoomStep(-1);
        QCOMPARE(state.zoom(), 2.0 / 3);
    }

    void panMovesByScreenPixels() {
        ViewState state;
        state.setViewport({400, 400});
        state.setImageSize({1000, 1000});
        state.setZoom(4);
        const QPointF before = state.toView({500, 500});
        state.pan({10, -20});
        QVERIFY(close(state.toView({500, 500}), before + QPointF(10, -20)));
    }

    void anotherPictureOfTheSameSizeKeepsThePlace() {
        ViewState state;
        state.setViewport({400, 400});
        state.setImageSize({1000, 1000});
        state.zoomAt({10, 10}, 5);
        const QPointF center = state.center();
        state.setImageSize({1000, 1000});
        QVERIFY(close(state.center(), center));
        state.setImageSize({900, 1000});
        QVERIFY(state.isFit());
    }

    void framesARegion() {
        ViewState state;
        state.setViewport({400, 300});
        state.setImageSize({1000, 1000});
        state.frame({100, 200, 40, 20});
        QVERIFY(state.visiblePart().contains(QRectF(100, 200, 40, 20)));
        QVERIFY(close(state.center(), {120, 210}));
        // Of a very small one the surroundings are seen, too; of a small picture all that fits.
        state.frame({100, 200, 4, 4});
        QCOMPARE(state.zoom(), 6.0);
        state.setImageSize({20, 20});
        state.frame({4, 4, 2, 2});
        QCOMPARE(state.zoom(), 15.0);
    }

    void oneSignalForEachChange() {
        ViewState state;
        QSignalSpy panes(&state, &ViewState::panesChanged), look(&state, &ViewState::appearanceChanged);
        state.setView(0, ViewKind::Map);
        state.setView(0, ViewKind::Map);
        QCOMPARE(panes.count(), 1);
        state.setColormap(Colormap::Viridis);
        state.setColormap(Colormap::Viridis);
        QCOMPARE(look.count(), 1);
        QCOMPARE(state.colormapOf(ViewKind::Map), Colormap::Viridis);
        QVERIFY(isDiverging(state.colormapOf(ViewKind::Y1)));
    }

    void aGridHoldsEveryViewOnce() {
        ViewState state;
        const auto isOnce = [&] {
            for (int pane = 0; pane < panesIn(state.layout()); ++pane)
                for (int other = 0; other < pane; ++other)
                    if (state.view(pane) == state.view(other)) return false;
            return true;
        };
        state.setView(1, ViewKind::Map);
        state.setLayout(StageLayout::Four);
        // What the map took the place of stands where the map was.
        QCOMPARE(state.view(1), ViewKind::Map);
        QCOMPARE(state.view(2), ViewKind::Image);
        QVERIFY(isOnce());
        state.setView(1, ViewKind::Y1);
        QCOMPARE(state.view(3), ViewKind::Map);
        QVERIFY(isOnce());
        state.setLayout(StageLayout::SideBySide);
        state.setView(0, ViewKind::Y1);
        state.setView(1, ViewKind::Cr);
        state.setLayout(StageLayout::Nine);
        QVERIFY(state.isShown(ViewKind::Reference) && isOnce());
        state.setView(1, ViewKind::Kept);
        state.leave(ViewKind::Kept);
        QVERIFY(!state.isShown(ViewKind::Kept) && isOnce());
    }

    // Views come back after a restart, but for those that would be empty.
    void whatSurvivesARestart() {
        const QTemporaryDir folder;
        QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
        QCoreApplication::setOrganizationName(QStringLiteral("suss-test"));
        ViewState before;
        before.setView(0, ViewKind::Y3);
        before.setView(1, ViewKind::RepairedFirst);
        before.setColormap(Colormap::Cividis);
        before.chooseRange(RangeGroup::Whitened, Range{-3, 3});
        before.setListOrder({QStringLiteral("Y3"), true});
        storeViewState(before, false);

        ViewState after;
        const ViewKind usual = after.view(1);
        restoreViewState(after, false);
        QCOMPARE(after.view(0), ViewKind::Y3);
        QCOMPARE(after.view(1), usual);
        QCOMPARE(after.colormapOf(ViewKind::Map), Colormap::Cividis);
        QCOMPARE(after.chosenRange(RangeGroup::Whitened).value(), (Range{-3, 3}));
        QVERIFY(!after.chosenRange(RangeGroup::Map));
        QCOMPARE(after.listOrder(), before.listOrder());
        before.chooseRange(RangeGroup::Whitened, std::nullopt);
        storeViewState(before, false);
        ViewState again;
        restoreViewState(again, false);
        QVERIFY(!again.chosenRange(RangeGroup::Whitened));
        // Colours of signed maps that nobody chose are those of the palette.
        ViewState onDark;
        restoreViewState(onDark, true);
        QCOMPARE(onDark.diverging(), Colormap::DivergingDark);
        before.setColormap(Colormap::DivergingDark);
        storeViewState(before, false);
        restoreViewState(again, false);
        QCOMPARE(again.diverging(), Colormap::DivergingDark);
    }

    void keysPointAtPixels() {
        ViewState state;
        state.setImageSize({100, 80});
        state.setViewport({400, 320});
        state.setZoom(8);
        state.stepCrosshair({1, 0});
        QCOMPARE(state.crosshair().value(), QPointF(50.5, 40.5));
        state.stepCrosshair({1, 0});
        QCOMPARE(state.crosshair().value(), QPointF(51.5, 40.5));
        // The view follows, and the picture ends.
        for (int i = 0; i < 200; ++i) state.stepCrosshair({0, -1});
        QCOMPARE(state.crosshair().value(), QPointF(51.5, 0.5));
        QVERIFY(state.visiblePart().contains(*state.crosshair()));
        // Where pixels are smaller than those of the screen, a step is one of the screen.
        state.setZoom(0.25);
        state.stepCrosshair({1, 0});
        QCOMPARE(state.crosshair().value(), QPointF(55.5, 0.5));
    }
};

}  // namespace suss

QTEST_GUILESS_MAIN(suss::ViewStateTest)
#include "test_view_state.moc"
