// Pictures come into the window: files, folders, the clipboard, sessions; and what goes wrong with that.

#include "core/error.h"
#include "core/files.h"
#include "core/image/exposure.h"
#include "core/image/read.h"
#include "tests/ui/support/driven_window.h"
#include "ui/export/export_actions.h"
#include "ui/figure/of_views.h"
#include "ui/paint/qt_image.h"
#include "ui/panels/images_model.h"
#include "ui/panels/images_panel.h"
#include "ui/report/image_list.h"
#include "ui/session.h"
#include "ui/settings.h"
#include "ui/status_line.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QDragLeaveEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace suss::test {

class OpeningTest : public DrivenWindow {
    Q_OBJECT

  private Q_SLOTS:
    void opensTwoFiles() {
        window_->openFiles({files_->reference, files_->blemished});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
        QVERIFY(window_->windowTitle().contains(QStringLiteral("blemished.png")));
        QVERIFY(!window_->banner()->isVisible());
        // Every view carries its name.
        QCOMPARE(window_->stage()->pane(0)->selector()->currentText(), QStringLiteral("Reference"));
        QCOMPARE(window_->stage()->pane(1)->selector()->currentText(), QStringLiteral("Image"));
        QTRY_COMPARE(recentPairs().value(0), (RecentPair{files_->reference, files_->blemished}));
        QCOMPARE(window_->commands()->recent->actions().size(), 1);
    }

    void startsWithTheExample() {
        window_->openFiles({});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
        const auto distortions = window_->commands()->example->actions();
        QVERIFY(distortions.size() >= 4);
        distortions[0]->trigger();
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Image).source.distortion, distortions[0]->data().toString());
        QCOMPARE(analysis_->runs(), 1);
        QTest::qWait(700);
        QVERIFY(recentPairs().isEmpty());
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
        // Transparency is laid on the same background as that of files, and said.
        pasted = QImage(PictureFiles::kWidth, PictureFiles::kHeight, QImage::Format_ARGB32);
        pasted.fill(QColor(255, 0, 0, 51));
        const QString file = files_->path(QStringLiteral("transparent.png"));
        QVERIFY(pasted.save(file));
        const Image read = readImage(file.toStdString());
        const Image converted = fromQImage(pasted);
        QCOMPARE(converted.notes, read.notes);
        for (std::size_t i = 0; i < 3; ++i) QVERIFY(std::abs(converted.rgb[i] - read.rgb[i]) < 1e-4f);
    }

    void stepsThroughAListAreOneRecentPair() {
        QSettings().remove(QStringLiteral("recentPairs"));
        openPair();
        window_->openFiles({files_->reference, files_->blemished, files_->blurred, files_->deep});
        QVERIFY(waitUntilIdle(document()));
        for (int index = 0; index < 3; ++index) {
            document().setCurrent(index);
            QVERIFY(waitUntilIdle(document()));
        }
        // The one of the list that was looked at last, also if the window is closed at once.
        const QString last = document().picture(Role::Image).source.path;
        window_.reset();
        QCOMPARE(recentPairs().size(), qsizetype{1});
        QCOMPARE(recentPairs().front().image, last);
    }

    void aFolderWithoutPicturesIsSaid() {
        const QString folder = files_->path(QStringLiteral("empty"));
        QVERIFY(QDir().mkpath(folder));
        window_->openPaths({folder});
        QVERIFY(banner().isVisible());
        QVERIFY(document().picture(Role::Reference).isEmpty());
        // Another image beside those that are open is a pair of its own.
        openPair();
        document().open(Role::Image, Source::file(files_->blurred));
        QVERIFY(waitUntilIdle(document()));
        QTRY_COMPARE(recentPairs().value(0).image, files_->blurred);
        QCOMPARE(recentPairs()[1].image, files_->blemished);
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

    void filesAreReadWhileTheyAreDraggedOverTheWindow() {
        const QStringList files{files_->path(QStringLiteral("one.png")),
                                files_->path(QStringLiteral("two.png"))};
        for (const QString& file : files) QVERIFY(QFile::copy(files_->blemished, file));
        dragOverWindow(files, {100, 300});
        QTRY_COMPARE(analysis_->runs(), 1);
        QVERIFY(document().picture(Role::Reference).isEmpty());
        QVERIFY(!document().activity());  // nobody has asked for it
        QTRY_VERIFY(document().weights().model());
        // It is not read again: nobody notices that it is no picture any more.
        const QDateTime written = QFileInfo(files[0]).lastModified();
        QFile changing(files[0]);
        QVERIFY(changing.open(QIODevice::ReadWrite));
        changing.write("no");
        changing.flush();
        QVERIFY(changing.setFileTime(written, QFileDevice::FileModificationTime));
        dropFiles(files, {100, 300});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().picture(Role::Reference).source.path, files[0]);
        QVERIFY(document().account());
        QCOMPARE(document().account()->distance, 0.0);
        QCOMPARE(analysis_->runs(), 1);
    }

    void filesThatLeaveTheWindowAreForgotten() {
        openPair();
        analysis_->hold();
        dragOverWindow({files_->blemished, files_->blurred}, {100, 300});
        QTRY_COMPARE(analysis_->runs(), 2);
        QVERIFY(!document().activity());
        QDragLeaveEvent leave;
        QApplication::sendEvent(window_.get(), &leave);
        QTRY_COMPARE(analysis_->cancelled(), 1);
        analysis_->release();
        QCOMPARE(document().picture(Role::Reference).source.path, files_->reference);
        QVERIFY(document().account());
        // What was begun for nothing does not stand in the way of what follows.
        document().openPair(Source::file(files_->blurred), Source::file(files_->blemished));
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
        QCOMPARE(analysis_->runs(), 3);
    }

    void whatIsBeingAnalysedAheadIsNotAnalysedTwice() {
        openPair();
        analysis_->hold();
        dragOverWindow({files_->blemished, files_->blurred}, {100, 300});
        QTRY_COMPARE(analysis_->runs(), 2);
        QTest::qWait(100);  // the other one is read as well
        dropFiles({files_->blemished, files_->blurred}, {100, 300});
        QTRY_COMPARE(document().picture(Role::Reference).source.path, files_->blemished);
        QVERIFY(document().activity());
        analysis_->release();
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
        QCOMPARE(analysis_->runs(), 2);
    }

    void aFileThatIsChosenInTheDialogIsReadMeanwhile() {
        commands().openReference->trigger();
        QFileDialog* dialog = nullptr;
        QTRY_VERIFY((dialog = window_->findChild<QFileDialog*>()));
        Q_EMIT dialog->currentChanged(files_->reference);
        QTRY_COMPARE(analysis_->runs(), 1);
        QTRY_VERIFY(document().weights().model());
        QVERIFY(document().picture(Role::Reference).isEmpty());
        Q_EMIT dialog->filesSelected({files_->reference});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().analysis());
        QCOMPARE(analysis_->runs(), 1);
        dialog->close();
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

    void sessionsOpenEverythingAgain() {
        const QString file = files_->path(QStringLiteral("work.suss-session"));
        window_->openFiles({files_->reference, files_->blemished, files_->blurred});
        QVERIFY(waitUntilIdle(document()));
        document().keepBeside();
        document().setCurrent(1);
        QVERIFY(waitUntilIdle(document()));
        window_->images()->table()->sortByColumn(ImagesModel::Name, Qt::DescendingOrder);
        state().setLayout(StageLayout::Swipe);
        state().setView(0, ViewKind::Kept);
        state().setView(1, ViewKind::Y2);
        state().setZoom(3);
        state().lookAt({90, 40});
        state().chooseRange(RangeGroup::Whitened, Range{-7, 7});
        state().pin(QPointF(PictureFiles::kWidth - 0.25, 40.5));
        document().weights().setWeight(Component::Y2, 0.5);
        document().weights().setEnabled(Component::CbCr, false);
        document().marked().setRect(Rect{10, 20, 30, 40});
        document().painted().paint({QPointF(20, 20), QPointF(60, 50)}, 6);
        const QImage painted = document().painted().mask().overlay().copy();
        const double distance = document().account()->distance;
        window_->saveSession(file);
        QVERIFY(!banner().isVisible());

        QSettings().clear();
        window_ = std::make_unique<MainWindow>(analysis_->function());
        window_->resize(1200, 760);
        window_->show();
        window_->openFiles({file});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().kept().source.path, files_->blemished);
        QCOMPARE(state().view(0), ViewKind::Kept);
        QCOMPARE(state().listOrder(), (ListOrder{QStringLiteral("name"), true}));
        QStringList titles;
        for (const int index : window_->images()->order())
            titles << document().images()[std::size_t(index)].source.title();
        QCOMPARE(titles, QStringList({QStringLiteral("blurred.png"), QStringLiteral("blemished.png")}));
        QCOMPARE(document().images().size(), std::size_t(2));
        QCOMPARE(document().picture(Role::Image).source.path, files_->blurred);
        QVERIFY(document().weights().isEdited());
        QVERIFY(std::abs(document().account()->distance - distance) < 1e-12 * std::abs(distance));
        QCOMPARE(state().layout(), StageLayout::Swipe);
        QCOMPARE(state().view(1), ViewKind::Y2);
        QCOMPARE(state().zoom(), 3.0);
        QVERIFY(close(state().center(), {90, 40}));
        QCOMPARE(state().chosenRange(RangeGroup::Whitened).value(), (Range{-7, 7}));
        QCOMPARE(state().pinned().value(), QPointF(PictureFiles::kWidth - 0.25, 40.5));
        QCOMPARE(document().marked().rect().value(), (Rect{10, 20, 30, 40}));
        QCOMPARE(document().painted().mask().overlay(), painted);

        window_->openSession(files_->damaged);
        QVERIFY(banner().isVisible());
        // One whose pictures are gone takes nothing away either.
        const QString moved = files_->path(QStringLiteral("moved.png"));
        QVERIFY(QFile::rename(files_->reference, moved));
        document().weights().setWeight(Component::Y2, 0.25);
        window_->openSession(file);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(document().weights().weighting().weights[indexOf(Component::Y2)], 0.25);
        QVERIFY(QFile::rename(moved, files_->reference));
        // An image in no file cannot be opened again: the others are.
        const auto pasted = [&](Role role) {
            document().open(role,
                            Source::memory(QStringLiteral("Pasted"), toScreen(files_->referenceImage())));
            return waitUntilIdle(document());
        };
        QVERIFY(pasted(Role::Image));
        const QString other = files_->path(QStringLiteral("other.suss-session"));
        window_->saveSession(other);
        QVERIFY(banner().findChild<QLabel*>()->text().contains(QStringLiteral("without Pasted")));
        const Session left = readSession(other);
        QCOMPARE(left.reference.path, files_->reference);
        QVERIFY(std::none_of(left.images.begin(), left.images.end(),
                             [](const Source& image) { return image.path.isEmpty(); }));
        // Without a reference nothing can be, and nothing half is written.
        QVERIFY(pasted(Role::Reference));
        const QString none = files_->path(QStringLiteral("none.suss-session"));
        window_->saveSession(none);
        QVERIFY(banner().isVisible());
        QVERIFY(!QFileInfo::exists(none));
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

    void aSessionThatOtherPicturesOvertakeLeavesThemAlone() {
        window_->openFiles({files_->reference, files_->blemished});
        QVERIFY(waitUntilIdle(document()));
        document().marked().setRect(Rect{1, 2, 20, 20});
        document().weights().setEnabled(Component::Y1, false);
        state().setView(0, ViewKind::Y3);
        const QString file = files_->path(QStringLiteral("overtaken.suss-session"));
        window_->saveSession(file);
        document().weights().setEnabled(Component::Y1, true);
        document().marked().setRect(std::nullopt);
        state().setView(0, ViewKind::Reference);
        window_->openSession(file);
        window_->openFiles({files_->smaller, files_->smaller});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(state().view(0), ViewKind::Reference);
        QVERIFY(!document().marked().rect());
        QVERIFY(document().weighting().enabled[indexOf(Component::Y1)]);
        // Nor if the reference is the same.
        window_->openFiles({files_->reference, files_->blemished});
        QVERIFY(waitUntilIdle(document()));
        window_->openSession(file);
        window_->openFiles({files_->reference, files_->reference});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(!document().marked().rect());
        QVERIFY(document().weighting().enabled[indexOf(Component::Y1)]);
        // Stopped, it leaves what is there as it was.
        window_->openSession(file);
        key(Qt::Key_Escape);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().weighting().enabled[indexOf(Component::Y1)]);
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
};

}  // namespace suss::test

QTEST_MAIN(suss::test::OpeningTest)
#include "test_opening.moc"
