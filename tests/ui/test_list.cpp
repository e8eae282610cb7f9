// The list of images.

#include "tests/ui/support/driven_window.h"
#include "ui/panels/images_model.h"
#include "ui/panels/images_panel.h"
#include "ui/panels/measures_block.h"
#include "ui/panels/reasons_panel.h"
#include "ui/text.h"

#include <QApplication>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QFileInfo>
#include <QListView>
#include <QMenu>
#include <QTableView>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace suss::test {

class ListTest : public DrivenWindow {
    Q_OBJECT

  private Q_SLOTS:
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
        const QPointF center = state().center() + QPointF(20, 10);
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
        for (const Qt::Key back : {Qt::Key_Down, Qt::Key_PageUp}) key(back);
        QCOMPARE(document().current(), order[1]);
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

    void theListIsSortedByWhatIsAskedFor() {
        window_->openFiles({files_->reference, files_->blemished, files_->shifted, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        const auto valuesBy = [&](ImagesModel::Column column, Qt::SortOrder order) {
            window_->images()->table()->sortByColumn(column, order);
            std::vector<double> values;
            for (const int index : window_->images()->order()) {
                const Candidate& image = document().images()[std::size_t(index)];
                const Account account = *image.account(document().weighting());
                values.push_back(column == ImagesModel::Distance ? account.distance
                                 : account.noticeable && !image.isLocal
                                     ? account.noticeable->probability
                                     : std::numeric_limits<double>::infinity());
            }
            return values;
        };
        QVERIFY(std::ranges::is_sorted(valuesBy(ImagesModel::Noticed, Qt::AscendingOrder)));
        QVERIFY(std::ranges::is_sorted(valuesBy(ImagesModel::Distance, Qt::DescendingOrder), std::greater{}));
        QVERIFY(std::ranges::is_sorted(valuesBy(ImagesModel::Distance, Qt::AscendingOrder)));
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

    void numbersStayInPlaceWhileStepping() {
        window_->openFiles({files_->reference, files_->blemished, files_->shifted, files_->deep});
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
        // Once all have been seen, nothing else moves, either, and all is in its place before it is painted.
        const auto places = [&] {
            QList<QRect> all;
            for (const QWidget* part : window_->reasons()->findChildren<QWidget*>())
                if (part->isVisible() && !part->findChild<QWidget*>()) all << part->geometry();
            return all;
        };
        const auto* measures = window_->reasons()->findChild<MeasuresBlock*>();
        const QRect last = measures->geometry();
        for (int index = 0; index < 3; ++index) {
            document().setCurrent(index);
            const QList<QRect> atOnce = places();
            QCOMPARE(measures->geometry(), last);
            QVERIFY(waitUntilIdle(document()));
            QTest::qWait(20);
            QCOMPARE(places(), atOnce);
            QCOMPARE(measures->geometry(), last);
        }
        // Where there is nothing to step to, no room is kept.
        document().removeImage(2);
        document().removeImage(1);
        QVERIFY(waitUntilIdle(document()));
        QTest::qWait(20);
        QVERIFY(measures->y() < last.y());
        const auto labels = window_->reasons()->findChildren<QLabel*>();
        const auto standing = std::ranges::find_if(labels, [](const QLabel* label) {
            return label->accessibleName() == QStringLiteral("Whether that is a lot");
        });
        QVERIFY(standing != labels.end());
        QCOMPARE((*standing)->parentWidget()->height(), (*standing)->heightForWidth((*standing)->width()));
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
        QCOMPARE(names,
                 (QStringList{QStringLiteral("…q10"), QStringLiteral("…q30"), QStringLiteral("…q50")}));
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
};

}  // namespace suss::test

QTEST_MAIN(suss::test::ListTest)
#include "test_list.moc"
