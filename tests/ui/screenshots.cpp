// suss-screenshots OUTDIR [REF IMG]: pictures of the window in its main states, at two sizes, light and dark,
// for looking at. Run it with QT_SCALE_FACTOR=2 for screens of twice the density, and with SUSS_ONLY_EXPORT=1
// for the export of figures alone.

#include "core/explain/example.h"
#include "core/image/reshape.h"
#include "core/network/predictor.h"
#include "core/parallel.h"
#include "ui/banner.h"
#include "ui/command_palette.h"
#include "ui/commands.h"
#include "ui/export/export_actions.h"
#include "ui/export/export_dialog.h"
#include "ui/export/figure_preview.h"
#include "ui/export/panel_list.h"
#include "ui/main_window.h"
#include "ui/panels/drawer.h"
#include "ui/panels/extremes_panel.h"
#include "ui/panels/repair_panel.h"
#include "ui/panels/samples_panel.h"
#include "ui/panels/what_if_panel.h"
#include "ui/stage/stage.h"
#include "ui/text.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QSettings>
#include <QSlider>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QUrl>

#include <cstdio>

namespace suss {
namespace {

QPalette darkPalette() {
    QPalette palette(QColor(53, 54, 58), QColor(42, 43, 46));
    palette.setColor(QPalette::Base, QColor(30, 31, 34));
    palette.setColor(QPalette::AlternateBase, QColor(38, 39, 42));
    palette.setColor(QPalette::Highlight, QColor(61, 125, 214));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, QColor(60, 61, 65));
    palette.setColor(QPalette::ToolTipText, Qt::white);
    return palette;
}

class Photographer {
  public:
    Photographer(QDir folder, QStringList files, Analyse analyse)
        : folder_(std::move(folder)), files_(std::move(files)), analyse_(std::move(analyse)) {}

    void takeAll() {
        for (const QSize size : {QSize(1280, 800), QSize(2560, 1440)})
            for (const bool dark : {false, true}) {
                QApplication::setPalette(dark ? darkPalette() : QApplication::style()->standardPalette());
                QSettings().clear();
                size_ = size;
                dark_ = dark;
                takeStates();
                takeLargeText();
            }
    }

  private:
    void waitForIdle(MainWindow& window) {
        QTest::qWait(50);
        if (!QTest::qWaitFor([&] { return !window.document().activity(); }, 120'000))
            std::fputs("suss-screenshots: the work did not end\n", stderr);
        QTest::qWait(50);
    }

    void take(QWidget& window, const QString& state) {
        QTest::qWait(30);
        const QString name = QStringLiteral("%1_%2x%3_%4@%5x.png")
                                 .arg(state)
                                 .arg(size_.width())
                                 .arg(size_.height())
                                 .arg(dark_ ? QStringLiteral("dark") : QStringLiteral("light"))
                                 .arg(window.devicePixelRatioF());
        window.grab().save(folder_.filePath(name));
        std::printf("%s\n", qPrintable(folder_.filePath(name)));
        std::fflush(stdout);
    }

    void takeStates() {
        MainWindow window(analyse_);
        window.resize(size_);
        window.show();
        ViewState& state = window.viewState();
        Commands& commands = *window.commands();
        window.openFiles(files_);
        if (QTest::qWaitFor([&] { return !window.document().picture(Role::Reference).isEmpty(); }, 60'000))
            QTest::qWait(260);
        take(window, QStringLiteral("02-working"));
        waitForIdle(window);
        if (qEnvironmentVariableIsSet("SUSS_ONLY_EXPORT")) return takeExport(window);
        take(window, QStringLiteral("01-start"));

        state.setView(0, ViewKind::Map);
        state.setView(1, ViewKind::Y1);
        state.setCrosshair(QPointF(state.imageSize().width() * 0.4, state.imageSize().height() * 0.55));
        take(window, QStringLiteral("03-map-and-residual"));
        commands.inspector->setChecked(true);
        waitForIdle(window);
        take(window, QStringLiteral("18-inspector"));
        commands.inspector->setChecked(false);
        commands.palette->trigger();
        take(window, QStringLiteral("19-commands"));
        window.commandPalette()->hide();
        state.setView(0, ViewKind::Mean);
        state.setView(1, ViewKind::SpreadY1);
        waitForIdle(window);
        take(window, QStringLiteral("20-mean-and-spread"));
        state.setView(0, ViewKind::Ssim);
        state.setView(1, ViewKind::Directions);
        const QSize picture = state.imageSize();
        window.document().marked().setRect(
            Rect{picture.width() / 2, picture.height() / 8, picture.width() / 3, picture.height() / 3});
        waitForIdle(window);
        take(window, QStringLiteral("21-directions-and-rectangle"));
        window.document().marked().setRect(std::nullopt);
        state.setView(0, ViewKind::Image);
        state.setView(1, ViewKind::Footprint);
        state.pin(QPointF(picture.width() * 0.4, picture.height() * 0.55));
        state.setZoomAt(state.toView(*state.pinned()), 6);
        state.lookAt(*state.pinned());
        waitForIdle(window);
        take(window, QStringLiteral("22-footprint"));
        state.pin(std::nullopt);
        state.fit();
        state.setView(0, ViewKind::Difference);
        state.setView(1, ViewKind::Cb);
        take(window, QStringLiteral("04-difference-and-colour"));

        state.setView(0, ViewKind::Reference);
        state.setView(1, ViewKind::Image);
        commands.nextRegion->trigger();
        take(window, QStringLiteral("05-region"));
        state.setView(1, ViewKind::Y2);
        state.setZoom(20);
        state.setCrosshair(state.center());
        take(window, QStringLiteral("06-pixels"));
        state.setCrosshair(std::nullopt);
        state.fit();
        state.selectRegion(-1);

        state.setView(0, ViewKind::Reference);
        state.setView(1, ViewKind::Sample);
        SampleSettings sampling;
        sampling.strength = 2;
        window.document().sampler().setSettings(sampling);
        waitForIdle(window);
        take(window, QStringLiteral("07-sample"));

        takeDrawer(window);
        takeLayouts(window);
        state.setView(1, ViewKind::Map);
        state.setLayout(StageLayout::Single);
        commands.solos[0]->trigger();
        waitForIdle(window);
        take(window, QStringLiteral("08-single-solo"));
        commands.solos[0]->trigger();
        state.setLayout(StageLayout::SideBySide);
        state.setView(1, ViewKind::Image);
        waitForIdle(window);

        commands.help->trigger();
        take(window, QStringLiteral("09-help"));
        commands.help->trigger();
        window.document().open(Role::Image, Source::file(folder_.filePath(QStringLiteral("missing.png"))));
        waitForIdle(window);
        take(window, QStringLiteral("10-error"));
        commands.escape->trigger();
        takeUnequal(window);
        takeNarrow(window);

        QMimeData files;
        files.setUrls({QUrl::fromLocalFile(folder_.filePath(QStringLiteral("a.png")))});
        QDragEnterEvent enter(QPoint(size_.width() / 4, size_.height() / 2), Qt::CopyAction, &files,
                              Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&window, &enter);
        take(window, QStringLiteral("11-drop"));
        QDragLeaveEvent leave;
        QApplication::sendEvent(&window, &leave);

        takeExport(window);
        state.setView(0, ViewKind::Map);
        const QString figure = folder_.filePath(QStringLiteral("12-saved-view.png"));
        bool saved = false;
        QObject::connect(&window.exports()->exporter(), &Exporter::saved, [&] { saved = true; });
        window.exports()->saveView(figure);
        if (!QTest::qWaitFor([&] { return saved; }, 60'000))
            std::fputs("suss-screenshots: nothing was saved\n", stderr);
    }

    // An image of another size, and the same one scaled.
    void takeUnequal(MainWindow& window) {
        Document& document = window.document();
        const Image& reference = *document.picture(Role::Reference).image;
        // One of the program's own: one from elsewhere would not be compared with the example.
        document.open(Role::Image,
                      Source::memory(QStringLiteral("smaller.png"),
                                     std::make_shared<const Image>(
                                         resized(reference, reference.width / 2, reference.height * 2 / 5))));
        waitForIdle(window);
        take(window, QStringLiteral("33-unequal"));
        document.remedy(Message::Remedy::ScaleImage);
        waitForIdle(window);
        take(window, QStringLiteral("34-scaled"));
        document.removeImage(document.current());
        waitForIdle(window);
    }

    // As narrow as the window gets, with everything open.
    void takeNarrow(MainWindow& window) {
        window.resize(window.minimumSizeHint().width(), size_.height());
        take(window, QStringLiteral("35-narrow"));
        window.commands()->inspector->setChecked(true);
        window.commands()->variants->setChecked(true);
        window.viewState().setCrosshair(QPointF(40, 40));
        waitForIdle(window);
        take(window, QStringLiteral("36-narrow-with-all"));
        window.commands()->inspector->setChecked(false);
        window.commands()->variants->setChecked(false);
        window.viewState().setCrosshair(std::nullopt);
        window.resize(size_);
    }

    // The export of a figure: as it opens, with more in it, and with something that cannot be.
    void takeExport(MainWindow& window) {
        ViewState& state = window.viewState();
        state.setView(0, ViewKind::Reference);
        state.setView(1, ViewKind::Image);
        state.setView(2, ViewKind::Map);
        state.setView(3, ViewKind::Y1);
        state.setLayout(StageLayout::Four);
        waitForIdle(window);
        window.commands()->exportFigure->trigger();
        ExportDialog* dialog = window.exports()->dialog();
        const auto shot = [&](const QString& name) {
            if (!QTest::qWaitFor([&] { return dialog->preview()->isCurrent(); }, 60'000))
                std::fputs("suss-screenshots: the preview was not drawn\n", stderr);
            take(*dialog, name);
        };
        shot(QStringLiteral("28-export"));
        QListWidget& panels = *dialog->panels();
        for (int row = 0; row < panels.count(); ++row)
            if (const QString panel = panels.item(row)->data(Qt::UserRole).toString();
                panel == QLatin1String("components") || panel == QLatin1String("samples"))
                panels.item(row)->setCheckState(Qt::Checked);
        dialog->inset()->setCurrentIndex(1);
        dialog->captionText()->setText(QStringLiteral("A smudge in the sky, as a print would show it."));
        shot(QStringLiteral("29-export-more"));
        dialog->width()->setCurrentIndex(0);
        shot(QStringLiteral("30-export-one-column"));
        for (int row = 0; row < panels.count(); ++row) panels.item(row)->setCheckState(Qt::Unchecked);
        shot(QStringLiteral("31-export-nothing"));
        dialog->reject();
        state.setLayout(StageLayout::SideBySide);
        QSettings().remove(QStringLiteral("figure"));
    }

    // Samples, extremes, what-if and repair.
    void takeDrawer(MainWindow& window) {
        ViewState& state = window.viewState();
        Document& document = window.document();
        SampleSettings sampling;
        document.sampler().setSettings(sampling);
        window.commands()->variants->setChecked(true);
        if (!QTest::qWaitFor([&] { return document.sampler().stills().size() == Sampler::kStills; }, 60'000))
            std::fputs("suss-screenshots: the strip of samples is incomplete\n", stderr);
        waitForIdle(window);
        take(window, QStringLiteral("23-samples"));
        window.drawer()->setPage(window.extremes());
        state.setView(0, ViewKind::MostVisible);
        state.setView(1, ViewKind::LeastVisible);
        window.extremes()->findButton()->click();
        waitForIdle(window);
        take(window, QStringLiteral("24-extremes"));
        window.drawer()->setPage(window.whatIf());
        state.setView(0, ViewKind::Image);
        state.setView(1, ViewKind::Map);
        if (!document.explanation().regions.empty())
            document.marked().setRect(document.explanation().regions[0].rect);
        waitForIdle(window);
        window.whatIf()->referenceButton()->click();
        waitForIdle(window);
        take(window, QStringLiteral("25-what-if"));
        document.unmend();
        document.marked().setRect(std::nullopt);
        waitForIdle(window);
        window.commands()->brush->trigger();
        state.setBrushRadius(20);
        const QSize size = state.imageSize();
        document.painted().paint({QPointF(size.width() * 0.68, size.height() * 0.1),
                                  QPointF(size.width() * 0.8, size.height() * 0.14)},
                                 state.brushRadius());
        state.setCrosshair(QPointF(size.width() * 0.8, size.height() * 0.14));
        take(window, QStringLiteral("37-brush"));
        state.setBrushing(false);
        document.painted().clear();
        state.setCrosshair(std::nullopt);
        waitForIdle(window);
        window.drawer()->setPage(window.repair());
        waitForIdle(window);
        window.repair()->slider()->setValue(6);
        state.setView(0, ViewKind::Repaired);
        state.setView(1, ViewKind::RepairedFirst);
        QTest::qWait(500);
        take(window, QStringLiteral("26-repair"));
        window.commands()->variants->setChecked(false);

        // What may change, with what, and what the worst and the best change of one size look like.
        const ViewKind views[] = {ViewKind::SpreadY1, ViewKind::Footprint, ViewKind::MostVisible,
                                  ViewKind::LeastVisible};
        for (int pane = 0; pane < 4; ++pane) state.setView(pane, views[pane]);
        state.setLayout(StageLayout::Four);
        const QSize picture = state.imageSize();
        state.pin(QPointF(picture.width() * 0.4, picture.height() * 0.55));
        state.setZoomAt(state.toView(*state.pinned()), 2);
        state.lookAt(*state.pinned());
        waitForIdle(window);
        take(window, QStringLiteral("27-tolerated"));
        state.pin(std::nullopt);
        state.fit();
        state.setLayout(StageLayout::SideBySide);
        state.setView(2, ViewKind::Map);
        state.setView(3, ViewKind::Y1);
        state.setView(0, ViewKind::Reference);
    }

    // A list of images, in every layout.
    void takeLayouts(MainWindow& window) {
        ViewState& state = window.viewState();
        QList<Source> images;
        for (const Distortion& distortion : exampleDistortions())
            images << Source::example(toQString(distortion.key));
        if (window.document().picture(Role::Reference).source.kind == Source::Kind::Example)
            window.document().openImages(images);
        state.setView(1, ViewKind::Image);
        waitForIdle(window);
        take(window, QStringLiteral("14-list"));
        state.setView(1, ViewKind::Map);
        state.setLayout(StageLayout::Swipe);
        take(window, QStringLiteral("15-swipe"));
        state.setMapOpacity(0.6);
        state.setLayout(StageLayout::Four);
        state.setView(1, ViewKind::Image);
        take(window, QStringLiteral("16-four"));
        state.setMapOpacity(1);
        state.setLayout(StageLayout::Nine);
        take(window, QStringLiteral("17-nine"));
        state.setLayout(StageLayout::SideBySide);
    }

    void takeLargeText() {
        const QFont before = QApplication::font();
        QFont large = before;
        large.setPointSizeF(before.pointSizeF() * 1.5);
        QApplication::setFont(large);
        {
            MainWindow window(analyse_);
            window.resize(size_);
            window.show();
            window.openFiles(files_);
            waitForIdle(window);
            window.viewState().setView(1, ViewKind::Y3);
            take(window, QStringLiteral("13-large-text"));
            window.commands()->exportFigure->trigger();
            ExportDialog* dialog = window.exports()->dialog();
            if (!QTest::qWaitFor([&] { return dialog->preview()->isCurrent(); }, 60'000))
                std::fputs("suss-screenshots: the preview was not drawn\n", stderr);
            take(*dialog, QStringLiteral("32-export-large-text"));
        }
        QApplication::setFont(before);
    }

    QDir folder_;
    QStringList files_;
    Analyse analyse_;
    QSize size_;
    bool dark_ = false;
};

}  // namespace
}  // namespace suss

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setOrganizationName(QStringLiteral("suss-screenshots"));
    QApplication::setApplicationName(QStringLiteral("suss-screenshots"));
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() != 2 && arguments.size() != 4) {
        std::fputs("usage: suss-screenshots OUTDIR [REF IMG]\n", stderr);
        return 2;
    }
    const QTemporaryDir settings;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, settings.path());
    QDir().mkpath(arguments[1]);
    suss::setThreadCount(0);
    suss::Photographer(QDir(arguments[1]), arguments.mid(2), suss::analyseWith(suss::defaultModelFile))
        .takeAll();
    return 0;
}
