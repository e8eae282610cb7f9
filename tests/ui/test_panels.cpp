// The panels beside and below the views: reasons, inspector, and what would not matter.

#include "core/explain/pixel.h"
#include "core/explain/surprise.h"
#include "core/image/read.h"
#include "core/image/write.h"
#include "tests/ui/support/driven_window.h"
#include "ui/elided_label.h"
#include "ui/export/export_actions.h"
#include "ui/panels/component_model.h"
#include "ui/panels/drawer.h"
#include "ui/panels/extremes_panel.h"
#include "ui/panels/inspector.h"
#include "ui/panels/inspector_model.h"
#include "ui/panels/reasons_panel.h"
#include "ui/panels/repair_panel.h"
#include "ui/panels/samples_panel.h"
#include "ui/panels/side_panel.h"
#include "ui/panels/strength_slider.h"
#include "ui/panels/what_if_panel.h"
#include "ui/panels/widgets.h"
#include "ui/settings.h"
#include "ui/text.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGuiApplication>
#include <QLabel>
#include <QLayout>
#include <QListView>
#include <QMenu>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <functional>

namespace suss::test {

class PanelsTest : public DrivenWindow {
    Q_OBJECT

  private Q_SLOTS:
    void labelsArePaintedOnceWhenTheyAreShownOrSaySomethingElse() {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        QLabel* label = wordsLabel(QStringLiteral("Words"));
        column->addWidget(label);
        column->addStretch(1);
        window.resize(400, 300);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        class Paints : public QObject {
          public:
            int count = 0;
            bool eventFilter(QObject*, QEvent* event) override {
                count += event->type() == QEvent::Paint;
                return false;
            }
        } paints;
        label->installEventFilter(&paints);
        const auto paintsFor = [&](const std::function<void()>& change) {
            paints.count = 0;
            change();
            QTest::qWait(50);
            return paints.count;
        };
        // How high the last one is was known when it was laid out.
        for (const char* words :
             {"The picture is softer.", "The picture is darker.", "The picture is softer."})
            QCOMPARE(paintsFor([&] { label->setText(QString::fromLatin1(words)); }), 1);
        label->hide();
        QTest::qWait(50);
        QCOMPARE(paintsFor([&] { label->show(); }), 1);
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
        // The kept image is another picture once another one is shown.
        document().keepBeside();
        state().setView(0, ViewKind::Image);
        state().setView(1, ViewKind::Kept);
        state().setActivePane(1);
        QVERIFY(says(against));
        document().openImages({Source::file(files_->blurred)});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(says(QStringLiteral("The view shows another picture: Kept image")));
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

    void rowsSayWhatIsBeyondTheImperceptible() {
        openPair();
        QTRY_VERIFY(!document().variants().isEmpty());
        auto* table = window_->reasons()->findChild<QTableView*>();
        const auto most = largestIncrease(document().variants());
        int beyond = 0;
        for (std::size_t c = 0; c < kComponentCount; ++c) {
            const QModelIndex cell = table->model()->index(int(c), ComponentModel::Surprise);
            const ComponentAccount& part = document().account()->components[c];
            const bool isBeyond = part.meanSquare() - part.meanSquareOfReference() > most[c];
            QCOMPARE(cell.data(ComponentModel::BeyondRole).toBool(), isBeyond);
            QVERIFY(cell.data(Qt::ToolTipRole)
                        .toString()
                        .contains(isBeyond ? QStringLiteral("Beyond") : QStringLiteral("Within")));
            beyond += isBeyond;
        }
        QVERIFY(beyond > 0);
        document().open(Role::Image, Source::file(files_->reference));
        QVERIFY(waitUntilIdle(document()));
        QTRY_VERIFY(!document().variants().isEmpty());
        for (std::size_t c = 0; c < kComponentCount; ++c)
            QVERIFY(!table->model()
                         ->index(int(c), ComponentModel::Surprise)
                         .data(ComponentModel::BeyondRole)
                         .toBool());
    }

    void theContentIsAsWideBesideAScrollBar() {
        openPair();
        auto* scroll = window_->findChild<SidePanel*>()->findChild<QScrollArea*>();
        const auto contentWidth = [&] { return scroll->widget()->layout()->itemAt(0)->widget()->width(); };
        window_->resize(1280, 1600);
        QTRY_VERIFY(!scroll->verticalScrollBar()->isVisible());
        const int width = contentWidth();
        window_->resize(1280, 500);
        QTRY_VERIFY(scroll->verticalScrollBar()->isVisible());
        QTRY_COMPARE(contentWidth(), width);
        window_->resize(1280, 1600);
        QTRY_VERIFY(!scroll->verticalScrollBar()->isVisible());
        QTRY_COMPARE(contentWidth(), width);
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
        const Image& image = *document().picture(Role::Image).image;
        const QString green = QString::number(255 * image.row(25)[3 * 90 + 1], 'f', 1);
        QCOMPARE(lines[2].split(QLatin1Char('\t')).value(2), green);
        QVERIFY(lines[4].startsWith(QStringLiteral("Y1\t")));
        QCOMPARE(lines[4].split(QLatin1Char('\t')).size(), int(InspectorModel::ColumnCount));
        window_->commands()->switches[3]->trigger();
        QCOMPARE(table->index(3, InspectorModel::Share).data().toString(), QStringLiteral("off"));
        key(Qt::Key_I);
        QVERIFY(!window_->inspector()->isVisible());
    }

    void theInspectorKnowsWhatIsExpectedBeforeThereIsAnImage() {
        document().open(Role::Reference, Source::file(files_->reference));
        key(Qt::Key_I);
        QVERIFY(waitUntilIdle(document()));
        state().setCrosshair(QPointF(90.5, 25.5));
        const QAbstractItemModel* table = window_->inspector()->table()->model();
        const auto textOf = [&](InspectorModel::Column column) {
            return table->index(0, column).data().toString();
        };
        const double mean = expectedValue(*document().analysis(), Component::Y1, 0, 90, 25);
        QCOMPARE(textOf(InspectorModel::Mean), QString::number(255 * mean, 'f', 1));
        QVERIFY(textOf(InspectorModel::Spread).toDouble() > 0);
        QCOMPARE(textOf(InspectorModel::Whitened), QStringLiteral("–"));
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
        QCOMPARE(panel->markButton()->text(), QStringLiteral("Take what is seen"));
        key(Qt::Key_G);
        QCOMPARE(panel->markButton()->text(), QStringLiteral("Take this place"));
        QTest::mouseClick(panel->markButton(), Qt::LeftButton);
        QCOMPARE(document().marked().rect().value(), document().explanation().regions[0].rect);
        QVERIFY(!panel->markButton()->isVisible());
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

    // Escape closes what is on top, and no more.
    void escapeInAnOpenListLeavesTheRectangle() {
        openPair();
        document().marked().setRect(Rect{10, 20, 30, 40});
        auto* sets = window_->reasons()->findChild<QComboBox*>();
        QVERIFY(sets);
        sets->showPopup();
        QTRY_VERIFY(sets->view()->isVisible());
        QTest::keyClick(QApplication::focusWindow(), Qt::Key_Escape);
        QTRY_VERIFY(!sets->view()->isVisible());
        QVERIFY(document().marked().rect());
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
};

}  // namespace suss::test

QTEST_MAIN(suss::test::PanelsTest)
#include "test_panels.moc"
