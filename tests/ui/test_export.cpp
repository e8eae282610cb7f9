// What the window saves and copies.

#include "core/image/png_text.h"
#include "core/image/read.h"
#include "core/report/exact.h"
#include "tests/ui/support/driven_window.h"
#include "ui/export/export_actions.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_preview.h"
#include "ui/export/panel_list.h"
#include "ui/panels/drawer.h"
#include "ui/panels/extremes_panel.h"
#include "ui/panels/repair_panel.h"
#include "ui/report/raw_maps.h"
#include "ui/status_line.h"
#include "ui/text.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>
#include <nlohmann/json.hpp>

#include <cmath>
#include <csignal>
#include <functional>
#include <sys/resource.h>

namespace suss::test {

namespace {

QByteArray contentOf(const QString& file) {
    QFile source(file);
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray();
}

bool write(const QString& file, const QByteArray& bytes) {
    QFile target(file);
    return target.open(QIODevice::WriteOnly) && target.write(bytes) == bytes.size();
}

// The built command line with the model of the tests; what it said on standard error is returned.
QByteArray runSuss(const QStringList& arguments, QByteArray* output = nullptr) {
    QProcess suss;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("SUSS_MODEL"), QStringLiteral(SUSS_TEST_MODEL));
    suss.setProcessEnvironment(environment);
    suss.start(QStringLiteral(SUSS_PROGRAM), arguments);
    if (!suss.waitForFinished(120'000)) return "it did not end";
    if (output) *output = suss.readAllStandardOutput();
    return suss.readAllStandardError();
}

// For as long as it lives no file may become larger, as on a disk that is full.
class FullDisk {
  public:
    explicit FullDisk(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
        getrlimit(RLIMIT_FSIZE, &before_);
        rlimit limit = before_;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

  private:
    void (*handler_)(int);
    rlimit before_{};
};

// One sentence for people.
bool isSentence(const QString& text) {
    return text.size() > 20 && text.endsWith(QLatin1Char('.')) && !text.contains(QLatin1Char('\n'));
}

}  // namespace

class ExportTest : public DrivenWindow {
    Q_OBJECT

    Exporter& exporter() { return window_->exports()->exporter(); }
    void openThree() {
        window_->openFiles({files_->reference, files_->blemished, files_->blurred, files_->smaller});
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().account());
    }

    ExportDialog* openDialog() {
        commands().exportFigure->trigger();
        ExportDialog* dialog = window_->exports()->dialog();
        return dialog && waitForPreview(dialog) ? dialog : nullptr;
    }
    static bool waitForPreview(const ExportDialog* dialog) {
        return QTest::qWaitFor([&] { return dialog->preview()->isCurrent(); }, 120'000);
    }
    static bool tick(ExportDialog* dialog, const QString& panel) {
        for (int row = 0; row < dialog->panels()->count(); ++row)
            if (auto* item = dialog->panels()->item(row); item->data(Qt::UserRole).toString() == panel) {
                item->setCheckState(Qt::Checked);
                return true;
            }
        return false;
    }
    bool save(ExportDialog* dialog, const QString& file) {
        QSignalSpy saved(&exporter(), &Exporter::saved);
        dialog->save(file);
        return QTest::qWaitFor([&] { return saved.count() == 1; }, 120'000);
    }
    bool waitForBanner() {
        return QTest::qWaitFor([&] { return window_->banner()->isVisible(); }, 120'000);
    }

  private Q_SLOTS:
    void cleanup() override {
        QVERIFY(QTest::qWaitFor([&] { return !exporter().activity(); }, 120'000));
        DrivenWindow::cleanup();
    }

    void theDialogStartsAsTheViewsAre() {
        openPair();
        state().setView(1, ViewKind::Map);
        state().setColormap(Colormap::Cividis);
        state().chooseRange(RangeGroup::Map, Range{0, 0.5});
        state().frame({80, 20, 24, 16});
        QTest::keyClick(window_.get(), Qt::Key_E, Qt::ControlModifier);
        ExportDialog* dialog = window_->exports()->dialog();
        QVERIFY(dialog && dialog->isVisible());
        const FigureOptions options = dialog->options();
        QCOMPARE(options.panels, (std::vector<FigurePanel>{ViewKind::Reference, ViewKind::Map}));
        QCOMPARE(options.sequential, Colormap::Cividis);
        QCOMPARE(options.diverging, Colormap::DivergingLight);
        QCOMPARE(options.ranges[std::size_t(RangeGroup::Map)], std::optional(Range{0, 0.5}));
        QCOMPARE(options.widthMm, kTwoColumnsMm);
        QVERIFY(!options.crop.isEmpty());
        dialog->seenPart()->setChecked(false);
        QVERIFY(dialog->options().crop.isEmpty());
        QVERIFY(waitForPreview(dialog));
        dialog->reject();
        QTRY_VERIFY(!window_->exports()->dialog());
    }

    void thePreviewFollowsEachChoice() {
        openPair();
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        QImage before = dialog->preview()->picture();
        QVERIFY(!before.isNull());
        const auto isAnother = [&](const char* what) {
            if (!waitForPreview(dialog)) return false;
            const QImage now = dialog->preview()->picture();
            const bool isNew = now != before;
            if (!isNew) qWarning("%s changed nothing", what);
            before = now;
            return isNew && dialog->preview()->problem().isEmpty();
        };
        QVERIFY(tick(dialog, QStringLiteral("map")));
        QVERIFY(isAnother("a panel"));
        dialog->panels()->setCurrentRow(0);
        QTest::keyClick(dialog->panels(), Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(dialog->options().panels.front(), FigurePanel(ViewKind::Image));
        QVERIFY(isAnother("the order"));
        dialog->width()->setCurrentIndex(0);
        QVERIFY(isAnother("the width"));
        // In twentieths of a point.
        QVERIFY(std::abs(dialog->preview()->figureSize().mm.width() - kOneColumnMm) < 0.02);
        dialog->columns()->setValue(1);
        QVERIFY(isAnother("the columns"));
        dialog->sequential()->setCurrentIndex(dialog->sequential()->currentIndex() == 0 ? 1 : 0);
        QVERIFY(isAnother("the colours"));
        dialog->boxes()->toggle();
        QVERIFY(isAnother("the boxes"));
        QVERIFY(dialog->inset()->count() > 1);
        dialog->inset()->setCurrentIndex(1);
        QVERIFY(isAnother("the magnifier"));
        QTest::keyClicks(dialog->captionText(), QStringLiteral("As printed"));
        QVERIFY(isAnother("the caption"));
        const QSize dots = dialog->preview()->figureSize().dots;
        dialog->dpi()->setValue(1200);
        QVERIFY(waitForPreview(dialog));
        QVERIFY(dialog->preview()->figureSize().dots.width() > dots.width());
        QVERIFY(dialog->facts()->text().contains(formatSize(dialog->preview()->figureSize().dots.width(),
                                                            dialog->preview()->figureSize().dots.height())));
        dialog->reject();
    }

    // The preview is the figure, only coarser.
    void thePreviewIsTheFigure() {
        openPair();
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        FigureInput input = figureInputOf(document().comparison(), document().weighting(),
                                          QStringLiteral("reference.png"), QStringLiteral("blemished.png"));
        input.modelName = QString::fromStdString(document().weights().model()->name);
        input.weightSet = document().weights().set();
        const QImage whole = renderFigure(input, dialog->options());
        QCOMPARE(dialog->preview()->figureSize().dots, whole.size());
        const QImage preview = dialog->preview()->picture();
        const QImage small = whole.scaled(preview.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        double sum = 0;
        for (int y = 0; y < small.height(); ++y)
            for (int x = 0; x < small.width(); ++x)
                sum += std::abs(qGray(small.pixel(x, y)) - qGray(preview.pixel(x, y)));
        // Text is drawn anew at that size, so edges differ; places and colours do not.
        const double mean = sum / (double(small.width()) * small.height());
        QVERIFY2(mean < 6, qPrintable(QString::number(mean)));
        dialog->reject();
    }

    void whatCannotBeDrawnIsSaid() {
        openPair();
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        QVERIFY(dialog->saveButton()->isEnabled());
        for (int row = 0; row < dialog->panels()->count(); ++row)
            dialog->panels()->item(row)->setCheckState(Qt::Unchecked);
        QVERIFY(!dialog->saveButton()->isEnabled());
        QVERIFY(waitForPreview(dialog));
        QVERIFY(isSentence(dialog->preview()->problem()));
        QCOMPARE(dialog->facts()->text(), dialog->preview()->problem());
        QVERIFY(!dialog->saveButton()->isEnabled() && !dialog->copyButton()->isEnabled());
        QVERIFY(tick(dialog, QStringLiteral("image")));
        QVERIFY(waitForPreview(dialog));
        QVERIFY(dialog->saveButton()->isEnabled());
        dialog->reject();
    }

    // Saved from the dialog, and made again by the command line from the recipe inside, or from that beside
    // it.
    void theCommandLineMakesTheSameFigure() {
        openPair();
        state().setView(1, ViewKind::Map);
        document().weights().setWeight(Component::Y3, 0.37);
        QVERIFY(waitUntilIdle(document()));
        for (const FigureFormat format : {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf}) {
            ExportDialog* dialog = openDialog();
            QVERIFY(dialog);
            for (const char* panel : {"image", "whitened:Y1", "components", "samples"})
                QVERIFY(tick(dialog, QLatin1String(panel)));
            dialog->width()->setCurrentIndex(2);
            dialog->customWidth()->setValue(131.5);
            dialog->columns()->setValue(3);
            dialog->inset()->setCurrentIndex(1);
            dialog->captionText()->setText(QStringLiteral("Größe <&> “so”"));
            dialog->format()->setCurrentIndex(dialog->format()->findData(int(format)));
            dialog->recipe()->setChecked(true);
            QVERIFY(waitForPreview(dialog));
            QCOMPARE(dialog->preview()->problem(), QString());
            const FigureOptions options = dialog->options();
            const QString ending = endingOf(format);
            const QString file = files_->path(QStringLiteral("dialog.") + ending);
            QVERIFY(save(dialog, file));
            QTRY_VERIFY(!window_->exports()->dialog());
            const FigureRecipe recipe = readRecipe(file.toStdString());
            QCOMPARE(recipe.options, options);
            QCOMPARE(recipe.onlyInWindow, std::string());
            QVERIFY(contentOf(recipeBeside(file)).startsWith('{'));
            if (format == FigureFormat::Pdf) continue;
            for (const QString& from : {file, recipeBeside(file)}) {
                const QString again = files_->path(QStringLiteral("dialog-again.") + ending);
                QCOMPARE(runSuss({QStringLiteral("figure"), QStringLiteral("--recipe"), from,
                                  QStringLiteral("-o"), again}),
                         QByteArray());
                QVERIFY(!contentOf(file).isEmpty());
                QVERIFY(contentOf(file) == contentOf(again));
            }
        }
    }

    void choicesAreRemembered() {
        openPair();
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        dialog->width()->setCurrentIndex(0);
        dialog->dpi()->setValue(450);
        dialog->format()->setCurrentIndex(dialog->format()->findData(int(FigureFormat::Svg)));
        tick(dialog, QStringLiteral("map"));
        dialog->reject();
        QTRY_VERIFY(!window_->exports()->dialog());
        dialog = openDialog();
        QVERIFY(dialog);
        QCOMPARE(dialog->options().widthMm, kOneColumnMm);
        QCOMPARE(dialog->options().dpi, 450.0);
        QCOMPARE(dialog->file().format, FigureFormat::Svg);
        const std::vector<FigurePanel> chosen{ViewKind::Reference, ViewKind::Image, ViewKind::Map};
        QCOMPARE(dialog->options().panels, chosen);
        QVERIFY(dialog->dpi()->text().startsWith(QStringLiteral("at least ")));
        dialog->reject();
        // Who has not touched the panels gets those of the views again and again.
        window_ = std::make_unique<MainWindow>(analysis_->function());
        openPair();
        dialog = openDialog();
        QVERIFY(dialog);
        dialog->reject();
        QTRY_VERIFY(!window_->exports()->dialog());
        state().setView(1, ViewKind::Map);
        dialog = openDialog();
        QVERIFY(dialog);
        QCOMPARE(dialog->options().panels, (std::vector<FigurePanel>{ViewKind::Reference, ViewKind::Map}));
        dialog->reject();
    }

    void bothDirectionsCanBeAPanel() {
        openPair();
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        QVERIFY(!document().field(ViewKind::Directions));
        QVERIFY(tick(dialog, QStringLiteral("directions")));
        QTRY_VERIFY(document().field(ViewKind::Directions));
        QVERIFY(waitForPreview(dialog));
        QVERIFY2(dialog->preview()->problem().isEmpty(), qPrintable(dialog->preview()->problem()));
        dialog->reject();
    }

    void nothingIsLostWhenAFileCannotBeWritten() {
        openPair();
        const QString kept = files_->path(QStringLiteral("kept.png"));
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        // Not a folder, a device, and a folder in place of the file.
        QVERIFY(write(kept, "what was there before"));
        QVERIFY(QDir().mkpath(files_->path(QStringLiteral("folder.png"))));
        for (const QString& file :
             {files_->path(QStringLiteral("no/such/folder.png")), QStringLiteral("/dev/full"),
              kept + QStringLiteral("/inside.png"), files_->path(QStringLiteral("folder.png"))}) {
            QSignalSpy failed(&exporter(), &Exporter::failed);
            dialog->save(file);
            QVERIFY2(QTest::qWaitFor([&] { return failed.count() == 1; }, 120'000), qPrintable(file));
            QVERIFY(dialog->isVisible());
            QVERIFY2(isSentence(dialog->facts()->text()), qPrintable(dialog->facts()->text()));
            QCOMPARE(window_->banner()->message().text, dialog->facts()->text());
            QCOMPARE(contentOf(kept), QByteArray("what was there before"));
            QVERIFY(dialog->saveButton()->isEnabled());
        }
        QVERIFY(QFileInfo(files_->path(QStringLiteral("folder.png"))).isDir());
        // A disk that fills up while the file is written over one that is there.
        const QFileInfoList beforehand = QFileInfo(kept).dir().entryInfoList();
        {
            const FullDisk full(4096);
            QSignalSpy failed(&exporter(), &Exporter::failed);
            dialog->save(kept);
            QVERIFY(QTest::qWaitFor([&] { return failed.count() == 1; }, 120'000));
        }
        QVERIFY(isSentence(dialog->facts()->text()));
        QCOMPARE(contentOf(kept), QByteArray("what was there before"));
        QCOMPARE(QFileInfo(kept).dir().entryInfoList(), beforehand);
        dialog->reject();
        // Nor by the others.
        const QString nowhere = files_->path(QStringLiteral("no/such/"));
        for (const auto& attempt : std::vector<std::function<void()>>{
                 [&] { exporter().saveReport(nowhere + QStringLiteral("report.html")); },
                 [&] { exporter().saveNumbers(nowhere + QStringLiteral("numbers.json")); },
                 [&] { exporter().saveNumbers(QStringLiteral("/dev/full")); },
                 [&] { exporter().saveReport(QStringLiteral("/dev/full")); },
                 [&] { exporter().saveMap(ViewKind::Map, nowhere + QStringLiteral("map.tif")); },
                 [&] { exporter().saveMap(ViewKind::Map, files_->path(QStringLiteral("map.xyz"))); }}) {
            commands().escape->trigger();
            QVERIFY(!window_->banner()->isVisible());
            attempt();
            QVERIFY(waitForBanner());
            QVERIFY2(isSentence(window_->banner()->message().text),
                     qPrintable(window_->banner()->message().text));
        }
    }

    // A recipe must not name a file that is another one by now.
    void aFileThatChangedIsNotPutIntoARecipe() {
        openPair();
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        const QByteArray before = contentOf(files_->blemished);
        QVERIFY(write(files_->blemished, contentOf(files_->blurred)));
        QFile touched(files_->blemished);
        QVERIFY(touched.open(QIODevice::ReadWrite));
        QVERIFY(
            touched.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
        touched.close();
        QSignalSpy failed(&exporter(), &Exporter::failed);
        const QString file = files_->path(QStringLiteral("changed.png"));
        dialog->save(file);
        QVERIFY(QTest::qWaitFor([&] { return failed.count() == 1; }, 120'000));
        QVERIFY(!QFileInfo::exists(file));
        // Read again, it is drawn and saved as it is now.
        QVERIFY(QTest::qWaitFor(
            [&] {
                return document().picture(Role::Image).source.modified ==
                       QFileInfo(files_->blemished).lastModified();
            },
            120'000));
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(waitForPreview(dialog));
        QVERIFY(save(dialog, file));
        QVERIFY(write(files_->blemished, before));
    }

    void picturesGoIntoTheClipboard() {
        openPair();
        const auto copied = [&](QAction* action) {
            QApplication::clipboard()->clear();
            QSignalSpy told(&exporter(), &Exporter::copied);
            action->trigger();
            return QTest::qWaitFor([&] { return told.count() == 1; }, 120'000)
                       ? QApplication::clipboard()->image()
                       : QImage();
        };
        FigureInput input = figureInputOf(document().comparison(), document().weighting(),
                                          QStringLiteral("reference.png"), QStringLiteral("blemished.png"));
        input.modelName = QString::fromStdString(document().weights().model()->name);
        input.weightSet = document().weights().set();
        FigureOptions options;
        options.panels = {ViewKind::Reference, ViewKind::Image};
        options.columns = 2;
        options.dpi = 96 * window_->devicePixelRatioF();
        options.diverging = state().diverging();
        const auto isSame = [](const QImage& one, const QImage& two) {
            return one.convertToFormat(QImage::Format_RGB32) == two.convertToFormat(QImage::Format_RGB32);
        };
        QVERIFY(isSame(copied(commands().copyView), renderFigure(input, options)));
        options.panels = {ViewKind::Map};
        options.columns = 1;
        QVERIFY(isSame(copied(commands().copyMap), renderFigure(input, options)));
        const QImage figure = copied(commands().copyFigure);
        QVERIFY(std::abs(figure.width() - kTwoColumnsMm / 25.4 * 300) < 300);
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        QSignalSpy told(&exporter(), &Exporter::copied);
        dialog->copyButton()->click();
        QVERIFY(QTest::qWaitFor([&] { return told.count() == 1; }, 120'000));
        QVERIFY(isSame(QApplication::clipboard()->image(), figure));
        // Panels that were chosen last stay chosen.
        auto* panels = dialog->findChild<PanelList*>();
        QVERIFY(panels && panels->count() > 2);
        panels->item(0)->setCheckState(panels->item(0)->checkState() == Qt::Checked ? Qt::Unchecked
                                                                                    : Qt::Checked);
        QVERIFY(waitForPreview(dialog));
        dialog->copyButton()->click();
        QVERIFY(QTest::qWaitFor([&] { return told.count() == 2; }, 120'000));
        const QImage chosen = QApplication::clipboard()->image();
        QVERIFY(!isSame(chosen, figure));
        dialog->reject();
        QTRY_VERIFY(!window_->exports()->dialog());
        QVERIFY(isSame(copied(commands().copyFigure), chosen));
    }

    void theListBecomesAReport() {
        openThree();
        const QString file = files_->path(QStringLiteral("report.html"));
        QSignalSpy saved(&exporter(), &Exporter::saved);
        exporter().saveReport(file);
        QVERIFY(exporter().activity());
        QVERIFY(QTest::qWaitFor([&] { return saved.count() == 1; }, 120'000));
        const QByteArray html = contentOf(file);
        QVERIFY(html.contains("blemished.png") && html.contains("blurred.png"));
        // The one that does not fit is named.
        QVERIFY(html.contains("Not compared") && html.contains("smaller.png"));
        const QByteArray distance = formatNumber(document().account()->distance).toUtf8();
        QVERIFY(html.contains(distance));
        QVERIFY(html.contains("suss.compare/1"));
    }

    void aReportCanBeStopped() {
        openThree();
        const QString file = files_->path(QStringLiteral("stopped.html"));
        QVERIFY(write(file, "the report of yesterday"));
        QSignalSpy saved(&exporter(), &Exporter::saved);
        exporter().saveReport(file);
        QVERIFY(exporter().activity());
        window_->statusLine()->cancelButton()->click();
        QVERIFY(!exporter().activity());
        QTest::qWait(500);
        QCOMPARE(saved.count(), 0);
        QCOMPARE(contentOf(file), QByteArray("the report of yesterday"));
    }

    // Each is written, though the next is asked for at once.
    void whatIsAskedForTogetherIsWrittenInTurn() {
        openPair();
        QSignalSpy saved(&exporter(), &Exporter::saved);
        QStringList files;
        for (int i = 0; i < 4; ++i) {
            files << files_->path(QStringLiteral("turn-%1.png").arg(i));
            window_->exports()->saveView(files.back());
        }
        QVERIFY(QTest::qWaitFor([&] { return saved.count() == 4; }, 120'000));
        for (const QString& file : files) QVERIFY(!QImage(file).isNull());
    }

    void theSeenMapIsSavedAsNumbers() {
        openPair();
        QCOMPARE(exporter().map(), std::optional(ViewKind::Map));
        state().setView(0, ViewKind::Y3);
        QCOMPARE(exporter().map(), std::optional(ViewKind::Y3));
        state().setActivePane(1);
        state().setView(1, ViewKind::Difference);
        QCOMPARE(exporter().map(), std::optional(ViewKind::Difference));
        QVERIFY(commands().exportMap->isEnabled());
        // The same bytes as `suss compare --raw`.
        const QString folder = files_->path(QStringLiteral("raw"));
        for (const QString& format : {QStringLiteral("tif"), QStringLiteral("exr"), QStringLiteral("npy")}) {
            QCOMPARE(runSuss({QStringLiteral("compare"), files_->reference, files_->blemished,
                              QStringLiteral("--raw"), folder, QStringLiteral("--raw-format"), format,
                              QStringLiteral("--quiet")}),
                     QByteArray());
            for (const ViewKind kind : {ViewKind::Map, ViewKind::Difference, ViewKind::Y3, ViewKind::Cr}) {
                const QString file = files_->path(QStringLiteral("seen.") + format);
                QSignalSpy saved(&exporter(), &Exporter::saved);
                exporter().saveMap(kind, file);
                QVERIFY(QTest::qWaitFor([&] { return saved.count() == 1; }, 120'000));
                const QByteArray theirs = contentOf(
                    QStringLiteral("%1/blemished.%2.%3").arg(folder, toQString(rawNameOf(kind)), format));
                QVERIFY(!theirs.isEmpty());
                QVERIFY(contentOf(file) == theirs);
            }
        }
        // A map that only the window has, and its numbers: 32-bit floats behind the header.
        state().setView(1, ViewKind::Ssim);
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(exporter().map(), std::optional(ViewKind::Ssim));
        const QString file = files_->path(QStringLiteral("ssim.npy"));
        QSignalSpy saved(&exporter(), &Exporter::saved);
        exporter().saveMap(ViewKind::Ssim, file);
        QVERIFY(QTest::qWaitFor([&] { return saved.count() == 1; }, 120'000));
        const QByteArray bytes = contentOf(file);
        const qsizetype count = PictureFiles::kWidth * PictureFiles::kHeight;
        QVERIFY(bytes.size() > 4 * count);
        const auto* values = reinterpret_cast<const float*>(bytes.constData() + bytes.size() - 4 * count);
        QCOMPARE(values[90 + 25 * PictureFiles::kWidth], *document().field(ViewKind::Ssim)->at(90, 25));
    }

    // The document and the table of the command line, for the same files.
    void theNumbersAreThoseOfTheCommandLine() {
        openThree();
        document().marked().setRect(Rect{80, 20, 24, 16});
        QVERIFY(waitUntilIdle(document()));
        const auto save = [&](const QString& file) {
            QSignalSpy saved(&exporter(), &Exporter::saved);
            exporter().saveNumbers(file);
            return QTest::qWaitFor([&] { return saved.count() == 1; }, 120'000);
        };
        const QString file = files_->path(QStringLiteral("numbers.json"));
        QVERIFY(save(file));
        // What is not in there is said.
        QVERIFY(waitForBanner());
        QVERIFY(window_->banner()->message().text.contains(QStringLiteral("smaller.png")));
        QStringList images;
        for (const Candidate& entry : document().images())
            if (entry.problem.isEmpty()) images << entry.source.path;
        QCOMPARE(images.size(), 2);
        QByteArray theirs;
        QCOMPARE(runSuss(QStringList{QStringLiteral("compare"), files_->reference} + images +
                             QStringList{QStringLiteral("--json"), QStringLiteral("--region"),
                                         QStringLiteral("80,20,24,16")},
                         &theirs),
                 QByteArray());
        auto mine = nlohmann::json::parse(contentOf(file).toStdString());
        QCOMPARE(mine["failed"].size(), std::size_t(1));
        mine.erase("failed");
        QVERIFY(mine == nlohmann::json::parse(theirs.toStdString()));

        const QString table = files_->path(QStringLiteral("numbers.csv"));
        const QString theirTable = files_->path(QStringLiteral("theirs.csv"));
        QVERIFY(save(table));
        QCOMPARE(runSuss(QStringList{QStringLiteral("compare"), files_->reference} + images +
                         QStringList{QStringLiteral("--csv"), theirTable, QStringLiteral("--quiet")}),
                 QByteArray());
        QCOMPARE(contentOf(table), contentOf(theirTable));
        QCOMPARE(contentOf(table).count('\n'), 3);
    }

    void madePicturesAreSavedWithWhatMadeThem() {
        openPair();
        QVERIFY(!commands().saveMost->isEnabled() && !commands().saveRepaired->isEnabled());
        commands().showExtremes->trigger();
        window_->extremes()->error()->setValue(6);
        window_->extremes()->findButton()->click();
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(document().extremes().found());
        const auto save = [&](ViewKind kind, const QString& file) {
            QSignalSpy saved(&exporter(), &Exporter::saved);
            exporter().savePicture(kind, file);
            return QTest::qWaitFor([&] { return saved.count() == 1; }, 120'000);
        };
        const auto note = [&](const QString& file, const char* key) {
            return pngText(contentOf(file).toStdString(), key).value_or("-");
        };
        // 16 bits: half a level of 65535 from what is shown.
        const auto isThatOf = [&](const QString& file, const Image& shown) {
            const Image read = readImage(file.toStdString());
            double most = 0;
            for (std::size_t i = 0; i < read.rgb.size(); ++i)
                most = std::max(most, std::abs(double(read.rgb[i]) - double(shown.rgb[i])));
            return read.sourceBits == 16 && most < 0.6 / 65535;
        };
        const QString most = files_->path(QStringLiteral("most.png"));
        const QString least = files_->path(QStringLiteral("least.tif"));
        QVERIFY(commands().saveMost->isEnabled() && commands().saveLeast->isEnabled());
        // Weights that are chosen later say nothing of it.
        const std::string set = document().weights().set().toStdString();
        document().weights().setWeight(Component::Y1, 0.123);
        QVERIFY(waitUntilIdle(document()));
        QVERIFY(save(ViewKind::MostVisible, most) && save(ViewKind::LeastVisible, least));
        const auto& found = *document().extremes().found();
        QVERIFY(isThatOf(most, *found.most.picture.image));
        QVERIFY(isThatOf(least, *found.least.picture.image));
        QCOMPARE(note(most, "suss:extreme"), std::string("most"));
        QCOMPARE(note(most, "suss:rmse"), std::string("6"));
        QCOMPARE(note(most, "suss:weights"), set);
        QCOMPARE(note(most, "suss:model-sha256"), document().weights().model()->sha256);
        QVERIFY(contentOf(least).contains("\"suss:extreme\":\"least\""));

        commands().showRepair->trigger();
        QVERIFY(QTest::qWaitFor([&] { return document().repair().isSettled(); }, 120'000));
        window_->repair()->slider()->setValue(5);
        QVERIFY(QTest::qWaitFor([&] { return document().repair().isSettled(); }, 120'000));
        QVERIFY(window_->repair()->saveButton()->isEnabled());
        const QString repaired = files_->path(QStringLiteral("repaired.png"));
        QVERIFY(save(ViewKind::Repaired, repaired));
        QVERIFY(isThatOf(repaired, *document().repair().picture().image));
        QCOMPARE(note(repaired, "suss:repair-position"), exact(document().repair().place().position));
        QVERIFY(note(repaired, "suss:weights").find("Y1 0.123") != std::string::npos);
    }

    // The commands ask where to, with endings that follow the format.
    void commandsAskWhereTo() {
        openPair();
        for (QAction* action : {commands().save, commands().exportReport, commands().exportMap,
                                commands().exportNumbers, commands().saveSession}) {
            action->trigger();
            QFileDialog* question = nullptr;
            QTRY_VERIFY((question = window_->findChild<QFileDialog*>()));
            QCOMPARE(question->acceptMode(), QFileDialog::AcceptSave);
            QVERIFY(QFileInfo(question->selectedFiles().value(0))
                        .completeBaseName()
                        .contains(QStringLiteral("reference")) ||
                    action != commands().saveSession);
            for (const QString& filter : question->nameFilters()) {
                Q_EMIT question->filterSelected(filter);
                QVERIFY(filter.contains(QStringLiteral("*.") + question->defaultSuffix()));
            }
            question->close();
            QTRY_VERIFY(!window_->findChild<QFileDialog*>());
        }
    }

    // Also of pictures that are in no file, whatever was open before.
    void theProposedNameIsThatOfThePicture() {
        window_->openFiles({});
        QVERIFY(waitUntilIdle(document()));
        openPair();
        const auto proposed = [&] {
            commands().save->trigger();
            auto* question = window_->findChild<QFileDialog*>();
            const QString name =
                question ? QFileInfo(question->selectedFiles().value(0)).fileName() : QString();
            delete question;
            return name;
        };
        QCOMPARE(proposed(), QStringLiteral("suss-blemished.png"));
        document().openImages(
            {Source::memory(QStringLiteral("What if: été.png, 1"), document().picture(Role::Image).image)});
        QVERIFY(waitUntilIdle(document()));
        QCOMPARE(proposed(), QStringLiteral("suss-What-if-été.png-1.png"));
    }

    void everythingInTheDialogHasANameAndAHint() {
        openPair();
        ExportDialog* dialog = openDialog();
        QVERIFY(dialog);
        dialog->width()->setCurrentIndex(2);
        for (const QWidget* widget : dialog->findChildren<QWidget*>()) {
            const bool isInteractive =
                qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QComboBox*>(widget) ||
                qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QListWidget*>(widget) ||
                qobject_cast<const QLineEdit*>(widget);
            if (!isInteractive || !widget->isVisible() ||
                widget->objectName().startsWith(QStringLiteral("qt_")) ||
                qobject_cast<const QAbstractSpinBox*>(widget->parentWidget()) ||
                qobject_cast<const QLineEdit*>(widget->parentWidget()))
                continue;
            QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
            QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->accessibleName()));
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, qPrintable(widget->accessibleName()));
        }
        // Escape closes it, and it asks for no more than is there.
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(!window_->exports()->dialog());
    }
};

}  // namespace suss::test

QTEST_MAIN(suss::test::ExportTest)
#include "test_export.moc"
