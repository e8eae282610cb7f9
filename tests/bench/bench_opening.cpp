// Prints how long a person waits from opening two pictures until score, map and places are on screen, beside
// what the network alone takes for the same reference. Not a test: run it on a quiet machine.
//     QT_QPA_PLATFORM=offscreen bench_opening [width height]

#include "core/explain/example.h"
#include "core/image/reshape.h"
#include "core/image/write.h"
#include "core/network/predictor.h"
#include "core/parallel.h"
#include "ui/main_window.h"
#include "ui/stage/pane.h"
#include "ui/stage/stage.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMimeData>
#include <QProcess>
#include <QSettings>
#include <QStandardPaths>
#include <QStyleFactory>
#include <QTemporaryDir>
#include <QTimer>
#include <QUrl>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <vector>

using namespace suss;

namespace {

/// Until the document says that something has changed and it is done, and the window is painted.
double secondsUntil(MainWindow& window, const std::function<bool()>& done) {
    QElapsedTimer timer;
    timer.start();
    QEventLoop loop;
    QObject::connect(&window.document(), &Document::changed, &loop, [&] {
        if (done()) loop.quit();
    });
    QTimer::singleShot(600'000, &loop, [&loop] {
        std::fputs("bench_opening: the work did not end\n", stderr);
        loop.quit();
    });
    if (!done()) loop.exec();
    QApplication::processEvents();  // paints
    return double(timer.nsecsElapsed()) / 1e9;
}

void wait(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

bool isComplete(const Document& document, const QString& image) {
    return document.picture(Role::Image).source.path == image && !document.coarseness() &&
           !document.explanation().sentence.isEmpty() && document.field(ViewKind::Map);
}

std::unique_ptr<MainWindow> shownWindow(const Analyse& network) {
    auto window = std::make_unique<MainWindow>(network);
    window->resize(1920, 1080);
    window->show();
    window->viewState().setView(1, ViewKind::Map);
    QApplication::processEvents();
    return window;
}

/// Of files that are dropped after they were dragged over the window for a while.
double secondsAfterDrop(const Analyse& network, const QString& reference, const QString& image) {
    constexpr int kOverWindow = 400;  // milliseconds; from its edge to its middle
    const auto window = shownWindow(network);
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(reference), QUrl::fromLocalFile(image)});
    QDragEnterEvent enter({0, 500}, Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &enter);
    wait(kOverWindow);
    QDropEvent drop(QPointF(900, 500), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(window.get(), &drop);
    return secondsUntil(*window, [&] { return isComplete(window->document(), image); });
}

/// The other end of secondsToFirstPicture: opens the pictures as suss-viewer does, and says when one is
/// there.
int showFirst(const QStringList& files) {
    MainWindow window(analyseWith(defaultModelFile));
    window.resize(1920, 1080);
    window.show();
    window.openFiles(files);
    secondsUntil(window, [&] { return !window.document().picture(Role::Reference).isEmpty(); });
    std::puts("there");
    return 0;
}

/// From the start of a process until the reference is in its window.
double secondsToFirstPicture(const QStringList& files) {
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("--first")} + files);
    while (process.waitForReadyRead() && !process.readAllStandardOutput().contains("there")) {
    }
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    process.waitForFinished();
    return seconds;
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

int main(int argc, char** argv) {
    const int width = argc > 2 ? std::atoi(argv[1]) : 768, height = argc > 2 ? std::atoi(argv[2]) : 512;
    QStandardPaths::setTestModeEnabled(true);
    const QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("suss-bench"));
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QSettings().clear();
    setThreadCount(0);
    if (argc > 3 && application.arguments()[1] == QLatin1String("--first"))
        return showFirst(application.arguments().mid(2));

    const QTemporaryDir folder;
    const auto picture = std::make_shared<const Image>(resized(exampleReference(), width, height));
    const QString reference = folder.filePath(QStringLiteral("reference.png"));
    writeImage(reference.toStdString(), *picture, 8);
    QStringList images;
    for (const char* key : {"jpeg", "blur", "noise"}) {
        images << folder.filePath(QStringLiteral("%1.png").arg(QLatin1String(key)));
        writeImage(images.back().toStdString(), distorted(*picture, key), 8);
    }

    const Analyse network = analyseWith(defaultModelFile);
    network(picture, {});  // waits for the model
    std::vector<double> first, alone, dropped, sketched, complete, further;
    for (int repeat = 0; repeat < 9; ++repeat) {
        constexpr int kRest = 500;  // until what a closed window had begun has ended
        first.push_back(secondsToFirstPicture({reference, images[0]}));
        wait(kRest);
        QElapsedTimer timer;
        timer.start();
        network(picture, {});
        alone.push_back(double(timer.nsecsElapsed()) / 1e9);

        wait(kRest);
        dropped.push_back(secondsAfterDrop(network, reference, images[0]));
        wait(kRest);

        const auto window = shownWindow(network);
        const Document& document = window->document();
        window->openFiles({reference, images[0]});
        sketched.push_back(secondsUntil(*window, [&] { return document.account().has_value(); }));
        complete.push_back(sketched.back() +
                           secondsUntil(*window, [&] { return isComplete(document, images[0]); }));
        const QString wanted = images[1 + repeat % 2];
        window->openFiles({reference, wanted});
        further.push_back(secondsUntil(*window, [&] { return isComplete(document, wanted); }));
        wait(kRest);
    }
    std::printf("%d x %d pixels, PNG files, window of 1920 x 1080; medians of 9, seconds\n", width, height);
    std::printf("start of the process until the reference is on screen %5.2f\n", median(first));
    std::printf("network alone                                        %6.2f\n", median(alone));
    std::printf("opening two files until a first score is on screen   %6.2f\n", median(sketched));
    std::printf("opening two files until score, map and places are    %6.2f\n", median(complete));
    std::printf("dropping them, after 0.4 s over the window            %6.2f\n", median(dropped));
    std::printf("another image of the same reference, the same        %6.2f\n", median(further));
    return 0;
}
