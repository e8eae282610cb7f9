// The window as a whole: its commands, hints and help, its size, and what is saved of it.

#include "tests/ui/support/driven_window.h"
#include "ui/command_palette.h"
#include "ui/export/export_actions.h"
#include "ui/figure/of_views.h"
#include "ui/figure/render.h"
#include "ui/help_overlay.h"
#include "ui/panels/component_model.h"
#include "ui/panels/drawer.h"
#include "ui/panels/extremes_panel.h"
#include "ui/panels/inspector.h"
#include "ui/panels/reasons_panel.h"
#include "ui/panels/repair_panel.h"
#include "ui/panels/samples_panel.h"
#include "ui/panels/what_if_panel.h"

#include <QAbstractButton>
#include <QApplication>
#include <QColorSpace>
#include <QComboBox>
#include <QHeaderView>
#include <QHelpEvent>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QProcess>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QToolTip>

#include <algorithm>
#include <functional>

namespace suss::test {

class WindowTest : public DrivenWindow {
    Q_OBJECT

  private Q_SLOTS:
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

    void helpScrollsInALowWindow() {
        window_->resize(1280, 600);
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        const int current = document().current();
        key(Qt::Key_F1);
        auto* help = window_->findChild<HelpOverlay*>();
        auto* scroll = help->findChild<QScrollArea*>();
        QVERIFY(help->isVisible() && scroll->verticalScrollBar()->maximum() > 0);
        QCOMPARE(scroll->widget()->height(), scroll->widget()->sizeHint().height());
        QTest::keyClick(help, Qt::Key_PageDown);
        QVERIFY(scroll->verticalScrollBar()->value() > 0);
        QCOMPARE(document().current(), current);
        QTest::keyClick(help, Qt::Key_Escape);
        QVERIFY(!help->isVisible());
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

    void settingsKnowEveryCommandByAName() {
        QStringList names;
        for (const QAction* action : commands().all()) names << action->objectName();
        QVERIFY(!names.contains(QString()));
        QCOMPARE(names.removeDuplicates(), 0);
        QVERIFY(names.contains(QStringLiteral("view-ssim")) && names.contains(QStringLiteral("only-CbCr")));
    }

    void aKeyOfOnesOwnIsNobodyElses() {
        // Given by somebody before another command came with it.
        QSettings().setValue(QStringLiteral("keys/") + commands().regions->objectName(), QStringLiteral("S"));
        window_ = std::make_unique<MainWindow>(analysis_->function());
        QCOMPARE(commands().regions->shortcut(), QKeySequence(Qt::Key_S));
        QVERIFY(commands().swap->shortcuts().isEmpty());
        QSettings().remove(QStringLiteral("keys"));
    }

    void hintsNameTheKeysOfTheMoment() {
        Commands& commands = *window_->commands();
        const auto placeInPane = [&](QComboBox* selector) {
            return selector->itemData(selector->findData(int(ViewKind::Map)), Qt::ToolTipRole).toString();
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
            {commands.mark, [&] { return window_->whatIf()->markButton()->toolTip(); }},
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
};

}  // namespace suss::test

QTEST_MAIN(suss::test::WindowTest)
#include "test_window.moc"
